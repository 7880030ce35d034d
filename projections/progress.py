"""How far a plan is from its target, on any day.

What counts is where each post was on the baseline and where it is on the day, never the way between:
posts that came from the origins and new hires are brought back, and those who were at the
destinations and are gone are missing. Moving people about at home, and people from elsewhere, do not
count. `projections.plan_course` counts them, and who is hired again at the origins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_

from projections.cells import cells
from projections.changes import heads_per_day
from projections.plan_course import PlanCourse, ProgressOn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.words import PlanStatus
    from projections.figures import Bridge, Figure
    from projections.plans import PlanFacts
    from projections.view import View

_PACE_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a plan stands at the end of a day. Figures are heads unless FTE are named."""

    plan: str
    target: int
    original_target: int
    baseline_on: date
    deadline_on: date
    status: PlanStatus
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


def _status(plan: PlanFacts, course: PlanCourse, on: date) -> PlanStatus:
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
