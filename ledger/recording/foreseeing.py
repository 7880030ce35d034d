"""Finds what a command would do to the figures and the plans. Whoever records is not asked to wait for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.words import GROUPINGS
from ledger.recording.foreseen import FigureMoved, PlanMoved, PlanStanding
from projections.contracts import contract_list
from projections.figures import Figure
from projections.groups import DAY
from projections.headcount import in_every_column
from projections.plans import plan_list
from projections.progress import progress
from projections.sites import site_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from domain.event import Event
    from domain.recorded import Recorded
    from domain.words import By
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
