"""How the ways of posts look for people."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from answers.workforce.whereabouts import WhereaboutsAnswer
from faces.blocks import Block, Drawing, table_or
from faces.columns import text, width_of
from faces.drawings import bar
from faces.terminal import visible
from faces.words import say
from faces.workforce.heads import HEADS


def _whereabouts(answer: WhereaboutsAnswer) -> Iterable[Block]:
    was = text("from", lambda row: row.was or say("hired-since"))
    now = text("to", lambda row: row.now or say("left"))
    yield table_or(say("nothing.whereabouts"), (was, now, *HEADS), answer.rows)
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


PAGES = {WhereaboutsAnswer: _whereabouts}
