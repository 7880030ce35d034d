"""Terms and ends of plans in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faces.words import counted, say

if TYPE_CHECKING:
    from datetime import date

    from projections.plans import PlanFacts


def terms_in_words(target: int, deadline: date) -> str:
    """A target and a deadline: `220 posts by 2018-09-30`."""
    return say("plan.terms", posts=counted(target, "post"), deadline=deadline)


def withdrawal_in_words(facts: PlanFacts) -> str:
    """When and why a plan was given up."""
    return say("plan.withdrawn", day=facts.withdrawn_on, reason=facts.withdrawn_because)
