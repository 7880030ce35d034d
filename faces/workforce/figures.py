"""How figures look for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.workforce.figures import (
    BridgeAnswer,
    BridgeRow,
    FlowsAnswer,
    HeadcountAnswer,
    HeadcountRow,
    WhereaboutsAnswer,
)
from answers.workforce.steps import STEPS
from faces.blocks import Block, table_or
from faces.columns import number, text
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


PAGES = {
    HeadcountAnswer: _headcount,
    BridgeAnswer: _bridge,
    FlowsAnswer: _flows,
    WhereaboutsAnswer: _whereabouts,
}
