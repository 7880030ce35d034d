"""Records the reports of a quality file: all of them, or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.contracts.contract_refusals import ContractNotRunning, UnknownContract
from domain.places.site_refusals import SiteIsClosed, SiteNotYetOpen, UnknownSite
from domain.quality.measuring import Key
from domain.quality.quality_refusals import (
    InvalidAmount,
    NoDenominator,
    OneOrTheOther,
    PartExceedsWhole,
    PeriodAlreadyReported,
    PeriodsOverlap,
    QualityCountedTwice,
    UnknownIndicator,
)
from domain.refusal import InvalidValue, Refusal, facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from domain.quality.quality_commands import ReportQuality
    from domain.quality.quality_events import QualityReported
    from domain.recorded import Recorded
    from ledger.exchange.quality_file import QualityRow
    from ledger.exchange.sheets.problems import Problems
    from ledger.reading.catching_up import Meter
    from ledger.recording.unit_of_work import Recording

_COLUMN_OF: dict[type[Refusal], str] = {
    UnknownContract: "contract",
    ContractNotRunning: "period",
    SiteNotYetOpen: "period",
    SiteIsClosed: "period",
    PeriodsOverlap: "period",
    UnknownSite: "site",
    QualityCountedTwice: "site",
    UnknownIndicator: "indicator",
    OneOrTheOther: "numerator",
    NoDenominator: "denominator",
    PartExceedsWhole: "numerator",
    InvalidAmount: "given",
}
"""Where a refused report is most likely wrong; the contract where nothing else is said."""
_METER_STEP = 100


@facts
class PeriodInLine(Refusal):
    """A file reports a period once, or says why it changes."""

    line: int


class QualityImporting:
    """Decides the reports of one file, by period, within one command's transaction."""

    def __init__(
        self, recording: Recording, problems: Problems, meter: Meter, source: str | None
    ) -> None:
        self._recording = recording
        self._register = recording.aggregates
        self._problems = problems
        self._meter = meter
        self._source = source
        self._said: dict[tuple[str, Key], QualityRow] = {}
        """The first row of the file that reports a contract's period."""

    def decide(self, rows: Sequence[QualityRow]) -> None:
        """Decide every report; a refused one goes to the problems."""
        self._register.qualities(dict.fromkeys(row.contract for row in rows))
        for number, row in enumerate(rows, 1):
            if self._problems.enough:
                return
            self._decide(row)
            if number % _METER_STEP == 0 or number == len(rows):
                self._meter(number, len(rows))

    def pass_over(
        self, rows: Sequence[QualityRow], recorded: Iterable[Recorded[QualityReported]]
    ) -> None:
        """Count the reports of a file that was recorded; what was changed of them since stays so."""
        known = list(recorded)
        self._register.qualities(dict.fromkeys(each.code for each in known))
        changed = sum(not self.stands(each) for each in known)
        self._recording.pass_over(len(rows), taken_back=changed)

    def stands(self, recorded: Recorded[QualityReported]) -> bool:
        """Whether what a report says is what is reported now."""
        told = self._register.quality(recorded.code)
        return told.standing(Key.of(recorded.event)) == recorded.event.now

    def _decide(self, row: QualityRow) -> None:
        told = self._register.quality(row.contract)
        what = row.contract, Key(row.indicator, row.site, row.period)
        first = self._said.setdefault(what, row)
        try:
            event = told.report(self._asked(row), self._register)
        except PeriodAlreadyReported as refusal:
            other = PeriodInLine(first.line) if first is not row else refusal
            self._problems.add(row.line, "reason", "", other, row.sheet)
        except (Refusal, InvalidValue) as refusal:
            column = _COLUMN_OF.get(type(refusal), "contract")
            self._problems.add(row.line, column, "", refusal, row.sheet)
        else:
            self._recording.decide(row.contract, event)

    def _asked(self, row: QualityRow) -> ReportQuality:
        """What a row asks for. A sheet shows the value of a percentage with its sign."""
        asked = row.asks(self._source)
        if asked.given is None or not asked.given.endswith("%"):
            return asked
        definition = self._register.indicator(row.indicator).definition
        if definition is not None and definition.unit != "percent":
            raise InvalidAmount(asked.given, "given")
        return replace(asked, given=asked.given.removesuffix("%"))
