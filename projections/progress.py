"""How far a plan is from its target, on any day.

What counts is what is really at the destinations: posts that came from the origins and new hires,
less those who left. Moving people about at home, and people from elsewhere, do not count.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from sqlalchemy import and_, case, func, literal, or_, select

from projections.changes import changes_per_day, changes_up_to
from projections.figures import Bridge, Figure, Totals, add_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, FromClause

    from projections.plans import PlanFacts
    from projections.view import View

Status = Literal["withdrawn", "not-started", "in-progress", "met", "missed", "met-late"]
_PACE_WEEKS = 8
_DESTINATION, _ORIGIN = "destination", "origin"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a plan stands at the end of a day. Figures are heads unless FTE are named."""

    plan: str
    target: int
    original_target: int
    baseline_on: date
    deadline_on: date
    status: Status
    held: bool
    """Whether the target in force is reached on the day itself."""
    brought_back: int
    remaining: int
    percent: float
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
        held=brought_back >= terms.target,
        brought_back=brought_back,
        remaining=remaining,
        percent=round(100 * brought_back / terms.target, 2),
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
    days = (on - plan.baseline_on).days
    series = []
    for day in (plan.baseline_on + timedelta(days=number) for number in range(days + 1)):
        terms, standing = plan.terms_on(day), course.standing_on(day)
        series.append(
            ProgressOn(
                day=day,
                target=terms.target,
                deadline_on=terms.deadline_on,
                brought_back=standing.brought_back,
                remaining=max(terms.target - standing.brought_back, 0),
                origin=course.origin.opening.heads + standing.origin_change,
                destination=course.destination.opening.heads + standing.destination_change,
            )
        )
    return series


def _status(plan: PlanFacts, course: _Course, on: date) -> Status:
    if plan.withdrawn_on is not None and plan.withdrawn_on <= on:
        return "withdrawn"
    deadline_on = plan.terms_on(on).deadline_on
    brought_back = course.brought_back_on(min(on, deadline_on))
    if brought_back >= plan.terms_on(min(on, deadline_on)).target:
        return "met"
    if on <= deadline_on:
        return "in-progress" if brought_back > 0 else "not-started"
    return "met-late" if course.met_on(since=deadline_on, up_to=on) else "missed"


def _per_week(posts: int, days: int) -> float | None:
    if posts == 0:
        return 0.0
    return round(posts * 7 / days, 2) if days else None


class _Change(NamedTuple):
    """What one day changed at one end of a plan."""

    day: str
    end: str
    kind: str
    elsewhere: bool
    figure: Figure


class _Standing(NamedTuple):
    """The changes since the baseline at the end of a day, in heads."""

    brought_back: int = 0
    destination_change: int = 0
    origin_change: int = 0

    def after(self, change: _Change) -> _Standing:
        """The standing with one more change."""
        brought_back, destination_change, origin_change = self
        heads = change.figure.heads
        if change.end == _ORIGIN:
            return _Standing(brought_back, destination_change, origin_change + heads)
        counted = 0 if change.elsewhere else heads
        return _Standing(brought_back + counted, destination_change + heads, origin_change)


class _Course:
    """What happened at a plan's sites from its baseline to a day, read once."""

    def __init__(self, view: View, plan: PlanFacts, on: date) -> None:
        self._plan = plan
        since = min(plan.baseline_on, on)
        self._days = [since]
        self._standings = [_Standing()]
        self.elsewhere = Figure()
        openings = dict(_openings(view, plan, since))
        totals: dict[str, Totals] = {
            end: {"opening": openings.get(end, Figure())} for end in (_DESTINATION, _ORIGIN)
        }
        for day, changes in groupby(_changes(view, plan, since, on), key=attrgetter("day")):
            standing = self._standings[-1]
            for change in changes:
                add_up(totals[change.end], change.kind, change.figure)
                standing = standing.after(change)
                if change.elsewhere:
                    self.elsewhere += change.figure
            self._days.append(date.fromisoformat(day))
            self._standings.append(standing)
        self.destination = _bridge(totals[_DESTINATION])
        self.origin = _bridge(totals[_ORIGIN])

    def standing_on(self, day: date) -> _Standing:
        """The changes since the baseline at the end of the day; none before the baseline."""
        index = bisect_right(self._days, day)
        return self._standings[index - 1] if index else _Standing()

    def brought_back_on(self, day: date) -> int:
        """Posts brought back since the baseline, at the end of the day."""
        return self.standing_on(day).brought_back

    def met_on(self, *, since: date, up_to: date) -> date | None:
        """The first day after `since`, and up to `up_to`, on which the target was reached.

        The figure changes with movements and the target with revisions, so only the days of
        either need a look.
        """
        revised = (terms.effective_on for terms in self._plan.terms)
        for day in sorted({*self._days, *revised}):
            reached = self.brought_back_on(day) >= self._plan.terms_on(day).target
            if since < day <= up_to and reached:
                return day
        return None


def _bridge(totals: Totals) -> Bridge:
    return Bridge.between({"opening": totals["opening"]}, totals)


def _openings(view: View, plan: PlanFacts, on: date) -> Iterator[tuple[str, Figure]]:
    """The figure at each end of the plan at the end of the day."""
    changes = changes_up_to(view, on)
    end = _end(changes, plan)
    query = (
        select(end, func.sum(changes.c.heads), func.sum(changes.c.fte_units))
        .where(_in_plan(changes, plan))
        .group_by(end)
    )
    for code, heads, fte_units in view.connection.execute(query):
        yield code, Figure(int(heads), int(fte_units))


def _changes(view: View, plan: PlanFacts, after: date, up_to: date) -> Iterator[_Change]:
    """What every day changed at each end of the plan, day by day.

    A transfer between sites of one end cancels there; what it changed in hours is reassigned.
    """
    changes = changes_per_day(view, after, up_to)
    end, cell = _end(changes, plan), changes.c
    transfer = cell.kind.in_(("transferred_in", "transferred_out"))
    within = or_(
        *(
            and_(cell.site.in_(sites), cell.other_site.in_(sites))
            for sites in (plan.destination_sites, plan.origin_sites)
        )
    )
    if plan.contracts:
        within = and_(within, cell.other_contract.in_(plan.contracts))
    kind = case((and_(transfer, within), literal("reassigned")), else_=cell.kind).label("kind")
    known = plan.destination_sites | plan.origin_sites
    elsewhere = case(
        (
            and_(transfer, cell.site.in_(plan.destination_sites), cell.other_site.not_in(known)),
            1,
        ),
        else_=0,
    ).label("elsewhere")
    query = (
        select(cell.day, end, kind, elsewhere, func.sum(cell.heads), func.sum(cell.fte_units))
        .where(_in_plan(changes, plan))
        .group_by(cell.day, end, kind, elsewhere)
        .order_by(cell.day)
    )
    for day, code, change, outside, heads, fte_units in view.connection.execute(query):
        yield _Change(day, code, change, bool(outside), Figure(int(heads), int(fte_units)))


def _end(changes: FromClause, plan: PlanFacts) -> ColumnElement[str]:
    at_destination = changes.c.site.in_(plan.destination_sites)
    return case((at_destination, literal(_DESTINATION)), else_=literal(_ORIGIN)).label("end")


def _in_plan(changes: FromClause, plan: PlanFacts) -> ColumnElement[bool]:
    """Whether a change is at the plan's sites, and on its contracts where it names some."""
    at_its_sites = changes.c.site.in_(plan.destination_sites | plan.origin_sites)
    if not plan.contracts:
        return at_its_sites
    return and_(at_its_sites, changes.c.contract.in_(plan.contracts))
