"""What was most likely meant by a code that the ledger does not know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.batches import UnknownBatch
from domain.commitments.protocol_refusals import UnknownProtocol
from domain.contracts.contract_refusals import UnknownContract
from domain.nearly_known import nearest
from domain.notices.notice_refusals import UnknownRule
from domain.places.site_refusals import UnknownSite
from domain.plans.plan_refusals import UnknownPlace, UnknownPlan
from domain.quality.quality_refusals import UnknownIndicator
from domain.workforce.movement_refusals import NothingToVoid, NotHired, UnknownOperator
from projections.batches import batch_names
from projections.commitments.known_protocols import protocol_list
from projections.contracts import contract_list
from projections.notices import rule_list
from projections.operators import codes_like
from projections.plans import plan_list
from projections.quality import definitions
from projections.sites import site_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.refusal import Refusal
    from projections.view import View


def with_nearest(refusal: Refusal, view: View) -> Refusal:
    """The refusal of a code that is not known, with the known one that is nearest; others as they are."""
    typed: str
    known: Iterable[str]
    match refusal:
        case UnknownSite(site=typed):
            known = (each.site for each in site_list(view))
        case UnknownPlace(place=typed):
            known = {name for each in site_list(view) for name in (each.site, each.country)}
        case UnknownContract(contract=typed):
            known = (each.contract for each in contract_list(view))
        case UnknownProtocol(protocol=typed):
            known = (each.code for each in protocol_list(view))
        case UnknownIndicator():
            return replace(refusal, known=tuple(definitions(view).indicators))
        case UnknownRule():
            return replace(refusal, known=tuple(each.code for each in rule_list(view)))
        case UnknownPlan(plan=typed):
            known = (each.plan for each in plan_list(view))
        case UnknownBatch(batch=typed):
            known = batch_names(view)
        case UnknownOperator(operator=typed) | NotHired(operator=typed):
            known = codes_like(view, typed)
        case NothingToVoid(operator=typed):
            known = codes_like(view, typed)
        case _:
            return refusal
    near = [each for each in nearest(typed, known) if each != typed]
    return replace(refusal, near=near[0]) if near else refusal
