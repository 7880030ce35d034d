"""Totals by one or two of the columns that questions are asked by, such as country or contract.

A site's employer and a contract's client may change from a day on, with nobody moving. So the group
of a place is that of a day, and so is whether a filter holds it; who was there on the day of change
goes over from one group to another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from domain.words import By
from projections.cells import TRANSFER
from projections.changes import changes_between, changes_up_to, of_days
from projections.figures import Figure, Totals, add_up, total
from projections.only import ALL
from projections.tables import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import FromClause, Select

    from projections.only import Only
    from projections.view import View

Columns = tuple[By, ...]
"""The columns that a question is asked by: one or two."""
Group = tuple[str, ...]
"""What a group has in each of the columns; the empty text where it has none."""
NamedGroup = tuple[str | None, ...]
"""The same as it is told."""
Place = tuple[str, ...]
"""What a placement has of site, contract and engagement, as far as that is asked about."""
Moves = dict[tuple[str, Place, Place], Figure]
"""Sums of changes, by their kind, their place and the other side of their movement."""
History = list[tuple[date, str]]
"""What a site or a contract has in a column, from each of some days on."""
DAY = timedelta(days=1)
_PARTS = ("site", "contract", "engagement")
_OF_SITES = ("country", "region", "city", "employer")
_OF_CONTRACTS = ("client", "supplier")


def columns_of(by: By | Columns) -> Columns:
    """The columns, of which one may be named alone."""
    return by if isinstance(by, tuple) else (by,)


def named(group: Group) -> NamedGroup:
    """A group as it is told, none for what has no region, contract and so on."""
    return tuple(part or None for part in group)


def in_order(groups: Iterable[Group]) -> list[Group]:
    """The groups in order, what has none of the kind last."""
    return sorted(set(groups), key=lambda group: [(not part, part) for part in group])


@dataclass(slots=True)
class Sums:
    """Changes added up, by kind, for each group and for all that is asked about.

    A transfer inside a group cancels in heads there; what it changed in hours counts as reassigned.
    """

    groups: defaultdict[Group, Totals] = field(default_factory=lambda: defaultdict(dict))
    whole: Totals = field(default_factory=dict)

    def copy(self) -> Sums:
        """The same, apart from what is added from now on."""
        copied = {group: totals.copy() for group, totals in self.groups.items()}
        return Sums(defaultdict(dict, copied), self.whole.copy())


class _Sides(NamedTuple):
    group: Group | None
    """The group of a place; none if the place is not asked about."""
    inside: bool
    """Whether the other side is in the same group."""
    crosses: bool
    """Whether the other side is not asked about."""


class Grouping:
    """The groups of some columns, and what is asked about, as they are from day to day."""

    def __init__(self, view: View, by: By | Columns, only: Only = ALL) -> None:
        self._view, self._by, self._only = view, columns_of(by), only
        wanted = {*self._by, *only.named}
        of = {part_of(name) for name in wanted}
        self._parts = tuple(part for part in _PARTS if part in of)
        self._histories = histories(view, wanted)
        self.changed_on = tuple(
            sorted(
                {
                    since
                    for codes in self._histories.values()
                    for history in codes.values()
                    for since, _ in history[1:]
                }
            )
        )
        """The days on which something changed with nobody moving."""

    def changes_within(self, since: date, on: date) -> list[date]:
        """Those after the end of one day and up to the end of another."""
        return [day for day in self.changed_on if since < day <= on]

    def group(self, place: Place, day: date) -> Group:
        """The group of a place on a day."""
        return tuple(self._has(place, name, day) for name in self._by)

    def counts(self, place: Place, day: date) -> bool:
        """Whether the place is asked about, as it is on a day."""
        wanted = self._only.named.items()
        return all(self._has(place, name, day) in values for name, values in wanted)

    def sums(self, up_to: date, *, as_on: date | None = None) -> Sums:
        """All changes up to the end of a day, grouped as on that day or another."""
        return self.grouped(self.moves(up_to), up_to if as_on is None else as_on)

    def grouped(self, moves: Moves, day: date) -> Sums:
        """Changes added up, grouped as on a day."""
        sums = Sums()
        self.add(sums, moves, day, {})
        return sums

    def add(
        self, sums: Sums, moves: Moves, day: date, known: dict[tuple[Place, Place], _Sides]
    ) -> None:
        """Add changes, grouped as on a day; `known` are the groups of that day found so far."""
        for (kind, here, there), figure in moves.items():
            sides = known.get((here, there))
            if sides is None:
                sides = known[here, there] = self._sides(here, there, day)
            if sides.group is None:
                continue
            transfer = kind in TRANSFER
            add_up(
                sums.groups[sides.group],
                "reassigned" if transfer and sides.inside else kind,
                figure,
            )
            add_up(sums.whole, "reassigned" if transfer and not sides.crosses else kind, figure)

    def moves(self, up_to: date) -> Moves:
        """All changes up to the end of a day."""
        read = self._read(changes_up_to(self._view), of_days(self._view, up_to=up_to))
        return {key: figure for _, key, figure in read}

    def moves_by_day(self, since: date, on: date) -> dict[str, Moves]:
        """The changes after the end of one day up to the end of another, by the day, in order."""
        stretch = of_days(self._view, after=since, up_to=on)
        days: defaultdict[str, Moves] = defaultdict(dict)
        for day, key, figure in self._read(changes_between(self._view), stretch, by_day=True):
            days[day][key] = figure
        return {day: days[day] for day in sorted(days)}

    def _read(
        self, changes: FromClause, days: dict[str, Any], *, by_day: bool = False
    ) -> Iterable[tuple[str, tuple[str, Place, Place], Figure]]:
        parts = len(self._parts)
        query = _summed(changes, self._parts, by_day=by_day)
        for row in self._view.connection.execute(query, days):
            heads, units, kind, *rest = tuple(row)
            sides = [part or NONE for part in rest[: 2 * parts]]
            key = kind, tuple(sides[:parts]), tuple(sides[parts:])
            yield rest[-1] if by_day else NONE, key, Figure(int(heads), int(units))

    def _sides(self, here: Place, there: Place, day: date) -> _Sides:
        if not self.counts(here, day):
            return _Sides(None, inside=False, crosses=False)
        group, crosses = self.group(here, day), not self.counts(there, day)
        return _Sides(group, not crosses and group == self.group(there, day), crosses)

    def _has(self, place: Place, name: str, day: date) -> str:
        code = place[self._parts.index(part_of(name))]
        return code if name in _PARTS else in_force(self._histories[name].get(code, ()), day)


@cache
def _summed(changes: FromClause, parts: Place, *, by_day: bool) -> Select[Any]:
    """Changes added up by their kind, their place and the other side, and by their day if asked."""
    c = changes.c
    keys = [c.kind, *(c[part] for part in parts), *(c[f"other_{part}"] for part in parts)]
    keys += [c.effective_on] if by_day else []
    return select(func.sum(c.heads), func.sum(c.fte_units), *keys).group_by(*keys)


def figures_by(view: View, by: By, on: date) -> dict[str, Figure]:
    """The figure of each group of one column at the end of the day."""
    sums = Grouping(view, by).sums(on)
    return {group[0]: total(totals) for group, totals in sums.groups.items()}


def part_of(name: str) -> str:
    """Which part of a placement tells what it has in a column."""
    return "contract" if name in _OF_CONTRACTS else "site" if name in _OF_SITES else name


def histories(view: View, names: Iterable[str]) -> dict[str, dict[str, History]]:
    """What each site or contract has in these columns, from day to day."""
    found: dict[str, dict[str, History]] = {}
    wanted = set(names)
    if of_contracts := wanted.intersection(_OF_CONTRACTS):
        from projections.contracts import contract_list

        signed = contract_list(view)
        for name in of_contracts:
            found[name] = {
                facts.contract: [
                    (date.min, getattr(facts, name) or NONE),
                    *((change.since, getattr(change, name) or NONE) for change in facts.changes),
                ]
                for facts in signed
            }
    if of_sites := wanted.intersection(_OF_SITES):
        from projections.sites import site_list

        known = site_list(view)
        for name in of_sites:
            found[name] = {
                facts.site: [(date.min, getattr(facts, name) or NONE)] for facts in known
            }
        if "employer" in of_sites:
            for facts in known:
                found["employer"][facts.site] += [
                    (change.since, change.employer or NONE) for change in facts.changes
                ]
    return found


def in_force(history: Iterable[tuple[date, str]], day: date) -> str:
    """What holds on a day."""
    found = NONE
    for since, group in history:
        if since <= day:
            found = group
    return found


def held(view: View, only: Only, cell: FromClause, on: date | None = None) -> list[Any]:
    """Conditions that a placement is asked about: as it is on a day, or ever was if none is given."""
    conditions = []
    told: Mapping[str, dict[str, History]] = histories(view, only.named)
    for name, values in only.named.items():
        wanted: Iterable[str] = values
        if name in told:
            wanted = (
                code
                for code, history in told[name].items()
                if (
                    any(group in values for _, group in history)
                    if on is None
                    else in_force(history, on) in values
                )
            )
            if part_of(name) == "contract" and NONE in values:
                wanted = (*wanted, NONE)
        conditions.append(cell.c[part_of(name)].in_(sorted(wanted)))
    return conditions
