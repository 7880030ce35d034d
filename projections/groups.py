"""Totals by any of the columns that questions are asked by, such as country or contract."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, case, func, literal, select

from domain.words import By
from projections.changes import changes_between, changes_up_to, kind_inside
from projections.contracts import contracts
from projections.figures import Figure, Totals, add_up
from projections.only import ALL
from projections.sides import TRANSFER
from projections.sites import sites

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause

    from projections.only import Only
    from projections.view import View

_OF_SITES = ("country", "region", "city", "employer")
Columns = tuple[By, ...]
"""The columns that a question is asked by: one or two."""
Group = tuple[str, ...]
"""What a group has in each of the columns; the empty text where it has none."""
NamedGroup = tuple[str | None, ...]
"""The same as it is told."""


def columns_of(by: By | Columns) -> Columns:
    """The columns, of which one may be named alone."""
    return by if isinstance(by, tuple) else (by,)


def named(group: Group) -> NamedGroup:
    """A group as it is told, none for what has no region, contract and so on."""
    return tuple(part or None for part in group)


def in_order(groups: set[Group]) -> list[Group]:
    """The groups in order, what has none of the kind last."""
    return sorted(groups, key=lambda group: [(not part, part) for part in group])


@dataclass(slots=True)
class Sums:
    """Changes added up, by kind, for each group and for all that is asked about.

    A transfer inside a group cancels in heads there; what it changed in hours counts as reassigned.
    """

    groups: defaultdict[Group, Totals] = field(default_factory=lambda: defaultdict(dict))
    whole: Totals = field(default_factory=dict)

    def add(self, change: _Change) -> None:
        """Add a change to its group, and to the whole."""
        add_up(self.groups[change.group], change.kind, change.figure)
        inside = change.kind in TRANSFER and not change.crosses
        add_up(self.whole, "reassigned" if inside else change.kind, change.figure)

    def copy(self) -> Sums:
        """The same, apart from what is added from now on."""
        copied = {group: totals.copy() for group, totals in self.groups.items()}
        return Sums(defaultdict(dict, copied), self.whole.copy())


class _Change(NamedTuple):
    group: Group
    kind: str
    crosses: bool
    """Whether it is a transfer from or to what is not asked about."""
    figure: Figure


def sums_up_to(view: View, by: Columns, on: date, only: Only = ALL) -> Sums:
    """All changes up to the end of the day."""
    sums = Sums()
    for _, change in _added_up(view, changes_up_to(view, on), by, only):
        sums.add(change)
    return sums


def changes_by_day(
    view: View, by: Columns, since: date, on: date, only: Only = ALL
) -> dict[str, list[_Change]]:
    """The changes after the end of `since` up to the end of `on`, by the day, in order."""
    changes = changes_between(view, since, on)
    days: defaultdict[str, list[_Change]] = defaultdict(list)
    for day, change in _added_up(view, changes, by, only, changes.c.effective_on):
        days[day].append(change)
    return {day: days[day] for day in sorted(days)}


def _added_up(
    view: View,
    changes: FromClause,
    by: Columns,
    only: Only,
    day: ColumnElement[str] | None = None,
) -> Iterator[tuple[str, _Change]]:
    """The sum of the changes for each group and kind, and for each day if one is given."""
    placed = beside(changes, {*by, *only.named})
    same = [placed.here[column] == placed.there[column] for column in by]
    inside = and_(*same) if len(same) > 1 else same[0]
    crosses: list[ColumnElement[Any]] = []
    query = select(func.sum(changes.c.heads), func.sum(changes.c.fte_units))
    if only:
        stays = only.holds(placed.there)
        inside = and_(inside, stays)
        crosses = [case((stays, literal(0)), else_=literal(1)).label("crosses")]
        query = query.where(only.holds(placed.here))
    days = [] if day is None else [day]
    keys = [kind_inside(changes, inside), *crosses, *days, *(placed.here[name] for name in by)]
    query = query.add_columns(*keys).select_from(placed.source).group_by(*keys)
    for row in view.connection.execute(query):
        heads, units, kind, *rest = tuple(row)
        crossing = bool(rest.pop(0)) if crosses else False
        on = rest.pop(0) if days else ""
        yield on, _Change(tuple(rest), kind, crossing, Figure(int(heads), int(units)))


class Placed(NamedTuple):
    """Where to read changes beside what their two sides have, by column."""

    source: FromClause
    here: dict[str, ColumnElement[Any]]
    """What the place of a change has."""
    there: dict[str, ColumnElement[Any]]
    """What the other side of its movement has; null or the empty text if there is none."""


def beside(changes: FromClause, names: Iterable[str]) -> Placed:
    """The changes beside these columns.

    `changes` are the rows of `cells`, or any that have their columns.
    """
    source, wanted = changes, set(names)
    placed = wanted.intersection(("site", "contract", "engagement"))
    here: dict[str, ColumnElement[Any]] = {name: changes.c[name] for name in placed}
    there: dict[str, ColumnElement[Any]] = {name: changes.c[f"other_{name}"] for name in placed}
    if "client" in wanted:
        signed, other = contracts.alias("signed_here"), contracts.alias("signed_there")
        source = source.outerjoin(signed, signed.c.code == changes.c.contract)
        source = source.outerjoin(other, other.c.code == changes.c.other_contract)
        here["client"] = func.coalesce(signed.c.client, "")
        there["client"] = func.coalesce(other.c.client, "")
    of_sites = wanted.intersection(_OF_SITES)
    if of_sites:
        site, next_site = sites.alias("site_here"), sites.alias("site_there")
        source = source.join(site, site.c.code == changes.c.site)
        source = source.outerjoin(next_site, next_site.c.code == changes.c.other_site)
        here |= {name: site.c[name] for name in of_sites}
        there |= {name: next_site.c[name] for name in of_sites}
    return Placed(source, here, there)
