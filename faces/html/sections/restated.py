"""What was learnt later of the heads of a day, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faces.columns import NONE, Column
from faces.html import speech
from faces.html.blocks import Drawn, Grid, Section
from faces.html.speech import told
from faces.pictures.rows import waterfall
from faces.pictures.values import Bar, Waterfall
from faces.words import counted, say

if TYPE_CHECKING:
    from answers.workforce.restatement import RestatedAnswer, RestatedRow
    from faces.pictures.values import Wording

_MOST_DRAWN = 12


def restated(answer: RestatedAnswer, wording: Wording) -> Section:
    """From the heads that were known then to those known later, by the groups that changed most."""
    day = speech.day(answer.head.on) if answer.head.on else ""
    before = sum(row.before.heads for row in answer.rows)
    after = sum(row.after.heads for row in answer.rows)
    changed = [row for row in answer.rows if row.change.heads]
    largest = sorted(changed, key=lambda row: -abs(row.change.heads))[:_MOST_DRAWN]
    caption = told(
        "look.restated.caption",
        day=day,
        before=counted(before, "post"),
        after=counted(after, "post"),
        groups=speech.number(len(answer.rows)),
        changed=speech.number(len(changed)),
    )
    rest = after - before - sum(row.change.heads for row in largest)
    given = Waterfall(
        key="restated",
        title=say("look.restated.picture", day=day),
        description=caption.striptags(),
        bars=[
            Bar(say("look.restated.then"), before, is_total=True),
            *(Bar(_name(row), row.change.heads) for row in answer.rows if row in largest),
            *([Bar("…", rest)] if len(changed) > len(largest) else []),
            Bar(say("look.restated.later"), after, is_total=True),
        ],
    )
    columns = (
        Column("group", _name),
        Column("heads_then", lambda row: row.before.heads, right=True),
        Column("heads_later", lambda row: row.after.heads, right=True),
        Column("change", lambda row: speech.signed(row.change.heads), right=True),
    )
    table = Grid(columns, answer.rows, caption=given.title)
    return Section("drawn", told("pages.drawn"), [Drawn(waterfall(given, wording), caption, table)])


def _name(row: RestatedRow) -> str:
    return " · ".join(group or NONE for group in row.groups)
