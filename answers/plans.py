"""What was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import SPREAD, UNTOLD
from projections import plans
from projections.plans import PlanFacts, plan_named

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with the terms last recorded, beside those that were announced."""

    plan: str
    target: int
    original_target: int
    origins: Sequence[str]
    origin_sites: Sequence[str]
    destinations: Sequence[str]
    destination_sites: Sequence[str]
    contracts: Sequence[str]
    baseline_on: date
    deadline_on: date
    original_deadline_on: date
    announced_on: date
    withdrawn_on: date | None
    withdrawn_because: str | None
    client: str | None
    supplier: str | None
    statement: str | None
    source: str | None

    @classmethod
    def of(cls, facts: PlanFacts) -> PlanRow:
        """A plan as it is told."""
        return cls(
            plan=facts.plan,
            target=facts.latest.target,
            original_target=facts.original.target,
            origins=[place.name for place in facts.origins],
            origin_sites=sorted(facts.origin_sites),
            destinations=[place.name for place in facts.destinations],
            destination_sites=sorted(facts.destination_sites),
            contracts=sorted(facts.contracts),
            baseline_on=facts.baseline_on,
            deadline_on=facts.latest.deadline_on,
            original_deadline_on=facts.original.deadline_on,
            announced_on=facts.announced_on,
            withdrawn_on=facts.withdrawn_on,
            withdrawn_because=facts.withdrawn_because,
            client=facts.client,
            supplier=facts.supplier,
            statement=facts.statement,
            source=facts.source,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanListAnswer(Answer[PlanRow]):
    """Every plan, in order of code."""

    schema: ClassVar[str] = "plan-list"


def plan_list(view: View) -> PlanListAnswer:
    """The plans that are known."""
    rows = [PlanRow.of(facts) for facts in plans.plan_list(view)]
    return PlanListAnswer(head=Envelope.of(view), rows=rows)


@dataclass(frozen=True, slots=True)
class TermsRow:
    """A target and a deadline, as they hold from a day on; no reason for those announced."""

    target: int
    deadline_on: date
    reason: str | None
    effective_on: date


@dataclass(frozen=True, slots=True)
class PlanShownRow:
    """A plan as announced, and every change of its terms."""

    plan: Annotated[PlanRow, SPREAD]
    terms: Sequence[TermsRow]
    facts: Annotated[PlanFacts, UNTOLD]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShownAnswer(Answer[PlanShownRow]):
    """One plan, word for word."""

    schema: ClassVar[str] = "plan-show"


def plan_shown(view: View, code: str) -> PlanShownAnswer:
    """The plan; refuses one that is not known."""
    facts = plan_named(view, code)
    terms = [
        TermsRow(each.target, each.deadline_on, each.reason, each.effective_on)
        for each in facts.terms
    ]
    row = PlanShownRow(PlanRow.of(facts), terms, facts)
    return PlanShownAnswer(head=Envelope.of(view), rows=[row])
