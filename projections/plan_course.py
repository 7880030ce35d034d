"""What happened at a plan's sites from its baseline to a day, by what is in force on each day."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select

from projections.cells import cells
from projections.changes import changes_up_to, heads_per_day, kind_inside, of_days
from projections.figures import Bridge, Figure, Totals, add_up
from projections.whereabouts import heads_from_aside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, FromClause, Select

    from projections.plans import PlanFacts
    from projections.scope import Scope
    from projections.view import View

_NOTHING = Figure()


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
    """The changes up to the end of the day."""
    totals = _Totals()
    for at, is_elsewhere, kind, heads, fte_units in view.connection.execute(
        _summed(changes_up_to(view), scope), of_days(view, up_to=on)
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


@lru_cache
def _summed(change: FromClause, scope: Scope) -> Select[Any]:
    """The changes added up by end of the plan and by kind.

    A transfer between sites of one end cancels there; what it changed in hours, or by the contract
    where the plan names some, is reassigned.
    """
    ends = ("destination", scope.counted), ("origin", scope.at_origin), ("aside", scope.aside)
    end = case(*((condition(change), name) for name, condition in ends), else_="")
    groups = (
        end.label("at"),
        case((scope.elsewhere(change), 1), else_=0).label("elsewhere"),
        kind_inside(change, scope.inside(change)),
    )
    sums = func.sum(change.c.heads), func.sum(change.c.fte_units)
    return select(*groups, *sums).group_by(*groups)
