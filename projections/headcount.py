"""How many operators are where, at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.figures import Bridge, Figure, total
from projections.groups import in_order, totals_by

if TYPE_CHECKING:
    from datetime import date

    from domain.words import By
    from projections.view import View


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
    totals = totals_by(view, by, on)
    return [Headcount(group or None, total(totals[group])) for group in in_order(set(totals))]


def figure_at(view: View, site: str, on: date) -> Figure:
    """The figure of one site at the end of the day."""
    return total(totals_by(view, "site", on).get(site, {}))


def bridge(view: View, *, by: By, since: date, on: date) -> list[GroupBridge]:
    """The bridge of every group, from the end of one day to the end of another.

    The opening figure is that at the end of `since`; movements count from the day after it.
    """
    before, after = totals_by(view, by, since), totals_by(view, by, on)
    return [
        GroupBridge(group or None, Bridge.between(before.get(group, {}), after.get(group, {})))
        for group in in_order(set(before) | set(after))
    ]
