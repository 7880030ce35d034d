"""The periods that a stretch of days is divided into."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from domain.words import Every


class Period(NamedTuple):
    """From the end of one day to the end of another."""

    since: date
    on: date


_MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "year": 12}
_SUNDAY = 7


def periods(every: Every, since: date, on: date) -> list[Period]:
    """The periods after the end of `since` up to the end of `on`, in order.

    They end where the calendar's end: weeks on Sundays, as in ISO 8601, quarters with March, June,
    September and December. The first begins after `since` and the last ends with `on`, so these two
    may be shorter.
    """
    found, before = [], since
    while before < on:
        end = min(_end(every, before + timedelta(days=1)), on)
        found.append(Period(before, end))
        before = end
    return found


def _end(every: Every, day: date) -> date:
    """The last day of the calendar's period that the day is in."""
    if every == "day":
        return day
    if every == "week":
        return day + timedelta(days=_SUNDAY - day.isoweekday())
    length = _MONTHS[every]
    month = day.month + (length - day.month % length) % length
    return date(day.year, month, monthrange(day.year, month)[1])
