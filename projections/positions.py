"""Where movements stand in the ledger: those that were taken back, and all in order of date."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from projections.cells import cells
from projections.movements import movements, movements_in_cells

if TYPE_CHECKING:
    from projections.view import View

_GIVES = ("hired",)
_TAKES = ("left", "transferred_out", "reassigned")
"""What the first side of a movement does to the heads at its site."""
_AT_ONCE = 5_000


def positions_of_voids(view: View) -> list[int]:
    """The positions of the events that took a movement back: their sides have the sign turned."""
    m, kind = movements.c, cells.c.kind
    turned = or_(kind.in_(_GIVES) & (m.heads < 0), kind.in_(_TAKES) & (m.heads > 0))
    query = select(m.position).select_from(movements_in_cells)
    query = query.where(m.side == 0, turned, m.position <= view.position)
    return list(view.connection.execute(query.order_by(m.position)).scalars())


def positions_by_date(view: View) -> array[int]:
    """The positions of all movements and voids in order of the effective date, then of recording.

    They are eight bytes each, so that a long history can be held.
    """
    m = movements.c
    query = select(m.position).where(m.side == 0, m.position <= view.position)
    query = query.order_by(m.effective_on, m.position).execution_options(yield_per=_AT_ONCE)
    return array("q", view.connection.execute(query).scalars())
