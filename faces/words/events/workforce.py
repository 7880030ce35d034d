"""What happened to operators, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from domain.values import FULL_TIME, fte_text
from domain.workforce.movement_events import (
    MovementVoided,
    OperatorEvent,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)
from faces.words import say, word
from faces.words.filling import with_signs

if TYPE_CHECKING:
    from domain.placement import Placement


def operator_event(code: str, event: OperatorEvent) -> str:
    """What happened to an operator."""
    on = event.effective_on
    match event:
        case OperatorHired(placement=placement):
            return say("operator-hired", code=code, placement=placed(placement), on=on)
        case OperatorTransferred(origin=origin, destination=destination):
            there = placed(destination)
            return say(
                "operator-transferred", code=code, origin=origin.site, placement=there, on=on
            )
        case OperatorReassigned(before=before, after=after):
            return say(
                "operator-reassigned",
                code=code,
                site=after.site,
                before=terms(before),
                after=terms(after),
                on=on,
            )
        case OperatorLeft(placement=placement, reason=reason):
            why = word("leaving", reason)
            return say("operator-left", code=code, site=placement.site, on=on, reason=why)
        case MovementVoided(was=was, restored=restored, reason=reason):
            now = [say("movement-voided.back", placement=placed(restored))] if restored else []
            if was:
                now.append(say("movement-voided.no-longer", placement=placed(was)))
            return say("movement-voided", code=code, on=on, reason=reason, now=", ".join(now))
    assert_never(event)


def placed(placement: Placement) -> str:
    """Where somebody works, and on what terms."""
    key = "placement"
    if placement.contract is not None:
        key += ".contract"
    if placement.fte != FULL_TIME:
        key += ".fte"
    fte = with_signs(fte_text(placement.fte))
    return _engaged(say(key, site=placement.site, contract=placement.contract, fte=fte), placement)


def terms(placement: Placement) -> str:
    """On what terms somebody works at a site."""
    key = "terms" if placement.contract is not None else "terms.no-contract"
    fte = with_signs(fte_text(placement.fte))
    return _engaged(say(key, contract=placement.contract, fte=fte), placement)


def _engaged(said: str, placement: Placement) -> str:
    if placement.engagement is None:
        return said
    return say("engaged", placement=said, engagement=word("engagement", placement.engagement))
