"""What is refused of plans."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from domain.refusal import Refusal, facts


@facts
class UnknownPlan(Refusal):
    """A plan must have been announced."""

    plan: str
    known_at: datetime | None = None
    near: str | None = None


@facts
class PlanAlreadyAnnounced(Refusal):
    """A plan is announced once; what changes later is a revision."""

    plan: str
    on: date


@facts
class PlanAlreadyWithdrawn(Refusal):
    """A withdrawn plan changes no more."""

    plan: str
    on: date


@facts
class PlanUnchanged(Refusal):
    """A revision changes something of the plan."""

    plan: str
    target: int
    deadline_on: date


@facts
class PlanOutOfOrder(Refusal):
    """A plan's changes are recorded in the order in which they took effect."""

    plan: str
    on: date
    latest_on: date


@facts
class DeadlineBeforeBaseline(Refusal):
    """A plan's deadline comes after the baseline that it is measured from."""

    baseline_on: date
    deadline_on: date


@facts
class NotInPlan(Refusal):
    """Only what a plan names can be dropped from it."""

    plan: str
    named: str


@facts
class NoPlaceLeft(Refusal):
    """A plan has an origin and a destination."""

    plan: str


@facts
class PlacesOverlap(Refusal):
    """A place cannot be both an origin and a destination of one plan."""

    places: tuple[str, ...]


@facts
class PlanNamesTwice(Refusal):
    """A plan names every place and every contract once."""

    named: str


Misfit = Literal[
    "drops-unnamed",
    "adds-named",
    "changes-nothing",
    "leaves-no-place",
    "overlaps",
    "ends-before-baseline",
    "revised-before",
    "withdrawn-before",
]
"""Why what came later does not fit a plan as it would be corrected."""
_WORDS: MappingProxyType[type[Refusal], Misfit] = MappingProxyType(
    {
        NotInPlan: "drops-unnamed",
        PlanNamesTwice: "adds-named",
        PlanUnchanged: "changes-nothing",
        NoPlaceLeft: "leaves-no-place",
        PlacesOverlap: "overlaps",
        DeadlineBeforeBaseline: "ends-before-baseline",
    }
)
MISFITS = tuple(_WORDS)
"""What a revision may break that it did not break before a correction."""


@facts
class RevisedSince(Refusal):
    """A plan is corrected so that its later revisions, which lean on what it says, still fit."""

    plan: str
    on: date
    misfit: Misfit
    named: str | None = None
    """What the revision drops, adds or makes both ends of the plan."""

    @classmethod
    def by(cls, plan: str, on: date, broken: Refusal) -> RevisedSince:
        """The revision of that day would break a rule."""
        named = getattr(broken, "named", None) or ", ".join(getattr(broken, "places", ()))
        return cls(plan, on, _WORDS[type(broken)], named or None)


@facts
class UnknownPlace(Refusal):
    """A plan's places are countries or known sites."""

    place: str
    near: str | None = None


@facts
class AmbiguousPlace(Refusal):
    """A code that is a country's and a known site's does not say which of them a plan means."""

    code: str


@facts
class TooLittleHistory(Refusal):
    """A forecast draws from at least eight whole weeks, in four of which somebody arrived."""

    plan: str
    weeks: int
    moving_weeks: int
    ask_again_on: date


@facts
class NothingCameBack(Refusal):
    """A forecast needs a rate to go by: posts that came back, or posts recorded for days to come."""

    plan: str
    weeks: int
    net: int
    on: date


@facts
class PlanWithdrawn(Refusal):
    """No date is forecast for a plan that was given up."""

    plan: str
    withdrawn_on: date
