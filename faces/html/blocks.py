"""What a section of a page is made of: values, which one template writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from faces import blocks
from faces.columns import NONE, Column
from faces.html import speech
from faces.words import say

if TYPE_CHECKING:
    from markupsafe import Markup


_FIT_ON_A_PAGE = 25
_MOST_ON_A_PHONE = 4
_LONG = frozenset({"what_happened", "reason", "source", "because", "title", "text", "note"})
"""Columns of sentences, which a phone has room for beside one other."""
_MOST_BESIDE_SENTENCES = 2
_SHORT = 14
"""Codes of so many letters at most are not broken at their hyphens."""
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}Z").fullmatch


class Prose(NamedTuple):
    """A sentence or a few; `manner` is how it looks: plain, quiet, a caution, or links."""

    said: Markup
    manner: str = "plain"


class Sub(NamedTuple):
    """A heading within a section."""

    said: Markup


class Quote(NamedTuple):
    """What somebody wrote, word for word, a paragraph a line, and how it is called."""

    lines: Sequence[Markup]
    name: Markup | str = ""


class Listed(NamedTuple):
    """Sentences of the same kind, one below another."""

    lines: Sequence[Markup]


class Cards(NamedTuple):
    """A few figures that are seen first: what each is, and its value."""

    facts: Sequence[tuple[str, Markup | str]]


class Pairs(NamedTuple):
    """Names and values, one below another."""

    facts: Sequence[tuple[Markup | str, Markup | str]]


class Cell(NamedTuple):
    """What stands in a cell of a table, and where it leads."""

    said: Markup | str
    is_number: bool
    href: str | None = None
    is_long: bool = False


class Grid(NamedTuple):
    """A table, from the columns that a terminal shows it by."""

    columns: Sequence[Column]
    rows: Sequence[Any]
    total: Any | None = None
    caption: Markup | str = ""
    """What it is a table of, for those who do not see where it stands."""
    href: Callable[[Any, int], str | None] | None = None
    """Where the cell of a row in that column leads."""

    @property
    def is_short(self) -> bool:
        """Whether it fits on a page of paper, and is not broken there."""
        return len(self.rows) <= _FIT_ON_A_PAGE

    @property
    def is_wide(self) -> bool:
        """Whether a phone has no room for its columns, so that they stand below one another."""
        long = any(map(is_long, self.columns))
        return len(self.columns) > (_MOST_BESIDE_SENTENCES if long else _MOST_ON_A_PHONE)

    @property
    def cells(self) -> Iterable[Sequence[Cell]]:
        """The rows as they are shown."""
        for row in self.rows:
            hrefs = (self.href(row, at) if self.href else None for at in range(len(self.columns)))
            yield [
                Cell(shown(column, row), column.right, href, is_long(column))
                for column, href in zip(self.columns, hrefs, strict=True)
            ]

    @property
    def foot(self) -> Sequence[Cell]:
        """The total as it is shown; empty where there is none."""
        if self.total is None:
            return ()
        first, *others = self.columns
        cells = (Cell(shown(column, self.total), column.right) for column in others)
        return [Cell(say("total"), first.right), *cells]


def is_long(column: Column) -> bool:
    """Whether it is a column of sentences."""
    return column.name in _LONG


class Drawn(NamedTuple):
    """A picture with its caption, and the same data as a table."""

    picture: Markup
    caption: Markup
    table: Grid


class Entry(NamedTuple):
    """What was recorded together: a head line, and what happened."""

    key: str
    head: Markup
    lines: Sequence[Markup]
    href: str | None = None


class Entries(NamedTuple):
    """Entries of the log, oldest first."""

    entries: Sequence[Entry]


class Command(NamedTuple):
    """A command as it is typed."""

    typed: str


Block = Prose | Sub | Quote | Listed | Cards | Pairs | Grid | Drawn | Entries | Command


def kind_of(block: Block) -> str:
    """What the template calls a block."""
    return type(block).__name__.lower()


class Section(NamedTuple):
    """A part of a page under a heading; other parts lead to it by its key."""

    key: str
    title: Markup
    blocks: Sequence[Block] = ()
    short: Markup | str = ""
    """How other parts name it; by its title unless given."""

    @property
    def name(self) -> Markup | str:
        """How other parts name it."""
        return self.short or self.title


def of_page(shown_by: Iterable[blocks.Block]) -> list[Block]:
    """The blocks that a person is shown of an answer on a terminal, as those of a page."""
    return list(_of_page(shown_by))


def _of_page(shown_by: Iterable[blocks.Block]) -> Iterable[Block]:
    from markupsafe import Markup

    for block in shown_by:
        match block:
            case blocks.Table(columns, rows, total):
                yield Grid(columns, rows, total)
            case blocks.Facts(facts):
                yield Pairs([(name, speech.quoted(value)) for name, value in facts])
            case blocks.Lines(lines):
                said = Markup("<br>").join(map(speech.quoted, filter(None, lines)))
                if said:
                    yield Prose(said)
            case blocks.Drawing():
                pass  # for a terminal only
            case blocks.Nothing(sentence):
                yield Prose(speech.bdi(sentence), "quiet")


def shown(column: Column, row: Any) -> Markup | str:
    """The cell of a row as a page shows it: numbers and days in words of the language."""
    from markupsafe import Markup

    value = column.cell(row)
    if value is None or value in ("", ()):
        return NONE
    if isinstance(value, Markup):
        return value
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, int | float | Decimal):
        return speech.number(value) if column.grouped else str(value)
    if isinstance(value, datetime):
        return speech.instant(value)
    if isinstance(value, date):
        return speech.when(value)
    if isinstance(value, list | tuple):
        return Markup(", ").join(map(speech.bdi, value)) or NONE
    return _text(column, str(value))


def _text(column: Column, text: str) -> Markup | str:
    """A cell of text: figures as figures, and nothing short broken in two."""
    if column.right and column.grouped and text.isascii() and text.isdigit():
        return speech.number(int(text))
    if " " not in text:
        return speech.bdi(text, whole="-" in text and len(text) <= _SHORT)
    if _INSTANT(text):
        from markupsafe import Markup

        return Markup('<time class="instant">{}</time>').format(text)
    return speech.quoted(text)
