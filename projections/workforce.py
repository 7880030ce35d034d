"""What movements do to the read model: one row for each side of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from domain.once import Once
from domain.workforce.movement_events import OperatorEvent
from projections import changes, placements
from projections.cells import Cells
from projections.movements import movements
from projections.projection import Projection
from projections.sides import sides
from projections.tables import AppendedRows

if TYPE_CHECKING:
    from typing import Self

    from sqlalchemy import Connection

    from domain.recorded import Recorded

_NumberedSide = tuple[int, str, int, int, int]
"""The number of a side, the day, the cell, and the change of heads and FTE."""
_PREFIX = len("operator:")


class Workforce(Projection):
    """Writes the sides of every movement; what follows from them the database makes itself."""

    def __init__(self, connection: Connection | None) -> None:
        """Goes on from the cells in the database; from none where no database is given."""
        self._cells = Cells(connection)
        self._movements = AppendedRows(movements)
        self._effect = Once(self._worked_out)
        self.appended = (self._cells.rows,)
        self.paged = (self._movements,)
        self.sums = (changes.SUMS, placements.LATEST)
        self.handles = dict.fromkeys(get_args(OperatorEvent), self._on_moved)

    @classmethod
    def going_on(cls, connection: Connection | None) -> Self:
        return cls(connection)

    def _on_moved(self, recorded: Recorded[OperatorEvent]) -> None:
        """An operator moved, or a movement was taken back."""
        position, stream, _, _, _, _, event = recorded
        operator = stream[_PREFIX:]
        for side in self._effect(event):
            self._movements.add((position, *side, operator))

    def _worked_out(self, event: OperatorEvent) -> list[_NumberedSide]:
        """What a movement does to the figures."""
        on, number = event.effective_on.isoformat(), self._cells.number
        return [
            (side, on, number(cell), heads, units)
            for side, (cell, heads, units) in enumerate(sides(event))
        ]
