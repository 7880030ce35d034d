"""The reports of a contract as the ledger knows them, with the rules for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from domain.commitments.shares import Month, Period
from domain.commitments.shares import period as read_period
from domain.contracts.contract_refusals import ContractNotRunning
from domain.correction_refusals import StillLeanedOn
from domain.logbook import CannotBeVoided
from domain.places.site_refusals import SiteIsClosed, SiteNotYetOpen, UnknownSite
from domain.quality.amounts import WHOLE_PERCENT, amount_units
from domain.quality.indicator_book import IndicatorBook, Measures
from domain.quality.quality_events import (
    IndicatorDefined,
    Measured,
    QualityReported,
    Reported,
)
from domain.quality.quality_refusals import (
    NoDenominator,
    OneOrTheOther,
    PartExceedsWhole,
    PeriodAlreadyReported,
    PeriodsOverlap,
    QualityCountedTwice,
)
from domain.refusal import HistoryDiffers
from domain.values import Code, ContractCode, SiteCode

if TYPE_CHECKING:
    from domain.quality.quality_commands import ReportQuality


class Key(NamedTuple):
    """What a report is of: an indicator, a site or the whole contract, and a period."""

    indicator: Code
    site: SiteCode | None
    period: Period

    @classmethod
    def of(cls, event: QualityReported) -> Key:
        """What the event is a report of."""
        return cls(event.indicator, event.site, event.months)


Told = tuple[tuple[int, QualityReported], ...]
"""A report and the corrections of it that stand, by their versions, the latest last."""


@dataclass(frozen=True, slots=True)
class QualityBook:
    """All that was reported of a contract's quality."""

    code: ContractCode
    version: int = 0
    told: Mapping[Key, Told] = field(default_factory=dict)
    """Of each report that stands. Taking the latest back leaves what stood before it."""

    def standing(self, key: Key) -> Reported | None:
        """What stands of a period; nothing where nothing was reported, or it was taken back."""
        told = self.told.get(key)
        return told[-1][1].now if told else None

    def denominators(self, indicator: Code) -> dict[Month, tuple[int, int]]:
        """What stands below the line by last month, in ten-thousandths, and the latest version of it."""
        found: dict[Month, tuple[int, int]] = {}
        for key, told in self.told.items():
            version, latest = told[-1]
            if key.indicator == indicator and latest.measured is not None:
                month = key.period.last
                before, earlier = found.get(month, (0, 0))
                counted = latest.measured.counted.denominator
                found[month] = before + counted, max(earlier, version)
        return found

    def reports(self, indicator: Code) -> bool:
        """Whether a report of the indicator stands."""
        return any(key.indicator == indicator for key in self.told)

    def names_site(self, site: SiteCode) -> bool:
        """Whether a report that stands names the site."""
        return any(key.site == site for key in self.told)

    def report(self, command: ReportQuality, register: Measures) -> QualityReported | None:
        """Report a period, or say nothing where it is reported just so."""
        measured = _measured(command)
        if (measured is None) == (command.given is None):
            raise OneOrTheOther(command.indicator)
        key = Key(command.indicator, command.site, read_period(command.period))
        now = Reported(measured=measured, given=command.given)
        was = self.standing(key)
        if was == now:
            return None
        if was is not None and command.reason is None:
            stands = _shown(was)
            raise PeriodAlreadyReported(self.code, key.indicator, str(key.period), stands, key.site)
        event = QualityReported(
            indicator=command.indicator,
            site=command.site,
            period=str(key.period),
            measured=measured,
            given=command.given,
            was=was,
            source=command.source,
            reason=command.reason,
        )
        self.check(event, register)
        return event

    def void(self, version: int, *, reason: str, register: Measures) -> QualityReported:
        """Take back the report of that version, the latest of its period: what stood before, stands."""
        latest = next((t[-1][1] for t in self.told.values() if t[-1][0] == version), None)
        if latest is None and any(version == told for t in self.told.values() for told, _ in t):
            raise StillLeanedOn("report", self.code, "its-later-report-of-period")
        if latest is None or latest.now is None:
            raise CannotBeVoided("quality", self.code)
        event = QualityReported(
            indicator=latest.indicator,
            site=latest.site,
            period=latest.period,
            measured=latest.was.measured if latest.was else None,
            given=latest.was.given if latest.was else None,
            was=latest.now,
            source=latest.source,
            reason=reason,
        )
        self.check(event, register)
        return event

    def check(self, event: QualityReported, register: Measures) -> None:
        """Refuse a report that the contract, the indicator or other reports do not allow."""
        key = Key.of(event)
        if event.was != self.standing(key):
            raise HistoryDiffers(self.code, "other-report")
        if event.was is not None and event.reason is None:
            stands = _shown(event.was)
            raise PeriodAlreadyReported(self.code, key.indicator, event.period, stands, key.site)
        if event.now is None:
            return
        _check_values(register.indicator(event.indicator).known(), event)
        _must_run_in(key.period, self.code, register)
        if key.site is not None:
            _must_be_open_in(key.period, key.site, register)
        for other in self.told:
            if other != key and other.indicator == key.indicator:
                self._check_beside(key, other)

    def _check_beside(self, key: Key, other: Key) -> None:
        """Refuse a month that is reported twice."""
        if not key.period.overlaps(other.period):
            return
        period, reported = str(key.period), str(other.period)
        if key.site == other.site:
            raise PeriodsOverlap(self.code, key.indicator, period, reported, key.site)
        if key.site is None or other.site is None:
            site = key.site or other.site
            raise QualityCountedTwice(self.code, key.indicator, period, reported, site)

    def after(self, event: QualityReported) -> QualityBook:
        """What is reported after the event, which is believed."""
        version, key = self.version + 1, Key.of(event)
        before = self.told.get(key, ())
        if event.now == self._stood_before(before):
            told = before[:-1]
        else:
            told = (*before, (version, event))
        others = {each: of for each, of in self.told.items() if each != key}
        return replace(self, version=version, told={**others, key: told} if told else others)

    @staticmethod
    def _stood_before(told: Told) -> Reported | None:
        """What would stand if the latest were taken back; never a report where there is none to take."""
        return told[-1][1].was if told else None


