"""What the ledger knows of a plan on a day, as a forecast asks for it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, not_, or_, select

from projections.cells import cells
from projections.changes import heads_per_day
from projections.forecast import Course
from projections.movements import movements
from projections.plan_course import PlanCourse
from projections.progress import day_by_day, history, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement

    from projections.plans import PlanFacts
    from projections.view import View


def course(view: View, plan: PlanFacts, on: date) -> Course:
    """The plan at the end of the day, how it came there, and what is recorded for later days."""
    return course_after(view, PlanCourse(view, plan, on))


def course_after(view: View, known: PlanCourse) -> Course:
    """The same of a plan whose course up to the day is known.

    What has its date after the day is known only as a schedule: the terms are those in force on it.
    """
    plan, on = known.plan, known.on
    at_destinations = cells.c.site.in_(plan.scope_on(date.max).destinations)
    later = [day for day, _ in heads_per_day(view, at_destinations, after=on)]
    until = max([on, *later])
    found = day_by_day(known) if until == on else history(view, plan, until)
    days = [(at.day, at.brought_back) for at in found]
    counted, stands = dict(days), standing(known)

    def brought_back(day: date) -> int:
        return counted.get(day, 0)

    since = days[max(bisect_right(days, on, key=lambda each: each[0]) - 1, 0) :]
    return Course(
        plan=plan.plan,
        on=on,
        baseline_on=plan.baseline_on,
        target=stands.target,
        deadline_on=stands.deadline_on,
        brought_back=brought_back,
        arrived_on=frozenset(_arrived_on(view, plan, on)),
        ahead=[
            (day, after - before)
            for (_, before), (day, after) in pairwise(since)
            if after != before
        ],
        met_on=stands.met_on,
        withdrawn_on=plan.withdrawn_on,
    )


def _arrived_on(view: View, plan: PlanFacts, on: date) -> Iterator[date]:
    """The days on which somebody came to the plan's places and contracts from outside them.

    Who only changed between them did not arrive.
    """
    scope = plan.scope_on(on)
    counted = scope.counted(cells)
    from_within = scope.came_from_counted(cells)
    came = or_(cells.c.kind == "hired", and_(cells.c.kind == "transferred_in", not_(from_within)))
    for day, heads in heads_per_day(view, and_(counted, came), after=plan.baseline_on, up_to=on):
        if heads > 0:
            yield day
    if scope.contracts:
        onto = and_(counted, cells.c.kind == "reassigned", not_(from_within))
        yield from _reassigned_on(view, onto, plan.baseline_on, on)


def _reassigned_on(
    view: View, onto: ColumnElement[bool], after: date, up_to: date
) -> Iterator[date]:
    """The days on which somebody was put onto a contract of the plan.

    The sums hold both directions as one, so the movements themselves are looked at: of each, the
    second side says where it led.
    """
    numbers = list(view.connection.execute(select(cells.c.cell).where(onto)).scalars())
    if not numbers:
        return
    m = movements.c
    query = select(m.effective_on).where(
        m.cell.in_(numbers),
        m.side == 1,
        m.position <= view.position,
        m.effective_on > after.isoformat(),
        m.effective_on <= up_to.isoformat(),
    )
    for day in view.connection.execute(
        query.group_by(m.effective_on).having(func.sum(m.heads) > 0)
    ):
        yield date.fromisoformat(day[0])
