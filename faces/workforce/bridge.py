"""How a bridge looks for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.workforce.bridge import BridgeAnswer, BridgeRow
from answers.workforce.steps import STEPS
from faces.blocks import Block, table_or
from faces.columns import number
from faces.words import say
from faces.workforce.groups import group_columns, in_all


def _bridge(answer: BridgeAnswer) -> Iterable[Block]:
    steps = tuple(number(step, f"steps.heads.{step}") for step in STEPS)
    columns = (*group_columns(answer.by), *steps, number("fte_closing", "steps.fte.closing"))
    total = BridgeRow(in_all(answer.by), answer.total)
    yield table_or(say("nothing"), columns, answer.rows, total)


PAGES = {BridgeAnswer: _bridge}
