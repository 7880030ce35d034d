"""Whether the fan of a forecast leads where the forecast says, and draws nothing anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_plans import ON, WEEK, made_course

from projections.draws import weeks_of_runs
from projections.fan import fan
from projections.forecast import Course, forecast, needed_by_week, past_of

RUNS = 200


def plan_with(nets: list[int], *, remaining: int) -> Course:
    totals = list(accumulate(nets, initial=0))
    return made_course(totals, [net > 0 for net in nets], target=totals[-1] + remaining)


IRREGULAR = plan_with([9, 0, 4, 0, 0, 7, -2, 5, 0, 3, 6, 0], remaining=60)


def test_so_many_runs_have_the_target_from_the_day_on_that_the_forecast_names() -> None:
    found = forecast(IRREGULAR, seed=7, runs=RUNS, tested=False)
    levels = fan(IRREGULAR, found, weeks=None, past_only=False)
    assert levels[0].on == ON + WEEK
    for percent, reached_on in ((50, found.p50_on), (85, found.p85_on), (95, found.p95_on)):
        for level in levels:
            done = getattr(level, f"p{percent}") == found.target
            assert done == (reached_on is not None and level.on >= reached_on), (percent, level)


def test_more_runs_have_no_more_than_fewer() -> None:
    found = forecast(IRREGULAR, seed=7, runs=RUNS, tested=False)
    for level in fan(IRREGULAR, found, weeks=None, past_only=False):
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
    found = forecast(plan, seed=seed, runs=50, tested=False)
    ended = weeks_of_runs(
        past_of(plan, None).window(0), needed_by_week(plan.on, [], remaining), 50, seed
    )
    for level in fan(plan, found, weeks=None, past_only=False):
        week = (level.on - plan.on) // WEEK
        done = sum(each <= week for each in ended)
        assert (level.p50 == found.target) == (2 * done >= 50)


def test_what_is_recorded_ahead_is_in_every_run() -> None:
    ahead = [(ON + timedelta(days=3), 25)]
    plan = replace(IRREGULAR, ahead=ahead)
    found = forecast(plan, seed=7, runs=RUNS, tested=False)
    with_it = fan(plan, found, weeks=None, past_only=False)[0]
    past = forecast(plan, seed=7, runs=RUNS, past_only=True, tested=False)
    without = fan(plan, past, weeks=None, past_only=True)[0]
    assert with_it.p95 - without.p95 == 25


def test_a_plan_that_is_met_has_none() -> None:
    plan = plan_with([5] * 12, remaining=0)
    found = forecast(plan, seed=1, runs=RUNS, tested=False)
    assert fan(plan, found, weeks=None, past_only=False) == ()


def test_a_long_way_is_told_by_few_weeks_and_the_last() -> None:
    plan = replace(IRREGULAR, deadline_on=date(ON.year + 4, 1, 1))
    found = forecast(plan, seed=1, runs=RUNS, tested=False)
    levels = fan(plan, found, weeks=None, past_only=False)
    assert len(levels) <= 41
    assert levels[-1].on >= plan.deadline_on
