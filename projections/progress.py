"""How far a plan is from its target, on any day.

What counts is where each post was on the baseline and where it is on the day, never the way between:
posts that came from the origins and new hires are brought back, and those who were at the
destinations and are gone are missing. Moving people about at home, and people from elsewhere, do not
count.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from sqlalchemy import and_, case, func, select

from projections.cells import cells
from projections.changes import changes_up_to, heads_per_day, kind_inside
from projections.figures import Bridge, Figure, Totals, add_up
from projections.whereabouts import heads_from_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement

    from projections.plans import PlanFacts
    from projections.scope import Scope
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
    not_counted: int
    """Heads at the destinations of those who on the baseline worked neither there nor at an origin."""
    destination: Bridge
    elsewhere: Figure
    """The net of transfers from and to sites that are neither origin nor destination."""
    origin: Bridge
    by_week: tuple[int, ...] = ()
    """What was brought back at the end of each whole week since the baseline."""


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
    scope_changed: bool
    """Whether other places or contracts are in force than the day before."""


def progress(view: View, plan: PlanFacts, on: date) -> Progress:
    """Where the plan stands at the end of the day."""
    return standing(PlanCourse(view, plan, on))


def standing(course: PlanCourse) -> Progress:
    """Where a plan stands at the end of the last day of its course."""
    plan, on = course.plan, course.on
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
        not_counted=course.not_counted,
        destination=course.destination,
        elsewhere=course.elsewhere,
        origin=course.origin,
        by_week=tuple(
            course.brought_back_on(plan.baseline_on + timedelta(weeks=number))
            for number in range(1, (on - plan.baseline_on).days // 7 + 1)
        ),
    )


def history(view: View, plan: PlanFacts, on: date) -> list[ProgressOn]:
    """The plan day by day, from the baseline to the end of the day."""
    return day_by_day(PlanCourse(view, plan, on))


def day_by_day(course: PlanCourse) -> list[ProgressOn]:
    """A plan day by day, from its baseline to the end of the last day of its course."""
    plan = course.plan
    days = (course.on - plan.baseline_on).days + 1
    return [course.day(plan.baseline_on + timedelta(days=number)) for number in range(days)]


def backfilled_per_day(view: View, plan: PlanFacts, on: date) -> list[tuple[date, int]]:
    """Hires at the origins since the baseline, by day, up to the end of the day."""
    at_origin = plan.scope_on(on).at_origin(cells)
    hired = and_(at_origin, cells.c.kind == "hired")
    found = heads_per_day(view, hired, after=plan.baseline_on, up_to=on)
    return [(day, heads) for day, heads in found if heads]


def _status(plan: PlanFacts, course: PlanCourse, on: date) -> Status:
    if plan.withdrawn_on is not None and plan.withdrawn_on <= on:
        return "withdrawn"
    deadline_on = plan.terms_on(on).deadline_on
    if course.was_met_on(min(on, deadline_on)):
        return "met"
    if on <= deadline_on:
        return "in-progress" if course.brought_back_on(on) > 0 else "not-started"
    return "met-late" if course.met_on(since=deadline_on, up_to=on) else "missed"


def _missed_deadlines(plan: PlanFacts, course: PlanCourse, on: date) -> Iterator[date]:
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


class PlanCourse:
    """What happened at a plan's sites from its baseline to a day.

    What is told of a day goes by the places and contracts in force on it.
    """

    def __init__(self, view: View, plan: PlanFacts, on: date) -> None:
        self._view, self.plan, self.on = view, plan, on
        self._since = min(plan.baseline_on, on)
        self._ends: dict[Scope, _Ends] = {}
        self._scope_changes_on = plan.scope_changes_on
        self._stretches = sorted(self._scope_changes_on)
        self._ends_in: dict[int, _Ends] = {}
        at_last = self._ends_on(on)
        self.destination, self.origin = at_last.destination, at_last.origin
        self.elsewhere, self.not_counted = at_last.elsewhere, at_last.not_counted.on(on)

    def brought_back_on(self, day: date) -> int:
        """Posts brought back since the baseline, at the end of the day."""
        ends = self._ends_on(day)
        return ends.arrived.on(day) - ends.not_counted.on(day)

    def day(self, day: date) -> ProgressOn:
        """One day of a burn-up."""
        ends, terms, brought_back = (
            self._ends_on(day),
            self.plan.terms_on(day),
            self.brought_back_on(day),
        )
        return ProgressOn(
            day=day,
            target=terms.target,
            deadline_on=terms.deadline_on,
            brought_back=brought_back,
            remaining=max(terms.target - brought_back, 0),
            origin=ends.origin.opening.heads + ends.at_origin.on(day),
            destination=ends.destination.opening.heads + ends.arrived.on(day),
            scope_changed=day in self._scope_changes_on,
        )

    def _ends_on(self, day: date) -> _Ends:
        stretch = bisect_right(self._stretches, day)  # the same places and contracts hold in one
        if stretch not in self._ends_in:
            scope = self.plan.scope_on(day)
            if scope not in self._ends:
                self._ends[scope] = _Ends(self._view, scope, self._since, self.on)
            self._ends_in[stretch] = self._ends[scope]
        return self._ends_in[stretch]

    def was_met_on(self, day: date) -> bool:
        """Whether the target in force on the day was reached at its end."""
        return self.brought_back_on(day) >= self.plan.terms_on(day).target

    def met_on(self, *, since: date, up_to: date) -> date | None:
        """The first day after `since`, and up to `up_to`, on which the target was reached.

        The figure changes with movements and the target with revisions, so only the days of
        either need a look.
        """
        revised = {terms.effective_on for terms in self.plan.terms} | self._scope_changes_on
        ends = [self._ends_on(day) for day in (self._since, *revised)]
        changed = (day for each in ends for day in (*each.arrived.days, *each.not_counted.days))
        for day in sorted({*changed, *revised}):
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


class _Ends:
    """What happened at the two ends of a plan, by one set of places and contracts."""

    def __init__(self, view: View, scope: Scope, since: date, on: date) -> None:
        self._view, self._scope, self._since, self._on = view, scope, since, on
        before, after = _totals(view, scope, since), _totals(view, scope, on)
        self.destination = Bridge.between(before.destination, after.destination)
        self.origin = Bridge.between(before.origin, after.origin)
        self.elsewhere = after.elsewhere - before.elsewhere
        self.arrived = self._heads(scope.counted(cells))
        """Heads at the destinations, less the opening."""
        # Where nobody was aside on the baseline, nobody needs to be looked up.
        aside = heads_from_aside(view, scope, since=since, on=on) if before.aside else ()
        self.not_counted = _HeadsSince(since, aside)

    @cached_property
    def at_origin(self) -> _HeadsSince:
        """Heads at the origins, less the opening."""
        return self._heads(self._scope.at_origin(cells))

    def _heads(self, within: ColumnElement[bool]) -> _HeadsSince:
        changes = heads_per_day(self._view, within, after=self._since, up_to=self._on)
        return _HeadsSince(self._since, changes)


@dataclass(slots=True)
class _Totals:
    """All changes at the two ends of a plan up to the end of a day."""

    destination: Totals = field(default_factory=dict)
    origin: Totals = field(default_factory=dict)
    elsewhere: Figure = _NOTHING
    aside: int = 0
    """Heads that are neither counted nor at an origin, at the end of the day."""


def _totals(view: View, scope: Scope, on: date) -> _Totals:
    """The changes up to the end of the day.

    A transfer between sites of one end cancels there; what it changed in hours, or by the contract
    where the plan names some, is reassigned.
    """
    change = changes_up_to(view, on)
    ends = ("destination", scope.counted), ("origin", scope.at_origin), ("aside", scope.aside)
    end = case(*((condition(change), name) for name, condition in ends), else_="")
    groups = (
        end.label("at"),
        case((scope.elsewhere(change), 1), else_=0).label("elsewhere"),
        kind_inside(change, scope.inside(change)),
    )
    sums = func.sum(change.c.heads), func.sum(change.c.fte_units)
    totals = _Totals()
    for at, is_elsewhere, kind, heads, fte_units in view.connection.execute(
        select(*groups, *sums).group_by(*groups)
    ):
        figure = Figure(int(heads), int(fte_units))
        if at == "aside":
            totals.aside += figure.heads
        elif at == "origin":
            add_up(totals.origin, kind, figure)
        elif at == "destination":
            add_up(totals.destination, kind, figure)
            totals.elsewhere += figure if is_elsewhere else _NOTHING
    return totals
