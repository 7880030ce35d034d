"""How quality looks for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from answers.quality import QualityAnswer, QualityShownRow
from faces.blocks import BLANK, Block, Lines, Nothing, Table
from faces.columns import number, text
from faces.words import say, word


def _where(row: QualityShownRow) -> str:
    return row.site or say("quality.whole")


def _value(row: QualityShownRow) -> str | None:
    return say("quality.given-value", value=row.value) if row.given and row.value else row.value


def verdict_in_words(row: QualityShownRow) -> str:
    """Whether the target is met, or why nobody can tell."""
    return say(f"quality.{row.because if row.verdict in _UNJUDGED else row.verdict}")


_UNJUDGED = frozenset({"no-target", "not-yet-known"})
_QUALITY = (
    text("period"),
    text("where", _where),
    number("numerator"),
    number("denominator"),
    number("indicator.value", _value),
    text("verdict", verdict_in_words),
    text(
        "months_met", lambda row: say("quality.months", met=row.months_met, known=row.months_known)
    ),
    text("direction", lambda row: row.direction and word("direction", row.direction)),
)
_BESIDE = (
    text("period"),
    text("where", _where),
    number("share"),
    number("share_of_counted"),
    number("heads"),
    number("heads_elsewhere"),
    number("moved_in"),
    number("quality.hired", "hired"),
    number("quality.left", "left"),
)


def _quality(answer: QualityAnswer) -> Iterable[Block]:
    """For each group and indicator what it came to, and below that what stands beside."""
    if not answer.rows:
        yield Nothing(say("nothing.quality"))
    beside = say("quality.beside", place=answer.place)
    yield from quality_of_groups(answer.rows, attrgetter(answer.by), beside)


def quality_of_groups(
    answered: Sequence[QualityShownRow],
    group_of: Callable[[QualityShownRow], str | None],
    beside: str | None = None,
) -> Iterable[Block]:
    """A table for each group and indicator, and what stands beside under a line that says so."""
    groups = groupby(answered, key=lambda row: (group_of(row), row.indicator))
    for index, ((group, indicator), found) in enumerate(groups):
        rows = list(found)
        if index:
            yield BLANK
        yield Lines([_title(str(group), indicator, rows)])
        yield Table(_QUALITY, rows)
        yield from _remarks(rows)
        if beside is not None:
            yield Lines([beside])
            yield Table(_BESIDE, rows)


def _title(group: str, indicator: str, rows: Sequence[QualityShownRow]) -> str:
    targets = {row.target for row in rows}
    unit, key = word("quality-unit", rows[0].unit), "quality.title"
    (target,) = targets if len(targets) == 1 else (None,)
    key = "quality.title.target" if target is not None else key
    return say(key, group=group, indicator=indicator, unit=unit, target=target)


def _remarks(rows: Sequence[QualityShownRow]) -> Iterator[Block]:
    missing = [
        say("quality.missing.row", period=row.period, months=", ".join(row.missing))
        for row in rows
        if row.missing and row.site is None
    ]
    if missing:
        yield Lines([say("quality.missing", what="; ".join(missing))])
    if any(row.because == "given" for row in rows):
        yield Lines([say("quality.given.never-summed")])


def _differ(answer: QualityAnswer) -> list[str]:
    return [
        say(
            "quality.heads-differ",
            indicator=each.indicator,
            contract=each.contract,
            period=each.period,
            stated=each.stated,
            heads=each.heads,
            place=answer.place,
        )
        for each in answer.heads_differ
    ]


PAGES = {QualityAnswer: _quality}
REMARKS = {QualityAnswer: _differ}
