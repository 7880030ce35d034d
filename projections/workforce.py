"""What movements do to the read model: one row for each side, and where each operator is after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from domain.once import Once
from domain.values import fte_units
from domain.workforce.movement_events import OperatorEvent
from projections import changes
from projections.cells import Cells
from projections.movements import movements
from projections.placements import placements
from projections.projection import Projection
from projections.sides import sides
from projections.tables import NONE, AppendedRows, KeptRows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from domain.recorded import Recorded

_NumberedSide = tuple[int, str, int, int, int]
"""The number of a side, the day, the cell, and the change of heads and FTE."""
_Now = tuple[str, str, int, str]
"""The site, the contract, the FTE and the engagement at which an operator is."""
_NOWHERE = (NONE, NONE, 0, NONE)
_PREFIX = len("operator:")


class Workforce(Projection):
    """Writes the sides of every movement, and the latest placement of every operator."""

    def __init__(self, connection: Connection | None) -> None:
        """Goes on from the cells in the database; from none where no database is given."""
        self._cells = Cells(connection)
        self._movements = AppendedRows(movements)
        self._placements = KeptRows(placements)
        self._effect = Once(self._worked_out)
        self.appended = (self._cells.rows,)
        self.paged = (self._movements,)
        self.kept = (self._placements,)
        self.sums = (changes.SUMS,)
        self.handles = dict.fromkeys(get_args(OperatorEvent), self._on_moved)

    def _on_moved(self, recorded: Recorded[OperatorEvent]) -> None:
        """An operator moved, or a movement was taken back."""
        position, stream, _, _, _, _, event = recorded
        operator = stream[_PREFIX:]
        numbered, now = self._effect(event)
        for side in numbered:
            self._movements.add((position, *side, operator))
        self._placements.keep((operator, position, *now))

    def _worked_out(self, event: OperatorEvent) -> tuple[list[_NumberedSide], _Now]:
        """What a movement does to the figures, and where it leaves the operator."""
        on, number = event.effective_on.isoformat(), self._cells.number
        numbered = [
            (side, on, number(cell), heads, units)
            for side, (cell, heads, units) in enumerate(sides(event))
        ]
        now = event.leads_to
        if now is None:
            return numbered, _NOWHERE
        engagement = now.engagement or NONE
        return numbered, (now.site, now.contract or NONE, fte_units(now.fte), engagement)
