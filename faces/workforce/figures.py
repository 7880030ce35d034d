"""How figures look for people."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from answers.workforce.figures import (
    BridgeAnswer,
    BridgeRow,
    FlowsAnswer,
    HeadcountAnswer,
    HeadcountRow,
    WhereaboutsAnswer,
)
from answers.workforce.steps import STEPS
from faces.blocks import Block, Drawing, table_or
from faces.columns import number, text, width_of
from faces.drawings import bar
from faces.terminal import visible
from faces.words import say
from faces.workforce.groups import group_columns, in_all

_HEADS = (number("heads", "figure.heads"), number("fte", "figure.fte"))


def _headcount(answer: HeadcountAnswer) -> Iterable[Block]:
    columns = (*group_columns(answer.by), *_HEADS)
    total = HeadcountRow(in_all(answer.by), answer.total)
    yield table_or(say("nothing"), columns, answer.rows, total)


def _bridge(answer: BridgeAnswer) -> Iterable[Block]:
    steps = tuple(number(step, f"steps.heads.{step}") for step in STEPS)
    columns = (*group_columns(answer.by), *steps, number("fte_closing", "steps.fte.closing"))
    total = BridgeRow(in_all(answer.by), answer.total)
    yield table_or(say("nothing"), columns, answer.rows, total)


def _flows(answer: FlowsAnswer) -> Iterable[Block]:
    columns = (text("from", "origin"), text("to", "destination"), *_HEADS)
    yield table_or(say("nothing.flows"), columns, answer.rows)


def _whereabouts(answer: WhereaboutsAnswer) -> Iterable[Block]:
    was = text("from", lambda row: row.was or say("hired-since"))
    now = text("to", lambda row: row.now or say("left"))
    yield table_or(say("nothing.whereabouts"), (was, now, *_HEADS), answer.rows)
    if answer.rows:
        yield Drawing(partial(_bands, answer))


def _bands(answer: WhereaboutsAnswer, width: int) -> list[str]:
    """A bar for each way from a place to another, as long as it has heads."""
    ways = [
        visible(
            say("whereabouts.way", was=row.was or say("hired-since"), now=row.now or say("left"))
        )
        for row in answer.rows
    ]
    names = max(map(width_of, ways))
    most = max(row.figure.heads for row in answer.rows)
    room = min(max(width - names - 12, 10), 60)
    return [
        "",
        *(
            f"{way}{' ' * (names - width_of(way))}  "
            f"{bar(row.figure.heads / most, room)} {row.figure.heads}"
            for way, row in zip(ways, answer.rows, strict=True)
        ),
    ]


PAGES = {
    HeadcountAnswer: _headcount,
    BridgeAnswer: _bridge,
    FlowsAnswer: _flows,
    WhereaboutsAnswer: _whereabouts,
}
