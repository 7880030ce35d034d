"""How far the runs of a forecast have come, week by week, until they reach the target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from projections.draws import HORIZON_WEEKS
from projections.forecast import ahead_of, needed_by_week

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

    from projections.forecast import Course, Forecast

_WEEK = timedelta(weeks=1)
_MOST_POINTS = 40
_MUCH_LATER = 0.6
"""How much longer than the plan itself its fan may be."""


@dataclass(frozen=True, slots=True)
class Level:
    """The posts that so many of a hundred runs have at least at the end of a day, or the target."""

    on: date
    p50: int
    p85: int
    p95: int


def fan(
    course: Course, found: Forecast, courses: Sequence[array[int]], *, past_only: bool
) -> tuple[Level, ...]:
    """The levels of the runs of a forecast, week by week; none where nothing was drawn.

    `courses` say how far each run had come by the end of each week. The levels go on to the deadline
    and to the day by which 95 of 100 runs are done, if that is not much later; of a long way only
    some weeks are told.
    """
    if not found.remaining:
        return ()
    end = max(course.on, found.deadline_on)
    ahead = [day for day in (found.p50_on, found.p85_on, found.p95_on) if day]
    until = min(max([end, *ahead]), end + (end - course.baseline_on) * _MUCH_LATER)
    told = _weeks(min(ceil((until - course.on) / _WEEK) or 1, HORIZON_WEEKS))
    scheduled = ahead_of(course, past_only=past_only)
    needed = needed_by_week(course.on, scheduled, found.remaining)
    levels = (_going_on(courses, week, needed[week]) for week in told)
    return tuple(
        Level(
            course.on + _WEEK * week,
            *(
                _level(level, found, found.target - needed[week], percent)
                for percent in (50, 85, 95)
            ),
        )
        for week, level in zip(told, levels, strict=True)
    )


def _weeks(last: int) -> list[int]:
    """The weeks that are told, the last always among them."""
    apart = ceil(last / _MOST_POINTS)
    return sorted({*range(apart, last + 1, apart), last})


def _going_on(courses: Sequence[array[int]], week: int, needed: int) -> list[int]:
    """What the runs that go on have given by the end of a week, smallest first."""
    given = (course[week - 1] for course in courses if week <= len(course))
    return sorted(each for each in given if each < needed)


def _level(level: list[int], found: Forecast, already: int, percent: int) -> int:
    """What so many of a hundred runs have at least; those that are done have the target."""
    rank = found.runs - ceil(percent * found.runs / 100)
    return already + level[rank] if rank < len(level) else found.target
