"""Whether a plan makes its date: how it came here, and how far the runs of its forecast come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from faces.columns import Column
from faces.html import speech
from faces.html.blocks import Block, Cards, Drawn, Grid, Prose, Section
from faces.html.sections.standing import course_of, figures_of, forecast_blocks, rays
from faces.html.speech import told
from faces.pictures.burnup import burn_up
from faces.pictures.values import Ray, Step
from faces.words import heading, say

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from answers.looking import Outlook
    from answers.report import PlanPart
    from faces.html.links import Links
    from faces.pictures.values import Wording
    from projections.fan import Level
    from projections.forecast import Forecast


class _Row(NamedTuple):
    """A day that was, or one that may come."""

    on: date
    target: int | None
    brought_back: int | None
    at_origins: int | None
    level: Level | None


def outlook(found: Outlook, on: date, links: Links, wording: Wording) -> Section:
    """The forecast of a plan that is not met yet, drawn and in words."""
    blocks = list(_blocks(found, on, links, wording))
    return Section("outlook", told("look.forecast"), blocks)


def _blocks(found: Outlook, on: date, links: Links, wording: Wording) -> Iterator[Block]:
    forecast = found.answer.rows[0].forecast
    yield Cards(list(_figures(forecast)))
    if len(found.part.history) > 1:
        yield _drawn(found, forecast, on, links, wording)
    yield from forecast_blocks(forecast)
    if not found.is_tested:
        yield Prose(told("look.outlook.untested"), "quiet")


def _figures(forecast: Forecast) -> Iterator[tuple[str, Markup | str]]:
    back, target = speech.number(forecast.brought_back), speech.number(forecast.target)
    yield heading("brought_back"), say("look.of", brought_back=back, target=target)
    yield heading("deadline_on"), speech.when(forecast.deadline_on)
    if forecast.probability_by_deadline is not None:
        share = f"{100 * forecast.probability_by_deadline:.0f}"
        yield heading("runs_by_deadline"), say("look.of", brought_back=share, target="100")
    if forecast.p85_on is not None:
        yield heading("most_runs"), speech.when(forecast.p85_on)


def _drawn(found: Outlook, forecast: Forecast, on: date, links: Links, wording: Wording) -> Drawn:
    caption = _caption(forecast, found.levels)
    given = replace(
        course_of(found.part, on, caption, links),
        key=f"outlook-{forecast.plan}",
        title=say("look.outlook", plan=forecast.plan),
        forecast=[_with_course(ray, found.levels, forecast) for ray in rays(forecast)],
    )
    return Drawn(burn_up(given, wording), caption, _table(found.part, found.levels))


def _caption(forecast: Forecast, levels: Sequence[Level]) -> Markup:
    target, deadline = speech.number(forecast.target), speech.day(forecast.deadline_on)
    if forecast.probability_by_deadline is None:
        key, day = "late", forecast.p85_on
        if day is None:
            key, day = "beyond", forecast.horizon_on
        said = told(f"look.outlook.{key}", deadline=deadline, target=target, day=speech.day(day))
    else:
        share = f"{100 * forecast.probability_by_deadline:.0f}"
        said = told("look.outlook.chance", share=share, target=target, deadline=deadline)
    by_then = [level for level in levels if level.on <= forecast.deadline_on]
    if by_then:
        last = by_then[-1]
        level = speech.number(last.p85)
        said += " " + told("look.outlook.level", day=speech.day(last.on), level=level)
    return said


def _with_course(ray: Ray, levels: Sequence[Level], forecast: Forecast) -> Ray:
    """The ray by what so many runs have at least, up to the day on which that is the target."""
    course = [
        Step(level.on, int(getattr(level, f"p{ray.percent}")))
        for level in levels
        if ray.on is None or level.on < ray.on
    ]
    if ray.on is not None:
        course.append(Step(ray.on, forecast.target))
    return ray._replace(course=course)


def _table(part: PlanPart, levels: Sequence[Level]) -> Grid:
    history = part.history
    changed = [now for was, now in pairwise(history) if figures_of(now) != figures_of(was)]
    rows = [
        *(
            _Row(at.on, at.target, at.brought_back, at.origin, None)
            for at in dict.fromkeys([history[0], *changed, history[-1]])
        ),
        *(_Row(level.on, None, None, None, level) for level in levels),
    ]
    columns = (
        Column("on", lambda row: row.on),
        Column("target", lambda row: row.target, right=True),
        Column("brought_back", lambda row: row.brought_back, right=True),
        Column("at_origins", lambda row: row.at_origins, right=True),
        Column("half_of_runs", lambda row: row.level and row.level.p50, right=True),
        Column("most_runs", lambda row: row.level and row.level.p85, right=True),
        Column("nearly_all_runs", lambda row: row.level and row.level.p95, right=True),
    )
    return Grid(columns, rows, caption=told("look.outlook.table"))
