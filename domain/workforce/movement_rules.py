"""What an operator's history, a site or a contract allow to be said of an operator.

Whether a movement is in order, and somebody is there, is asked in `Operator.placed_on`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.refusal import HistoryDiffers
from domain.workforce.movement_events import MovementVoided, OperatorEvent, OperatorReassigned
from domain.workforce.movement_refusals import (
    AlreadyHired,
    NothingChanges,
    NothingToVoid,
    NotLatestMovement,
    OutOfOrder,
    SameSite,
)

if TYPE_CHECKING:
    from datetime import date

    from domain.register import Register
    from domain.workforce.operator import Operator


def check(operator: Operator, event: OperatorEvent, register: Register) -> None:
    """Refuse an event that the operator's history, or a site or contract, does not allow."""
    if isinstance(event, MovementVoided):
        _check_void(operator, event)
        return
    before, after, on = event.came_from, event.leads_to, event.effective_on
    if before is None:
        _check_not_placed(operator, on)
    elif operator.placed_on(on) != before:
        raise HistoryDiffers(operator.code, "movement-from", before.site)
    if isinstance(event, OperatorReassigned):
        _check_reassignment(operator, event)
    elif before is not None:
        if after is not None and after.site == before.site:
            raise SameSite(operator.code, before.site)
        register.site(before.site).must_release_on(on)
    if after is not None:
        register.site(after.site).must_be_open_on(on)
        if after.contract is not None:
            register.contract(after.contract).must_run_on(on)


def _check_not_placed(operator: Operator, on: date) -> None:
    latest = operator.latest
    if latest is None:
        return
    if on < latest.effective_on:
        raise OutOfOrder(operator.code, on, latest.effective_on)
    if latest.placement is not None:
        raise AlreadyHired(operator.code, latest.placement.site, latest.effective_on)


def _check_reassignment(operator: Operator, event: OperatorReassigned) -> None:
    if event.before.site != event.after.site:
        raise HistoryDiffers(operator.code, "reassignment-elsewhere")
    if event.before == event.after:
        raise NothingChanges(operator.code)


def _check_void(operator: Operator, event: MovementVoided) -> None:
    latest = operator.latest
    if latest is None:
        raise NothingToVoid(operator.code)
    if event.version != latest.version:
        raise NotLatestMovement.of(operator.code, latest)
    if (event.was, event.restored, event.effective_on) != (
        latest.placement,
        latest.origin,
        latest.effective_on,
    ):
        raise HistoryDiffers(operator.code, "void-of-movement")
