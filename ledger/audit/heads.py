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
        if before is not None:
            self._now[before.site] -= 1
            self._changes[before.site][on] -= 1
        if after is not None:
            self._now[after.site] += 1
            self._changes[after.site][on] += 1

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
        if before is not None and before.contract is not None:
            self._changes[before.contract][before.site][on] -= 1
        if after is not None and after.contract is not None:
            self._changes[after.contract][after.site][on] += 1

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