def _measured(command: ReportQuality) -> Measured | None:
    if command.numerator is None and command.denominator is None:
        return None
    if command.numerator is None or command.denominator is None:
        raise OneOrTheOther(command.indicator)
    return Measured(numerator=command.numerator, denominator=command.denominator)


def _shown(reported: Reported) -> str:
    """What stands, as codes and figures have it: `1480000/20000`, `87`."""
    if reported.measured is None:
        return str(reported.given)
    return f"{reported.measured.numerator}/{reported.measured.denominator}"


def _check_values(indicator: IndicatorDefined, event: QualityReported) -> None:
    if event.measured is None:
        given = event.given or "0"
        if indicator.unit == "percent" and amount_units(given) > amount_units(WHOLE_PERCENT):
            raise PartExceedsWhole(event.indicator, given, WHOLE_PERCENT)
        return
    counted = event.measured.counted
    if not counted.denominator and counted.numerator:
        raise NoDenominator(event.indicator, event.measured.numerator)
    if indicator.unit == "percent" and counted.numerator > counted.denominator:
        measured = event.measured
        raise PartExceedsWhole(event.indicator, measured.numerator, measured.denominator)


def _must_run_in(period: Period, contract: ContractCode, register: Measures) -> None:
    """Refuse a period on no day of which the contract runs."""
    known = register.contract(contract)
    runs_from, ended_on = known.known().effective_on, known.ended_on
    if runs_from > period.last.last:
        raise ContractNotRunning(contract, period.last.last, runs_from=runs_from)
    if ended_on is not None and ended_on <= period.first.first:
        raise ContractNotRunning(contract, period.first.first, ended_on=ended_on)


def _must_be_open_in(period: Period, site: SiteCode, register: Measures) -> None:
    """Refuse a period on no day of which the site is open."""
    known = register.site(site)
    if known.opened is None:
        raise UnknownSite(site)
    if known.opened.effective_on > period.last.last:
        raise SiteNotYetOpen(site, known.opened.effective_on, period.last.last)
    if known.closed_on is not None and known.closed_on <= period.first.first:
        raise SiteIsClosed(site, known.closed_on, period.first.first)


def reports_naming(site: SiteCode, books: Iterable[QualityBook]) -> tuple[str, ContractCode] | None:
    """The word for it, and the first contract, by its code, of which a report names the site."""
    by = min((book.code for book in books if book.names_site(site)), default=None)
    return ("named-by-report", by) if by is not None else None


def said_of(
    contract: ContractCode, book: QualityBook, indicators: Iterable[IndicatorBook]
) -> tuple[str, Code] | None:
    """The word for it, and what is said of the contract: a report, or a target for it alone."""
    if book.told:
        return "reported", contract
    by = min((each.code for each in indicators if each.names(contract)), default=None)
    return ("named-by-target", by) if by is not None else None
