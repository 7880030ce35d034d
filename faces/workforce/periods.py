"""How figures look for people, period by period."""

from __future__ import annotations

from collections.abc import Iterable

from answers.workforce.periods import (
    PeriodBridgeAnswer,
    PeriodHeadcountAnswer,
    TurnoverAnswer,
    TurnoverRow,
)
from answers.workforce.steps import STEPS
from faces.blocks import Block, Lines, table_or
from faces.columns import Column, number, text
from faces.words import say
from faces.words.filling import with_signs
from faces.workforce.groups import group_columns, in_all

_PERIOD = (text("since"), text("on"))


def _headcount(answer: PeriodHeadcountAnswer) -> Iterable[Block]:
    heads = (number("heads", "figure.heads"), number("fte", "figure.fte"))
    columns = (*_PERIOD, *group_columns(answer.by), *heads)
    yield table_or(say("nothing"), columns, answer.rows)


def _bridge(answer: PeriodBridgeAnswer) -> Iterable[Block]:
    steps = tuple(number(step, f"steps.heads.{step}") for step in STEPS)
    fte = number("fte_closing", "steps.fte.closing")
    columns = (*_PERIOD, *group_columns(answer.by), *steps, fte)
    yield table_or(say("nothing"), columns, answer.rows)


def _turnover(answer: TurnoverAnswer) -> Iterable[Block]:
    columns: list[Column] = [
        *(_PERIOD if answer.every else ()),
        *group_columns(answer.by),
        number("opening", "turnover.opening"),
        number("change.closing", "turnover.closing"),
        number("leavers", "turnover.left"),
        number("turnover_rate", _rate),
    ]
    total = None
    if not answer.every:
        whole = answer.totals[0]
        total = TurnoverRow(whole.since, whole.on, in_all(answer.by), whole.turnover)
    yield table_or(say("nothing"), columns, answer.rows, total)
    if answer.rows:
        yield Lines(["", say("turnover.is")])


def _rate(row: TurnoverRow) -> str | None:
    return None if row.turnover.rate is None else with_signs(f"{row.turnover.rate:.2f}")


PAGES = {
    PeriodHeadcountAnswer: _headcount,
    PeriodBridgeAnswer: _bridge,
    TurnoverAnswer: _turnover,
}
