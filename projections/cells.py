"""What changes are added up by: a kind of change, its site, contract and engagement, and the others.

The others are those of a movement's other side. Each such combination is a cell and has a number,
by which movements and sums name it. Numbers count from 1 in the order in which events need them, so
the same events give the same numbers.
"""

from __future__ import annotations

from functools import cache, cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, cast

from sqlalchemy import Column, Integer, Table, UniqueConstraint, bindparam, func, select, tuple_

from projections.tables import AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Select

SideKind = Literal["hired", "transferred_in", "transferred_out", "reassigned", "left"]
TRANSFER: tuple[SideKind, ...] = ("transferred_in", "transferred_out")
Cell = tuple[SideKind, str, str, str, str, str, str]
"""The kind of change; then the site, the contract and the engagement, each with that of the other side.

A change without another side has none of these there.
"""

cells = Table(
    "cells",
    metadata,
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("kind", ExactText, nullable=False),
    Column("site", ExactText, nullable=False),
    Column("other_site", ExactText, nullable=False),
    Column("contract", ExactText, nullable=False),
    Column("other_contract", ExactText, nullable=False),
    Column("engagement", ExactText, nullable=False),
    Column("other_engagement", ExactText, nullable=False),
    UniqueConstraint(
        *("site", "kind", "other_site", "contract", "other_contract"),
        *("engagement", "other_engagement"),
    ),
)


WHAT = tuple(column for column in cells.c if column is not cells.c.cell)
"""What a cell stands for."""

_MOST_LOOKED_UP = 8
"""How many cells are looked up one by one."""


@cache
def _number() -> Select[Any]:
    """The number of one cell."""
    what = tuple_(*(bindparam(column.name, type_=column.type) for column in WHAT))
    return select(cells.c.cell).where(tuple_(*WHAT) == what)


class Cells:
    """Gives every cell its number, and writes a row for each that is new."""

    def __init__(self, connection: Connection | None) -> None:
        """Goes on from the cells in the database; from none where no database is given."""
        self.rows = AppendedRows(cells)
        self._connection = connection
        self._numbers: dict[Cell, int] = {}
        self._looked_up = 0

    def number(self, cell: Cell) -> int:
        """The cell's number."""
        number = self._numbers.get(cell)
        if number is None:
            number = self._numbers[cell] = self._written(cell) or self._new(cell)
        return number

    def _written(self, cell: Cell) -> int | None:
        """The number in the database; whoever asks for many reads all at once."""
        if self._connection is None or self._looked_up > _MOST_LOOKED_UP:
            return None
        self._looked_up += 1
        if self._looked_up > _MOST_LOOKED_UP:
            for number, *what in self._connection.execute(select(cells.c.cell, *WHAT)):
                self._numbers.setdefault(cast("Cell", tuple(what)), number)
            return self._numbers.get(cell)
        of_cell = {column.name: part for column, part in zip(WHAT, cell, strict=True)}
        return self._connection.execute(_number(), of_cell).scalar()

    def _new(self, cell: Cell) -> int:
        number = next(self._free)
        self.rows.add((number, *cell))
        return number

    @cached_property
    def _free(self) -> Iterator[int]:
        """The numbers that no cell has yet."""
        if self._connection is None:
            return count(1)
        return count((self._connection.execute(select(func.max(cells.c.cell))).scalar() or 0) + 1)
