"""How good the service was, beside where the work was done and who moved. Beside, and never because.

The rows by site stand beside the whole, since the whole can get worse while no site does.

Where the contract of this capability leaves room, this is what is done:
a row is a period that was reported, and after several of them comes one for all together; reports of
different lengths that overlap are one row;
a contract that has begun to report an indicator owes it for every month in which it runs, and a row that
lacks one has no verdict. In the whole no site owes any, since work leaves sites;
the period before is the latest one before it of which a value is known, however long each is;
a month counts as known if its period is judged;
a site or country whose contracts have different targets has none (`several-targets`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from domain.commitments.shares import Month, Period, Share, amount_text, percent_text, total
from domain.quality.indicators import Indicator
from projections.judging.beside import Beside, QualityFacts, all_beside
from projections.judging.facts import ContractCode
from projections.judging.taken import (
    QualityReport,
    Taken,
    first_months,
    missing_months,
    periods,
    take,
    that_count,
)
from projections.judging.targets import target_on

By = Literal["contract", "client", "site", "country"]
QualityVerdict = Literal["kept", "broken", "no-target", "not-yet-known"]
QualityBecause = Literal[
    "meets-target",
    "misses-target",
    "no-target",
    "several-targets",
    "months-missing",
    "given",
    "nothing-counted",
]
Direction = Literal["better", "worse", "same"]


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One indicator of one group, or of one site in it, in one period."""

    contract: str | None
    client: str | None
    country: str | None
    site: str | None
    """None is the whole; its sites stand beside it."""
    period: str
    indicator: str
    unit: str
    numerator: str | None
    denominator: str | None
    value: str | None
    given: bool
    missing: tuple[str, ...]
    target: str | None
    verdict: QualityVerdict
    because: QualityBecause
    months_met: int
    months_known: int
    before: str | None
    """The value of the period before."""
    direction: Direction | None
    share: float | None
    """Of the volume: what part was done at the place asked about."""
    share_of_counted: float | None
    """Of what the indicator divides by: the same. None where it was not reported by site."""
    heads: int
    heads_elsewhere: int
    moved_in: int
    hired: int
    left: int


def quality(facts: QualityFacts, by: By, since: Month, until: Month) -> tuple[QualityRow, ...]:
    """Every period reported from one month to another, by group and indicator."""
    asked: dict[tuple[str, str], list[QualityReport]] = {}
    owed_since: dict[tuple[str, str], dict[ContractCode, Month]] = {}
    for report in facts.reports:
        for key in _keys(report, facts, by):
            group = (key, report.indicator)
            first = owed_since.setdefault(group, {}).get(report.contract, report.period.first)
            owed_since[group][report.contract] = min(first, report.period.first)
            if report.period.first >= since and report.period.last <= until:
                asked.setdefault(group, []).append(report)
    return tuple(
        row
        for (key, code), reports in sorted(asked.items())
        for row in _Group(by, key, facts.indicators[code], facts, owed_since[key, code]).rows(
            reports
        )
    )


def _keys(report: QualityReport, facts: QualityFacts, by: By) -> Iterable[str]:
    """The group that the report belongs to, if it does."""
    contract = facts.contracts.get(report.contract)
    keys = {
        "contract": report.contract,
        "client": contract.client if contract else None,
        "site": report.site,
        "country": facts.countries.get(report.site) if report.site else None,
    }
    key = keys[by]
    return () if key is None else (key,)


@dataclass(frozen=True, slots=True)
class _Group:
    by: By
    key: str
    indicator: Indicator
    facts: QualityFacts
    owed_since: Mapping[ContractCode, Month]
    """The first month that each contract reported."""

    def rows(self, reports: Sequence[QualityReport]) -> list[QualityRow]:
        """The whole and then its sites, for each period and for all together."""
        found = periods(reports)
        sites = {report.site for report in reports if report.site is not None}
        courses = [_Course(self, None, reports)]
        if self.by != "site":
            courses += [
                _Course(self, site, [report for report in reports if report.site == site])
                for site in sorted(sites)
            ]
        by_course = [course.rows(found) for course in courses]
        rows = [of[period] for period in found for of in by_course if period in of]
        if len(found) > 1:
            together = found[0].with_(found[-1])
            rows += [
                course.together(together, list(of.values())[-1])
                for course, of in zip(courses, by_course, strict=True)
            ]
        return rows

    def targets(self, period: Period, reports: Iterable[QualityReport]) -> set[Fraction | None]:
        """The target in force at the end of the period; several if contracts differ."""
        known = self.facts.contracts
        asked: set[tuple[str | None, str | None]] = {(None, self.key)}
        if self.by != "client":
            codes = {report.contract for report in reports}
            asked = {(code, known[code].client if code in known else None) for code in codes}
        day = period.last.last
        return {
            target_on(
                self.facts.targets, self.indicator.code, day, contract=contract, client=client
            )
            for contract, client in asked
        }

    def contracts(self, reports: Iterable[QualityReport]) -> set[ContractCode]:
        """The contracts that are shown beside: all of a client's, else those that report."""
        if self.by == "client":
            return {c.code for c in self.facts.contracts.values() if c.client == self.key}
        return {report.contract for report in reports}


