"""The operators behind a plan's figure: where each came from, and what brought or took them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import select

from domain.values import natural_order
from projections.cells import cells
from projections.movements import ARRIVES, known_by, movements, movements_in_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Row, Select

    from projections.plans import PlanFacts
    from projections.scope import Scope
    from projections.view import View

Came = Literal["origin", "hired", "opening", "not-counted"]
Place = tuple[str, str]
"""A site and a contract."""
Step = tuple[date, int, Place | None]
"""A movement that stands: its day, its position, and where it leads; to nowhere for a leaver."""


@dataclass(frozen=True, slots=True)
class PlanOperator:
    """An operator who was at a plan's destinations on the baseline, or on a day since.

    `brought_back` is the number of those who came from an origin or were hired and are there now,
    less those of the opening who are not.
    """

    operator: str
    came: Came
    """Where they were on the baseline: at an origin, nowhere, counted already, or aside."""
    was: str | None
    """The site on the baseline; none for those hired since."""
    now: str | None
    """The destination at which they are counted; none for those who are not any more."""
    event: int
    """The position of the event that brought them there, or took them from there."""


def plan_operators(view: View, plan: PlanFacts, on: date) -> list[PlanOperator]:
    """Everybody who was counted at the end of the baseline, or of any day since, up to a day."""
    scope, since = plan.scope_on(on), min(plan.baseline_on, on)
    found = []
    for operator, rows in groupby(_rows(view, scope, on), attrgetter("operator")):
        behind = _behind(operator, _standing(rows), scope, since)
        if behind is not None:
            found.append(behind)
    return sorted(found, key=lambda each: natural_order(each.operator))


def _rows(view: View, scope: Scope, on: date) -> Iterable[Row[tuple[str, int, int, str, int, str]]]:
    """The sides of all movements of everybody who ever arrived at the destinations."""
    known = {"on": on.isoformat(), "position": view.position}
    return view.connection.execute(_of_who_arrived(scope), known)


@lru_cache
def _of_who_arrived(scope: Scope) -> Select[Any]:
    m, cell = movements.c, cells.c
    counted = select(cell.cell).where(scope.counted(cells))
    arrived = select(m.operator).where(ARRIVES, m.cell.in_(counted), known_by("on"))
    return (
        select(m.operator, m.position, m.heads, m.effective_on, m.side, cell.kind)
        .add_columns(cell.site, cell.contract)
        .select_from(movements_in_cells)
        .where(m.operator.in_(arrived), known_by("on"))
        .order_by(m.operator, m.position, m.side)
    )


def _standing(rows: Iterable[Row[tuple[str, int, int, str, int, str]]]) -> list[Step]:
    """An operator's movements that were not taken back, in order of date.

    Only the latest one that stands can be taken back, so they are a stack.
    """
    standing: list[Step] = []
    for position, sides in groupby(rows, attrgetter("position")):
        first, *others = sides
        if (first.heads < 0) == (first.kind == "hired"):  # the sign is turned
            del standing[-1:]
            continue
        there = [(side.site, side.contract) for side in (first, *others) if side.heads > 0]
        day = date.fromisoformat(first.effective_on)
        standing.append((day, position, there[0] if there else None))
    return standing


def _behind(operator: str, standing: list[Step], scope: Scope, since: date) -> PlanOperator | None:
    """What an operator has to do with the figure; nothing for one who was never counted."""
    before = [place for day, _, place in standing if day <= since]
    was = before[-1] if before else None
    at_ends = [was, *_at_ends_of_days(standing, since)]
    if not any(_is_counted(place, scope) for place in at_ends):
        return None
    now = at_ends[-1]
    return PlanOperator(
        operator,
        _came(was, scope),
        was[0] if was else None,
        now[0] if now and _is_counted(now, scope) else None,
        _latest_change(standing, scope),
    )


def _at_ends_of_days(standing: list[Step], since: date) -> Iterator[Place | None]:
    """Where an operator was at the end of every day on which they moved."""
    for day, steps in groupby(standing, lambda step: step[0]):
        *_, (_, _, place) = steps
        if day > since:
            yield place


def _came(was: Place | None, scope: Scope) -> Came:
    if was is None:
        return "hired"
    if _is_counted(was, scope):
        return "opening"
    return "origin" if was[0] in scope.ever_origins else "not-counted"


def _latest_change(standing: list[Step], scope: Scope) -> int:
    """The position of the last movement that led to a counted place from another, or back."""
    latest, was_counted = 0, False
    for _, position, place in standing:
        if _is_counted(place, scope) != was_counted:
            latest, was_counted = position, not was_counted
    return latest


def _is_counted(place: Place | None, scope: Scope) -> bool:
    return place is not None and scope.counts(*place)
