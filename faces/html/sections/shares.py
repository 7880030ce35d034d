"""What part of the work is done at a place, drawn: on a day, or month by month."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from faces.columns import Column
from faces.commitments.amounts import percent
from faces.html import speech
from faces.html.blocks import Drawn, Grid, Section
from faces.html.speech import country_name, told
from faces.pictures.multiples import multiples
from faces.pictures.rows import bars
from faces.pictures.values import Bar, Bars, Multiples, Panel, Point
from faces.words import say

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from answers.commitments.shares import SharesAnswer, SharesHistoryAnswer
    from faces.pictures.values import Wording
    from projections.judging.shares import By, ShareRow

_MOST_DRAWN = 24


def shares(answer: SharesAnswer, wording: Wording) -> Section:
    """The shares of a day as bars."""
    rows = [row for row in answer.rows if row.percent is not None][:_MOST_DRAWN]
    title, caption = _said(answer)
    given = Bars(
        key="shares",
        title=title,
        description=caption.striptags(),
        bars=[Bar(_name(row, answer.by), Decimal(str(row.percent))) for row in rows],
        in_percent=True,
    )
    columns = (
        Column("contract", lambda row: _name(row, answer.by)),
        Column("percent", lambda row: percent(row.percent), right=True),
    )
    return _section(Drawn(bars(given, wording), caption, Grid(columns, rows, caption=title)))


def shares_by_month(answer: SharesHistoryAnswer, wording: Wording) -> Section:
    """The shares of each month by itself, group by group."""
    found: dict[str, dict[date, float | None]] = {}
    for row in answer.rows:
        found.setdefault(_name(row.share, answer.by), {})[row.on] = row.share.percent
    months = sorted({row.on for row in answer.rows})
    title, caption = _said(answer)
    given = Multiples(
        key="shares-by-month",
        title=title,
        description=caption.striptags(),
        panels=[
            Panel(name, [Point(month, _decimal(by_month.get(month))) for month in months])
            for name, by_month in list(found.items())[:_MOST_DRAWN]
            if any(value is not None for value in by_month.values())
        ],
    )
    columns = (
        Column("on", lambda row: row.on),
        Column("contract", lambda row: _name(row.share, answer.by)),
        Column("percent", lambda row: percent(row.share.percent), right=True),
    )
    grid = Grid(columns, answer.rows, caption=title)
    return _section(Drawn(multiples(given, wording), caption, grid))


def _section(drawn: Drawn) -> Section:
    return Section("drawn", told("pages.drawn"), [drawn])


def _said(answer: SharesAnswer | SharesHistoryAnswer) -> tuple[str, Markup]:
    place = country_name(answer.place)
    day = speech.day(answer.head.on) if answer.head.on else ""
    return (
        say("look.shares.picture", place=place),
        told("look.shares.caption", place=place, day=day),
    )


def _name(row: ShareRow, by: By) -> str:
    named = {"contract": row.contract, "client": row.client, "supplier": row.supplier}.get(by)
    return named or row.unit or say("total")


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
