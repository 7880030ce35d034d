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
    ran: tuple[tuple[ContractCode, Sequence[Month]], ...] = ()
    """Each contract, and the months of which its report was asked for."""

    @property
    def asked(self) -> frozenset[tuple[ContractCode, Month]]:
        """Whose report of which month was asked for."""
        return frozenset((code, month) for code, months in self.ran for month in months)

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
    parts: dict[Month, int] = {}
    wholes: dict[Month, int] = {}
    missing: list[MissingMonth] = []
    ran: list[tuple[ContractCode, Sequence[Month]]] = []
    at_place = figures.reports.get(place, {})
    for contract in contracts:
        code, reports = contract.code, at_place.get(contract.code, {})
        among = contract.months_among(months)
        ran.append((code, among))
        for month in among:
            reported = reports.get(month)
            if reported is None:
                missing.append(MissingMonth(code, str(month)))
                part = whole = 0
            else:
                part, whole = reported.part, reported.whole
            parts[month] = parts.get(month, 0) + part
            wholes[month] = wholes.get(month, 0) + whole
    by_month = {month: Share(part, wholes[month]) for month, part in parts.items()}
    in_order = tuple(sorted(missing, key=lambda one: (one.month, one.contract)))
    return Summed(by_month, in_order, tuple(ran))


def only_months(summed: Summed, months: Collection[Month]) -> Summed:
    """The same of some of its months only."""
    return Summed(
        {month: share for month, share in summed.by_month.items() if month in months},
        tuple(one for one in summed.missing_from if parse_month(one.month) in months),
        summed.ran,
    )
