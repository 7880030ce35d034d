"""How many are at each site on every day, by what an auditor has replayed so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

from domain.occupancy import Occupancy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from domain.placement import Placement


_Changes: TypeAlias = "defaultdict[str, defaultdict[date, int]]"
"""By site and day."""


class Heads:
    """The heads at every site, and how they change from day to day."""

    def __init__(self) -> None:
        self._now: Counter[str] = Counter()
        self._changes: _Changes = defaultdict(lambda: defaultdict(int))

    def move(self, before: Placement | None, after: Placement | None, on: date) -> None:
        """Count an operator who went from one placement (or none) to another (or none)."""
        for placement, change in ((before, -1), (after, +1)):
            if placement is not None:
                self._now[placement.site] += change
                self._changes[placement.site][on] += change

    def now(self) -> Iterator[tuple[str, int]]:
        """The heads at each site where anybody ever was, whenever it takes effect."""
        yield from self._now.items()

    def at(self, site: str) -> Occupancy:
        """The heads at the site on every day."""
        changes = self._changes.get(site)
        return Occupancy(changes.items() if changes else ())


class HeadsOnContracts:
    """The heads on every contract, by the sites where they are."""

    def __init__(self) -> None:
        self._changes: defaultdict[str, _Changes] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )

    def move(self, before: Placement | None, after: Placement | None, on: date) -> None:
        """Count an operator who went from one placement (or none) to another (or none)."""
        for placement, change in ((before, -1), (after, +1)):
            if placement is not None and placement.contract is not None:
                self._changes[placement.contract][placement.site][on] += change

    def on(self, contract: str) -> Occupancy:
        """The heads on the contract on every day, wherever they are."""
        summed: defaultdict[date, int] = defaultdict(int)
        for changes in self._changes.get(contract, {}).values():
            for day, change in changes.items():
                summed[day] += change
        return Occupancy(summed.items())

    def by_site(self, contract: str, day: date) -> dict[str, int]:
        """The heads on the contract at the end of the day, at each site."""
        if contract not in self._changes:
            return {}
        return {
            site: sum(change for on, change in changes.items() if on <= day)
            for site, changes in self._changes[contract].items()
        }
