"""Plans that are made up, week by week, to see how often a forecast of them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice
from math import exp
from random import Random

from domain.plans.plan_refusals import TooLittleHistory
from projections.draws import HORIZON_WEEKS
from projections.forecast import Course, Forecast, forecast

ON = date(2020, 6, 30)
WEEK = timedelta(weeks=1)
Weeks = Iterator[tuple[int, bool]]
"""The net of each week, and whether somebody arrived in it."""


def steady(random: Random) -> Weeks:
    """About six posts in every week."""
    while True:
        net = round(random.gauss(6, 2))
        yield net, net > 0


def in_batches(random: Random) -> Weeks:
    """About 20 posts every two to four weeks, and nothing between."""
    while True:
        yield max(round(random.gauss(20, 7)), 1), True
        for _ in range(random.choice((1, 2, 3))):
            yield 0, False


def irregular(random: Random) -> Weeks:
    """Arrivals of any size in half of the weeks, and every tenth week some who leave again."""
    while True:
        chance = random.random()
        if chance < 0.5:
            yield random.randint(2, 24), True
        elif chance < 0.6:
            yield -random.randint(2, 12), False
        else:
            yield 0, False


def with_momentum(random: Random) -> Weeks:
    """Good weeks follow good ones, and bad ones bad ones."""
    mood = random.gauss(0, 1)
    while True:
        mood = 0.9 * mood + random.gauss(0, 0.44)
        net = round(6 * exp(0.8 * mood - 0.32) + random.gauss(0, 1))
        yield net, net > 0


def fading(random: Random) -> Weeks:
    """About ten posts a week at first, and one in a hundred less with every week."""
    rate = 10.0
    while True:
        net = round(random.gauss(rate, 2))
        yield net, net > 0
        rate *= 0.99


KINDS: dict[str, Callable[[Random], Weeks]] = {
    "steady": steady,
    "in batches": in_batches,
    "irregular, with reversals": irregular,
    "with momentum": with_momentum,
    "fading": fading,
}


@dataclass
class Tried:
    """How forecasts of made-up plans turned out."""

    plans: int = 0
    refused: int = 0
    by_p50: int = 0
    by_p85: int = 0
    by_p95: int = 0
    fading: int = 0
    momentum: int = 0

    def share(self, count: int) -> float:
        return count / self.plans if self.plans else 0.0


def tried(kind: str, weeks: int, *, plans: int, runs: int) -> Tried:
    """Forecast so many plans of a kind after so many weeks, and see when each was really done.

    Where most are refused, so many are tried and no more.
    """
    found = Tried()
    random = Random(f"{kind}, {weeks} weeks")  # noqa: S311 - a game of chance
    while found.plans < plans and found.refused < plans:
        course, done = _plan(KINDS[kind](random), weeks, posts=random.randint(40, 120))
        try:
            said = forecast(course, seed=found.plans, runs=runs)
        except TooLittleHistory:
            found.refused += 1
            continue
        found.plans += 1
        found.by_p50 += _is_done(done, said.p50_on, said)
        found.by_p85 += _is_done(done, said.p85_on, said)
        found.by_p95 += _is_done(done, said.p95_on, said)
        found.fading += "fading" in said.cautions
        found.momentum += "momentum" in said.cautions
    return found


def _plan(made: Weeks, weeks: int, *, posts: int) -> tuple[Course, date | None]:
    """A plan on a day that lacks so many posts, and the day on which it is really done."""
    past = list(islice(made, weeks))
    totals = list(accumulate((net for net, _ in past), initial=0))
    course = made_course(totals, [moved for _, moved in past], target=totals[-1] + posts)
    given = 0
    for week, (net, _) in enumerate(islice(made, HORIZON_WEEKS), 1):
        given += net
        if given >= posts:
            return course, ON + WEEK * week
    return course, None


def made_course(totals: list[int], moved: list[bool], *, target: int) -> Course:
    """A plan of which is known how many posts were back at the end of each week."""
    start = ON - WEEK * len(moved)
    return Course(
        plan="P",
        on=ON,
        baseline_on=start,
        target=target,
        deadline_on=ON + WEEK * 10,
        brought_back=lambda day: totals[max((day - start).days // 7, 0)],
        arrived_on=[start + WEEK * week for week, came in enumerate(moved, 1) if came],
    )


def _is_done(done: date | None, by: date | None, said: Forecast) -> bool:
    return done is not None and done <= (by or said.horizon_on)
