"""What was learnt since somebody last knew, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from answers.chapters import told_once
from answers.workforce.restatement import RestatedAnswer
from faces.columns import Column
from faces.html import speech
from faces.html.blocks import Block, Grid, Prose, Section, of_page
from faces.html.speech import country_name, told
from faces.words import counted, said_of
from faces.words.chapters import happened as happened_to

if TYPE_CHECKING:
    from answers.chapters import Same
    from answers.workforce.restatement import RestatedBridgesAnswer
    from faces.html.links import Links

_MOST_SHOWN = 40


def changed(answer: RestatedAnswer | RestatedBridgesAnswer, links: Links) -> Section:
    """The figures of the day as they were known at an instant, and as they are known now."""
    known = speech.instant(answer.head.known_at) if answer.head.known_at else ""
    title = told("look.changed", instant=known)
    return Section("changed", title, list(_blocks(answer, links)))


def _blocks(answer: RestatedAnswer | RestatedBridgesAnswer, links: Links) -> Iterator[Block]:
    day = speech.day(answer.head.on) if answer.head.on else ""
    yield Prose(
        told(
            "look.changed.events",
            events=counted(len(answer.events), "event"),
            position=speech.number(answer.head.position),
            day=day,
        )
    )
    if not answer.events:
        return
    if isinstance(answer, RestatedAnswer):
        columns = (
            Column("country", lambda row: country_name(row.groups[0])),
            Column("heads_then", lambda row: row.before.heads, right=True),
            Column("heads_later", lambda row: row.after.heads, right=True),
            Column("change", lambda row: speech.signed(row.change.heads), right=True),
            Column("fte_change", lambda row: speech.signed(row.change.fte), right=True),
        )
        yield Grid(columns, answer.rows)
    else:
        from faces.as_table import blocks

        yield from of_page(blocks(answer))
    happened = told_once(row.words.about for row in answer.events)
    yield _events(happened[:_MOST_SHOWN], links)
    more = sum(same.number for same in happened[_MOST_SHOWN:])
    if more:
        yield Prose(speech.told_by(said_of, more, "look.more-events"), "quiet")


def _events(rows: Sequence[Same], links: Links) -> Grid:
    columns = (
        Column("position", lambda row: row.position, right=True, grouped=False),
        Column("what_happened", happened_to),
    )
    return Grid(
        columns,
        rows,
        caption=told("look.changed.by"),
        href=lambda row, column: links.event(row.position) if column == 0 else None,
    )
