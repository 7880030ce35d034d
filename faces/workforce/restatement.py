"""How it looks for people what later records changed."""

from __future__ import annotations

from collections.abc import Iterable

from answers.workforce.restatement import RestatedAnswer, RestatedBridgesAnswer
from answers.workforce.steps import STEPS
from faces.blocks import Block, table_or
from faces.columns import number
from faces.event_rows import events_table
from faces.words import say
from faces.workforce.groups import group_columns


def _restated(answer: RestatedAnswer) -> Iterable[Block]:
    columns = (
        *group_columns(answer.by),
        number("heads_then", "before.heads"),
        number("heads_later", "after.heads"),
        number("change", "change.heads"),
        number("fte_change", "change.fte"),
    )
    yield table_or(say("nothing"), columns, answer.rows)
    if answer.events:
        yield events_table(answer.events)


def _restated_bridges(answer: RestatedBridgesAnswer) -> Iterable[Block]:
    columns = (
        *group_columns(answer.by),
        *(number(f"change.{step}", f"change.heads.{step}") for step in STEPS),
        number("fte_closing", "change.fte.closing"),
    )
    yield table_or(say("nothing"), columns, answer.rows)
    if answer.events:
        yield events_table(answer.events)


PAGES = {RestatedAnswer: _restated, RestatedBridgesAnswer: _restated_bridges}
