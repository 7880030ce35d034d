"""Finds what a command would do to the figures and the plans. Whoever records is not asked to wait for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.words import GROUPINGS
from domain.workforce.movement_events import is_operator_event
from ledger.recording.foreseen import FigureMoved, HeadsMoved, PlanMoved, PlanStanding
from projections.contracts import contract_list
from projections.figures import Figure
from projections.groups import DAY
from projections.headcount import in_every_column
from projections.plans import plan_list
from projections.progress import progress
from projections.sides import sides
from projections.sites import site_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from domain.event import Event
    from domain.occupancy import Occupancy
    from domain.recorded import Recorded
    from domain.words import By
    from domain.workforce.movement_events import OperatorEvent
    from projections.view import View

Figures = dict[tuple["By", str], Figure]
"""The figure of each group of each column; what has none of the kind is the empty text."""


def days_told(view: View, recorded: Sequence[Recorded[Event]], *, today: date) -> tuple[date, ...]:
    """The days on which a command may change a figure; the first on which it does is told.

    That is the last day that it speaks of, or the first, as for a loan. What puts right how something
    began speaks of no day: that holds today, or did until the day before something changed.
    """
    said = (getattr(each.event, "effective_on", None) for each in recorded)
    days = {day for day in said if isinstance(day, date)}
    if days:
        return tuple(dict.fromkeys((max(days), min(days))))
    streams = {each.stream for each in recorded}
    began_otherwise = {
        day
        for stream, changed_on in _changed_on(view)
        if stream in streams
        for day in changed_on
        if day <= today
    }
    return (today, *(day - DAY for day in sorted(began_otherwise, reverse=True)))


def _changed_on(view: View) -> Iterator[tuple[str, list[date]]]:
    """The day on which each site and contract first changed, and those of each plan's revisions."""
    for site in site_list(view):
        yield f"site:{site.site}", [each.since for each in site.changes[:1]]
    for contract in contract_list(view):
        yield f"contract:{contract.contract}", [each.since for each in contract.changes[:1]]
    for plan in plan_list(view):
        yield f"plan:{plan.plan}", [each.effective_on for each in plan.terms[1:]]


def heads_moved(
    decided: Iterable[Recorded[Event]], occupancy: Callable[[str], Occupancy]
) -> tuple[HeadsMoved, ...]:
    """The heads at each site that is touched, before and after, on the last day of all.

    Where all are then as they were, as after a loan, on the first day before that.
    """
    events = [each.event for each in decided if is_operator_event(each.event)]
    days = sorted({event.effective_on for event in events})
    if not days:
        return ()
    at_the_end = _heads_moved_on(days[-1], events, occupancy)
    if len(days) == 1 or any(each.before != each.after for each in at_the_end):
        return at_the_end
    at_first = _heads_moved_on(days[0], events, occupancy)
    is_told = any(each.before != each.after for each in at_first)
    return (*at_first, *at_the_end) if is_told else at_the_end


def _heads_moved_on(
    day: date, events: Iterable[OperatorEvent], occupancy: Callable[[str], Occupancy]
) -> tuple[HeadsMoved, ...]:
    moved: dict[str, int] = {}
    for event in events:
        if event.effective_on <= day:
            for (_, site, *_), heads, _ in sides(event):
                moved[site] = moved.get(site, 0) + heads
    before = {site: occupancy(site).heads_on(day) for site in sorted(moved)}
    return tuple(
        HeadsMoved(site, day, heads, heads + moved[site]) for site, heads in before.items()
    )


def figures_on(view: View, days: Sequence[date]) -> dict[date, Figures]:
    """The figures of every column at the end of each of the days."""
    return {day: in_every_column(view, day) for day in days}


def figures_moved(
    before: dict[date, Figures], after: dict[date, Figures]
) -> tuple[FigureMoved, ...]:
    """The groups whose figures would be others, on the first of the days on which any would."""
    none = Figure()
    for day, then in before.items():
        later = after[day]
        moved = tuple(
            FigureMoved(by, group or None, day, then.get((by, group), none), figure)
            for by, group in sorted({*then, *later}, key=_in_order)
            if (figure := later.get((by, group), none)) != then.get((by, group), none)
        )
        if moved:
            return moved
    return ()


def _in_order(named: tuple[By, str]) -> tuple[int, bool, str]:
    """The columns as they are always named, and in each what has none of the kind last."""
    by, group = named
    return GROUPINGS.index(by), not group, group


def standings_on(view: View, days: Iterable[date]) -> dict[date, dict[str, PlanStanding]]:
    """How each plan stands at the end of each of the days."""
    return {day: _standings(view, day) for day in days}


def plans_moved(
    before: dict[date, dict[str, PlanStanding]], after: dict[date, dict[str, PlanStanding]]
) -> tuple[PlanMoved, ...]:
    """The plans that would stand otherwise, on the first of the days on which any would."""
    for day, stood in before.items():
        stands = after[day]
        moved = tuple(
            _moved(plan, day, stood.get(plan), stands.get(plan))
            for plan in sorted({*stood, *stands})
            if stood.get(plan) != stands.get(plan)
        )
        if moved:
            return moved
    return ()


def _standings(view: View, on: date) -> dict[str, PlanStanding]:
    """How each plan stands at the end of the day."""
    found = {}
    for plan in plan_list(view):
        at = progress(view, plan, on)
        found[plan.plan] = PlanStanding(at.brought_back, at.target, at.deadline_on, at.status)
    return found


def _moved(
    plan: str, on: date, stood: PlanStanding | None, stands: PlanStanding | None
) -> PlanMoved:
    before = stood.brought_back if stood else None
    return PlanMoved(plan, on, before, stands.brought_back if stands else None, stood, stands)
