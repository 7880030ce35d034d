"""From where to where operators were transferred, drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from faces.columns import Column
from faces.html import speech
from faces.html.blocks import Drawn, Grid, Section
from faces.html.sections.whereabouts import country_names, place_names
from faces.html.speech import Typed, told
from faces.pictures.values import Band, Whereabouts
from faces.pictures.whereabouts import whereabouts
from faces.words import counted, say

if TYPE_CHECKING:
    from answers.workforce.flows import FlowRow, FlowsAnswer
    from faces.html.sections.whereabouts import Named
    from faces.pictures.values import Wording


def flows(
    answer: FlowsAnswer,
    sites: Sequence[Named],
    href: Callable[[str | None, str | None], str | None],
    wording: Wording,
) -> Section:
    """The transfers as bands between the places; each leads to what happened where it ends."""
    on = answer.head.on
    if on is None:
        raise ValueError("Transfers are asked about up to a day.")
    codes = {code for row in answer.rows for code in (row.origin, row.destination)}
    names = place_names(sites) if answer.by == "site" else country_names(codes)
    most = max(answer.rows, key=lambda row: row.figure.heads)
    caption = told(
        "look.flows.caption" if answer.since is None else "look.flows.since",
        transfers=counted(sum(row.figure.heads for row in answer.rows), "transfer"),
        day=speech.day(on),
        since=speech.day(answer.since) if answer.since else "",
        was=Typed(names[most.origin]),
        now=Typed(names[most.destination]),
        heads=speech.number(most.figure.heads),
    )
    given = Whereabouts(
        key="flows",
        title=say("look.flows.picture"),
        description=caption.striptags(),
        since=answer.since or on,
        on=on,
        places=names,
        bands=[_band(row, href) for row in answer.rows],
        above=(say("look.flows.from"), say("look.flows.to")),
    )
    columns = (
        Column("from", lambda row: names[row.origin]),
        Column("to", lambda row: names[row.destination]),
        Column("heads", lambda row: row.figure.heads, right=True),
        Column("fte", lambda row: row.figure.fte, right=True),
    )
    table = Grid(columns, answer.rows, caption=given.title)
    drawn = Drawn(whereabouts(given, wording), caption, table)
    return Section("drawn", told("pages.drawn"), [drawn])


def _band(row: FlowRow, href: Callable[[str | None, str | None], str | None]) -> Band:
    way = row.origin, row.destination
    return Band(*way, row.figure.heads, "moved", href(*way))
