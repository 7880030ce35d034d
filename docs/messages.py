"""The page of messages: every refusal and error once, with its rule and an example of its words."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from domain.refusal import InvalidValue, Refusal, WithFacts
from domain.value_refusals import InvalidFte
from faces.refused import advice, message
from faces.words.catalogue import ENGLISH, speaking
from faces.words.english import MESSAGES
from ledger.signing.signing_refusals import HistoryFinding
from ledger.store.errors import LedgerUnusable
from ledger.store.symptoms import Symptom

HOME = Path(__file__).resolve().parents[1]
_IN_ENGLISH = """\
<!-- Written by docs/generate.py: make docs. -->

# Messages

What rientro refuses, and what can be wrong with a ledger: the rule, the facts that an error in JSON
carries beside `schema`, `error` and `message`, and an example of what is said. A command in it has
the `--ledger` that was given on the command line. Keys are only ever added.
[The same in Italian](messages.it.md).
"""
_IN_ITALIAN = """\
<!-- Written by docs/generate.py: make docs. -->

# Messaggi

Che cosa rientro rifiuta, e che cosa può non andare in un registro: un esempio di ciò che si legge con
`--lang it`. I nomi, i comandi e i codici sono gli stessi in ogni lingua; un errore in JSON è in inglese.
La regola e i dati di ciascuno sono nella [pagina inglese](messages.md).
"""
_PAGES = {ENGLISH: (_IN_ENGLISH, True), "it": (_IN_ITALIAN, False)}
"""How the page begins, and whether it has the rules, which are written in English."""
_KINDS: dict[type[WithFacts], dict[str, str]] = {
    InvalidValue: {
        ENGLISH: "Values that cannot be (exit code 2)",
        "it": "Valori impossibili (codice di uscita 2)",
    },
    Refusal: {
        ENGLISH: "Rules that would be broken (exit code 3)",
        "it": "Regole che sarebbero violate (codice di uscita 3)",
    },
    HistoryFinding: {
        ENGLISH: "Findings about the history (exit code 1)",
        "it": "Rilievi sulla storia (codice di uscita 1)",
    },
    Symptom: {
        ENGLISH: "What doctor finds (exit code 1)",
        "it": "Che cosa trova doctor (codice di uscita 1)",
    },
    LedgerUnusable: {
        ENGLISH: "Ledgers that cannot be used (exit code 4)",
        "it": "Registri che non si possono usare (codice di uscita 4)",
    },
}
_EXAMPLES = {
    "site": "RO-IAS", "operator": "OP-1042", "contract": "FW-SB", "plan": "FW-2018",
    "batch": "july", "stream": "site:RO-IAS", "country": "RO", "where": "rientro.db",
    "path": "july.csv", "what": "what", "recorded_by": "anna", "indicator": "answer-seconds", "rule": "IT-24BIS-2017",
    "recipient": "labour", "notice": "2018-AL-1", "union": "EU", "period": "2018-06",
    "reported": "2018-Q2", "stands": "425000/5000", "numerator": "3", "denominator": "2",
}  # fmt: skip
_OF_CLASSES = {
    "AmbiguousPlace": {"code": "AL"},
    "BadMapping": {"mapping": "july.toml", "why": "it is empty."},
    "BadValue": {"column": "fte", "where": "[defaults]"},
    "CannotBeVoided": {"stream": "site", "code": "RO-IAS"},
    "ChangeOutOfOrder": {"what": "site", "code": "RO-IAS"},
    "EventsRefused": {"problem": "no-events"},
    "FileExists": {"what": "a table"},
    "HistoryDiffers": {"code": "RO-IAS", "what": "void-of-closing"},
    "HistoryRefused": {"problem": "position 3 follows 1", "kind": "position-gap"},
    "InvalidAmount": {
        "text": "20.000",
        "what": "numerator",
        "exact": "20.0000",
        "grouped": "20000",
    },
    "InvalidCell": {"what": "no-count", "about": '"7,5"', "number": 10000},
    "InvalidArea": {"where": "rule 1", "text": "Italy"},
    "InvalidCode": {"text": "RO IAS", "what": "a site code"},
    "InvalidDate": {"text": "2018-99-01", "example": "2018-09-30"},
    "InvalidFte": {"text": "2"},
    "InvalidInstant": {"text": "noon"},
    "InvalidMonth": {"text": "March"},
    "InvalidPercent": {"text": "120", "what": "floor of commitment 1"},
    "InvalidPeriod": {"text": "spring"},
    "InvalidText": {"what": "reason", "limit": 500},
    "LedgerExists": {"why": "as-it-is"},
    "ListRewritten": {"why": "missing"},
    "LogBroken": {"why": "position 4 is missing"},
    "MissingKey": {"where": "commitment 1", "key": "floor"},
    "NameLikeAnId": {"text": "ours/0123456789abcdef"},
    "NamedTwice": {"what": "The rule", "code": "R-1"},
    "NoFloor": {"commitment": "C-1"},
    "NotACheckpointFile": {"path": "first.checkpoint", "why": "it is empty"},
    "NotAFileName": {"why": "folder"},
    "NotAKey": {"path": "our.key", "what": "private", "why": "it is empty"},
    "NotALedger": {"what": "another-program"},
    "NotAtSite": {"actual": "IT-CAG"},
    "NotInPlan": {"named": "AL"},
    "NotLatestMovement": {"later": "transferred", "on": date(2018, 6, 4), "site": "IT-CAG"},
    "NothingDiffers": {"what": "site", "code": "RO-IAS"},
    "NothingToDraft": {"why": "the file is empty."},
    "NotToml": {"problem": "Invalid statement (at line 1, column 1)"},
    "OfAnotherLedger": {"path": "first.checkpoint", "origin": "theirs", "ledger": "ours"},
    "PersonalCode": {"looks_like": "e-mail-address"},
    "PlanNamesTwice": {"named": "RO"},
    "RegionElsewhere": {"region": "IT-88"},
    "ReservedCode": {"code": "-"},
    "StillLeanedOn": {"what": "opening", "code": "RO-IAS", "leaning": "its-closing"},
    "SucceedsItself": {"through": "FW-SB"},
    "TextsRefused": {"why": "position-taken"},
    "UnionSpellEndsFirst": {"union": "EU"},
    "UnionSpellsOverlap": {"union": "EU"},
    "UnknownCountry": {"text": "ZZ"},
    "UnknownIndicator": {"indicator": "b3", "known": ("answer-seconds", "b2")},
    "UnknownKey": {"where": "commitment 1", "key": "flor", "known": ("floor",)},
    "UnknownPlace": {"place": "NOWHERE"},
    "UnknownRecipient": {"recipient": "mayor", "known": ("labour", "mise", "garante")},
    "UnknownRegion": {"text": "RO-B", "country": "IT"},
    "UnknownRule": {"rule": "IT-1", "known": ("IT-24BIS-2012", "IT-24BIS-2017")},
    "UnknownShipped": {"file": "us", "known": ("eu", "it-24-bis")},
    "UnknownUnion": {"union": "EU", "rule": "R-1"},
    "UnreadableEvent": {"which": "event", "detail": "site-opened.2: event: Field required"},
    "WrongInFile": {"what": "column-missing", "about": "effective_on"},
    "WrongValue": {"where": "commitment 1", "key": "posts", "expected": "text-in-quotes"},
}
"""Facts of one kind alone."""
_OF_TYPES: tuple[tuple[str, Any], ...] = (
    ("datetime", datetime(2018, 6, 1, 12, tzinfo=UTC)),
    ("date", date(2018, 6, 1)),
    ("bool", False),
    ("int", 3),
    ("float", 1.5),
    ("tuple", ("IT", "RO")),
    ("frozenset", frozenset({"stored_events_no_update"})),
    ("Path", Path("july.csv")),
    ("InvalidValue", InvalidFte("2")),
)


def kinds() -> list[type[WithFacts]]:
    """Every refusal and error with words, by name."""
    for file in (*HOME.glob("domain/**/*.py"), *HOME.glob("ledger/**/*.py")):
        parts = file.relative_to(HOME).with_suffix("").parts
        importlib.import_module(".".join(parts).removesuffix(".__init__"))
    found = {each for each in _below(WithFacts) if _has_words(each.__name__)}
    return sorted(found, key=lambda each: (each.__name__, each.__module__))


def _below(kind: type[WithFacts]) -> Iterator[type[WithFacts]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _has_words(name: str) -> bool:
    return any(key.partition(".")[0] == name for key in MESSAGES)


def example(kind: type[WithFacts]) -> WithFacts:
    """One of that kind, with facts that could be so."""
    if not is_dataclass(kind):
        return kind()
    own: dict[str, Any] = _OF_CLASSES.get(kind.__name__, {})
    known = {each.name: _fact(each.name, str(each.type)) for each in fields(kind)}
    return kind(**known | {name: own[name] for name in own if name in known})


def _fact(name: str, type_: str) -> Any:
    if type_.endswith("| None") and name in ("known_at", "batch", "runs_from"):
        return None
    for beginning, value in _OF_TYPES:
        if type_.startswith(beginning):
            return value
    return _EXAMPLES.get(name, "…")


def messages_page(language: str = ENGLISH) -> str:
    """The page in a language."""
    beginning, rule = _PAGES[language]
    parts, left = [beginning], kinds()
    with speaking(language):
        for base, title in _KINDS.items():
            parts.append(f"## {title[language]}\n")
            parts += [_one(each, rule) for each in left if issubclass(each, base)]
            left = [each for each in left if not issubclass(each, base)]
    return "\n".join(parts)


def _one(kind: type[WithFacts], has_rule: bool) -> str:
    error = example(kind)
    lines = [f"### {kind.__name__}", ""]
    if has_rule:
        lines += [" ".join((kind.__doc__ or "").split()), ""]
    if has_rule and error.facts:
        lines += [f"Facts: {', '.join(f'`{name}`' for name in error.facts)}.", ""]
    lines += [f"> {message(error)}"]
    if said := advice(error):
        lines += [">", f"> {said}"]
    return "\n".join([*lines, ""])
