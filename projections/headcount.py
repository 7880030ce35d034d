"""How many operators are where, at the end of a day or of each period, and what led to it.

`projections.groups` adds it up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from domain.words import GROUPINGS
from projections.figures import Bridge, Figure, total
from projections.groups import DAY, Grouping, Sums, figures_by, in_order, named
from projections.only import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from domain.words import By
    from projections.groups import Columns, Group, NamedGroup, Place
    from projections.only import Only
    from projections.periods import Period
    from projections.view import View


@dataclass(frozen=True, slots=True)
class Headcount:
    """The figure of one group."""

    groups: NamedGroup
    figure: Figure

    @property
    def group(self) -> str | None:
        """What the group has in the first column."""
        return self.groups[0]


@dataclass(frozen=True, slots=True)
class GroupBridge:
    """What led from one day's figure of a group to another's."""

    groups: NamedGroup
    bridge: Bridge

    @property
    def group(self) -> str | None:
        """What the group has in the first column."""
        return self.groups[0]


@dataclass(frozen=True, slots=True)
class Bridges:
    """The bridges of all groups, and that of all who are asked about.

    In the whole every transfer between those who are asked about cancels; what crosses the border
    of a filter does not.
    """

    groups: list[GroupBridge]
    whole: Bridge


def headcount(view: View, *, by: By | Columns, on: date, only: Only = ALL) -> list[Headcount]:
    """The headcount of every group in which anything happened by the end of the day."""
    sums = Grouping(view, by, only).sums(on).groups
    return [Headcount(named(group), total(sums[group])) for group in in_order(sums)]


def figure_at(view: View, site: str, on: date) -> Figure:
    """The figure of one site at the end of the day."""
    return figures_by(view, "site", on).get(site, Figure())


def in_every_column(view: View, on: date) -> dict[tuple[By, str], Figure]:
    """The figure of each group of each column at the end of the day, where it is not nothing."""
    found: dict[tuple[By, str], Figure] = {}
    for groups, totals in Grouping(view, GROUPINGS).sums(on).groups.items():
        figure = total(totals)
        for key in zip(GROUPINGS, groups, strict=True):
            found[key] = found.get(key, Figure()) + figure
    return {key: figure for key, figure in found.items() if figure}


def bridge(
    view: View, *, by: By | Columns, since: date, on: date, only: Only = ALL
) -> list[GroupBridge]:
    """The bridge of every group, from the end of one day to the end of another.

    The opening figure is that at the end of `since`; movements count from the day after it. If a
    group changed in between with nobody moving, as an employer does who takes a site over, it is the
    sum of the bridges between the days of change, and of the heads that were there on each.
    """
    return bridges(view, by=by, since=since, on=on, only=only).groups


def bridges(view: View, *, by: By | Columns, since: date, on: date, only: Only = ALL) -> Bridges:
    """The same, and the bridge of the whole."""
    grouping = Grouping(view, by, only)
    if grouping.changes_within(since, on):
        return _Course(grouping, since, on).bridges(on)
    led = _Led()
    led.go_on(grouping.sums(since), grouping.sums(on))
    return led.bridges


def bridges_of(
    view: View, periods: Sequence[Period], *, by: By | Columns, only: Only = ALL
) -> list[Bridges]:
    """The bridges of each of the periods, which follow one another.

    What was before the first is read once, and so is each day of them.
    """
    if not periods:
        return []
    course = _Course(Grouping(view, by, only), periods[0].since, periods[-1].on)
    return [course.bridges(period.on) for period in periods]


class _Led:
    """What has led from one day to another so far, for each group and the whole."""

    def __init__(self) -> None:
        self._groups: dict[Group, Bridge] = {}
        self._whole: Bridge | None = None

    @property
    def bridges(self) -> Bridges:
        """It, in order."""
        found = [GroupBridge(named(each), self._groups[each]) for each in in_order(self._groups)]
        return Bridges(found, self._whole or _NOTHING)

    def go_on(self, before: Sums, after: Sums) -> None:
        """Changes led from one day to a later one."""
        for group in {*before.groups, *after.groups}:
            further = Bridge.between(before.groups.get(group, {}), after.groups.get(group, {}))
            so_far = self._groups.get(group)
            self._groups[group] = further if so_far is None else so_far.before(further)
        further = Bridge.between(before.whole, after.whole)
        self._whole = further if self._whole is None else self._whole.before(further)

    def regroup(self, before: Sums, after: Sums) -> None:
        """The same heads are in other groups, or inside a filter no longer, from a day on."""
        for group in {*before.groups, *after.groups}:
            gained = total(after.groups.get(group, {})) - total(before.groups.get(group, {}))
            self._groups[group] = _reassigned(self._groups.get(group, _NOTHING), gained)
        gained = total(after.whole) - total(before.whole)
        self._whole = _reassigned(self._whole or _NOTHING, gained)


class _Course:
    """The sums as they go from day to day, by changes and by groups that change themselves."""

    def __init__(self, grouping: Grouping, since: date, on: date) -> None:
        self._grouping = grouping
        self._changed_on = grouping.changes_within(since, on)
        self._moves = grouping.moves(since)
        self._waiting = iter(grouping.moves_by_day(since, on).items())
        self._next = next(self._waiting, None)
        self._begin(since)

    def bridges(self, on: date) -> Bridges:
        """What leads from the end of the day reached to the end of another."""
        led = _Led()
        while self._changed_on and self._changed_on[0] <= on:
            day = self._changed_on[0]
            self._go_to(day - DAY, led)
            self._changed_on.pop(0)
            before = self._sums
            self._begin(day)
            led.regroup(before, self._sums)
        self._go_to(on, led)
        return led.bridges

    def _begin(self, day: date) -> None:
        self._day = day
        self._known: dict[tuple[Place, Place], Any] = {}
        self._sums = self._grouping.grouped(self._moves, day)

    def _go_to(self, day: date, led: _Led) -> None:
        before = self._sums.copy()
        while self._next is not None and self._next[0] <= day.isoformat():
            moves = self._next[1]
            self._grouping.add(self._sums, moves, self._day, self._known)
            if self._changed_on:
                for key, figure in moves.items():
                    self._moves[key] = self._moves.get(key, Figure()) + figure
            self._next = next(self._waiting, None)
        led.go_on(before, self._sums)


_NOTHING = Bridge.between({}, {})


def _reassigned(so_far: Bridge, gained: Figure) -> Bridge:
    return replace(so_far, reassigned=so_far.reassigned + gained, closing=so_far.closing + gained)
