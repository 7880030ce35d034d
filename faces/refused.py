"""How a refusal or an error is told: its facts in words for people, and as they are for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from shlex import quote
from typing import TYPE_CHECKING, Any

from domain.refusal import Refusal, WithFacts, quoted
from domain.values import plain
from faces.words import counted, say, word
from faces.words import english as words
from faces.words.catalogue import ENGLISH, speaking, translated
from faces.words.filling import Filling

if TYPE_CHECKING:
    from ledger.audit.findings import Finding
    from ledger.exchange.sheets.problems import Message

PROGRAM = "rientro"
_IN_FILE = ".in-file"
"""What is advised in the row of a file in place of an option: a column."""
_MOST_NAMED = 12
_KEPT_FOR_THE_ERROR = frozenset({"schema", "error", "message", "rows", "groups"})


def sentence(error: Exception, rientro: str = PROGRAM, where: str = "") -> str:
    """What is so and what to do, whose commands begin as `rientro` says.

    An error that brings its own sentence is told by that. `where` something was asked for is a command
    line, or the row of a file.
    """
    if not isinstance(error, WithFacts) or not _chosen(words.MESSAGES, error):
        return str(error)
    return " ".join(filter(None, (message(error, rientro), advice(error, rientro, where))))


def message(error: WithFacts, rientro: str = PROGRAM) -> str:
    """What is so."""
    return _filled(_chosen(words.MESSAGES, error), error, rientro)


def advice(error: WithFacts, rientro: str = PROGRAM, where: str = "") -> str:
    """What to do, on a command line or in a row; nothing if there is no more to say."""
    return _filled(_chosen(words.ADVICE, error, where), error, rientro)


def finding_in_words(finding: Finding) -> str:
    """What a replay found."""
    return _finding(finding.message)


def _finding(about: str | Exception) -> str:
    if isinstance(about, Refusal):
        return f"{about.name}: {sentence(about)}"
    if isinstance(about, WithFacts) and about.name in words.FINDINGS:
        return _filled(translated(words.FINDINGS[about.name], about.name), about, PROGRAM)
    return about if isinstance(about, str) else sentence(about)


def problem_in_words(message: Message, rientro: str = PROGRAM) -> str:
    """What would be right in a row of a file, safe to print."""
    said = sentence(message.about, rientro, _IN_FILE)
    if message.near:
        stop = "" if said.endswith(".") else "."
        said = f"{said}{stop} {say('usage.did-you-mean', near=_or(message.near))}"
    if message.sheet:
        said = say("file.of-sheet", sheet=message.sheet, message=said)
    return quoted(said, len(said))[1:-1]


def error_document(name: str, message: str) -> dict[str, Any]:
    """An error as programs have it; the facts of its rule come beside these keys."""
    return {"schema": "rientro.error.v1", "error": name, "message": message}


def told_facts(error: Exception) -> dict[str, Any]:
    """The facts for programs: dates in ISO 8601, FTE as texts."""
    facts = error.facts if isinstance(error, WithFacts) else {}
    told = {name: value for name, value in facts.items() if name not in _KEPT_FOR_THE_ERROR}
    with speaking(ENGLISH):
        return {name: _plain(value) for name, value in told.items()}


def _chosen(templates: Mapping[str, str], error: WithFacts, where: str = "") -> str:
    keys = _keys(error, where)
    return next((translated(templates[key], key) for key in keys if key in templates), "")


def _keys(error: WithFacts, where: str) -> Iterator[str]:
    """The keys of what may be said of it, the narrowest first; the error says which there are.

    What is said at one place only goes before what is said everywhere.
    """
    for key in (*(f"{error.name}.{variant}" for variant in error.variants()), error.name):
        if where:
            yield f"{key}{where}"
        yield key


class _Places(Filling):
    """Fills the places of a template with the facts of an error."""

    def __init__(self, error: WithFacts, rientro: str) -> None:
        self._error, self._rientro = error, rientro

    def vformat(self, format_string: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        """The template with its places filled; what is to be typed is the same in all languages."""
        filled = []
        for literal, name, spec, conversion in self.parse(format_string):
            filled.append(literal)
            if name in ("rientro", "program"):
                with speaking(ENGLISH):
                    command = self.vformat(spec or "", args, kwargs)
                filled.append(f"{self._rientro if name == 'rientro' else PROGRAM} {command}")
            elif name is not None:
                value = self.convert_field(kwargs[name], conversion)
                filled.append(self.format_field(value, spec or ""))
        return "".join(filled)

    def format_field(self, value: Any, format_spec: str) -> str:
        match format_spec.split("-"):
            case ["phrase"]:
                return self._phrase(value)
            case ["finding"]:
                return _finding(value).rstrip(".")
            case ["clause"]:
                return self._phrase(value).rstrip(".")
            case ["quoted", limit]:
                return quoted(str(value), int(limit))
            case ["bare"]:
                return _bare(str(value))
        known = _SPELLED.get(format_spec)
        if known is not None:
            return str(known(value))
        if format_spec in words.COUNTED:
            return counted(value, format_spec)
        return str(super().format_field(value, format_spec))

    def _phrase(self, value: Any) -> str:
        if isinstance(value, Exception):
            return sentence(value, self._rientro)
        key = f"{self._error.name}.{value}"
        template = words.PHRASES.get(key)
        if template is None:
            return word("fact", str(value))
        return _filled(translated(template, key), self._error, self._rientro)


def _bare(text: str) -> str:
    return quoted(text, 200)[1:-1]


def _or(names: Iterable[str]) -> str:
    return f" {say('or')} ".join(names)


def _few(texts: Sequence[str]) -> str:
    more = ("…",) if len(texts) > _MOST_NAMED else ()
    return ", ".join((*texts[:_MOST_NAMED], *more))


_SPELLED: dict[str, Callable[[Any], Any]] = {
    "quoted": quoted,
    "shell": lambda text: quote(str(text)),
    "listed": ", ".join,
    "few": _few,
    "or": _or,
    "sorted": lambda texts: ", ".join(sorted(texts)),
    "instant": lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
    "a-day-before": lambda at: f"{at - timedelta(days=1):%Y-%m-%d %H:%M:%S}",
    "next": lambda number: number + 1,
    "mib": lambda size: size // 1024**2,
}
"""How the value of a place can be written, besides as Python would format it."""


def _filled(template: str, error: WithFacts, rientro: str) -> str:
    return _Places(error, rientro).vformat(template, (), error.facts)


def _plain(value: Any) -> Any:
    match value:
        case None | str() | int() | float():
            return value
        case WithFacts() if value.name == "WrongInFile":
            return sentence(value)  # a sentence since before it was data
        case WithFacts():
            return {"error": value.name, "message": sentence(value), **told_facts(value)}
        case frozenset():
            return sorted(map(_plain, value))
        case tuple() | list():
            return list(map(_plain, value))
        case date() | Decimal():
            return plain(value)
    return str(value)
