"""What each movement does to each place: the sides that every figure is a sum of."""

from __future__ import annotations

from typing import Literal, assert_never

from domain.events import (
    MovementVoided,
    OperatorEvent,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)
from domain.placement import Placement
from domain.values import fte_units
from projections.tables import NONE

SideKind = Literal["hired", "transferred_in", "transferred_out", "reassigned", "left"]


Side = tuple[SideKind, str, str, str, str, int, int]
"""What a movement does to one place: the kind of change, the site and the other site, the contract
and the other contract, and the change of heads and FTE."""


def placement_after(event: OperatorEvent) -> Placement | None:
    """Where the movement leaves the operator; none for one who is gone."""
    match event:
        case OperatorTransferred(destination=now):
            return now
        case OperatorHired(placement=now):
            return now
        case OperatorReassigned(after=now):
            return now
        case OperatorLeft():
            return None
        case MovementVoided(restored=now):
            return now
    assert_never(event)


def sides(event: OperatorEvent) -> tuple[Side, ...]:
    """The sides of a movement, or of the taking back of one."""
    match event:
        case OperatorTransferred(origin=before, destination=after):
            return _transferred(before, after, 1)
        case OperatorHired(placement=after):
            return (_alone("hired", after, 1),)
        case OperatorReassigned(before=before, after=after):
            return _reassigned(before, after, 1)
        case OperatorLeft(placement=before):
            return (_alone("left", before, -1),)
        case MovementVoided(was=was, restored=restored):
            return _voided(was, restored)
    assert_never(event)


def _voided(was: Placement | None, restored: Placement | None) -> tuple[Side, ...]:
    if was is None:
        return (_alone("left", restored, 1),) if restored else ()
    if restored is None:
        return (_alone("hired", was, -1),)
    if was.site == restored.site:
        return _reassigned(restored, was, -1)
    return _transferred(restored, was, -1)


def _alone(kind: SideKind, at: Placement, sign: int) -> Side:
    return kind, at.site, NONE, at.contract or NONE, NONE, sign, sign * fte_units(at.fte)


def _transferred(before: Placement, after: Placement, sign: int) -> tuple[Side, ...]:
    return _both("transferred_out", before, "transferred_in", after, sign)


def _reassigned(before: Placement, after: Placement, sign: int) -> tuple[Side, ...]:
    return _both("reassigned", before, "reassigned", after, sign)


def _both(
    out: SideKind, before: Placement, into: SideKind, after: Placement, sign: int
) -> tuple[Side, ...]:
    here, there = before.contract or NONE, after.contract or NONE
    return (
        (out, before.site, after.site, here, there, -sign, -sign * fte_units(before.fte)),
        (into, after.site, before.site, there, here, sign, sign * fte_units(after.fte)),
    )
