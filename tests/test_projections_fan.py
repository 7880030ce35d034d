"""Whether the fan of a forecast leads where the forecast says, and draws nothing anew."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_plans import ON, WEEK, made_course

from projections.draws import HORIZON_WEEKS, weeks_of_runs
from projections.fan import Level, fan
from projections.forecast import Course, Forecast, forecast, needed_by_week, past_of

RUNS = 200


def plan_with(nets: list[int], *, remaining: int) -> Course:
    totals = list(accumulate(nets, initial=0))
    return made_course(totals, [net > 0 for net in nets], target=totals[-1] + remaining)


def drawn(
    plan: Course, *, seed: int, runs: int = RUNS, past_only: bool = False
) -> tuple[Forecast, tuple[Level, ...]]:
    """A forecast, and the fan of the runs that it was made of."""
    courses: list[array[int]] = []
    found = forecast(plan, seed=seed, runs=runs, past_only=past_only, tested=False, courses=courses)
    return found, fan(plan, found, courses, past_only=past_only)


IRREGULAR = plan_with([9, 0, 4, 0, 0, 7, -2, 5, 0, 3, 6, 0], remaining=60)


def test_so_many_runs_have_the_target_from_the_day_on_that_the_forecast_names() -> None:
    found, levels = drawn(IRREGULAR, seed=7)
    assert levels[0].on == ON + WEEK
    for percent, reached_on in ((50, found.p50_on), (85, found.p85_on), (95, found.p95_on)):
        for level in levels:
            done = getattr(level, f"p{percent}") == found.target
            assert done == (reached_on is not None and level.on >= reached_on), (percent, level)


def test_more_runs_have_no_more_than_fewer() -> None:
    found, levels = drawn(IRREGULAR, seed=7)
    for level in levels:
        assert found.target >= level.p50 >= level.p85 >= level.p95


@settings(max_examples=25)
@given(
    nets=st.lists(st.integers(-3, 12), min_size=8, max_size=16).filter(
        lambda nets: sum(net > 0 for net in nets) >= 4 and sum(nets) > 0
    ),
    remaining=st.integers(1, 80),
    seed=st.integers(0, 9),
)
def test_the_last_of_the_runs_that_are_asked_about_is_where_it_is_told(
    nets: list[int], remaining: int, seed: int
) -> None:
    plan = plan_with(nets, remaining=remaining)
    found, levels = drawn(plan, seed=seed, runs=50)
    ended = weeks_of_runs(
        past_of(plan, None).window(0), needed_by_week(plan.on, [], remaining), 50, seed
    )
    for level in levels:
        week = (level.on - plan.on) // WEEK
        done = sum(each <= week for each in ended)
        assert (level.p50 == found.target) == (2 * done >= 50)


def test_what_is_recorded_ahead_is_in_every_run() -> None:
    ahead = [(ON + timedelta(days=3), 25)]
    plan = replace(IRREGULAR, ahead=ahead)
    _, with_it = drawn(plan, seed=7)
    _, without = drawn(plan, seed=7, past_only=True)
    assert with_it[0].p95 - without[0].p95 == 25


def test_a_plan_that_is_met_has_none() -> None:
    plan = plan_with([5] * 12, remaining=0)
    _, levels = drawn(plan, seed=1)
    assert levels == ()


def test_a_long_way_is_told_by_few_weeks_and_the_last() -> None:
    plan = replace(IRREGULAR, deadline_on=date(ON.year + 4, 1, 1))
    _, levels = drawn(plan, seed=1)
    assert len(levels) <= 41
    assert levels[-1].on >= plan.deadline_on


def test_a_run_that_the_horizon_ends_has_not_reached_the_target() -> None:
    plan = replace(plan_with([1, 0] * 4, remaining=10_000), deadline_on=date(ON.year + 6, 1, 1))
    found, levels = drawn(plan, seed=1)
    assert levels[-1].on == ON + HORIZON_WEEKS * WEEK
    assert levels[-1].p50 < found.target - 9_000
