"""How many operators are where, at the end of a day or of each period, and what led to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.figures import Bridge, Figure, total
from projections.groups import Sums, changes_by_day, columns_of, in_order, named, sums_up_to
from projections.only import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from domain.words import By
    from projections.groups import Columns, NamedGroup
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
    sums = sums_up_to(view, columns_of(by), on, only).groups
    return [Headcount(named(group), total(sums[group])) for group in in_order(set(sums))]


def figure_at(view: View, site: str, on: date) -> Figure:
    """The figure of one site at the end of the day."""
    return total(sums_up_to(view, ("site",), on).groups.get((site,), {}))


def bridge(
    view: View, *, by: By | Columns, since: date, on: date, only: Only = ALL
) -> list[GroupBridge]:
    """The bridge of every group, from the end of one day to the end of another.

    The opening figure is that at the end of `since`; movements count from the day after it.
    """
    return bridges(view, by=by, since=since, on=on, only=only).groups


def bridges(view: View, *, by: By | Columns, since: date, on: date, only: Only = ALL) -> Bridges:
    """The same, and the bridge of the whole."""
    columns = columns_of(by)
    return _between(sums_up_to(view, columns, since, only), sums_up_to(view, columns, on, only))


def bridges_of(
    view: View, periods: Sequence[Period], *, by: By | Columns, only: Only = ALL
) -> list[Bridges]:
    """The bridges of each of the periods, which follow one another.

    What was before the first is read once, and so is each day of them.
    """
    if not periods:
        return []
    columns, since, on = columns_of(by), periods[0].since, periods[-1].on
    days = changes_by_day(view, columns, since, on, only)
    sums, waiting = sums_up_to(view, columns, since, only), iter(days.items())
    found, day = [], next(waiting, None)
    for period in periods:
        before = sums.copy()
        while day is not None and day[0] <= period.on.isoformat():
            for change in day[1]:
                sums.add(change)
            day = next(waiting, None)
        found.append(_between(before, sums))
    return found


def _between(before: Sums, after: Sums) -> Bridges:
    groups = in_order(set(before.groups) | set(after.groups))
    found = [
        GroupBridge(
            named(group),
            Bridge.between(before.groups.get(group, {}), after.groups.get(group, {})),
        )
        for group in groups
    ]
    return Bridges(found, Bridge.between(before.whole, after.whole))
