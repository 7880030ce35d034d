"""What later records changed of the figures for one and the same day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from projections.contracts import contracts
from projections.figures import Bridge, Figure
from projections.groups import in_order, named
from projections.headcount import bridge, headcount
from projections.movements import movements
from projections.only import ALL
from projections.sites import sites
from projections.touching import facts_touching, movements_touching

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from domain.words import By
    from projections.groups import Columns, NamedGroup
    from projections.only import Only
    from projections.view import View


@dataclass(frozen=True, slots=True)
class Restated:
    """A group's figure as known at one instant, and as known at a later one."""

    groups: NamedGroup
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class RestatedBridge:
    """A group's bridge as known at one instant, and as known at a later one."""

    groups: NamedGroup
    before: Bridge
    after: Bridge

    @property
    def change(self) -> Bridge:
        """What changed of each step."""
        return self.after - self.before


def restatement(
    before: View, after: View, *, by: By | Columns, on: date, only: Only = ALL
) -> list[Restated]:
    """Every group's figure at the end of the day, as known at each of the two instants."""
    then = {row.groups: row.figure for row in headcount(before, by=by, on=on, only=only)}
    later = {row.groups: row.figure for row in headcount(after, by=by, on=on, only=only)}
    none = Figure()
    return [
        Restated(groups, then.get(groups, none), later.get(groups, none))
        for groups in _together(then, later)
    ]


def restated_bridges(
    before: View, after: View, *, by: By | Columns, since: date, on: date, only: Only = ALL
) -> list[RestatedBridge]:
    """Every group's bridge from day to day, as known at each of the two instants."""
    asked: dict[str, Any] = {"by": by, "since": since, "on": on, "only": only}
    then = {row.groups: row.bridge for row in bridge(before, **asked)}
    later = {row.groups: row.bridge for row in bridge(after, **asked)}
    none = Bridge.between({}, {})
    return [
        RestatedBridge(groups, then.get(groups, none), later.get(groups, none))
        for groups in _together(then, later)
    ]


def _together(then: Iterable[NamedGroup], later: Iterable[NamedGroup]) -> list[NamedGroup]:
    """The groups of either, in order."""
    found = {tuple(part or "" for part in group) for group in (*then, *later)}
    return [named(group) for group in in_order(found)]


def changing_positions(before: View, after: View, *, on: date, only: Only = ALL) -> list[int]:
    """The positions of what was learnt in between, and took effect by the day.

    These are movements, and changes and corrections of sites and contracts; of these, those that
    have to do with who is asked about, by what is known then or later.
    """
    m, day = movements.c, on.isoformat()
    learnt = select(m.position).where(
        m.position > before.position, m.position <= after.position, m.effective_on <= day
    )
    found = set(after.connection.execute(learnt.distinct()).scalars())
    if only:
        found &= {*movements_touching(after, only), *movements_touching(before, only)}
    held = [facts_touching(view, only) for view in (before, after)]
    for table, touched in zip((sites, contracts), map(frozenset.union, *held), strict=True):
        said = table.c
        # An opening or a signing alone changes no figure.
        facts = select(said.position, said.code).where(
            said.position > before.position,
            said.position <= after.position,
            said.kind.in_(("changed", "unchanged", "corrected")),
            or_(said.since.is_(None), said.since <= day, said.kind == "corrected"),
        )
        rows = after.connection.execute(facts)
        found.update(position for position, code in rows if not only or code in touched)
    return sorted(found)
