"""Which plans name a place or a contract, and lean on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.plans.plan_events import AtSite, InCountry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.plans.plan import Plan
    from domain.plans.plan_events import Place
    from domain.values import ContractCode, PlanCode, SiteCode


def naming(what: Place | ContractCode, plans: Iterable[Plan]) -> tuple[str, PlanCode] | None:
    """The word for it, and the first of the plans that names a place or a contract."""
    named_by = min((plan.code for plan in plans if what in plan.ever_named), default=None)
    return ("named-by-plan", named_by) if named_by is not None else None


def with_both_ends_at(site: SiteCode, country: str, plans: Iterable[Plan]) -> PlanCode | None:
    """The first of the plans of which the site would be both ends if it lay in the country."""
    at, within = AtSite(site=site), InCountry(country=country)
    return min(
        (
            plan.code
            for plan in plans
            if plan.announced is not None
            and any(
                (at in terms.origins and within in terms.destinations)
                or (within in terms.origins and at in terms.destinations)
                for terms in plan.course
            )
        ),
        default=None,
    )
