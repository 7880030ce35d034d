"""How many are at each site on every day, by what an auditor has replayed so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal

from domain.occupancy import Occupancy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from domain.placement import Placement


class Heads:
    """The heads at every site, or on every contract, and how they change from day to day."""

    def __init__(self, of: Literal["site", "contract"] = "site") -> None:
        self._of = of
        self._now: Counter[str] = Counter()
        self._changes: defaultdict[str, defaultdict[date, int]] = defaultdict(
            lambda: defaultdict(int)
        )

    def move(self, before: Placement | None, after: Placement | None, on: date) -> None:
        """Count an operator who went from one placement (or none) to another (or none)."""
        for placement, change in ((before, -1), (after, +1)):
            there = None if placement is None else getattr(placement, self._of)
            if there is not None:
                self._now[there] += change
                self._changes[there][on] += change

    def now(self) -> Iterator[tuple[str, int]]:
        """The heads at each site where anybody ever was, whenever it takes effect."""
        yield from self._now.items()

    def at(self, site: str) -> Occupancy:
        """The heads at the site on every day."""
        changes = self._changes.get(site)
        return Occupancy(changes.items() if changes else ())
