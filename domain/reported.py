"""The months that are reported of a contract or at a site, on which its dates may not go back.

What reports are is loaded once one is looked for: most sites are opened without any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from domain.commitments.shares import Period
    from domain.commitments.volumes import VolumeReports
    from domain.quality.measuring import QualityBook
    from domain.values import ContractCode, SiteCode


class ReportedPeriod(NamedTuple):
    """A contract of which a report stands, and the months that it is of."""

    contract: ContractCode
    period: Period


def reported_of(volumes: VolumeReports, book: QualityBook) -> Iterator[ReportedPeriod]:
    """What is reported of one contract: its volumes and its quality."""
    from domain.commitments.amounts import month_of
    from domain.commitments.shares import Period

    for name, month in volumes.months.items():
        if month.standing:
            yield ReportedPeriod(volumes.code, Period(month_of(name)))
    for key in book.told:
        if book.standing(key) is not None:
            yield ReportedPeriod(book.code, key.period)


def reported_at(
    site: SiteCode, volumes: Iterable[VolumeReports], books: Iterable[QualityBook]
) -> Iterator[ReportedPeriod]:
    """What is reported of contracts at one site."""
    from domain.commitments.amounts import month_of
    from domain.commitments.shares import Period
    from domain.plans.plan_events import AtSite

    at = AtSite(site=site)
    for each in volumes:
        for name, month in each.months.items():
            if any(said.place == at for said in month.standing):
                yield ReportedPeriod(each.code, Period(month_of(name)))
    for book in books:
        for key in book.told:
            if key.site == site and book.standing(key) is not None:
                yield ReportedPeriod(book.code, key.period)


def over_before(reported: Iterable[ReportedPeriod], on: date) -> list[ReportedPeriod]:
    """Those whose months are all over before the day, in order."""
    return sorted({each for each in reported if each.period.last.last < on})


def begun_from(reported: Iterable[ReportedPeriod], on: date) -> list[ReportedPeriod]:
    """Those of which no month begins before the day, in order."""
    return sorted({each for each in reported if each.period.first.first >= on})


def months_of_first(
    reported: Iterable[ReportedPeriod],
) -> tuple[ContractCode, tuple[str, ...]] | None:
    """The first contract of these, and its months; none where there are none of any."""
    every = list(reported)
    if not every:
        return None
    code = every[0].contract
    return code, tuple(str(each.period) for each in every if each.contract == code)
