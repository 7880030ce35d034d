"""How an event that is looked at by itself is shown for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.looking import EventAnswer
from faces.blocks import Block, Facts
from faces.event_rows import events_table
from faces.words import say


def _event(answer: EventAnswer) -> Iterable[Block]:
    yield events_table(answer.rows)
    yield Facts([(say("pages.leaf-hash"), answer.leaf_hash)])


PAGES = {EventAnswer: _event}
