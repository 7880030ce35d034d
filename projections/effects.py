"""What movements do to the read model, worked out once for all that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.values import fte_units
from projections.sides import sides
from projections.tables import NONE

if TYPE_CHECKING:
    from domain.workforce.movement_events import OperatorEvent
    from projections.cells import Cells

NumberedSide = tuple[int, str, int, int, int]
"""The number of a side, the day, the cell, and the change of heads and FTE."""
Now = tuple[str, str, int, str]
"""The site, the contract, the FTE and the engagement at which an operator is."""
Effect = tuple[list[NumberedSide], Now]
Moved = tuple[int, str, Effect]
"""A movement, or the taking back of one: its position, the operator, and what it does."""

_NOWHERE = (NONE, NONE, 0, NONE)


def effect(event: OperatorEvent, cells: Cells) -> Effect:
    """What a movement does to the figures, and where it leaves the operator."""
    on, number = event.effective_on.isoformat(), cells.number
    numbered = [
        (side, on, number(cell), heads, units)
        for side, (cell, heads, units) in enumerate(sides(event))
    ]
    now = event.leads_to
    if now is None:
        return numbered, _NOWHERE
    engagement = now.engagement or NONE
    return numbered, (now.site, now.contract or NONE, fte_units(now.fte), engagement)
