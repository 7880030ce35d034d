"""From where to where operators were transferred, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select

from projections.changes import changes_up_to
from projections.figures import Figure
from projections.sites import sites

if TYPE_CHECKING:
    from datetime import date

    from projections.view import View

FlowsBy = Literal["site", "country"]


@dataclass(frozen=True, slots=True)
class Flow:
    """The transfers from one place to another: heads, and the FTE at which they arrived."""

    origin: str
    destination: str
    figure: Figure


def flows(view: View, *, by: FlowsBy, since: date | None, on: date) -> list[Flow]:
    """The transfers after the end of `since` (all, where none is given) up to the end of `on`."""
    figures = _arrivals(view, by, on)
    if since is not None:
        for way, before in _arrivals(view, by, since).items():
            figures[way] = figures.get(way, Figure()) - before
    return [Flow(*way, figure) for way, figure in sorted(figures.items()) if figure]


def _arrivals(view: View, by: FlowsBy, on: date) -> dict[tuple[str, str], Figure]:
    changes = changes_up_to(view, on)
    here, there = sites.alias("here"), sites.alias("there")
    source = changes.join(here, here.c.code == changes.c.site).join(
        there, there.c.code == changes.c.other_site
    )
    column = "code" if by == "site" else "country"
    origin, destination = there.c[column], here.c[column]
    query = (
        select(origin, destination, func.sum(changes.c.heads), func.sum(changes.c.fte_units))
        .select_from(source)
        .where(changes.c.kind == "transferred_in")
        .group_by(origin, destination)
    )
    return {
        (origin, destination): Figure(int(heads), int(fte_units))
        for origin, destination, heads, fte_units in view.connection.execute(query)
    }
