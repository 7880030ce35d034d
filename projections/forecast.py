"""Whether a plan makes its date, if the weeks to come are like those that were.

The weeks of the past, each with its net of posts brought back, are drawn again and again: first a
past of the same length, since the usual rate is uncertain too, then from it the weeks to come. No
growth and no season are assumed. docs/forecast.md has the definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from math import sqrt
from statistics import fmean, variance
from typing import TYPE_CHECKING, Literal

from domain.plans.plan_refusals import NothingCameBack, PlanWithdrawn, TooLittleHistory
from projections.draws import (
    HORIZON_WEEKS,
    LEAST_MOVING_WEEKS,
    LEAST_WEEKS,
    Backtest,
    Past,
    Window,
    backtest,
    weeks_of_runs,
)

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Collection, Iterator, Sequence

METHOD = "weekly-net-blocks.1"
"""The name of the method; whoever changes a figure that it gives changes its name."""
MOST_WEEKS = 520
RUNS = 10_000
_ENOUGH_WEEKS = 12
_ONE_IN_TWENTY = 1.645
"""Standard errors that chance exceeds, to one side, in one of twenty cases."""
_WEEK = timedelta(weeks=1)

Caution = Literal["planned-and-usual", "short-history", "fading", "momentum"]


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a plan on a day, the terms in force on it included."""

    plan: str
    on: date
    baseline_on: date
    target: int
    deadline_on: date
    brought_back: Callable[[date], int]
    """Posts brought back since the baseline, at the end of any day up to this one."""
    arrived_on: Collection[date]
    """The days on which somebody arrived at the destinations, whoever left on the same day."""
    ahead: Sequence[tuple[date, int]] = ()
    """The changes of the posts brought back that are recorded for later days, in order of day."""
    met_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What is recorded for a day to come."""

    on: date
    heads: int


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days up to the end of one, and the net of the posts brought back in them."""

    until: date
    net: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The mean net of a week in the two halves of the history; none where there is no half."""

    first_half: float | None
    second_half: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a plan is likely to reach its target; the percentiles are none beyond the horizon."""

    plan: str
    target: int
    deadline_on: date
    brought_back: int
    remaining: int
    met_on: date | None
    """The first day on which the target then in force was reached."""
    scheduled: tuple[Scheduled, ...]
    weeks: tuple[Week, ...]
    window_weeks: int
    moving_weeks: int
    """The weeks in which somebody arrived at the destinations."""
    block_weeks: int
    method: str
    runs: int
    seed: int
    p50_on: date | None
    p85_on: date | None
    p95_on: date | None
    horizon_on: date
    probability_by_deadline: float | None
    """The share of the runs that reach the target by the deadline; none after it."""
    scheduled_meets_on: date | None
    """The first day on which what is recorded ahead reaches the target, and nothing else."""
    trend: Trend
    backtest: Backtest
    cautions: tuple[Caution, ...]


def forecast(
    course: Course,
    *,
    seed: int,
    weeks: int | None = None,
    runs: int = RUNS,
    past_only: bool = False,
    tested: bool = True,
    courses: list[array[int]] | None = None,
) -> Forecast:
    """When the target in force is likely to be reached; refused where the past says too little.

    It takes most of the time to test it on earlier days, which can be left out. `courses` are
    filled with what each run has given by the end of each of its weeks.

    Of a plan that is met on the day nothing is asked of the past, and no percentile is given.
    """
    if course.withdrawn_on is not None and course.withdrawn_on <= course.on:
        raise PlanWithdrawn(course.plan, course.withdrawn_on)
    brought_back = course.brought_back(course.on)
    remaining = max(course.target - brought_back, 0)
    ahead = ahead_of(course, past_only=past_only)
    meets_on = _meets_on(ahead, remaining)
    past = past_of(course, weeks)
    window = past.window(0)
    ended: list[int] = []
    if remaining:
        _require_history(course, window, meets_on)
        needed = needed_by_week(course.on, ahead, remaining)
        ended = sorted(weeks_of_runs(window, needed, runs, seed, courses))
    return Forecast(
        plan=course.plan,
        target=course.target,
        deadline_on=course.deadline_on,
        brought_back=brought_back,
        remaining=remaining,
        met_on=course.met_on,
        scheduled=tuple(Scheduled(day, heads) for day, heads in ahead),
        weeks=tuple(
            Week(course.on - _WEEK * before, net)
            for before, net in zip(reversed(range(window.weeks)), window.nets, strict=True)
        ),
        window_weeks=window.weeks,
        moving_weeks=window.moving,
        block_weeks=window.block,
        method=METHOD,
        runs=runs,
        seed=seed,
        p50_on=_percentile(ended, 50, course.on),
        p85_on=_percentile(ended, 85, course.on),
        p95_on=_percentile(ended, 95, course.on),
        horizon_on=course.on + _WEEK * HORIZON_WEEKS,
        probability_by_deadline=_share_by(ended, course.on, course.deadline_on),
        scheduled_meets_on=meets_on,
        trend=_trend(window.nets),
        backtest=backtest(past, runs, seed) if tested else Backtest(0, 0, 0),
        cautions=tuple(_cautions(window.nets, ahead)) if ended else (),
    )


