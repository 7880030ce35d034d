"""How transfers from place to place look for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.workforce.flows import FlowsAnswer
from faces.blocks import Block, table_or
from faces.columns import text
from faces.words import say
from faces.workforce.heads import HEADS


def _flows(answer: FlowsAnswer) -> Iterable[Block]:
    columns = (text("from", "origin"), text("to", "destination"), *HEADS)
    yield table_or(say("nothing.flows"), columns, answer.rows)


PAGES = {FlowsAnswer: _flows}
