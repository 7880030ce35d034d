"""Weeks drawn from a plan's past, and how far they carry it.

Weeks are drawn in blocks, so that quiet weeks between two arrivals stay together. The order of the
draws is part of the method: the same weeks and the same seed give the same figures in every program
that follows docs/forecast.md.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

from projections.patience import go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

LEAST_WEEKS = 8
LEAST_MOVING_WEEKS = 4
HORIZON_WEEKS = 260
_BLOCK = 4
_BACKTEST_WEEKS = 4
_WEEK = timedelta(weeks=1)
_KEPT = 8
"""So many answers are kept, each of at most so many runs."""
_MOST_KEPT_RUNS = 10_000
_BETWEEN = 2_000
"""After so many runs it is asked whether anybody still waits."""


@dataclass(frozen=True, slots=True)
class Window:
    """The weeks from which is drawn, oldest first."""

    nets: list[int]
    moving: int

    @property
    def weeks(self) -> int:
        """How many there are."""
        return len(self.nets)

    @property
    def block(self) -> int:
        """Where half of the weeks or more are quiet, arrivals come in batches."""
        return _BLOCK if 2 * (self.weeks - self.moving) >= self.weeks else 1

    @property
    def is_too_short(self) -> bool:
        """Whether there are too few to draw from."""
        return self.weeks < LEAST_WEEKS or self.moving < LEAST_MOVING_WEEKS

    @property
    def says_nothing(self) -> bool:
        """Whether no post came back in them, net of those lost."""
        return sum(self.nets) <= 0


@dataclass(frozen=True, slots=True)
class Past:
    """All whole weeks from the baseline on, counted back from the day of the question."""

    nets: list[int]
    arrivals: list[bool]
    most: int

    @classmethod
    def of(
        cls,
        since: date,
        on: date,
        *,
        brought_back: Callable[[date], int],
        arrived_on: Collection[date],
        most: int,
    ) -> Past:
        """The weeks from one day to another, of which windows hold so many at most."""
        count = max((on - since).days // 7, 0)
        totals = [brought_back(on - _WEEK * before) for before in range(count, -1, -1)]
        back = {(on - day).days // 7 for day in arrived_on}
        nets = [after - before for before, after in pairwise(totals)]
        return cls(nets, [count - 1 - week in back for week in range(count)], most)

    def window(self, before: int) -> Window:
        """What was there to draw from so many weeks before the day."""
        end = max(len(self.nets) - before, 0)
        start = max(end - self.most, 0)
        return Window(self.nets[start:end], sum(self.arrivals[start:end]))


@dataclass(frozen=True, slots=True)
class Backtest:
    """How often the four weeks after an earlier day held what was promised on that day."""

    asked: int
    within_p50: int
    within_p85: int


def weeks_of_runs(
    window: Window,
    needed: Sequence[int],
    runs: int,
    seed: int,
    courses: list[array[int]] | None = None,
) -> tuple[int, ...]:
    """In how many weeks each run reaches the target; one more than the horizon has where it does not.

    `needed` says what drawn weeks have to give by the end of each, from no week on. The same past
    and seed give the same runs, so those that were drawn last are kept for whoever asks again.
    `courses` are filled with what each run has given by the end of each of its weeks.
    """
    asked = tuple(window.nets), window.moving, tuple(needed), runs, seed
    if courses is not None or runs > _MOST_KEPT_RUNS:
        return _drawn_runs(*asked, courses)
    return _kept_runs(*asked)


def _drawn_runs(
    nets: tuple[int, ...],
    moving: int,
    needed: tuple[int, ...],
    runs: int,
    seed: int,
    courses: list[array[int]] | None = None,
) -> tuple[int, ...]:
    window = Window(list(nets), moving)
    random = Random(seed).random  # noqa: S311 - nothing is kept secret by it
    past = [*window.nets, *window.nets[: window.block - 1]]
    ended: list[int] = []
    for run in range(runs):
        if not run % _BETWEEN:
            go_on()
        course = None if courses is None else array("q")
        ended.append(_week_of_run(window, past, needed, random, course))
        if courses is not None and course is not None:
            courses.append(course)
    return tuple(ended)


_kept_runs = lru_cache(_KEPT)(_drawn_runs)


def _week_of_run(
    window: Window,
    past: list[int],
    needed: Sequence[int],
    random: Callable[[], float],
    course: array[int] | None = None,
) -> int:
    """The week that ends a run; a block is drawn only when the one before is used up.

    The horizon is a whole number of blocks. `course` is filled with what is given by the end of
    each week.
    """
    count, block = window.weeks, window.block
    usual: list[int] = []
    for _ in range(0, count, block):
        start = int(random() * count)
        usual += past[start : start + block]
    del usual[count:]
    usual += usual[: block - 1]
    given = 0
    for week in range(0, HORIZON_WEEKS, block):
        start = int(random() * count)
        for at, net in enumerate(usual[start : start + block], week + 1):
            given += net
            if course is not None:
                course.append(given)
            if given >= needed[at]:
                return at
    return HORIZON_WEEKS + 1


def backtest(past: Past, runs: int, seed: int) -> Backtest:
    """Ask again on earlier days, and compare with what then came in four weeks.

    Every day is asked with the same numbers, so they are drawn once; and of a past that is drawn,
    only the weeks are looked up that the four weeks take from it.
    """
    asked = within_p50 = within_p85 = 0
    random, drawn = Random(seed).random, array("d")  # noqa: S311 - nothing is kept secret by it
    while True:
        go_on()
        before = asked + _BACKTEST_WEEKS
        window = past.window(before)
        if window.is_too_short or window.says_nothing:
            return Backtest(asked, within_p50, within_p85)
        end = len(past.nets) - before
        came = sum(past.nets[end : end + _BACKTEST_WEEKS])
        more = sum(promised > came for promised in _promised(window, runs, random, drawn))
        asked += 1
        within_p50 += 100 * more < 50 * runs
        within_p85 += 100 * more < 85 * runs


def _promised(
    window: Window, runs: int, random: Callable[[], float], drawn: array[float]
) -> list[int]:
    """What each run gives in its first four weeks."""
    nets, count, block = window.nets, window.weeks, window.block
    starts = -(-count // block)
    size = starts + _BACKTEST_WEEKS // block
    drawn.extend(random() for _ in range(runs * size - len(drawn)))
    ahead = [divmod(week, block) for week in range(_BACKTEST_WEEKS)]
    promised = []
    for run in range(0, runs * size, size):
        given = 0
        for number, later in ahead:
            week = (int(drawn[run + starts + number] * count) + later) % count
            start = int(drawn[run + week // block] * count)
            given += nets[(start + week % block) % count]
        promised.append(given)
    return promised
