"""What is refused of plans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from domain.refusal import Refusal, counted_said, quoted, unknown_said


class UnknownPlan(Refusal):
    """A plan must have been announced."""

    def __init__(self, plan: str, known_at: datetime | None = None) -> None:
        advice = "Check the code with: rientro plan list"
        super().__init__(unknown_said(f"plan {plan}", advice, known_at))


class PlanAlreadyAnnounced(Refusal):
    """A plan is announced once; what changes later is a revision."""

    def __init__(self, plan: str, on: date) -> None:
        super().__init__(
            f"Plan {plan} was already announced on {on} with other terms. "
            f"To change its target or deadline: rientro plan revise {plan}"
        )


class PlanAlreadyWithdrawn(Refusal):
    """A withdrawn plan changes no more."""

    def __init__(self, plan: str, on: date) -> None:
        super().__init__(
            f"Plan {plan} was withdrawn on {on} and cannot be changed. Announce a new plan under "
            f"another code. Where that is wrong, void it by its position in rientro log --stream "
            f"plan:{plan}: rientro void --position N --reason TEXT"
        )


class PlanUnchanged(Refusal):
    """A revision changes something of the plan."""

    def __init__(self, plan: str, target: int, deadline_on: date) -> None:
        super().__init__(
            f"Plan {plan} already has the target {target} and the deadline {deadline_on}. "
            "Give a --target or a --deadline that differs."
        )


class PlanOutOfOrder(Refusal):
    """A plan's changes are recorded in the order in which they took effect."""

    def __init__(self, plan: str, on: date, latest_on: date) -> None:
        super().__init__(
            f"Plan {plan} was announced or last changed on {latest_on}, which is later than {on}. "
            f"Give a date from {latest_on} on."
        )


class DeadlineBeforeBaseline(Refusal):
    """A plan's deadline comes after the baseline that it is measured from."""

    def __init__(self, baseline_on: date, deadline_on: date) -> None:
        super().__init__(
            f"The deadline {deadline_on} must come after the baseline {baseline_on}, from which the "
            "plan is measured. Give a later deadline."
        )


class NotInPlan(Refusal):
    """Only what a plan names can be dropped from it."""

    def __init__(self, plan: str, named: str) -> None:
        super().__init__(
            f"Plan {plan} does not name {named}, so it cannot be dropped. "
            f"See what it names: rientro plan show {plan}"
        )


class NoPlaceLeft(Refusal):
    """A plan has an origin and a destination."""

    def __init__(self, plan: str) -> None:
        super().__init__(
            f"Plan {plan} would be left without an origin or without a destination. "
            "Add another place as well."
        )


class PlacesOverlap(Refusal):
    """A place cannot be both an origin and a destination of one plan."""

    def __init__(self, places: Iterable[str]) -> None:
        super().__init__(
            f"{', '.join(places)} would be both an origin and a destination. "
            "Name places in --from and --to that do not overlap."
        )


class PlanNamesTwice(Refusal):
    """A plan names every place and every contract once."""

    def __init__(self, named: str) -> None:
        super().__init__(f"{named} is named twice. Name every place and every contract once.")


class UnknownPlace(Refusal):
    """A plan's places are countries or known sites."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{quoted(place)} is neither a country nor a known site. Write a country in two capital "
            "letters, like RO, or a site from: rientro site list"
        )


class AmbiguousPlace(Refusal):
    """A code that is a country's and a known site's does not say which of them a plan means."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"{code} is a country and a site here. Write country:{code} or site:{code}."
        )


class TooLittleHistory(Refusal):
    """A forecast draws from at least eight whole weeks, in four of which somebody arrived."""

    def __init__(self, plan: str, weeks: int, moving_weeks: int, ask_again_on: date) -> None:
        self.plan, self.weeks, self.moving_weeks = plan, weeks, moving_weeks
        self.ask_again_on = ask_again_on
        super().__init__(
            f"Plan {plan} has {counted_said(weeks, 'whole week')} to draw from, {moving_weeks} of them "
            "with arrivals at the destinations. A forecast needs 8, and 4 with arrivals. "
            f"Ask again with --on {ask_again_on} or later."
        )


class NothingCameBack(Refusal):
    """A forecast needs a rate to go by: posts that came back, or posts recorded for days to come."""

    def __init__(self, plan: str, weeks: int, net: int, on: date) -> None:
        self.plan, self.weeks, self.net = plan, weeks, net
        super().__init__(
            f"In the {counted_said(weeks, 'week')} up to {on}, {net} posts came back for plan {plan} net "
            "of those lost, and nothing recorded ahead reaches the target, so there is no rate to go "
            f"by. See day by day what happened: rientro progress {plan} --history --on {on}"
        )


class PlanWithdrawn(Refusal):
    """No date is forecast for a plan that was given up."""

    def __init__(self, plan: str, withdrawn_on: date) -> None:
        self.plan, self.withdrawn_on = plan, withdrawn_on
        super().__init__(
            f"Plan {plan} was withdrawn on {withdrawn_on}, so there is no date to make. "
            "Ask about an earlier day with --on."
        )
