"""Every movement that was ever recorded, one row for each side of it.

A hire has one side, a transfer two: one operator less here, one more there. A void is the same
rows with the sign turned, as `projections.sides` makes them. Any sum over these rows answers a
question, on any day, as known at any time; the table of `projections.changes` holds the same sums
ready-made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    SmallInteger,
    Table,
    and_,
    bindparam,
    literal_column,
    select,
)

from domain.values import FTE_UNITS_PER_HEAD
from projections.cells import cells
from projections.tables import ONLY_OF, WITHIN, ExactText, metadata

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import ColumnElement, Select

    from projections.view import View

movements = Table(
    "movements",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("side", SmallInteger, primary_key=True, autoincrement=False),
    Column("effective_on", ExactText, nullable=False),
    Column("cell", Integer, nullable=False),
    Column("heads", Integer, nullable=False, info={WITHIN: (-1, 1)}),
    Column(
        *("fte_units", Integer),
        nullable=False,
        info={WITHIN: (-FTE_UNITS_PER_HEAD, FTE_UNITS_PER_HEAD)},
    ),
    Column("operator", ExactText, nullable=False),
    sqlite_with_rowid=False,
)
ARRIVES = movements.c.heads > literal_column("0")
"""A head more. Written without a parameter, so that the index of arrivals is known to have it."""
Index("movements_of_operator", movements.c.operator)
Index("movements_arriving", movements.c.cell, info={ONLY_OF: ARRIVES})


movements_in_cells = movements.join(cells, movements.c.cell == cells.c.cell)
"""Every movement beside what its cell stands for."""


def known_by(day: str) -> ColumnElement[bool]:
    """What took effect by the end of the day, as a view knows it; both are parameters.

    They are the one that is named, and `position`.
    """
    m = movements.c
    return and_(m.effective_on <= bindparam(day), m.position <= bindparam("position"))


def positions_in_cells(view: View, wanted: Select[tuple[int]]) -> list[int]:
    """The positions of all movements with a side in one of the cells."""
    m = movements.c
    query = select(m.position).where(m.cell.in_(wanted), m.position <= view.position).distinct()
    return list(view.connection.execute(query).scalars())


def positions_of_days(
    view: View, days: Iterable[date], sites: Iterable[str], *, most: int
) -> list[int]:
    """The positions of movements that begin at one of the sites on one of the days, up to so many."""
    m, wanted = movements.c, sorted(day.isoformat() for day in days)
    at = select(cells.c.cell).where(cells.c.site.in_(sorted(sites)))
    query = select(m.position).where(m.side == 0, m.cell.in_(at), m.position <= view.position)
    # Not BETWEEN: PostgreSQL takes no collation in one.
    query = query.where(m.effective_on >= wanted[0], m.effective_on <= wanted[-1])
    found = view.connection.execute(query.add_columns(m.effective_on).order_by(m.position))
    exactly = set(wanted)
    return [position for position, on in found if on in exactly][:most]
