"""How many operators are at one site on every day."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import accumulate


class Occupancy:
    """How many operators are at one site at the end of each day, from the changes per day."""

    def __init__(self, changes: Iterable[tuple[date, int]] = ()) -> None:
        net: Counter[date] = Counter()
        for on, change in changes:
            net[on] += change
        self._days = sorted(net)
        self._heads = list(accumulate(net[on] for on in self._days))

    def heads_on(self, day: date) -> int:
        """Heads at the end of the day."""
        before = bisect_right(self._days, day)
        return self._heads[before - 1] if before else 0

    def first_occupied(self, since: date) -> tuple[date, int] | None:
        """The first day, `since` or later, at whose end somebody is there, and how many."""
        if self.heads_on(since):
            return since, self.heads_on(since)
        later = bisect_right(self._days, since)
        days = zip(self._days[later:], self._heads[later:], strict=True)
        return next(((on, heads) for on, heads in days if heads), None)
