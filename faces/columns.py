"""Aligned columns: drawn on a terminal, plain where piped."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from faces.drawings import Coloured, coloured
from faces.terminal import visible
from faces.words import heading, say
from faces.words.filling import with_signs

if TYPE_CHECKING:
    from datetime import datetime

NONE = "–"
_THIN = "\u202f"
BETWEEN = 2
"""The blanks between two columns."""
_ONE_CELL_EACH = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f]*").fullmatch
"""Letters of Europe and what we write ourselves: one cell of a terminal each."""
_EXACT = re.compile(r"-?[0-9]+\.[0-9]+").fullmatch
"""A number that an answer has as its exact text, such as a share."""


class Column(NamedTuple):
    """A column of a table: the name of its heading, and how a cell is found in a row."""

    name: str
    cell: Callable[[Any], Any]
    right: bool = False
    grouped: bool = True
    """Whether thousands stand apart where a number is read, not copied."""

    @property
    def heading(self) -> str:
        """Its heading in the language that is spoken."""
        return heading(self.name)

    def text(self, row: Any) -> str:
        """The cell of a row as it is shown."""
        value = self.cell(row)
        if value is None or value == "":
            return NONE
        if isinstance(value, bool):
            return say("yes") if value else say("no")
        if isinstance(value, int | Decimal) and self.grouped:
            shown = f"{value:,}" if isinstance(value, int) else f"{value.normalize():,f}"
            thousands = _THIN if sys.stdout.isatty() else ""
            return thousands.join(map(with_signs, shown.split(",")))
        if self.right and isinstance(value, str) and _EXACT(value):
            return with_signs(value)
        if isinstance(value, list | tuple):
            return visible(", ".join(str(item) for item in value)) or NONE
        return visible(str(value))


def text(name: str, cell: str | Callable[[Any], Any] | None = None) -> Column:
    """A column of texts, codes or dates; of the row's attribute of that name unless said."""
    return Column(name, _getter(cell or name))


def instant(at: datetime) -> str:
    """An instant to the second, with the sign of UTC."""
    return f"{at:%Y-%m-%d %H:%M:%SZ}"


def number(name: str, cell: str | Callable[[Any], Any] | None = None) -> Column:
    """A column of numbers, set to the right."""
    return Column(name, _getter(cell or name), right=True)


def identifier(name: str) -> Column:
    """A column of numbers that are copied, such as positions."""
    return Column(name, _getter(name), right=True, grouped=False)


def _getter(cell: str | Callable[[Any], Any]) -> Callable[[Any], Any]:
    return attrgetter(cell) if isinstance(cell, str) else cell


def print_table(columns: Sequence[Column], rows: Iterable[Any], total: Any | None = None) -> None:
    """Print the rows, and their total where there is one, to stdout."""
    body = [[column.text(row) for column in columns] for row in rows]
    foot = None
    if total is not None:
        foot = [say("total"), *(column.text(total) for column in columns[1:])]
    if sys.stdout.isatty():
        from faces.drawn import print_drawn

        print_drawn(columns, body, foot)
    else:
        headings = [column.heading for column in columns]
        lines = [headings, *body, *([foot] if foot else [])]
        rights = [column.right for column in columns]
        sys.stdout.writelines(f"{line}\n" for line in aligned(lines, rights))


def print_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Print names and values; a value of several lines stays in its column, so that it names nothing."""
    room = None
    if facts and sys.stdout.isatty():
        from faces.drawn import room_beside

        room = room_beside(max(width_of(name) for name, _ in facts) + BETWEEN)
    shown = [
        (name if first else "", line, value.colour if isinstance(value, Coloured) else None)
        for name, value in facts
        for first, line in _numbered(list(_in_room(value, room)))
    ]
    lines = aligned([(name, line) for name, line, _ in shown], (False, False))
    for (_, value, colour), line in zip(shown, lines, strict=True):
        seen = line.removesuffix(value) + coloured(value, colour) if colour and value else line
        sys.stdout.write(f"{seen}\n")


def _in_room(value: str, room: int | None) -> Iterable[str]:
    """The lines of a value; on a terminal those too long for it go on in the next one."""
    for line in map(visible, value.splitlines() or [""]):
        if room is None or width_of(line) <= room:
            yield line
        else:
            from faces.drawn import broken

            yield from broken(line, room)


def _numbered(lines: Sequence[str]) -> Iterable[tuple[bool, str]]:
    return [(number == 0, line) for number, line in enumerate(lines)]


def aligned(lines: Sequence[Sequence[str]], rights: Sequence[bool]) -> list[str]:
    """Lines of cells, one below another, two blanks apart."""
    widths = [max(map(width_of, cells)) for cells in zip(*lines, strict=True)]
    return [
        "  ".join(
            _blanks(cell, width) + cell if right else cell + _blanks(cell, width)
            for cell, width, right in zip(cells, widths, rights, strict=True)
        ).rstrip()
        for cells in lines
    ]


def _blanks(cell: str, width: int) -> str:
    return " " * (width - width_of(cell))


def width_of(text: str) -> int:
    """How many cells of a terminal the text takes."""
    if _ONE_CELL_EACH(text):
        return len(text)
    from rich.cells import cell_len  # what is seldom needed is not imported for every answer

    return cell_len(text)
