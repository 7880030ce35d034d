"""From where to where operators were transferred, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from projections.figures import Figure
from projections.groups import DAY, Grouping
from projections.only import ALL

if TYPE_CHECKING:
    from projections.groups import Moves
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
    grouping = Grouping(view, by, only)
    begin = date.min if since is None else since
    before: Moves = {} if since is None else grouping.moves(since)
    figures: dict[tuple[str, str], Figure] = {}
    # Whether a filter holds a place is told of the day of a transfer, stretch by stretch.
    for end in (*(day - DAY for day in grouping.changes_within(begin, on)), on):
        after = grouping.moves(end)
        for (kind, here, there), figure in after.items():
            arrived = figure - before.get((kind, here, there), Figure())
            if kind != "transferred_in" or not arrived:
                continue
            if grouping.counts(here, begin) or grouping.counts(there, begin):
                way = grouping.group(there, begin)[0], grouping.group(here, begin)[0]
                figures[way] = figures.get(way, Figure()) + arrived
        before, begin = after, end + DAY
    return [Flow(*way, figure) for way, figure in sorted(figures.items()) if figure]