def past_of(course: Course, weeks: int | None) -> Past:
    """The weeks that are drawn from: all, or the last of them."""
    return Past.of(
        course.baseline_on,
        course.on,
        brought_back=course.brought_back,
        arrived_on=course.arrived_on,
        most=MOST_WEEKS if weeks is None else weeks,
    )


def ahead_of(course: Course, *, past_only: bool) -> list[tuple[date, int]]:
    """What is recorded for days to come, unless the past is asked alone."""
    return [] if past_only else [(day, heads) for day, heads in course.ahead if heads]


def _require_history(course: Course, window: Window, meets_on: date | None) -> None:
    if window.is_too_short:
        lacking = max(LEAST_MOVING_WEEKS - window.moving, 0)
        ask_again_on = course.on + _WEEK * lacking
        if window.weeks < LEAST_WEEKS:
            ask_again_on = max(ask_again_on, course.baseline_on + _WEEK * LEAST_WEEKS)
        raise TooLittleHistory(course.plan, window.weeks, window.moving, ask_again_on)
    if window.says_nothing and meets_on is None:
        raise NothingCameBack(course.plan, window.weeks, sum(window.nets), course.on)


def _meets_on(ahead: list[tuple[date, int]], remaining: int) -> date | None:
    """The first day on which what is recorded ahead gives the posts that remain."""
    if not remaining:
        return None
    sums = accumulate(heads for _, heads in ahead)
    return next(
        (day for (day, _), heads in zip(ahead, sums, strict=True) if heads >= remaining), None
    )


def needed_by_week(on: date, ahead: list[tuple[date, int]], remaining: int) -> list[int]:
    """The posts that drawn weeks have to give by the end of each week, from none drawn on."""
    needed = [remaining] * (HORIZON_WEEKS + 1)
    for day, heads in ahead:
        first = -((on - day).days // 7)
        for week in range(first, HORIZON_WEEKS + 1):
            needed[week] -= heads
    return needed


def _percentile(ended: list[int], percent: int, on: date) -> date | None:
    """The day by which so many of a hundred runs have ended."""
    if not ended:
        return None
    week = ended[-(-percent * len(ended) // 100) - 1]
    return on + _WEEK * week if week <= HORIZON_WEEKS else None


def _share_by(ended: list[int], on: date, deadline_on: date) -> float | None:
    if not ended or deadline_on < on:
        return None
    left = min((deadline_on - on).days // 7, HORIZON_WEEKS)
    return sum(week <= left for week in ended) / len(ended)


def _trend(nets: list[int]) -> Trend:
    half = len(nets) // 2
    if not half:
        return Trend(None, None)
    return Trend(sum(nets[:half]) / half, sum(nets[-half:]) / half)


def _cautions(nets: list[int], ahead: list[tuple[date, int]]) -> Iterator[Caution]:
    """What makes an answer weaker than its figures look; docs/forecast.md has the measure of it.

    A slowing down or a likeness of weeks is named where it is larger than what one in twenty
    histories without it would show by chance.
    """
    if ahead:
        yield "planned-and-usual"
    if len(nets) < _ENOUGH_WEEKS:
        yield "short-history"
    half = len(nets) // 2
    first, second = nets[:half], nets[-half:]
    chance = sqrt((variance(first) + variance(second)) / half)
    if fmean(first) - fmean(second) > _ONE_IN_TWENTY * chance:
        yield "fading"
    mean = fmean(nets)
    apart = [net - mean for net in nets]
    alike = sum(one * following for one, following in pairwise(apart))
    by_chance = _ONE_IN_TWENTY / sqrt(len(nets)) - 1 / len(nets)
    if alike > by_chance * sum(each * each for each in apart):
        yield "momentum"
