"""How many operators are where, at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from projections.figures import Bridge, Figure, total
from projections.groups import Grouping, figures_by, in_order, totals_by

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from domain.words import By
    from projections.figures import Totals
    from projections.view import View

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Headcount:
    """The figure of one group; `group` is none for what has no region, contract and so on."""

    group: str | None
    figure: Figure


@dataclass(frozen=True, slots=True)
class GroupBridge:
    """What led from one day's figure of a group to another's."""

    group: str | None
    bridge: Bridge


def headcount(view: View, *, by: By, on: date) -> list[Headcount]:
    """The headcount of every group in which anything happened by the end of the day."""
    figures = figures_by(view, by, on)
    return [Headcount(group or None, figures[group]) for group in in_order(figures)]


def figure_at(view: View, site: str, on: date) -> Figure:
    """The figure of one site at the end of the day."""
    return total(totals_by(view, "site", on).get(site, {}))


def bridge(view: View, *, by: By, since: date, on: date) -> list[GroupBridge]:
    """The bridge of every group, from the end of one day to the end of another.

    The opening figure is that at the end of `since`; movements count from the day after it. If a
    group changed in between with nobody moving, as an employer does who takes a site over, it is the
    sum of the bridges between the days of change, and of the heads that were there on each.
    """
    grouping = Grouping(view, by)
    bridges: dict[str, Bridge] = {}
    first, begin = since, since
    for day in (*(day for day in grouping.changed_on if since < day <= on), on + _DAY):
        before = grouping.totals(first, as_on=begin)
        after = grouping.totals(day - _DAY, as_on=begin)
        _go_on(bridges, before, after)
        if day <= on:
            for group, figure in grouping.regrouped(day).items():
                so_far = bridges.setdefault(group, Bridge.between({}, {}))
                bridges[group] = replace(
                    so_far, reassigned=so_far.reassigned + figure, closing=so_far.closing + figure
                )
        first, begin = day - _DAY, day
    return [GroupBridge(group or None, bridges[group]) for group in in_order(bridges)]


def _go_on(
    bridges: dict[str, Bridge], before: Mapping[str, Totals], after: Mapping[str, Totals]
) -> None:
    """Let the bridges of all groups go on from one day to a later one."""
    for group in {*before, *after}:
        further = Bridge.between(before.get(group, {}), after.get(group, {}))
        so_far = bridges.get(group)
        bridges[group] = further if so_far is None else so_far.before(further)
