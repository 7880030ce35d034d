"""Every movement that was ever recorded, one row for each side of it.

A hire has one side, a transfer two: one operator less here, one more there. A void is the same
rows with the sign turned. Any sum over these rows answers a question, on any day, as known at any
time; the table of `projections.changes` holds the same sums ready-made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Index, Integer, SmallInteger, Table, select

from domain.events import OperatorEvent
from domain.recorded import Recorded
from projections.sides import Side, sides
from projections.tables import AppendedRows, ExactText, instant, metadata

movements = Table(
    "movements",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("side", SmallInteger, primary_key=True, autoincrement=False),
    Column("effective_on", ExactText, nullable=False),
    Column("recorded_at", ExactText, nullable=False),
    Column("operator", ExactText, nullable=False),
    Column("kind", ExactText, nullable=False),
    Column("site", ExactText, nullable=False),
    Column("other_site", ExactText, nullable=False),
    Column("contract", ExactText, nullable=False),
    Column("other_contract", ExactText, nullable=False),
    Column("heads", Integer, nullable=False),
    Column("fte_units", Integer, nullable=False),
    Index("movements_of_operator", "operator"),
    Index("movements_at_site", "site", "effective_on"),
)
if TYPE_CHECKING:
    from projections.view import View

_PREFIX = len("operator:")


class Movements:
    """Writes the sides of every movement, and passes each on to be added up."""

    def __init__(self, add_up: Callable[[str, Side], None]) -> None:
        self.rows = AppendedRows(movements)
        self._add_up = add_up

    def on(self, recorded: Recorded[OperatorEvent]) -> None:
        """One operator's movement, or the taking back of one."""
        event = recorded.event
        on = event.effective_on.isoformat()
        at = instant(recorded.recorded_at)
        operator = recorded.stream[_PREFIX:]
        for number, side in enumerate(sides(event)):
            self.rows.add((recorded.position, number, on, at, operator, *side))
            self._add_up(on, side)


def positions_at_site(view: View, site: str) -> list[int]:
    """The positions of all movements from, to or at the site."""
    query = select(movements.c.position).where(movements.c.site == site).distinct()
    return list(view.connection.execute(query).scalars())
