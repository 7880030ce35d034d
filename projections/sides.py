"""What each movement does to each place: the sides that every figure is a sum of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, assert_never

from domain.placement import Placement
from domain.values import fte_units
from domain.workforce.movement_events import (
    MovementVoided,
    OperatorEvent,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)
from projections.tables import NONE

SideKind = Literal["hired", "transferred_in", "transferred_out", "reassigned", "left"]
TRANSFER: tuple[SideKind, ...] = ("transferred_in", "transferred_out")


Cell = tuple[SideKind, str, str, str, str, str, str]
"""The kind of change; then the site, the contract and the engagement, each with that of the other side.

A change without another side has none of these there.
"""
Side = tuple[Cell, int, int]
"""What a movement does to one place: what changes, and the change of heads and FTE."""


def placement_after(event: OperatorEvent) -> Placement | None:
    """Where the movement leaves the operator; none for one who is gone."""
    if type(event) is OperatorTransferred:
        return event.destination
    if type(event) is OperatorHired:
        return event.placement
    if type(event) is OperatorReassigned:
        return event.after
    if type(event) is MovementVoided:
        return event.restored
    if type(event) is OperatorLeft:
        return None
    assert_never(event)


def sides(event: OperatorEvent) -> tuple[Side, ...]:
    """The sides of a movement, or of the taking back of one."""
    return _SIDES[type(event)](event)


def _of_hired(event: OperatorHired) -> tuple[Side, ...]:
    return (_alone("hired", event.placement, 1),)


def _of_transferred(event: OperatorTransferred) -> tuple[Side, ...]:
    return _transferred(event.origin, event.destination, 1)


def _of_reassigned(event: OperatorReassigned) -> tuple[Side, ...]:
    return _reassigned(event.before, event.after, 1)


def _of_left(event: OperatorLeft) -> tuple[Side, ...]:
    return (_alone("left", event.placement, -1),)


def _of_voided(event: MovementVoided) -> tuple[Side, ...]:
    was, restored = event.was, event.restored
    if was is None:
        return (_alone("left", restored, 1),) if restored else ()
    if restored is None:
        return (_alone("hired", was, -1),)
    if was.site == restored.site:
        return _reassigned(restored, was, -1)
    return _transferred(restored, was, -1)


_SIDES: dict[type[OperatorEvent], Callable[[Any], tuple[Side, ...]]] = {
    OperatorHired: _of_hired,
    OperatorTransferred: _of_transferred,
    OperatorReassigned: _of_reassigned,
    OperatorLeft: _of_left,
    MovementVoided: _of_voided,
}


def _alone(kind: SideKind, at: Placement, sign: int) -> Side:
    cell: Cell = (kind, at.site, NONE, at.contract or NONE, NONE, at.engagement or NONE, NONE)
    return cell, sign, sign * fte_units(at.fte)


def _transferred(before: Placement, after: Placement, sign: int) -> tuple[Side, ...]:
    return _both("transferred_out", before, "transferred_in", after, sign)


def _reassigned(before: Placement, after: Placement, sign: int) -> tuple[Side, ...]:
    return _both("reassigned", before, "reassigned", after, sign)


def _both(
    out: SideKind, before: Placement, into: SideKind, after: Placement, sign: int
) -> tuple[Side, ...]:
    return (
        (_cell(out, before, after), -sign, -sign * fte_units(before.fte)),
        (_cell(into, after, before), sign, sign * fte_units(after.fte)),
    )


def _cell(kind: SideKind, here: Placement, there: Placement) -> Cell:
    contracts = here.contract or NONE, there.contract or NONE
    engagements = here.engagement or NONE, there.engagement or NONE
    return kind, here.site, there.site, *contracts, *engagements
