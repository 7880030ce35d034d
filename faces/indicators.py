"""How indicators of quality look for people, and what was reported of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from answers.indicators import IndicatorListAnswer, IndicatorRow, QualityListAnswer
from faces.blocks import BLANK, Block, Facts, Nothing, Table, table_or
from faces.columns import number, text
from faces.words import heading, say

_REPORTS = (
    text("contract"),
    text("site"),
    text("indicator"),
    text("period"),
    number("numerator"),
    number("denominator"),
    number("given"),
)


def _reports(answer: QualityListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing.quality-list"), _REPORTS, answer.rows)


_TARGETS = (
    number("target"),
    text("in_force_from", "effective_on"),
    text("for", lambda row: row.contract or row.client or say("targets.all")),
    text("source"),
)


def _indicators(answer: IndicatorListAnswer) -> Iterable[Block]:
    if not answer.rows:
        yield Nothing(say("nothing.indicators"))
    for index, row in enumerate(answer.rows):
        if index:
            yield BLANK
        yield Facts(list(_indicator_facts(row)))
        if row.targets:
            yield Table(_TARGETS, row.targets)


def _indicator_facts(row: IndicatorRow) -> Iterator[tuple[str, str]]:
    for name in (
        "indicator",
        "title",
        "numerator",
        "denominator",
        "unit",
        "better",
        "kind",
        "source",
    ):
        yield heading(name), getattr(row, name)


PAGES = {
    QualityListAnswer: _reports,
    IndicatorListAnswer: _indicators,
}
