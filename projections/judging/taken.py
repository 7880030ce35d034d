"""What reports of an indicator come to over a period: a flow is summed, of a stock the end counts.

A value that was given without its sums is shown for its own period, and never summed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from domain.commitments.shares import Month, Period
from domain.quality.indicators import Counted, Indicator
from projections.judging.facts import ContractCode, ContractFacts

WithoutValue = Literal["given", "nothing-counted"]


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The standing report of one indicator, for one contract or a site of it, and one period."""

    contract: ContractCode
    site: str | None
    """None is the whole contract."""
    indicator: str
    period: Period
    measured: Counted | None = None
    given: Fraction | None = None
    """A value without its two sums."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the reports of a period come to."""

    counted: Counted | None = None
    value: Fraction | None = None
    given: bool = False
    without: WithoutValue | None = None
    """Why there is no value, if so."""


def periods(reports: Iterable[QualityReport]) -> tuple[Period, ...]:
    """The periods reported, joined where they overlap since some report months and others more."""
    joined: list[Period] = []
    for period in sorted({report.period for report in reports}):
        if joined and joined[-1].overlaps(period):
            joined[-1] = joined[-1].with_(period)
        else:
            joined.append(period)
    return tuple(joined)


def that_count(
    indicator: Indicator, period: Period, reports: Iterable[QualityReport]
) -> list[QualityReport]:
    """Of a flow all reports of the period, of a stock those of its last month."""
    inside = [report for report in reports if report.period.overlaps(period)]
    if indicator.kind == "stock":
        return [report for report in inside if report.period.last == period.last]
    return inside


def take(indicator: Indicator, period: Period, reports: Iterable[QualityReport]) -> Taken:
    """The value of the period, exactly."""
    counting = that_count(indicator, period, reports)
    if any(report.given is not None for report in counting):
        first, *others = counting
        is_its_own = indicator.kind == "stock" or first.period == period
        if others or not is_its_own:
            return Taken(given=True, without="given")
        return Taken(value=first.given, given=True)
    counted = Counted()
    for report in counting:
        counted += report.measured or Counted()
    value = indicator.value(counted)
    return Taken(counted, value, without="nothing-counted" if value is None else None)


def first_months(reports: Iterable[QualityReport]) -> dict[ContractCode, Month]:
    """The first month that each contract reported."""
    first: dict[ContractCode, Month] = {}
    for report in reports:
        known = first.get(report.contract, report.period.first)
        first[report.contract] = min(known, report.period.first)
    return first


def missing_months(
    indicator: Indicator,
    period: Period,
    reports: Sequence[QualityReport],
    owed_since: Mapping[ContractCode, Month],
    contracts: Mapping[ContractCode, ContractFacts],
) -> tuple[str, ...]:
    """The months of the period for which a contract that has begun to report does not.

    A contract owes a report for every month in which it runs, from the first that it reported. Of a stock
    only the last month of the period is asked.
    """
    asked = period.each() if indicator.kind == "flow" else (period.last,)
    missing: set[Month] = set()
    for code, since in owed_since.items():
        reported = [report.period for report in reports if report.contract == code]
        contract = contracts.get(code)
        missing.update(
            month
            for month in asked
            if since <= month
            and (contract is None or contract.runs_in(month))
            and not any(one.first <= month <= one.last for one in reported)
        )
    return tuple(str(month) for month in sorted(missing))


@dataclass(frozen=True, slots=True)
class HeadsDiffer:
    """A stock of operators that was stated, and is not what the ledger has."""

    contract: ContractCode
    indicator: str
    period: str
    stated: int
    """In ten-thousandths, as the denominator was reported."""
    ledger: int
    """Heads at the end of the period."""


def against_heads(
    reports: Iterable[QualityReport], heads: Mapping[tuple[ContractCode, Month], int]
) -> tuple[HeadsDiffer, ...]:
    """The denominators, added up by contract and last month, that differ from the ledger's heads."""
    stated: dict[tuple[str, ContractCode, Month], int] = {}
    for report in reports:
        if report.measured is not None:
            key = (report.indicator, report.contract, report.period.last)
            stated[key] = stated.get(key, 0) + report.measured.denominator
    return tuple(
        HeadsDiffer(contract, indicator, str(month), counted, heads.get((contract, month), 0))
        for (indicator, contract, month), counted in sorted(stated.items())
        if counted != 10_000 * heads.get((contract, month), 0)
    )
