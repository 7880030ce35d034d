"""Where a plan stands, how it came there, and whether it makes the date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from faces.columns import Column
from faces.html import speech
from faces.html.blocks import Block, Cards, Drawn, Grid, Pairs, Prose, Section, Sub
from faces.html.speech import Typed, told
from faces.pictures.burnup import burn_up
from faces.pictures.values import BurnUp, Ray, Step
from faces.words import counted, heading, say

if TYPE_CHECKING:
    from markupsafe import Markup

    from answers.progress import ProgressOnRow, ProgressRow
    from answers.report import PlanPart
    from faces.html.links import Links
    from faces.pictures.values import Wording
    from projections.forecast import Forecast


_MUCH_LONGER = 2
"""So many times as long as until its last change, and a plan is drawn no further."""
_LITTLE = timedelta(weeks=1)
_MOST_DAYS = 60
"""With more days than that on which anything changed, months are told."""


def standing(part: PlanPart, on: date, links: Links, wording: Wording, *, alone: bool) -> Section:
    """The figures of a plan on a day, its burn-up, and its forecast or why there is none.

    The plan is named unless its page is about it alone.
    """
    plan = Typed(part.row.plan)
    title = told("look.standing") if alone else told("look.standing.of", plan=plan)
    return Section(f"standing-{part.row.plan}", title, list(_blocks(part, on, links, wording)))


def _blocks(part: PlanPart, on: date, links: Links, wording: Wording) -> Iterator[Block]:
    row = part.row
    yield Cards(list(_figures(row)))
    said = list(_sentences(row))
    if said:
        from markupsafe import Markup

        yield Prose(Markup(" ").join(said))
    if len(part.history) < 2:
        yield Prose(told("look.no-burn-up", day=speech.day(row.baseline_on)), "quiet")
    else:
        yield _burn_up(part, on, links, wording)
    if part.forecast is not None:
        yield Sub(told("look.forecast"))
        yield from forecast_blocks(part.forecast)
    elif part.no_forecast is not None:
        from faces.refused import message

        yield Sub(told("look.forecast"))
        yield Prose(told("look.no-forecast", why=message(part.no_forecast)), "quiet")


def _figures(row: ProgressRow) -> Iterator[tuple[str, str]]:
    yield heading("status"), say(f"status.{row.status}")
    yield (
        heading("brought_back"),
        say(
            "look.of",
            brought_back=speech.number(row.brought_back),
            target=speech.number(row.target),
        ),
    )
    yield heading("remaining"), speech.number(row.remaining)
    if row.has_pace and row.needed_per_week is not None:
        yield say("look.needed-per-week"), speech.number(row.needed_per_week)
        yield say("look.pace-per-week"), speech.number(row.pace_per_week)
        yield say("look.days-left"), speech.number(row.days_left)
    yield heading("hired_at_origins"), speech.number(row.backfilled)


def _sentences(row: ProgressRow) -> Iterator[Markup]:
    if row.met_on is not None:
        key = "look.met-on" if row.held else "look.met-on-not-held"
        yield told(key, day=speech.day(row.met_on))
    missed = [speech.day(day) for day in row.put_off]
    if missed:
        key = "look.put-off.one" if len(missed) == 1 else "look.put-off.several"
        yield told(key, days=", ".join(missed))
    if row.not_counted:
        yield told("look.not-counted", posts=counted(row.not_counted, "post"))


def _burn_up(part: PlanPart, on: date, links: Links, wording: Wording) -> Drawn:
    caption = _caption(part, on)
    ends_on = _ends_on(part, on)
    if ends_on < on:
        caption += " " + told("look.burn-up.ends", day=speech.day(ends_on))
    given = course_of(part, ends_on, caption, links)
    if ends_on == on:
        given = replace(given, forecast=rays(part.forecast))
    return Drawn(burn_up(given, wording), caption, _days(part.history, part.backfilled, links))


def _caption(part: PlanPart, on: date) -> Markup:
    row, history = part.row, part.history
    caption = told(
        "look.burn-up.caption",
        day=speech.day(on),
        brought_back=speech.number(row.brought_back),
        target=speech.number(row.target),
        deadline=speech.day(row.deadline_on),
        opening=speech.number(history[0].origin),
        closing=speech.number(history[-1].origin),
    )
    if row.backfilled:
        caption += " " + told("look.burn-up.backfilled", posts=counted(row.backfilled, "post"))
    return caption


def _ends_on(part: PlanPart, on: date) -> date:
    """The day up to which a plan is drawn: not far beyond the last on which anything changed.

    A plan that has been over for years would be a line at the edge of its picture else.
    """
    since, history = part.row.baseline_on, part.history
    changed = [now.on for was, now in pairwise(history) if figures_of(was) != figures_of(now)]
    last = max([since, part.row.deadline_on, *changed])
    if (on - since) <= (last - since) * _MUCH_LONGER:
        return on
    return min(on, last + max((last - since) / 4, _LITTLE))


def figures_of(at: ProgressOnRow) -> tuple[int, int, int]:
    """What is drawn of a day."""
    return at.target, at.brought_back, at.origin


def course_of(part: PlanPart, ends_on: date, caption: Markup, links: Links) -> BurnUp:
    """The plan up to a day as it is drawn, without a forecast."""
    row, history = part.row, [at for at in part.history if at.on <= ends_on]
    return BurnUp(
        key=f"burn-up-{row.plan}",
        title=say("look.burn-up", plan=row.plan),
        description=caption.striptags(),
        since=row.baseline_on,
        on=ends_on,
        brought_back=_steps([(at.on, at.brought_back) for at in history]),
        at_origins=_steps([(at.on, at.origin) for at in history]),
        target=_steps([(at.on, at.target) for at in history]),
        deadlines=_deadlines(row, ends_on),
        backfills=[Step(day, heads) for day, heads in part.backfilled],
        href=links.days,
    )


def _steps(days: Sequence[tuple[date, int]]) -> list[Step]:
    """The first day, and every day on which the figure is another than the day before."""
    changes = [Step(day, value) for (_, before), (day, value) in pairwise(days) if value != before]
    return [Step(*days[0]), *changes]


def _deadlines(row: ProgressRow, on: date) -> list[date]:
    """The deadlines as they moved, each once; the one in force comes last."""
    said = [terms.deadline_on for terms in row.facts.terms if terms.effective_on <= on]
    before = [day for day in dict.fromkeys(said) if day != row.deadline_on]
    return [*before, row.deadline_on]


def rays(found: Forecast | None) -> list[Ray]:
    """By when so many of a hundred runs reach the target; none without a forecast."""
    if found is None:
        return []
    from faces.forecast import percentiles

    return [Ray(percent, day) for percent, day in percentiles(found)]


def _days(
    history: Sequence[ProgressOnRow], backfilled: Sequence[tuple[date, int]], links: Links
) -> Grid:
    """The days on which something changed, the first and the last."""
    hired = dict(backfilled)

    changed = [
        now
        for before, now in pairwise(history)
        if figures_of(now) != figures_of(before) or now.on in hired
    ]
    rows = list(dict.fromkeys([history[0], *changed, history[-1]]))
    caption, by_month = told("look.burn-up.table"), len(rows) > _MOST_DAYS
    if by_month:
        hired = _by_month(rows, hired)
        rows = list({(at.on.year, at.on.month): at for at in rows}.values())
        caption = told("look.burn-up.table.months")
    columns = [
        Column("on", lambda at: at.on),
        Column("target", lambda at: at.target, right=True),
        Column("brought_back", lambda at: at.brought_back, right=True),
        Column("at_origins", lambda at: at.origin, right=True),
    ]
    if hired:
        columns.append(Column("hired_at_origins", lambda at: hired.get(at.on), right=True))
    return Grid(
        columns,
        rows,
        caption=caption,
        href=lambda at, column: (
            links.days(at.on.replace(day=1) if by_month else at.on, at.on) if column == 0 else None
        ),
    )


def _by_month(rows: Sequence[ProgressOnRow], hired: Mapping[date, int]) -> dict[date, int]:
    """What was hired in each month, by the last of its days that is told."""
    last = {(at.on.year, at.on.month): at.on for at in rows}
    found: Counter[date] = Counter()
    for day, heads in hired.items():
        found[last[day.year, day.month]] += heads
    return dict(found)


def forecast_blocks(found: Forecast) -> Iterator[Block]:
    """By when so many runs reach the target, and what has to be known to read that."""
    from faces.forecast import drawn_from, percentiles

    facts: list[tuple[Markup | str, Markup | str]] = []
    for percent, on in percentiles(found):
        key, day = ("forecast.by", on) if on else ("forecast.beyond", found.horizon_on)
        name = say("forecast.runs-of-100", percent=percent)
        facts.append((name, say(key, day=speech.day(day))))
    if found.probability_by_deadline is not None:
        said = say(
            "forecast.chance",
            share=100 * found.probability_by_deadline,
            day=speech.day(found.deadline_on),
        )
        facts.append((heading("by_deadline"), said))
    if found.scheduled_meets_on is not None:
        said = say("look.scheduled-meets", day=speech.day(found.scheduled_meets_on))
        facts.append((heading("scheduled"), said))
    facts.append((heading("drawn_from"), drawn_from(found)))
    trend = found.trend
    if trend.first_half is not None and trend.second_half is not None:
        said = say("forecast.trend", first=trend.first_half, second=trend.second_half)
        facts.append((heading("trend"), said))
    tested = found.backtest
    if tested.asked:
        facts.append(
            (
                heading("backtest"),
                say(
                    "forecast.backtest",
                    days=counted(tested.asked, "day"),
                    within_p50=tested.within_p50,
                    within_p85=tested.within_p85,
                ),
            )
        )
    yield Pairs(facts)
    for caution in found.cautions:
        yield Prose(told(f"forecast.caution.{caution}"), "caution")
    yield Prose(told("forecast.assumes"), "quiet")
