"""What later records changed of the figures for one and the same day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from projections.contracts import contracts
from projections.figures import Bridge, Figure
from projections.groups import in_order
from projections.headcount import bridge, headcount
from projections.movements import movements
from projections.sites import sites

if TYPE_CHECKING:
    from datetime import date

    from domain.words import By
    from projections.view import View


@dataclass(frozen=True, slots=True)
class Restated:
    """A group's figure as known at one instant, and as known at a later one."""

    group: str | None
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class RestatedBridge:
    """A group's bridge as known at one instant, and as known at a later one."""

    group: str | None
    before: Bridge
    after: Bridge

    @property
    def change(self) -> Bridge:
        """What changed of each step."""
        return self.after - self.before


def restatement(before: View, after: View, *, by: By, on: date) -> list[Restated]:
    """Every group's figure at the end of the day, as known at each of the two instants."""
    then = {row.group: row.figure for row in headcount(before, by=by, on=on)}
    later = {row.group: row.figure for row in headcount(after, by=by, on=on)}
    groups = in_order({group or "" for group in (*then, *later)})
    none = Figure()
    return [
        Restated(group or None, then.get(group or None, none), later.get(group or None, none))
        for group in groups
    ]


def restated_bridges(
    before: View, after: View, *, by: By, since: date, on: date
) -> list[RestatedBridge]:
    """Every group's bridge from day to day, as known at each of the two instants."""
    then = {row.group: row.bridge for row in bridge(before, by=by, since=since, on=on)}
    later = {row.group: row.bridge for row in bridge(after, by=by, since=since, on=on)}
    groups = in_order({group or "" for group in (*then, *later)})
    none = Bridge.between({}, {})
    return [
        RestatedBridge(group or None, then.get(group or None, none), later.get(group or None, none))
        for group in groups
    ]


def changing_positions(before: View, after: View, *, on: date) -> list[int]:
    """The positions of what was learnt in between, and took effect by the day.

    These are movements, and changes and corrections of sites and contracts.
    """
    query = (
        select(movements.c.position)
        .where(
            movements.c.position > before.position,
            movements.c.position <= after.position,
            movements.c.effective_on <= on.isoformat(),
        )
        .distinct()
        .order_by(movements.c.position)
    )
    found = list(after.connection.execute(query).scalars())
    for table in (sites, contracts):
        said = table.c
        # An opening or a signing alone changes no figure.
        learnt = select(said.position).where(
            said.position > before.position,
            said.position <= after.position,
            said.kind.in_(("changed", "corrected")),
            or_(said.since.is_(None), said.since <= on.isoformat(), said.kind == "corrected"),
        )
        found += after.connection.execute(learnt).scalars()
    return sorted(found)