@dataclass(frozen=True, slots=True)
class _Course:
    """The periods of one group, or of one site in it, one after the other."""

    group: _Group
    site: str | None
    reports: Sequence[QualityReport]

    def rows(self, found: Iterable[Period]) -> dict[Period, QualityRow]:
        """Each compared with the one before, and counted."""
        rows: dict[Period, QualityRow] = {}
        before: tuple[Fraction, str | None] | None = None
        met = known = 0
        for period in found:
            if not any(report.period.overlaps(period) for report in self.reports):
                continue
            taken = take(self.group.indicator, period, self.reports)
            row = self._row(period, taken)
            known += period.months if row.verdict in ("kept", "broken") else 0
            met += period.months if row.verdict == "kept" else 0
            rows[period] = replace(
                row,
                months_met=met,
                months_known=known,
                before=before[1] if before else None,
                direction=self._direction(before[0] if before else None, taken.value),
            )
            if taken.value is not None:
                before = (taken.value, row.value)
        return rows

    def together(self, period: Period, last: QualityRow) -> QualityRow:
        """All periods at once, with the months counted up to the last one."""
        row = self._row(period, take(self.group.indicator, period, self.reports))
        return replace(row, months_met=last.months_met, months_known=last.months_known)

    def _direction(self, before: Fraction | None, value: Fraction | None) -> Direction | None:
        if before is None or value is None:
            return None
        if value == before:
            return "same"
        return "better" if self.group.indicator.is_better(value, before) else "worse"

    def _row(self, period: Period, taken: Taken) -> QualityRow:
        group, indicator = self.group, self.group.indicator
        owed = group.owed_since if self.site is None else first_months(self.reports)
        missing = missing_months(indicator, period, self.reports, owed, group.facts.contracts)
        inside = [report for report in self.reports if report.period.overlaps(period)]
        targets = group.targets(period, inside)
        target = targets.pop() if len(targets) == 1 else None
        verdict, because = self._verdict(taken, missing, target, several=bool(targets))
        beside = [self._beside(month, inside) for month in period.each()]
        return QualityRow(
            contract=group.key if group.by == "contract" else None,
            client=group.key if group.by == "client" else None,
            country=group.key if group.by == "country" else None,
            site=group.key if group.by == "site" else self.site,
            period=str(period),
            indicator=indicator.code,
            unit=indicator.unit,
            numerator=amount_text(taken.counted.numerator) if taken.counted else None,
            denominator=amount_text(taken.counted.denominator) if taken.counted else None,
            value=_value_text(indicator, taken.value, target),
            given=taken.given,
            missing=missing,
            target=percent_text(target) if target is not None else None,
            verdict=verdict,
            because=because,
            months_met=0,
            months_known=0,
            before=None,
            direction=None,
            share=total(one.volume for one in beside).percent(group.facts.floors),
            share_of_counted=self._share_of_counted(period),
            heads=beside[-1].heads,
            heads_elsewhere=beside[-1].heads_elsewhere,
            moved_in=sum(one.moved_in for one in beside),
            hired=sum(one.hired for one in beside),
            left=sum(one.left for one in beside),
        )

    def _verdict(
        self, taken: Taken, missing: tuple[str, ...], target: Fraction | None, *, several: bool
    ) -> tuple[QualityVerdict, QualityBecause]:
        if taken.without is not None:
            return "not-yet-known", taken.without
        if missing:
            return "not-yet-known", "months-missing"
        if target is None or taken.value is None:
            return "no-target", "several-targets" if several else "no-target"
        if self.group.indicator.meets(taken.value, target):
            return "kept", "meets-target"
        return "broken", "misses-target"

    def _beside(self, month: Month, inside: Iterable[QualityReport]) -> Beside:
        """What happened in the month, of all contracts of the row together."""
        group = self.group
        where = group.key if group.by in ("site", "country") and not self.site else self.site
        return all_beside(
            [
                group.facts.beside.get((code, where, month), Beside())
                for code in sorted(group.contracts(inside))
            ]
        )

    def _share_of_counted(self, period: Period) -> float | None:
        counting = that_count(self.group.indicator, period, self.reports)
        if self.site is not None or any(
            one.site is None or one.given is not None for one in counting
        ):
            return None
        facts = self.group.facts
        return total(
            Share(
                one.measured.denominator if one.site in facts.sites_there else 0,
                one.measured.denominator,
            )
            for one in counting
            if one.measured is not None
        ).percent(facts.floors)


def _value_text(
    indicator: Indicator, value: Fraction | None, target: Fraction | None
) -> str | None:
    return None if value is None else amount_text(indicator.rounded(value, target))
