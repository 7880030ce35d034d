"""How notices look for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from answers.notices import NoticeDueRow, NoticeListAnswer, NoticesAnswer
from faces.blocks import BLANK, Block, Lines, Nothing, Table, table_or
from faces.columns import number, text
from faces.words import said_of, say


def verdict_in_words(row: NoticeDueRow) -> str:
    """Whether notice was given in time, or why none was needed."""
    if row.verdict == "late":
        return said_of(row.days_late, "notices.late")
    return say(f"notices.{row.because or row.verdict}")


_DUE = (
    text("moved_on"),
    text("to", "country"),
    text("contract"),
    number("heads"),
    text("recipient"),
    text("due_on"),
    text("filed_on"),
    text("verdict", verdict_in_words),
)


def _notices(answer: NoticesAnswer) -> Iterable[Block]:
    if not answer.rows:
        yield Nothing(say("nothing.notices"))
    yield from notices_by_rule(answer.rows)


def notices_by_rule(answered: Sequence[NoticeDueRow]) -> Iterable[Block]:
    """A table for each rule, and below each what is to be known about its rows."""
    by_rule = sorted(answered, key=lambda row: (row.rule is None, row.rule or ""))
    for index, (rule, found) in enumerate(groupby(by_rule, key=lambda row: row.rule)):
        rows = list(found)
        if index:
            yield BLANK
        yield Lines([say("notices.rule", rule=rule) if rule else say("notices.without-rule")])
        yield Table(_DUE, rows)
        remarks = list(remarks_on(rows))
        if remarks:
            yield Lines(remarks)


def remarks_on(rows: Sequence[NoticeDueRow]) -> Iterator[str]:
    """What is to be known about the answers under one rule."""
    exceeded = sorted({str(row.notice) for row in rows if row.more_than_stated})
    if exceeded:
        yield said_of(len(exceeded), "notices.more-than-stated", named=", ".join(exceeded))
    assumed = sorted({row.moved_on for row in rows if row.assumed})
    if assumed:
        yield say("notices.assumed", days=", ".join(map(str, assumed)))
    early = sorted({row.moved_on for row in rows if row.before_rule})
    if early:
        yield say("notices.before-rule", days=", ".join(map(str, early)))
    yield from sorted({row.note for row in rows if row.note})


_FILED = (
    text("notice"),
    text("recipient"),
    text("country"),
    text("contracts"),
    number("workers"),
    text("from", "from_on"),
    text("filed_on"),
    text("number"),
)


def _filed(answer: NoticeListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing.notice-list"), _FILED, answer.rows)


PAGES = {
    NoticesAnswer: _notices,
    NoticeListAnswer: _filed,
}
