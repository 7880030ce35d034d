"""What movements do to the read model, worked out once for all that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.values import fte_units
from projections.sides import placement_after, sides
from projections.tables import NONE

if TYPE_CHECKING:
    from domain.events import OperatorEvent
    from projections.cells import Cells

_NOWHERE = (NONE, NONE, 0)


class Effect:
    """What a movement does to the figures, from which day on, and where it leaves the operator."""

    __slots__ = ("now", "sides")

    def __init__(self, event: OperatorEvent, cells: Cells) -> None:
        on = event.effective_on.isoformat()
        self.sides = [
            (number, on, cells.number((kind, site, other_site, contract, other)), heads, units)
            for number, (kind, site, other_site, contract, other, heads, units) in enumerate(
                sides(event)
            )
        ]
        """The number of each side, the day, the cell, and the change of heads and FTE."""
        now = placement_after(event)
        self.now = (now.site, now.contract or NONE, fte_units(now.fte)) if now else _NOWHERE
        """The site, contract and FTE at which the operator is."""


Moved = tuple[int, str, Effect]
"""A movement, or the taking back of one: its position, the operator, and what it does."""
