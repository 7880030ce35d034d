"""How many are where, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faces.columns import NONE, Column
from faces.html import speech
from faces.html.blocks import Drawn, Grid, Section
from faces.html.speech import told
from faces.pictures.rows import bars
from faces.pictures.values import Bar, Bars
from faces.words import counted, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from answers.workforce.headcount import HeadcountAnswer, HeadcountRow
    from faces.pictures.values import Wording

_MOST_DRAWN = 24


def headcount(
    answer: HeadcountAnswer, href: Callable[[HeadcountRow], str | None], wording: Wording
) -> Section:
    """The heads of each group as bars, the largest ones of many; each leads to its operators."""
    day = speech.day(answer.head.on) if answer.head.on else ""
    rows = sorted(answer.rows, key=lambda row: -row.figure.heads)[:_MOST_DRAWN]
    rows = [row for row in answer.rows if row in rows]
    posts = counted(answer.total.heads, "post")
    key = "look.headcount.caption" if len(rows) == len(answer.rows) else "look.headcount.largest"
    caption = told(key, day=day, posts=posts, shown=len(rows), groups=len(answer.rows))
    given = Bars(
        key="headcount",
        title=say("look.headcount.picture", day=day),
        description=caption.striptags(),
        bars=[Bar(_name(row), row.figure.heads, href(row)) for row in rows],
    )
    columns = (
        Column("group", _name),
        Column("heads", lambda row: row.figure.heads, right=True),
        Column("fte", lambda row: row.figure.fte, right=True),
    )
    table = Grid(columns, rows, caption=given.title)
    return Section("drawn", told("pages.drawn"), [Drawn(bars(given, wording), caption, table)])


def _name(row: HeadcountRow) -> str:
    return " · ".join(group or NONE for group in row.groups)
