"""Sums over contracts and months, with what is missing from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

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
    ran: Mapping[Month, tuple[ContractCode, ...]] = field(default_factory=dict)
    """The contracts that ran in each month, in order of code, whose reports were asked for."""

    @property
    def asked(self) -> frozenset[tuple[ContractCode, Month]]:
        """Whose report of which month was asked for."""
        return frozenset((code, month) for month, codes in self.ran.items() for code in codes)

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


@dataclass(frozen=True, slots=True)
class OfMonth:
    """What some contracts did in a month."""

    share: Share
    ran: tuple[ContractCode, ...]
    missing: tuple[MissingMonth, ...]


class Monthly:
    """What some contracts did, month by month; each month is added up once."""

    def __init__(self, contracts: Iterable[ContractFacts], place: Place, figures: Figures) -> None:
        at_place = figures.reports.get(place, {})
        in_order = sorted(contracts, key=attrgetter("code"))
        self._contracts = [(one, at_place.get(one.code, {})) for one in in_order]
        self._months: dict[Month, OfMonth] = {}

    def over(self, months: Iterable[Month]) -> Summed:
        """The months in which one of the contracts ran, with what is missing of them."""
        by_month: dict[Month, Share] = {}
        ran: dict[Month, tuple[ContractCode, ...]] = {}
        missing: list[MissingMonth] = []
        for month in months:
            known = self._months.get(month) or self._of(month)
            if known.ran:
                by_month[month], ran[month] = known.share, known.ran
                missing += known.missing
        in_order = tuple(sorted(missing, key=lambda one: (one.month, one.contract)))
        return Summed(by_month, in_order, ran)

    def _of(self, month: Month) -> OfMonth:
        """A month in which a contract ran for a day is whole for it."""
        part = whole = 0
        ran: list[ContractCode] = []
        missing: list[MissingMonth] = []
        for contract, reports in self._contracts:
            if not contract.runs_in(month):
                continue
            ran.append(contract.code)
            reported = reports.get(month)
            if reported is None:
                missing.append(MissingMonth(contract.code, str(month)))
            else:
                part += reported.part
                whole += reported.whole
        known = OfMonth(Share(part, whole), tuple(ran), tuple(missing))
        self._months[month] = known
        return known


def add_up(
    contracts: Iterable[ContractFacts], months: Sequence[Month], place: Place, figures: Figures
) -> Summed:
    """The months in which the contracts ran, added up."""
    return Monthly(contracts, place, figures).over(months)


def only_months(summed: Summed, months: Collection[Month]) -> Summed:
    """The same of some of its months only."""
    return Summed(
        {month: share for month, share in summed.by_month.items() if month in months},
        tuple(one for one in summed.missing_from if parse_month(one.month) in months),
        summed.ran,
    )
