"""From where to where operators were transferred, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select

from projections.changes import changes_up_to
from projections.figures import Figure
from projections.groups import beside
from projections.only import ALL

if TYPE_CHECKING:
    from datetime import date

    from projections.only import Only
    from projections.view import View

FlowsBy = Literal["site", "country"]


@dataclass(frozen=True, slots=True)
class Flow:
    """The transfers from one place to another: heads, and the FTE at which they arrived."""

    origin: str
    destination: str
    figure: Figure


def flows(view: View, *, by: FlowsBy, since: date | None, on: date, only: Only = ALL) -> list[Flow]:
    """The transfers after the end of `since` (all, where none is given) up to the end of `on`.

    With a filter those that begin or end where it holds.
    """
    figures = _arrivals(view, by, on, only)
    if since is not None:
        for way, before in _arrivals(view, by, since, only).items():
            figures[way] = figures.get(way, Figure()) - before
    return [Flow(*way, figure) for way, figure in sorted(figures.items()) if figure]


def _arrivals(view: View, by: FlowsBy, on: date, only: Only) -> dict[tuple[str, str], Figure]:
    changes = changes_up_to(view, on)
    placed = beside(changes, {"country", by, *only.named})
    destination, origin = placed.here[by], placed.there[by]
    narrowed = [only.touches(placed.here, placed.there)] if only else []
    query = (
        select(origin, destination, func.sum(changes.c.heads), func.sum(changes.c.fte_units))
        .select_from(placed.source)
        .where(changes.c.kind == "transferred_in", *narrowed)
        .group_by(origin, destination)
    )
    return {
        (origin, destination): Figure(int(heads), int(fte_units))
        for origin, destination, heads, fte_units in view.connection.execute(query)
    }
