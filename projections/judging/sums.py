"""Sums over contracts and months, with what is missing from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.commitments.shares import Month, Share, total
from domain.commitments.shares import month as parse_month
from projections.judging.facts import (
    ContractCode,
    ContractFacts,
    Figures,
    MissingMonth,
    Place,
)


@dataclass(frozen=True, slots=True)
class Summed:
    """What was done in some months, month by month, and what is missing."""

    by_month: Mapping[Month, Share]
    """Every month in which one of the contracts ran, also where nothing of it is reported."""
    missing_from: tuple[MissingMonth, ...]
    asked: frozenset[tuple[ContractCode, Month]] = frozenset()
    """Whose report of which month was asked for."""

    @property
    def share(self) -> Share:
        """All months together."""
        return total(self.by_month.values())

    @property
    def since(self) -> str | None:
        """The first month in which one of the contracts ran."""
        return str(min(self.by_month)) if self.by_month else None

    @property
    def until(self) -> str | None:
        """The last one."""
        return str(max(self.by_month)) if self.by_month else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The months of which something is missing, once each."""
        return tuple(sorted({one.month for one in self.missing_from}))


def add_up(
    contracts: Iterable[ContractFacts], months: Sequence[Month], place: Place, figures: Figures
) -> Summed:
    """The months in which the contracts ran, added up; a month in which one ran for a day is whole for it."""
    sums: dict[Month, list[int]] = {}
    missing: list[MissingMonth] = []
    asked: set[tuple[ContractCode, Month]] = set()
    at_place = figures.reports.get(place, {})
    for contract in contracts:
        code, reports = contract.code, at_place.get(contract.code, {})
        for month in contract.months_among(months):
            asked.add((code, month))
            summed = sums.setdefault(month, [0, 0])
            reported = reports.get(month)
            if reported is None:
                missing.append(MissingMonth(code, str(month)))
            else:
                summed[0] += reported.part
                summed[1] += reported.whole
    by_month = {month: Share(part, whole) for month, (part, whole) in sums.items()}
    in_order = tuple(sorted(missing, key=lambda one: (one.month, one.contract)))
    return Summed(by_month, in_order, frozenset(asked))


def only_months(summed: Summed, months: Collection[Month]) -> Summed:
    """The same of some of its months only."""
    return Summed(
        {month: share for month, share in summed.by_month.items() if month in months},
        tuple(one for one in summed.missing_from if parse_month(one.month) in months),
        summed.asked,
    )
