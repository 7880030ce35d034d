"""An address, read: which page, of what, with which parameters, in which form and language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from faces.pages.asker import Refused
from faces.words import languages, say

if TYPE_CHECKING:
    from faces.pages.asker import Field
    from faces.pages.questions import Question

HTML, JSON, CSV, PDF = "html", "json", "csv", "pdf"
_OPTION = re.compile("[a-z][a-z-]*").fullmatch
_NOT_ASKED = frozenset({"format", "help", "to", "replace", "open"})
"""Options that say where and how an answer is written, which a page says itself."""
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Request:
    """An address, read: a page, what it is about, its parameters and its form."""

    name: str
    code: str | None
    pairs: Pairs
    form: str
    lang: str | None
    fields: Sequence[Field] = field(default_factory=tuple)

    @property
    def options(self) -> list[str]:
        """The parameters as the options of a command; what a form left empty is left out."""
        flags = flags_of(self.fields)
        left_empty = {each.name for each in self.fields} - flags
        return [
            f"--{name}" if name in flags and not value else f"--{name}={value}"
            for name, value in self.pairs
            if value or name not in left_empty
        ]

    def words(self, question: Question) -> list[str]:
        """The words of the command that asks the same."""
        code = ["--", self.code] if self.code is not None else []
        return [*question.words, *self.options, *code]


def flags_of(fields: Iterable[Field]) -> frozenset[str]:
    """The options that have no value."""
    return frozenset(each.name for each in fields if each.kind == "flag")


def read(path: str, query: str) -> Request:
    """Read an address; refuses what is no text, and parameters that no page has."""
    name, _, rest = path.strip("/").partition("/")
    try:
        code = unquote(rest, errors="strict") if rest else None
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise wrong(say("pages.no-such-text")) from None
    form = HTML
    for ending in (JSON, CSV, PDF):
        whole = code if code is not None else name
        if whole.endswith(f".{ending}"):
            form, whole = ending, whole.removesuffix(f".{ending}")
            name, code = (name, whole) if code is not None else (whole, None)
            break
    langs = [value for option, value in pairs if option == "lang"]
    if len(langs) > 1 or (langs and langs[0] not in ("", *languages())):
        known = ", ".join(languages())
        raise wrong(say("usage.not-one-of", value=repr(langs[0]), choices=known))
    pairs = [(option, value) for option, value in pairs if option != "lang"]
    if any(not _OPTION(option) or option in _NOT_ASKED for option, _ in pairs):
        raise wrong(say("pages.bad-name"))
    lang = langs[0] or None if langs else None
    return Request(name, code, pairs, form, lang)


def wrong(message: str) -> Refused:
    """That something is asked in a wrong way."""
    return Refused(400, "UsageError", message)


def no_page() -> Refused:
    """That there is no such page."""
    return Refused(404, "NoSuchPage", say("pages.no-such-page"))
