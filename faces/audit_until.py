"""How a replay of a part of the history is told to people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.audit_until import ReplayUntilAnswer
from faces.audit import replayed
from faces.blocks import BLANK, Block, Lines, Table
from faces.columns import number, text
from faces.words import say, word

_HEADCOUNT = (
    text("country"),
    number("heads", "figure.heads"),
    number("fte", "figure.fte"),
)


def _replay_until(answer: ReplayUntilAnswer) -> Iterable[Block]:
    yield from replayed(answer.rows, answer.found)
    yield BLANK
    yield Lines([say("replay.then", position=answer.head.position, day=answer.head.on)])
    yield Table(_HEADCOUNT, answer.headcount)
    yield Lines(
        [
            say(
                "replay.plan",
                plan=row.plan,
                brought_back=row.brought_back,
                target=row.target,
                status=word("status", row.status),
            )
            for row in answer.progress
        ]
    )


PAGES = {ReplayUntilAnswer: _replay_until}
