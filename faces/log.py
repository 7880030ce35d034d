"""How events look for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.log import LogAnswer
from faces.blocks import Block, table_or
from faces.event_rows import EVENT_COLUMNS
from faces.words import say


def _log(answer: LogAnswer) -> Iterable[Block]:
    yield table_or(say("nothing.log"), EVENT_COLUMNS, answer.rows)


PAGES = {LogAnswer: _log}
