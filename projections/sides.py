"""What each movement does to each place: the sides that every figure is a sum of."""

from __future__ import annotations

from domain.placement import Placement
from domain.values import fte_units
from domain.workforce.movement_events import MovementVoided, OperatorEvent
from projections.cells import Cell, SideKind
from projections.tables import NONE

_NOWHERE = Placement(NONE)
Side = tuple[Cell, int, int]
"""What a movement does to one place: what changes, and the change of heads and FTE."""


def sides(event: OperatorEvent) -> tuple[Side, ...]:
    """The sides of a movement, or of the taking back of one: the same with the sign turned."""
    if isinstance(event, MovementVoided):
        return _sides(event.leads_to, event.came_from, -1)
    return _sides(event.came_from, event.leads_to, 1)


def _sides(before: Placement | None, after: Placement | None, sign: int) -> tuple[Side, ...]:
    if before is None:
        return (_side("hired", after, None, sign),) if after else ()
    if after is None:
        return (_side("left", before, None, -sign),)
    out: SideKind = "reassigned" if before.site == after.site else "transferred_out"
    into: SideKind = "reassigned" if before.site == after.site else "transferred_in"
    return _side(out, before, after, -sign), _side(into, after, before, sign)


def _side(kind: SideKind, here: Placement, there: Placement | None, heads: int) -> Side:
    other = there or _NOWHERE
    contracts = here.contract or NONE, other.contract or NONE
    engagements = here.engagement or NONE, other.engagement or NONE
    return (
        (kind, here.site, other.site, *contracts, *engagements),
        heads,
        heads * fte_units(here.fte),
    )
