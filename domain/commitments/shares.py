"""Shares, floors and months: the exact values that every judgment is made of.

A share is kept as its two sums, and whether a floor is reached is asked of whole numbers. A percentage
is made last of all, for whoever reads it, and decides nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from domain.commitments.commitment_refusals import InvalidMonth, InvalidPeriod

UNITS_PER_ONE = 10_000
"""Amounts are whole ten-thousandths, so that sums are exact in every database."""

_MONTHS_PER_YEAR = 12
_WHOLE = Fraction(100)
_PERIOD = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|Q([1-4])|H([12])))?").fullmatch


# Amounts and percentages --------------------------------------------------------------------


def amount_text(units: int) -> str:
    """Ten-thousandths as an exact text without trailing zeros: `8150`, `0.5`, `0`."""
    whole, rest = divmod(abs(units), UNITS_PER_ONE)
    text = f"{whole}.{rest:04}".rstrip("0").rstrip(".")
    return f"-{text}" if units < 0 else text


def percent_text(percent: Fraction) -> str:
    """A percentage as text, rounded up to four decimals, so that no floor looks lower than it is."""
    return amount_text(rounded_up(percent * UNITS_PER_ONE))


def rounded_up(value: Fraction) -> int:
    """The least whole number that is not below the value."""
    return -(-value.numerator // value.denominator)


def rounded_half_up(value: Fraction) -> int:
    """The nearest whole number; one half goes away from nothing, as in a school book."""
    return _half_up(value.numerator, value.denominator)


def _half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number to what the two make; the denominator is above 0."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -size if numerator < 0 else size


@dataclass(frozen=True, slots=True)
class Share:
    """The part of an amount done at a place, and the whole, both in ten-thousandths."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def exact(self) -> Fraction | None:
        """The percentage, exactly; a whole of nothing has none."""
        return Fraction(100 * self.part, self.whole) if self.whole else None

    def reaches(self, floor: Fraction) -> bool:
        """Whether the share is the floor (a percentage) or more, before any rounding."""
        return 100 * self.part * floor.denominator >= floor.numerator * self.whole

    def is_above(self, limit: Fraction) -> bool:
        """Whether the share is more than the limit, and not just as much."""
        return 100 * self.part * limit.denominator > limit.numerator * self.whole

    def percent(self, floors: Iterable[Fraction] = ()) -> float | None:
        """The percentage to print, with two decimals, half up.

        It is rounded down instead if rounding would reach 100, or a floor, that is not reached.
        """
        if not self.whole:
            return None
        hundredths = _half_up(10_000 * self.part, self.whole)
        for limit in (_WHOLE, *floors):
            is_onto = hundredths * limit.denominator >= 100 * limit.numerator
            if is_onto and not self.reaches(limit):
                return (10_000 * self.part // self.whole) / 100
        return hundredths / 100

    def change_since(self, before: Share) -> float | None:
        """Percentage points more than before, from the exact shares, rounded half up to two decimals."""
        if self.exact is None or before.exact is None:
            return None
        return rounded_half_up(100 * (self.exact - before.exact)) / 100


def total(shares: Iterable[Share]) -> Share:
    """The share of all together: a ratio of sums, never a mean of percentages."""
    part = whole = 0
    for share in shares:
        part += share.part
        whole += share.whole
    return Share(part, whole)


# Months -------------------------------------------------------------------------------------


class Month(NamedTuple):
    """A calendar month; a tuple, since sums look up very many."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which the day is."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return _last_day(self.year, self.month)

    def plus(self, months: int) -> Month:
        """So many months later, or earlier where the number is below 0."""
        year, month = divmod(
            self.year * _MONTHS_PER_YEAR + self.month - 1 + months, _MONTHS_PER_YEAR
        )
        return Month(year, month + 1)

    def until(self, last: Month) -> tuple[Month, ...]:
        """From this month to the last one, both included; none if that is earlier."""
        count = (last.year - self.year) * _MONTHS_PER_YEAR + last.month - self.month + 1
        return tuple(self.plus(number) for number in range(count))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@cache
def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def month(text: str) -> Month:
    """A month written like `2018-03`, from 1900 to 2200."""
    written = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if written is None:
        raise InvalidMonth(text)
    year, number = map(int, written.groups())
    if not (1900 <= year <= 2200 and 1 <= number <= _MONTHS_PER_YEAR):
        raise InvalidMonth(text)
    return Month(year, number)


def last_whole_month(on: date) -> Month:
    """The last month whose last day is on or before the day."""
    return Month.of(on + timedelta(days=1)).plus(-1)


@cache
def window(on: date, months: int) -> tuple[Month, ...]:
    """The last so many months that are over at the end of the day, earliest first."""
    last = last_whole_month(on)
    return last.plus(1 - months).until(last)


@cache
def due_day(joined_on: date, months: int | None) -> date:
    """The day so many months after joining, or the last of its month where the day is lacking.

    No months mean the day itself.
    """
    due = Month.of(joined_on).plus(months or 0)
    return due.first.replace(day=min(joined_on.day, due.last.day))


def runs_in(month: Month, runs_from: date, ends_on: date | None) -> bool:
    """Whether something that runs from a day to the day before its end runs on a day of the month."""
    if ends_on is not None and ends_on <= max(runs_from, month.first):
        return False
    return runs_from <= month.last


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months in a row."""

    first: Month
    months: int = 1

    @property
    def last(self) -> Month:
        """Its last month."""
        return self.first.plus(self.months - 1)

    def each(self) -> tuple[Month, ...]:
        """Its months, earliest first."""
        return self.first.until(self.last)

    def overlaps(self, other: Period) -> bool:
        """Whether a month is in both."""
        return self.first <= other.last and other.first <= self.last

    def with_(self, other: Period) -> Period:
        """From the earlier beginning to the later end of both."""
        first, last = min(self.first, other.first), max(self.last, other.last)
        return Period(first, len(first.until(last)))

    def __str__(self) -> str:
        """As it is written; months that make no quarter, half or year are written from/to."""
        if self.months == 1:
            return str(self.first)
        starts_whole = (self.first.month - 1) % self.months == 0
        part = (self.first.month - 1) // self.months + 1
        if self.months == 12 and starts_whole:
            return f"{self.first.year:04}"
        if self.months in (3, 6) and starts_whole:
            return f"{self.first.year:04}-{'Q' if self.months == 3 else 'H'}{part}"
        return f"{self.first}/{self.last}"


def period(text: str) -> Period:
    """Whole months written like `2018-06`, `2018-Q2`, `2018-H1` or `2018`, from 1900 to 2200."""
    written = _PERIOD(text)
    if written is None or not 1900 <= int(written[1]) <= 2200:
        raise InvalidPeriod(text)
    year = int(written[1])
    if written[2]:
        if not 1 <= int(written[2]) <= _MONTHS_PER_YEAR:
            raise InvalidPeriod(text)
        return Period(Month(year, int(written[2])))
    if written[3]:
        return Period(Month(year, 3 * int(written[3]) - 2), 3)
    if written[4]:
        return Period(Month(year, 6 * int(written[4]) - 5), 6)
    return Period(Month(year, 1), _MONTHS_PER_YEAR)
