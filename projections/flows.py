"""From where to where operators were transferred, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select

from projections.changes import changes_up_to
from projections.figures import Figure
from projections.sites import countries

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
    way = changes.c.other_site, changes.c.site
    query = (
        select(*way, func.sum(changes.c.heads), func.sum(changes.c.fte_units))
        .where(changes.c.kind == "transferred_in")
        .group_by(*way)
    )
    country = countries(view) if by == "country" else {}
    found: dict[tuple[str, str], Figure] = {}
    for origin, destination, heads, fte_units in view.connection.execute(query):
        named = country.get(origin, origin), country.get(destination, destination)
        found[named] = found.get(named, Figure()) + Figure(int(heads), int(fte_units))
    return found
