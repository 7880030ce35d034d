"""How the progress of plans looks for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from answers.progress import (
    ProgressAnswer,
    ProgressHistoryAnswer,
    ProgressOnRow,
    ProgressOperatorsAnswer,
    ProgressRow,
)
from faces.blocks import BLANK, Block, Drawing, Facts, Nothing, table_or
from faces.columns import NONE, identifier, number, text
from faces.drawings import Colour, Coloured, Curve, bar, blocks, curves
from faces.terminal import visible
from faces.words import counted, heading, said_of, say, word
from faces.words.filling import with_signs
from faces.words.plans import terms_in_words, withdrawal_in_words

if TYPE_CHECKING:
    from answers.workforce.steps import HeadSteps

_COLOURS: dict[str, Colour] = {
    "met": "green",
    "met-late": "yellow",
    "missed": "red",
    "withdrawn": "red",
}
_HISTORY = (
    text("plan"),
    text("on"),
    number("target"),
    number("brought_back"),
    number("remaining"),
    number("at_origins", "origin"),
    number("at_destinations", "destination"),
)
_SCOPE_CHANGED = text("scope_changed", lambda row: say("yes") if row.scope_changed else NONE)


def _history(answer: ProgressHistoryAnswer) -> Iterable[Block]:
    changed = any(row.scope_changed for row in answer.rows)
    columns = (*_HISTORY, _SCOPE_CHANGED) if changed else _HISTORY
    yield table_or(say("nothing.history"), columns, answer.rows)
    for _, days in groupby(answer.rows, key=lambda row: row.plan):
        course = list(days)
        if len(course) > 1:
            yield Drawing(partial(_burn_up, course))


def _burn_up(days: Sequence[ProgressOnRow], width: int) -> list[str]:
    """A plan from its baseline on, as dots: what was brought back, and the target."""
    target = Curve([day.target for day in days], "-")
    back = Curve([day.brought_back for day in days], "*")
    drawn = curves([target, back], min(max(width - 12, 20), 72), 12)
    first, last = days[0], days[-1]
    said = say("progress.burn-up", plan=first.plan, since=first.on, on=last.on)
    return ["", visible(said), *drawn]


def _progress(answer: ProgressAnswer) -> Iterable[Block]:
    if not answer.rows:
        yield Nothing(say("nothing.plan"))
    for number_, row in enumerate(answer.rows):
        if number_:
            yield BLANK
        yield Facts(list(_progress_facts(row, answer.head.on)))
        if row.by_week:
            yield Drawing(partial(_course, row))


def _progress_facts(row: ProgressRow, day: date | None) -> Iterator[tuple[str, str]]:
    facts = row.facts
    yield heading("plan"), say("progress.plan", plan=row.plan, day=day)
    yield heading("promise"), facts.statement or NONE
    yield heading("target"), _target(row)
    yield heading("status"), Coloured(_status(row), _COLOURS.get(row.status))
    yield (
        heading("brought_back"),
        say(
            "progress.brought-back",
            brought_back=row.brought_back,
            target=row.target,
            percent=row.rounded_percent,
        ),
    )
    yield heading("remaining"), str(row.remaining)
    if row.met_on is not None:
        met_on = say("progress.met-on-not-held", day=row.met_on)
        yield heading("met_on"), str(row.met_on) if row.held else met_on
    if row.status == "withdrawn":
        yield heading("withdrawn"), withdrawal_in_words(facts)
    if row.has_pace:
        yield (
            heading("pace"),
            say(
                "progress.pace",
                pace=row.pace_per_week,
                needed=row.needed_per_week,
                days=counted(row.days_left, "day"),
            ),
        )
    there = _steps(row.destination.heads)
    if row.not_counted:
        there = say("progress.not-counted", steps=there, number=row.not_counted)
    yield heading("destinations_steps"), there
    origins = _steps(row.origin.heads)
    yield (
        heading("origins_steps"),
        say(
            "progress.origins",
            steps=origins,
            change=row.origin_change,
            backfilled=row.backfilled,
        ),
    )


def _course(row: ProgressRow, width: int) -> list[str]:
    """How much is brought back, as a bar; and what was, week by week since the baseline."""
    room = min(max(width - 24, 10), 50)
    share = row.brought_back / row.target
    told = say("progress.by-week", since=row.baseline_on)
    return [
        "",
        f"{bar(share, room, framed=True)} {with_signs(f'{row.rounded_percent:.1f}')} %",
        f"{blocks(row.by_week, room, row.target)} {told}",
    ]


def _target(row: ProgressRow) -> str:
    if not row.is_revised:
        return terms_in_words(row.target, row.deadline_on)
    return say(
        "progress.target.revised",
        posts=counted(row.target, "post"),
        deadline=row.deadline_on,
        announced=row.original_target,
        original=row.facts.original.deadline_on,
    )


def _status(row: ProgressRow) -> str:
    """The status, with what it does not say: a target that was lost, a deadline that was put off."""
    said = word("status", row.status)
    if row.is_lost:
        said = say("progress.not-held", status=said)
    if row.put_off:
        days = ", ".join(map(str, row.put_off))
        said = said_of(len(row.put_off), "progress.put-off", status=said, days=days)
    return said


def _steps(steps: HeadSteps) -> str:
    return say("progress.steps", **asdict(steps))


_OPERATORS = (
    text("operator"),
    text("came", lambda row: word("came", row.came)),
    text("from", lambda row: row.was or say("hired-since")),
    text("now", lambda row: row.now or say("no-longer-there")),
    identifier("event"),
)


def _operators(answer: ProgressOperatorsAnswer) -> Iterable[Block]:
    yield table_or(say("nothing.behind"), _OPERATORS, answer.rows)


PAGES = {
    ProgressAnswer: _progress,
    ProgressHistoryAnswer: _history,
    ProgressOperatorsAnswer: _operators,
}
