"""Tables for people: drawn on a terminal, plain aligned columns where piped."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from unicodedata import combining, east_asian_width

NONE = "–"
_THIN = "\u202f"
_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and how a cell is found in a row."""

    heading: str
    cell: str | Callable[[Mapping[str, Any]], Any]
    right: bool = False
    grouped: bool = True
    """Whether thousands stand apart where a number is read, not copied."""

    def text(self, row: Mapping[str, Any]) -> str:
        """The cell of a row as it is shown."""
        value = self.cell(row) if callable(self.cell) else row.get(self.cell)
        if value is None or value == "":
            return NONE
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | Decimal) and self.grouped:
            shown = f"{value:,}" if isinstance(value, int) else f"{value.normalize():,f}"
            return shown.replace(",", _THIN if sys.stdout.isatty() else "")
        if isinstance(value, list | tuple):
            return ", ".join(str(item) for item in value) or NONE
        return str(value)


def number(heading: str, cell: str | Callable[[Mapping[str, Any]], Any]) -> Column:
    """A column of numbers, set to the right."""
    return Column(heading, cell, right=True)


def identifier(heading: str, cell: str) -> Column:
    """A column of numbers that are copied, such as positions."""
    return Column(heading, cell, right=True, grouped=False)


def print_table(
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    total: Mapping[str, Any] | None = None,
) -> None:
    """Print the rows, and their total where there is one, to stdout."""
    body = [[column.text(row) for column in columns] for row in rows]
    foot = ["total", *(column.text(total) for column in columns[1:])] if total is not None else None
    if sys.stdout.isatty():
        _print_drawn(columns, body, foot)
    else:
        _print_plain(columns, body, foot)


def print_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Print names and values; a value of several lines stays in its column, so that it names nothing."""
    width = max(len(name) for name, _ in facts)
    for name, value in facts:
        lines = f"\n{'':{width}}  ".join(value.splitlines())
        sys.stdout.write(f"{name:<{width}}  {lines}".rstrip(" ") + "\n")


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
    widths = [max(map(_width, _unbroken(*pair))) for pair in zip(columns, cells, strict=True)]
    lacking = [
        max(map(_width, (column.heading, *each))) - width
        for column, each, width in zip(columns, cells, widths, strict=True)
    ]
    spare = max(room - sum(widths), 0)
    for index in sorted(range(len(columns)), key=lacking.__getitem__):
        more = min(lacking[index], spare)
        widths[index] += more
        spare -= more
    return widths


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    seen = (each for each in text if not combining(each))
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in seen)


def _unbroken(column: Column, cells: Sequence[str]) -> list[str]:
    """What must stay on one line: a number, of other texts each word, such as a date or a code."""
    headings = column.heading.split()
    if column.right:
        return [*headings, *cells]
    return [*headings, *(word for cell in cells for word in cell.split())]


def _print_plain(columns: Sequence[Column], body: list[list[str]], foot: list[str] | None) -> None:
    lines = [[column.heading for column in columns], *body, *([foot] if foot else [])]
    widths = [max(map(_width, cells)) for cells in zip(*lines, strict=True)]
    for cells in lines:
        padded = (
            _blanks(cell, width) + cell if column.right else cell + _blanks(cell, width)
            for column, cell, width in zip(columns, cells, widths, strict=True)
        )
        sys.stdout.write("  ".join(padded).rstrip() + "\n")


def _blanks(cell: str, width: int) -> str:
    return " " * (width - _width(cell))
