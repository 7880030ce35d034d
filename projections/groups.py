"""Totals by any of the columns that questions are asked by, such as country or contract.

A site's employer and a contract's client may change from a day on, with nobody moving. So the group
of a place is that of a day; who was there on the day of change goes over from one group to another.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from projections.changes import changes_up_to
from projections.contracts import contract_list
from projections.figures import Figure, Totals, add_up, total
from projections.sides import TRANSFER
from projections.sites import site_list
from projections.tables import NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from domain.words import By
    from projections.view import View

_DAY = timedelta(days=1)
Place = tuple[str, str, str]
"""A kind of change, and the site, the contract or the engagement of its two sides."""


class Grouping:
    """The groups of one column, as they are from day to day."""

    def __init__(self, view: View, by: By) -> None:
        self._view = view
        self._part, group_on, days = _groups(view, by)
        self._group_on = group_on
        self.changed_on = tuple(sorted(days))
        """The days on which a group changed with nobody moving."""
        self._sums: dict[date, dict[Place, Figure]] = {}

    def totals(self, up_to: date, *, as_on: date | None = None) -> dict[str, Totals]:
        """All changes up to the end of a day, for each group, as the groups are on a day, and kind.

        A transfer inside a group cancels in heads; what it changed in hours counts as reassigned.
        """
        day = up_to if as_on is None else as_on
        totals: defaultdict[str, Totals] = defaultdict(dict)
        for (kind, here, there), figure in self._sums_up_to(up_to).items():
            group = self._group_on(here, day)
            cancels = kind in TRANSFER and group == self._group_on(there, day)
            add_up(totals[group], "reassigned" if cancels else kind, figure)
        return totals

    def regrouped(self, day: date) -> dict[str, Figure]:
        """What each group gets, less what it gives, as the groups change at the beginning of a day."""
        moved: defaultdict[str, Figure] = defaultdict(Figure)
        for (_, here, _), figure in self._sums_up_to(day - _DAY).items():
            before, after = self._group_on(here, day - _DAY), self._group_on(here, day)
            if before != after:
                moved[before] -= figure
                moved[after] += figure
        return moved

    def _sums_up_to(self, day: date) -> dict[Place, Figure]:
        if day not in self._sums:
            change = changes_up_to(self._view, day)
            places = change.c.kind, change.c[self._part], change.c[f"other_{self._part}"]
            query = select(*places, func.sum(change.c.heads), func.sum(change.c.fte_units))
            self._sums[day] = {
                (kind, here, there): Figure(int(heads), int(fte_units))
                for kind, here, there, heads, fte_units in self._view.connection.execute(
                    query.group_by(*places)
                )
            }
        return self._sums[day]


def totals_by(view: View, by: By, on: date) -> dict[str, Totals]:
    """All changes up to the end of the day, for each group that there is on it, and kind."""
    return Grouping(view, by).totals(on)


def figures_by(view: View, by: By, on: date) -> dict[str, Figure]:
    """The figure of each group at the end of the day."""
    return {group: total(totals) for group, totals in totals_by(view, by, on).items()}


def in_order(groups: Iterable[str]) -> list[str]:
    """The groups in order, what has none of the kind last."""
    return sorted(set(groups), key=lambda group: (not group, group))


def _groups(view: View, by: By) -> tuple[str, Callable[[str, date], str], set[date]]:
    """By which part of a place it is grouped, how, and on which days that changes."""
    if by in ("site", "contract", "engagement"):
        return by, lambda code, _: code, set()
    named: dict[str, list[tuple[date, str]]]
    if by == "client":
        named = {
            facts.contract: [
                (date.min, facts.client),
                *((change.since, change.client) for change in facts.changes),
            ]
            for facts in contract_list(view)
        }
    else:
        named = {
            facts.site: [
                (date.min, getattr(facts, by) or NONE),
                *(
                    (change.since, change.employer or NONE)
                    for change in facts.changes
                    if by == "employer"
                ),
            ]
            for facts in site_list(view)
        }
    days = {since for groups in named.values() for since, _ in groups[1:]}

    def group_on(code: str, day: date) -> str:
        in_force = NONE
        for since, group in named.get(code, ()):
            if since <= day:
                in_force = group
        return in_force

    return "contract" if by == "client" else "site", group_on, days
