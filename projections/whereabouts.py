"""Where each post was at the end of one day, and where it is at the end of another.

Only the two ends count, never the way between: whoever went through three sites and came home did
not move, and whoever left and was hired again at another site did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import bindparam, case, func, or_, select

from projections.cells import cells
from projections.figures import Figure
from projections.movements import ARRIVES, known_by, movements, movements_in_cells
from projections.sites import countries

if TYPE_CHECKING:
    from sqlalchemy import Select

    from projections.scope import Scope
    from projections.view import View

WhereaboutsBy = Literal["site", "country"]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """So many posts were at one place and are at another, or still at the same."""

    was: str | None
    """Where they were on the first day; none for those hired since."""
    now: str | None
    """Where they are on the second day; none for those who left."""
    figure: Figure
    """Heads, and the FTE on the second day; on the first for those who left."""


def whereabouts(view: View, *, by: WhereaboutsBy, since: date, on: date) -> list[Whereabouts]:
    """Where everybody was at the end of `since` and is at the end of `on`, as counts by pair.

    Whoever was nowhere at both ends is not in it.
    """
    country = countries(view) if by == "country" else {}
    figures: dict[tuple[str | None, str | None], Figure] = {}
    for was, now, heads, fte_units in view.connection.execute(
        _heads_by_pair(), _told(view, since, on)
    ):
        pair = country.get(was, was), country.get(now, now)
        figures[pair] = figures.get(pair, Figure()) + Figure(heads, int(fte_units))
    found = [Whereabouts(was, now, figure) for (was, now), figure in figures.items()]
    return sorted(
        found, key=lambda each: tuple((at is None, at or "") for at in (each.was, each.now))
    )


def heads_from_aside(view: View, scope: Scope, *, since: date, on: date) -> list[tuple[date, int]]:
    """The net change of counted heads of those who on the first day worked aside of a plan.

    A row for every day after `since`, up to the end of `on`. Only the operators who arrived at the
    plan's destinations since are looked up, each by the index of operators, so the ledger beside
    them may be as large as it is.
    """
    query = _from_aside(scope)
    found = view.connection.execute(query, _told(view, since, on))
    return [(date.fromisoformat(day), int(heads)) for day, heads in found]


def _told(view: View, since: date, on: date) -> dict[str, Any]:
    """What a statement is told: the two days, and what is known."""
    return {"since": since.isoformat(), "on": on.isoformat(), "position": view.position}


@lru_cache
def _from_aside(scope: Scope) -> Select[Any]:
    m, counted = movements.c, select(cells.c.cell).where(scope.counted(cells))
    in_time = m.effective_on > bindparam("since"), known_by("on")
    arrived = select(m.operator).where(ARRIVES, m.cell.in_(counted), *in_time)
    aside = (
        select(m.operator)
        .select_from(movements_in_cells)
        .where(m.operator.in_(arrived), known_by("since"), scope.aside(cells))
        .group_by(m.operator)
        .having(func.sum(m.heads) == 1)
    )
    return (
        select(m.effective_on, func.sum(m.heads))
        .where(m.operator.in_(aside), m.cell.in_(counted), *in_time)
        .group_by(m.effective_on)
        .order_by(m.effective_on)
    )


@cache
def _heads_by_pair() -> Select[Any]:
    """How many were at one site and are at another, of everybody who was somewhere on one day."""
    m = movements.c
    sums = {
        f"{column.name}_{end}": func.sum(case((m.effective_on <= bindparam(day), column), else_=0))
        for column in (m.heads, m.fte_units)
        for end, day in (("then", "since"), ("now", "on"))
    }
    # Grouped by the operator first, SQLite would read all rows by the index of operators, which takes
    # many times as long in a large ledger.
    there = (
        select(m.operator, cells.c.site, *(each.label(name) for name, each in sums.items()))
        .select_from(movements_in_cells)
        .where(known_by("on"))
        .group_by(cells.c.site, m.operator)
        .having(or_(sums["heads_then"] != 0, sums["heads_now"] != 0))
        .subquery("there")
    ).c
    was, now = there.heads_then == 1, there.heads_now == 1
    fte_now = func.max(case((now, there.fte_units_now)))
    post = (
        select(
            func.max(case((was, there.site))).label("was"),
            func.max(case((now, there.site))).label("now"),
            func.coalesce(fte_now, func.max(case((was, there.fte_units_then)))).label("fte_units"),
        )
        .group_by(there.operator)
        .subquery("posts")
    ).c
    figures = func.count(), func.sum(post.fte_units)
    return select(post.was, post.now, *figures).group_by(post.was, post.now)
