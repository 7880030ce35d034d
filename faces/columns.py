"""Aligned columns: drawn on a terminal, plain where piped."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from faces.terminal import visible
from faces.words import heading, say
from faces.words.filling import with_signs

NONE = "–"
_THIN = "\u202f"
_BETWEEN = 2
_ONE_CELL_EACH = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f]*").fullmatch
"""Letters of Europe and what we write ourselves: one cell of a terminal each."""


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
        if isinstance(value, list | tuple):
            return visible(", ".join(str(item) for item in value)) or NONE
        return visible(str(value))


def text(name: str, cell: str | Callable[[Any], Any] | None = None) -> Column:
    """A column of texts, codes or dates; of the row's attribute of that name unless said."""
    return Column(name, _getter(cell or name))


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
        _print_drawn(columns, body, foot)
    else:
        headings = [column.heading for column in columns]
        lines = [headings, *body, *([foot] if foot else [])]
        rights = [column.right for column in columns]
        sys.stdout.writelines(f"{line}\n" for line in aligned(lines, rights))


def print_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Print names and values; a value of several lines stays in its column, so that it names nothing."""
    lines = [
        (name if first else "", visible(line))
        for name, value in facts
        for first, line in _numbered(value.splitlines() or [""])
    ]
    sys.stdout.writelines(f"{line}\n" for line in aligned(lines, (False, False)))


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


# Drawn ------------------------------------------------------------------------------------------


def _print_drawn(columns: Sequence[Column], body: list[list[str]], foot: list[str] | None) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    console = Console(color_system=None if plain else "auto")
    lines = [*body, *([foot] if foot else [])]
    cells = [[line[index] for line in lines] for index in range(len(columns))]
    gaps = _BETWEEN * (len(columns) - 1)
    widths = _shared_out(console.width - gaps, columns, cells)
    console.width = max(console.width, sum(widths) + gaps)
    table = Table(
        box=box.SIMPLE_HEAD,
        show_footer=foot is not None,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        table.add_column(
            Text(column.heading),
            Text(foot[index], no_wrap=column.right) if foot else "",
            justify="right" if column.right else "left",
            width=width,
        )
    for row in body:
        table.add_row(
            *(Text(cell, no_wrap=column.right) for column, cell in zip(columns, row, strict=True))
        )
    console.print(table, crop=False)


def _shared_out(room: int, columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> list[int]:
    """The width of each column: what it must have, and more where there is room.

    The columns that lack least come first, so that as few as can be are broken over lines.
    """
    widths = [max(map(width_of, _unbroken(*pair))) for pair in zip(columns, cells, strict=True)]
    lacking = [
        max(map(width_of, (column.heading, *each))) - width
        for column, each, width in zip(columns, cells, widths, strict=True)
    ]
    spare = max(room - sum(widths), 0)
    for index in sorted(range(len(columns)), key=lacking.__getitem__):
        more = min(lacking[index], spare)
        widths[index] += more
        spare -= more
    return widths


def _unbroken(column: Column, cells: Sequence[str]) -> list[str]:
    """What must stay on one line: a number, of other texts each word, such as a date or a code."""
    headings = column.heading.split()
    if column.right:
        return [*headings, *cells]
    return [*headings, *(word for cell in cells for word in cell.split())]
