"""How good the service was by month, beside the moves: beside, and not because of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.commitments.shares import period
from faces.columns import Column
from faces.commitments.amounts import percent
from faces.html import speech
from faces.html.blocks import Block, Drawn, Grid, Pairs, Prose, Section, Sub
from faces.html.speech import Typed, bdi, told
from faces.pictures.multiples import multiples
from faces.pictures.values import Multiples, Panel, Point
from faces.quality import verdict_in_words
from faces.words import heading, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from markupsafe import Markup

    from answers.indicators import IndicatorRow
    from answers.quality import QualityShownRow
    from faces.pictures.values import Wording

_MOST_PANELS = 12
_ALL_TOGETHER = "/"
"""What a row of several periods has in the name of its period."""


def quality(
    answered: Sequence[QualityShownRow],
    place: str,
    indicators: Sequence[IndicatorRow],
    wording: Wording,
) -> Section:
    """Each indicator by month, and the posts and moves of the same contracts."""
    blocks = list(_blocks(answered, place, indicators, wording))
    return Section("quality", told("look.quality"), blocks, told("look.quality.short"))


def _blocks(
    answered: Sequence[QualityShownRow],
    place: str,
    indicators: Sequence[IndicatorRow],
    wording: Wording,
) -> Iterator[Block]:
    rows = [row for row in answered if _ALL_TOGETHER not in row.period]
    for indicator in indicators:
        own = [row for row in rows if row.indicator == indicator.indicator]
        if not own:
            continue
        yield Sub(bdi(indicator.title))
        yield Pairs(
            [
                (heading("numerator"), bdi(indicator.numerator)),
                (heading("denominator"), bdi(indicator.denominator)),
                (heading("source"), bdi(indicator.source)),
            ]
        )
        yield _by_month(indicator, own, wording)
    yield Sub(told("look.quality.moves"))
    yield Prose(told("look.quality.beside"), "quiet")
    yield _moves(place, rows, wording)


def _by_month(indicator: IndicatorRow, rows: Sequence[QualityShownRow], wording: Wording) -> Drawn:
    judged = [row for row in rows if row.site is None and row.verdict in ("kept", "broken")]
    caption = told(
        f"look.quality.caption.{indicator.better}",
        unit=say(f"look.unit.{indicator.unit}"),
        kept=speech.number(sum(row.verdict == "kept" for row in judged)),
        judged=speech.number(len(judged)),
    )
    given = Multiples(
        key=f"quality-{indicator.indicator}",
        title=say("look.quality.picture", indicator=indicator.title),
        description=caption.striptags(),
        panels=_panels(rows, lambda row: _decimal(row.value), has_target=True),
        better=indicator.better,
    )
    columns = (
        Column("where", where),
        Column("period", lambda row: row.period),
        Column("indicator.value", lambda row: _decimal(row.value), right=True),
        Column("target", lambda row: _decimal(row.target), right=True),
        Column("verdict", verdict_in_words),
    )
    return Drawn(multiples(given, wording), caption, Grid(columns, rows, caption=given.title))


def where(row: QualityShownRow) -> Markup:
    """A contract, or a site at which it is worked on."""
    contract = Typed(row.contract or "")
    if row.site is None:
        return bdi(contract)
    return told("look.quality.at", contract=contract, site=Typed(row.site))


def _panels(
    rows: Sequence[QualityShownRow],
    value: Callable[[QualityShownRow], Decimal | int | None],
    *,
    has_target: bool,
) -> list[Panel]:
    """A panel for each contract and site, all of the same months; a gap is a month without a figure."""
    asked: dict[tuple[str, str], list[QualityShownRow]] = {}
    for row in rows:
        asked.setdefault((row.contract or "", row.site or ""), []).append(row)
    alone = {
        key
        for key in asked
        if key[1] and sum(contract == key[0] and bool(site) for contract, site in asked) == 1
    }
    months = sorted({period(row.period).first.first for row in rows})
    shown = [own for key, own in asked.items() if key not in alone][:_MOST_PANELS]
    return [_panel(own, months, value, has_target=has_target) for own in shown]


def _panel(
    rows: Sequence[QualityShownRow],
    months: Sequence[date],
    value: Callable[[QualityShownRow], Decimal | int | None],
    *,
    has_target: bool,
) -> Panel:
    found = {period(row.period).first.first: value(row) for row in rows}
    targets = [row.target for row in rows if row.target is not None]
    return Panel(
        str(where(rows[0]).striptags()),
        [Point(month, found.get(month)) for month in months],
        Decimal(targets[-1]) if targets and has_target else None,
    )


def _moves(place: str, rows: Sequence[QualityShownRow], wording: Wording) -> Drawn:
    whole = {(row.contract, row.period): row for row in rows if row.site is None}
    found = [whole[key] for key in sorted(whole, key=str)]
    caption = told(
        "look.quality.moves.caption",
        place=Typed(speech.country_name(place)),
        moved=speech.number(sum(row.moved_in for row in found)),
        hired=speech.number(sum(row.hired for row in found)),
        left=speech.number(sum(row.left for row in found)),
    )
    given = Multiples(
        key="quality-moves",
        title=say("look.quality.moves.picture", place=speech.country_name(place)),
        description=caption.striptags(),
        panels=_panels(found, lambda row: row.heads, has_target=False),
    )
    columns = (
        Column("contract", lambda row: row.contract),
        Column("period", lambda row: row.period),
        Column("share", lambda row: percent(row.share), right=True),
        Column("heads", lambda row: row.heads, right=True),
        Column("moved_in", lambda row: row.moved_in, right=True),
        Column("quality.hired", lambda row: row.hired, right=True),
        Column("quality.left", lambda row: row.left, right=True),
    )
    return Drawn(multiples(given, wording), caption, Grid(columns, found, caption=given.title))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
