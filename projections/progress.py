"""How far a plan is from its target, on any day.

What counts is what is really at the destinations: posts that came from the origins and new hires,
less those who left. Moving people about at home, and people from elsewhere, do not count.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from sqlalchemy import and_, case, func, not_, or_, select, true

from projections.cells import cells
from projections.changes import changes_up_to, heads_per_day, kind_inside
from projections.figures import Bridge, Figure, Totals, add_up
from projections.sides import TRANSFER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, FromClause

    from projections.plans import PlanFacts
    from projections.view import View

Status = Literal["withdrawn", "not-started", "in-progress", "met", "missed", "met-late"]
_PACE_WEEKS = 8
_NOTHING = Figure()


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a plan stands at the end of a day. Figures are heads unless FTE are named."""

    plan: str
    target: int
    original_target: int
    baseline_on: date
    deadline_on: date
    status: Status
    missed_deadlines: tuple[date, ...]
    """The deadlines that had passed before the target then in force was reached."""
    held: bool
    """Whether the target in force is reached on the day itself."""
    brought_back: int
    remaining: int
    percent: float
    """Of the target in force; 100 only where that is reached."""
    met_on: date | None
    """The first day on which the target then in force was reached."""
    days_left: int
    needed_per_week: float | None
    """Posts a week from now to the deadline; none where no day is left and some remain."""
    pace_per_week: float
    """Posts a week over the last eight weeks."""
    origin_change: int
    backfilled: int
    destination: Bridge
    elsewhere: Figure
    """The net of transfers from and to sites that are neither origin nor destination."""
    origin: Bridge


@dataclass(frozen=True, slots=True)
class ProgressOn:
    """One day of a burn-up."""

    day: date
    target: int
    deadline_on: date
    brought_back: int
    remaining: int
    origin: int
    destination: int


def progress(view: View, plan: PlanFacts, on: date) -> Progress:
    """Where the plan stands at the end of the day."""
    course = _Course(view, plan, on)
    terms = plan.terms_on(on)
    brought_back = course.brought_back_on(on)
    held = brought_back >= terms.target
    remaining = max(terms.target - brought_back, 0)
    days_left = max((terms.deadline_on - on).days, 0)
    gained = brought_back - course.brought_back_on(on - timedelta(weeks=_PACE_WEEKS))
    return Progress(
        plan=plan.plan,
        target=terms.target,
        original_target=plan.original.target,
        baseline_on=plan.baseline_on,
        deadline_on=terms.deadline_on,
        status=_status(plan, course, on),
        missed_deadlines=tuple(sorted(set(_missed_deadlines(plan, course, on)))),
        held=held,
        brought_back=brought_back,
        remaining=remaining,
        percent=rounded_percent(100 * brought_back / terms.target, 2, reached=held),
        met_on=course.met_on(since=plan.baseline_on, up_to=on),
        days_left=days_left,
        needed_per_week=_per_week(remaining, days_left),
        pace_per_week=round(gained / _PACE_WEEKS, 2),
        origin_change=(course.origin.closing - course.origin.opening).heads,
        backfilled=course.origin.hired.heads,
        destination=course.destination,
        elsewhere=course.elsewhere,
        origin=course.origin,
    )


def history(view: View, plan: PlanFacts, on: date) -> list[ProgressOn]:
    """The plan day by day, from the baseline to the end of the day."""
    course = _Course(view, plan, on)
    since = plan.baseline_on
    at_destination, at_origin = (
        _HeadsSince(since, heads_per_day(view, _at(plan, sites), after=since, up_to=on))
        for sites in (plan.destination_sites, plan.origin_sites)
    )
    series = []
    for day in (since + timedelta(days=number) for number in range((on - since).days + 1)):
        terms, brought_back = plan.terms_on(day), course.brought_back_on(day)
        series.append(
            ProgressOn(
                day=day,
                target=terms.target,
                deadline_on=terms.deadline_on,
                brought_back=brought_back,
                remaining=max(terms.target - brought_back, 0),
                origin=course.origin.opening.heads + at_origin.on(day),
                destination=course.destination.opening.heads + at_destination.on(day),
            )
        )
    return series


def _status(plan: PlanFacts, course: _Course, on: date) -> Status:
    if plan.withdrawn_on is not None and plan.withdrawn_on <= on:
        return "withdrawn"
    deadline_on = plan.terms_on(on).deadline_on
    if course.was_met_on(min(on, deadline_on)):
        return "met"
    if on <= deadline_on:
        return "in-progress" if course.brought_back_on(on) > 0 else "not-started"
    return "met-late" if course.met_on(since=deadline_on, up_to=on) else "missed"


def _missed_deadlines(plan: PlanFacts, course: _Course, on: date) -> Iterator[date]:
    """Every deadline that had passed unmet by the end of the day, also where it was put off later.

    It passed while it was in force, or it came into force when it had passed already.
    """
    for terms in plan.terms:
        since = date.min if terms is plan.original else terms.effective_on
        passed = max(terms.deadline_on, since)
        given_up = plan.withdrawn_on is not None and plan.withdrawn_on <= passed
        if plan.terms_on(passed) is terms and not given_up:
            is_over = terms.deadline_on < on and since <= on
            if is_over and not course.was_met_on(terms.deadline_on):
                yield terms.deadline_on


