"""How a forecast looks for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from answers.forecast import ForecastAnswer
from faces.blocks import BLANK, Block, Facts, Lines
from faces.words import counted, heading, said_of, say
from faces.words.plans import terms_in_words

if TYPE_CHECKING:
    from datetime import date

    from projections.forecast import Forecast, Scheduled

_MOST_SCHEDULED = 5


def _forecast(answer: ForecastAnswer) -> Iterable[Block]:
    for row in answer.rows:
        found = row.forecast
        yield Facts(list(_facts(found, answer.head.on)))
        if found.remaining:
            yield BLANK
            yield Lines(sentences(found))


def _facts(found: Forecast, day: date | None) -> Iterator[tuple[str, str]]:
    yield heading("plan"), say("progress.plan", plan=found.plan, day=day)
    yield heading("target"), terms_in_words(found.target, found.deadline_on)
    yield (
        heading("brought_back"),
        say(
            "forecast.brought-back",
            brought_back=found.brought_back,
            target=found.target,
            remaining=found.remaining,
        ),
    )
    if not found.remaining:
        met_on = found.met_on
        met = say("forecast.met") if met_on is None else say("forecast.met-on", day=met_on)
        yield heading("forecast"), met
    else:
        for percent, on in percentiles(found):
            name = say("forecast.runs-of-100", percent=percent)
            yield name, by_when(found, on)
        if found.probability_by_deadline is not None:
            yield heading("by_deadline"), chance(found)
    if found.scheduled:
        yield heading("scheduled"), _scheduled(found)
    yield heading("drawn_from"), drawn_from(found)
    trend = found.trend
    if trend.first_half is not None and trend.second_half is not None:
        yield (
            heading("trend"),
            say("forecast.trend", first=trend.first_half, second=trend.second_half),
        )
    if found.backtest.asked:
        yield heading("backtest"), backtest(found)


def percentiles(found: Forecast) -> tuple[tuple[int, date | None], ...]:
    """By when so many of a hundred runs reach the target."""
    return (50, found.p50_on), (85, found.p85_on), (95, found.p95_on)


def by_when(found: Forecast, on: date | None) -> str:
    """A day by which runs have ended, or that it is beyond the horizon."""
    if on is None:
        return say("forecast.beyond", day=found.horizon_on)
    return say("forecast.by", day=on)


def chance(found: Forecast) -> str:
    """How many runs make the date."""
    share = 100 * (found.probability_by_deadline or 0)
    return say("forecast.chance", share=share, day=found.deadline_on)


def _scheduled(found: Forecast) -> str:
    changes = ", ".join(map(_change, found.scheduled[:_MOST_SCHEDULED]))
    more = len(found.scheduled) - _MOST_SCHEDULED
    if more > 0:
        changes = said_of(more, "forecast.scheduled.more", changes=changes)
    if found.scheduled_meets_on is None:
        return say("forecast.scheduled", changes=changes)
    return say("forecast.scheduled.meets", changes=changes, day=found.scheduled_meets_on)


def _change(change: Scheduled) -> str:
    return say("forecast.change", heads=change.heads, day=change.on)


def drawn_from(found: Forecast) -> str:
    """Of what the forecast was drawn, and how."""
    places = {
        "weeks": counted(found.window_weeks, "week"),
        "moving": found.moving_weeks,
        "runs": counted(found.runs, "run"),
        "seed": found.seed,
    }
    if found.block_weeks == 1:
        return say("forecast.drawn", **places)
    return say("forecast.drawn.blocks", block=found.block_weeks, **places)


def backtest(found: Forecast) -> str:
    """How often the weeks after earlier days held what was promised on them."""
    tested = found.backtest
    return say(
        "forecast.backtest",
        days=counted(tested.asked, "day"),
        within_p50=tested.within_p50,
        within_p85=tested.within_p85,
    )


def sentences(found: Forecast) -> list[str]:
    """What has to be known to read the figures, cautions first."""
    cautions = [say(f"forecast.caution.{caution}") for caution in found.cautions]
    return [*cautions, say("forecast.assumes")]


PAGES = {ForecastAnswer: _forecast}
