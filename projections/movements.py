"""Every movement that was ever recorded, one row for each side of it.

A hire has one side, a transfer two: one operator less here, one more there. A void is the same
rows with the sign turned. Any sum over these rows answers a question, on any day, as known at any
time; the table of `projections.changes` holds the same sums ready-made.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Index, Integer, SmallInteger, Table, select

from domain.events import OperatorEvent
from domain.recorded import Recorded
from projections.sides import Effect
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
    Index("movements_at_site", "site", "effective_on"),
)
if TYPE_CHECKING:
    from projections.view import View

_PREFIX = len("operator:")


class Movements:
    """Writes the sides of every movement."""

    def __init__(self) -> None:
        self.rows = AppendedRows(movements)
        self._recorded: tuple[datetime | None, str] = (None, "")

    def on(self, recorded: Recorded[OperatorEvent], effect: Effect) -> None:
        """One operator's movement, or the taking back of one."""
        position, stream, _, recorded_at, _, _, _ = recorded
        if recorded_at is not self._recorded[0]:
            self._recorded = recorded_at, instant(recorded_at)
        on, at, operator = effect.on, self._recorded[1], stream[_PREFIX:]
        for number, side in enumerate(effect.sides):
            self.rows.add((position, number, on, at, operator, *side))


def positions_at_site(view: View, site: str) -> list[int]:
    """The positions of all movements from, to or at the site."""
    query = select(movements.c.position).where(movements.c.site == site).distinct()
    return list(view.connection.execute(query).scalars())
