"""Tables on a terminal: drawn, and never wider than it.

What does not fit is folded: texts between words first; then columns stand closer, then headings are
broken, and where even that is too wide each row is a page of its own, a name and a value a line.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from faces.columns import BETWEEN, print_facts, width_of
from faces.terminal import put_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from faces.columns import Column

_LEAST_OF_A_HEADING = 6
_LEAST_ROOM = 20


class _Fit(NamedTuple):
    """How a table fits: the blanks between its columns, and the width of each."""

    between: int
    widths: list[int]


def print_drawn(columns: Sequence[Column], body: list[list[str]], foot: list[str] | None) -> None:
    """Print rows of texts under their headings, and a total."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    console = Console(color_system=None if plain else "auto")
    lines = [*body, *([foot] if foot else [])]
    fit = _fit(
        console.width, columns, [[line[each] for line in lines] for each in range(len(columns))]
    )
    if fit is None:
        _print_one_by_one(columns, lines)
        return
    table = Table(
        box=box.SIMPLE_HEAD,
        show_footer=foot is not None,
        show_edge=False,
        pad_edge=False,
        padding=(0, fit.between - 1, 0, 0),
    )
    for index, (column, width) in enumerate(zip(columns, fit.widths, strict=True)):
        table.add_column(
            Text(column.heading, overflow="fold"),
            Text(foot[index], no_wrap=column.right) if foot else "",
            justify="right" if column.right else "left",
            width=width,
        )
    for row in body:
        table.add_row(
            *(Text(cell, no_wrap=column.right) for column, cell in zip(columns, row, strict=True))
        )
    console.print(table, crop=False)


def _print_one_by_one(columns: Sequence[Column], lines: Sequence[Sequence[str]]) -> None:
    for number, line in enumerate(lines):
        if number:
            put_line()
        print_facts([(column.heading, cell) for column, cell in zip(columns, line, strict=True)])


def room_beside(width: int) -> int:
    """The cells of a line of the terminal beside so many, and never too few to be read."""
    return max(Console().width - width, _LEAST_ROOM)


def broken(line: str, room: int) -> Iterable[str]:
    """A line in parts that have room, broken between words where that can be."""
    for part in Text(line).wrap(Console(), room):
        yield part.plain.rstrip()


def _fit(room: int, columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> _Fit | None:
    """The first way in which the columns have room; none if they have none."""
    for between, breaks_headings in ((BETWEEN, False), (1, False), (1, True)):
        left = room - between * (len(columns) - 1)
        least = [
            max(map(width_of, _unbroken(*pair, breaks_headings=breaks_headings)))
            for pair in zip(columns, cells, strict=True)
        ]
        if sum(least) <= left:
            return _Fit(between, _shared_out(left, least, columns, cells))
    return None


def _shared_out(
    room: int, least: list[int], columns: Sequence[Column], cells: Sequence[Sequence[str]]
) -> list[int]:
    """The width of each column: what it must have, and more where there is room.

    The columns that lack least come first, so that as few as can be are broken over lines.
    """
    widths = list(least)
    lacking = [
        max(map(width_of, (column.heading, *each))) - width
        for column, each, width in zip(columns, cells, widths, strict=True)
    ]
    spare = room - sum(widths)
    for index in sorted(range(len(columns)), key=lacking.__getitem__):
        more = min(lacking[index], spare)
        widths[index] += more
        spare -= more
    return widths


def _unbroken(column: Column, cells: Sequence[str], *, breaks_headings: bool) -> list[str]:
    """What must stay on one line: a number, of other texts each word, such as a date or a code."""
    headings = column.heading.split()
    if breaks_headings:
        headings = [word[:_LEAST_OF_A_HEADING] for word in headings]
    if column.right:
        return [*headings, *cells]
    return [*headings, *(word for cell in cells for word in cell.split())]
