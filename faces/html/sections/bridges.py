"""What led from the headcount on one day to that on another, country by country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from answers.workforce.steps import STEPS
from faces.columns import Column
from faces.html import speech
from faces.html.blocks import Block, Drawn, Grid, Prose, Section, Sub
from faces.html.links import nowhere
from faces.html.speech import Typed, bdi, country_name, told
from faces.pictures.rows import waterfall
from faces.pictures.values import Bar, Waterfall
from faces.words import heading, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from answers.workforce.bridge import BridgeAnswer, BridgeRow
    from answers.workforce.steps import Steps
    from faces.pictures.values import Wording

    Href = Callable[[BridgeRow, str], str | None]

_MOST_DRAWN = 6
_TAKEN = ("transferred_out", "left")
_TOTALS = ("opening", "closing")


class _Step(NamedTuple):
    """A step of a bridge, signed."""

    name: str
    heads: int
    fte: Decimal


def bridges(answer: BridgeAnswer, wording: Wording, href: Href = nowhere) -> Section:
    """The bridge of each country, in heads and FTE; the largest are drawn.

    `href` says what is behind a step of a row.
    """
    on = answer.head.on or answer.since
    title = told("look.bridges", since=speech.day(answer.since), on=speech.day(on))
    return Section(
        "bridges", title, list(_blocks(answer, wording, href)), told("look.bridges.short")
    )


def _blocks(answer: BridgeAnswer, wording: Wording, href: Href) -> Iterator[Block]:
    if not answer.rows:
        yield Prose(told("nothing"), "quiet")
        return
    largest = sorted(answer.rows, key=_size, reverse=True)[:_MOST_DRAWN]
    for row in answer.rows:
        if row in largest:
            yield Sub(bdi(country_name(row.groups[0])))
            yield _drawn(row, wording, href)
    if len(answer.rows) > 1:
        columns = (
            Column("country", lambda row: country_name(row.groups[0])),
            _number("change.opening", "opening"),
            _number("change.closing", "closing"),
            Column("fte_closing", lambda row: row.steps.fte.closing, right=True),
        )
        total = type(answer.rows[0])(("",), answer.total)
        yield Grid(columns, answer.rows, total, caption=told("look.bridges.table"))


def _number(name: str, step: str) -> Column:
    return Column(name, lambda row: getattr(row.steps.heads, step), right=True)


def _size(row: BridgeRow) -> int:
    return max(row.steps.heads.opening, row.steps.heads.closing, row.steps.heads.hired)


def _drawn(row: BridgeRow, wording: Wording, href: Href) -> Drawn:
    country = country_name(row.groups[0])
    heads = row.steps.heads
    places = {step: speech.number(getattr(heads, step)) for step in STEPS}
    places["reassigned"] = speech.signed(heads.reassigned)
    caption = told("look.bridge.caption", country=Typed(country), **places)
    steps = _steps(row.steps)
    given = Waterfall(
        key=f"bridge-{row.groups[0]}",
        title=say("look.bridge", country=country),
        description=caption.striptags(),
        bars=[
            Bar(
                heading(f"change.{step.name}"),
                step.heads,
                href(row, step.name) if step.heads else None,
                is_total=step.name in _TOTALS,
            )
            for step in steps
        ],
    )
    columns = (
        Column("step", lambda step: heading(f"change.{step.name}")),
        Column("heads", lambda step: step.heads, right=True),
        Column("fte", lambda step: step.fte, right=True),
    )
    return Drawn(waterfall(given, wording), caption, Grid(columns, steps, caption=given.title))


def _steps(steps: Steps) -> list[_Step]:
    """The steps in their order; what is taken away has a minus."""
    return [
        _Step(
            name,
            -getattr(steps.heads, name) if name in _TAKEN else getattr(steps.heads, name),
            -getattr(steps.fte, name) if name in _TAKEN else getattr(steps.fte, name),
        )
        for name in STEPS
    ]