def rounded_percent(percent: float, decimals: int, *, reached: bool) -> float:
    """A percentage with so many decimals; rounded up to 100 only where the target is reached."""
    rounded = round(percent, decimals)
    return rounded if reached else min(rounded, 100 - 10**-decimals)


def _per_week(posts: int, days: int) -> float | None:
    if posts == 0:
        return 0.0
    return round(posts * 7 / days, 2) if days else None


class _Course:
    """What happened at a plan's sites from its baseline to a day."""

    def __init__(self, view: View, plan: PlanFacts, on: date) -> None:
        self._plan = plan
        since = min(plan.baseline_on, on)
        before, after = _totals(view, plan, since), _totals(view, plan, on)
        self.destination = Bridge.between(before.destination, after.destination)
        self.origin = Bridge.between(before.origin, after.origin)
        self.elsewhere = after.elsewhere - before.elsewhere
        changes = heads_per_day(view, _counted(plan), after=since, up_to=on)
        self._brought_back = _HeadsSince(since, changes)

    def brought_back_on(self, day: date) -> int:
        """Posts brought back since the baseline, at the end of the day."""
        return self._brought_back.on(day)

    def was_met_on(self, day: date) -> bool:
        """Whether the target in force on the day was reached at its end."""
        return self.brought_back_on(day) >= self._plan.terms_on(day).target

    def met_on(self, *, since: date, up_to: date) -> date | None:
        """The first day after `since`, and up to `up_to`, on which the target was reached.

        The figure changes with movements and the target with revisions, so only the days of
        either need a look.
        """
        revised = (terms.effective_on for terms in self._plan.terms)
        for day in sorted({*self._brought_back.days, *revised}):
            if since < day <= up_to and self.was_met_on(day):
                return day
        return None


class _HeadsSince:
    """A number of heads that is none on a day, and changes from then on."""

    def __init__(self, since: date, changes: Iterable[tuple[date, int]]) -> None:
        changes = list(changes)
        self.days = [since, *(day for day, _ in changes)]
        self._heads = list(accumulate((heads for _, heads in changes), initial=0))

    def on(self, day: date) -> int:
        """The number at the end of the day; none before the first."""
        index = bisect_right(self.days, day)
        return self._heads[index - 1] if index else 0


@dataclass(slots=True)
class _Totals:
    """All changes at the two ends of a plan up to the end of a day."""

    destination: Totals = field(default_factory=dict)
    origin: Totals = field(default_factory=dict)
    elsewhere: Figure = _NOTHING


def _totals(view: View, plan: PlanFacts, on: date) -> _Totals:
    """The changes up to the end of the day.

    A transfer between sites of one end cancels there; what it changed in hours, or by the contract
    where the plan names some, is reassigned.
    """
    change = changes_up_to(view, on)
    at_destination = change.c.site.in_(plan.destination_sites)
    elsewhere = and_(at_destination, _from_elsewhere(change, plan))
    within = or_(
        *(
            and_(change.c.site.in_(sites), change.c.other_site.in_(sites))
            for sites in (plan.destination_sites, plan.origin_sites)
        )
    )
    groups = (
        case((at_destination, 1), else_=0).label("at_destination"),
        case((elsewhere, 1), else_=0).label("elsewhere"),
        kind_inside(change, within),
    )
    sums = func.sum(change.c.heads), func.sum(change.c.fte_units)
    query = select(*groups, *sums).where(_in_plan(change, plan)).group_by(*groups)
    totals = _Totals()
    for is_destination, is_elsewhere, kind, heads, fte_units in view.connection.execute(query):
        figure = Figure(int(heads), int(fte_units))
        add_up(totals.destination if is_destination else totals.origin, kind, figure)
        if is_elsewhere:
            totals.elsewhere += figure
    return totals


def _counted(plan: PlanFacts) -> ColumnElement[bool]:
    """The cells whose heads are brought back: at the destinations, and not from elsewhere."""
    return and_(_at(plan, plan.destination_sites), not_(_from_elsewhere(cells, plan)))


def _at(plan: PlanFacts, sites: frozenset[str]) -> ColumnElement[bool]:
    """The plan's cells at some of its sites."""
    return and_(cells.c.site.in_(sites), _on_contracts(cells, plan))


def _from_elsewhere(change: FromClause, plan: PlanFacts) -> ColumnElement[bool]:
    """Whether it is a transfer with a site that is neither origin nor destination."""
    known = plan.destination_sites | plan.origin_sites
    return and_(change.c.kind.in_(TRANSFER), change.c.other_site.not_in(known))


def _in_plan(change: FromClause, plan: PlanFacts) -> ColumnElement[bool]:
    """Whether a change is at the plan's sites, and on its contracts where it names some."""
    at_its_sites = change.c.site.in_(plan.destination_sites | plan.origin_sites)
    return and_(at_its_sites, _on_contracts(change, plan))


def _on_contracts(change: FromClause, plan: PlanFacts) -> ColumnElement[bool]:
    return change.c.contract.in_(plan.contracts) if plan.contracts else true()
