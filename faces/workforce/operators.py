"""How it looks for people who is where."""

from __future__ import annotations

from collections.abc import Iterable

from answers.workforce.operators import OperatorListAnswer, OperatorShownAnswer
from faces.blocks import Block, table_or
from faces.columns import number, text
from faces.event_rows import events_table
from faces.words import say, word


def _operators(answer: OperatorListAnswer) -> Iterable[Block]:
    there = "nothing.placed_there" if answer.narrowed else "nothing.placed"
    columns = (
        text("operator"),
        text("site"),
        text("contract"),
        number("fte"),
        text("since"),
        text("engagement", lambda row: row.engagement and word("engagement", row.engagement)),
    )
    yield table_or(say(there, day=answer.on), columns, answer.rows)


def _operator(answer: OperatorShownAnswer) -> Iterable[Block]:
    yield events_table(answer.rows)


PAGES = {OperatorListAnswer: _operators, OperatorShownAnswer: _operator}
