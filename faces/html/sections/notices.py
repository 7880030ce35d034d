"""Which notices were in time before work went abroad, and which must still be filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from faces.columns import Column
from faces.html import speech
from faces.html.blocks import Block, Grid, Prose, Section, Sub
from faces.html.speech import bdi, country_name, told
from faces.notices import remarks_on, verdict_in_words

if TYPE_CHECKING:
    from answers.notices import NoticeDueRow


def notices(rows: Sequence[NoticeDueRow]) -> Section:
    """The notices that are or were due, by rule."""
    return Section("notices", told("look.notices"), list(_blocks(rows)), told("look.notices.short"))


def _blocks(rows: Sequence[NoticeDueRow]) -> Iterator[Block]:
    counts = {
        word: speech.number(sum(row.verdict == word for row in rows))
        for word in ("late", "missing", "open")
    }
    in_time = speech.number(sum(row.verdict == "in-time" for row in rows))
    yield Prose(told("look.notices.counted", in_time=in_time, **counts))
    by_rule = sorted(rows, key=lambda row: (row.rule is None, row.rule or ""))
    columns = (
        Column("moved_on", lambda row: row.moved_on),
        Column("to", lambda row: country_name(row.country)),
        Column("contract", lambda row: row.contract),
        Column("heads", lambda row: row.heads, right=True),
        Column("recipient", lambda row: row.recipient),
        Column("due_on", lambda row: row.due_on),
        Column("verdict", verdict_in_words),
    )
    for rule, found in groupby(by_rule, key=lambda row: row.rule):
        own = list(found)
        yield Sub(bdi(rule) if rule else told("notices.without-rule"))
        yield Grid(columns, own)
        for remark in remarks_on(own):
            yield Prose(bdi(remark), "quiet")
