"""Tables for people: drawn on a terminal, plain aligned columns where piped."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

NONE = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and how a cell is found in a row."""

    heading: str
    cell: str | Callable[[Mapping[str, Any]], Any]
    right: bool = False

    def text(self, row: Mapping[str, Any]) -> str:
        """The cell of a row as it is shown."""
        value = self.cell(row) if callable(self.cell) else row.get(self.cell)
        if value is None or value == "":
            return NONE
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int):
            return f"{value:,}".replace(",", "\u202f" if sys.stdout.isatty() else "")
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        if isinstance(value, list | tuple):
            return ", ".join(str(item) for item in value) or NONE
        return str(value)


def number(heading: str, cell: str | Callable[[Mapping[str, Any]], Any]) -> Column:
    """A column of numbers, set to the right."""
    return Column(heading, cell, right=True)


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
    """Print names and values, one a line."""
    width = max(len(name) for name, _ in facts)
    for name, value in facts:
        sys.stdout.write(f"{name:<{width}}  {value}\n".rstrip(" "))


def _print_drawn(columns: Sequence[Column], body: list[list[str]], foot: list[str] | None) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD, show_footer=foot is not None, pad_edge=False, padding=(0, 1, 0, 0)
    )
    lines = [*body, *([foot] if foot else [])]
    for index, column in enumerate(columns):
        unbroken = _unbroken(column, [line[index] for line in lines])
        table.add_column(
            Text(column.heading),
            Text(foot[index], no_wrap=column.right) if foot else "",
            justify="right" if column.right else "left",
            min_width=max(map(cell_len, unbroken)),
        )
    for cells in body:
        table.add_row(
            *(Text(cell, no_wrap=column.right) for column, cell in zip(columns, cells, strict=True))
        )
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    console = Console(color_system=None if plain else "auto")
    unbounded = console.options.update(max_width=sys.maxsize)
    console.width = max(console.width, console.measure(table, options=unbounded).minimum)
    console.print(table, crop=False)


def _unbroken(column: Column, cells: Sequence[str]) -> list[str]:
    """What must stay on one line: a number, of other texts each word, such as a date or a code."""
    headings = column.heading.split()
    if column.right:
        return [*headings, *cells]
    return [*headings, *(word for cell in cells for word in cell.split())]


def _print_plain(columns: Sequence[Column], body: list[list[str]], foot: list[str] | None) -> None:
    lines = [[column.heading for column in columns], *body, *([foot] if foot else [])]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    for cells in lines:
        padded = (
            cell.rjust(width) if column.right else cell.ljust(width)
            for column, cell, width in zip(columns, cells, widths, strict=True)
        )
        sys.stdout.write("  ".join(padded).rstrip() + "\n")
