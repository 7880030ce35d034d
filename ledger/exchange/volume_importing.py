"""Records the reports of a volume file: all of them, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.commitments.amounts import volume
from domain.commitments.volume_refusals import (
    CountedTwice,
    MonthAlreadyReported,
    OtherUnit,
    PlaceNamedTwice,
    UnitNeeded,
)
from domain.commitments.volumes import same_volumes
from domain.contracts.contract_refusals import ContractNotRunning, UnknownContract
from domain.places.site_refusals import SiteIsClosed, SiteNotYetOpen, UnknownSite
from domain.plans.plan_places import place
from domain.refusal import InvalidValue, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from domain.commitments.volume_events import VolumesReported
    from domain.recorded import Recorded
    from domain.values import ContractCode
    from domain.words import Unit
    from ledger.exchange.sheets.problems import Problems
    from ledger.exchange.volume_file import ReportInFile, VolumeRow
    from ledger.reading.catching_up import Meter
    from ledger.recording.unit_of_work import Recording

_COLUMN_OF: dict[type[Refusal], str] = {
    UnknownContract: "contract",
    ContractNotRunning: "month",
    SiteNotYetOpen: "month",
    SiteIsClosed: "month",
    UnknownSite: "place",
    PlaceNamedTwice: "place",
    CountedTwice: "place",
    OtherUnit: "unit",
    UnitNeeded: "unit",
    MonthAlreadyReported: "reason",
}
"""Where a refused report is most likely wrong; the contract where nothing else is said."""
_METER_STEP = 100


class VolumeImporting:
    """Decides the reports of one file, by month, within one command's transaction."""

    def __init__(
        self, recording: Recording, problems: Problems, meter: Meter, source: str | None
    ) -> None:
        self._recording = recording
        self._register = recording.aggregates
        self._problems = problems
        self._meter = meter
        self._source = source

    def decide(self, reports: Sequence[ReportInFile]) -> None:
        """Decide every report; a refused one goes to the problems."""
        self._register.volumes(dict.fromkeys(report.contract for report in reports))
        units = _units(reports)
        for number, report in enumerate(reports, 1):
            if self._problems.enough:
                return
            unit = report.unit or self._unit_of(report.contract) or units.get(report.contract)
            if self._are_known(report) and self._are_plain(report, unit):
                self._decide(report, unit)
            if number % _METER_STEP == 0 or number == len(reports):
                self._meter(number, len(reports))

    def pass_over(
        self, reports: Sequence[ReportInFile], recorded: Iterable[Recorded[VolumesReported]]
    ) -> None:
        """Count the reports of a file that was recorded; what was changed of them since stays so."""
        known = list(recorded)
        self._register.volumes(dict.fromkeys(each.code for each in known))
        changed = sum(not self.stands(each) for each in known)
        self._recording.pass_over(len(reports), taken_back=changed)

    def stands(self, recorded: Recorded[VolumesReported]) -> bool:
        """Whether what a report says is what is reported now."""
        month = self._register.volume(recorded.code).months.get(recorded.event.month)
        return month is not None and same_volumes(month.standing, recorded.event.volumes)

    def _unit_of(self, contract: ContractCode) -> Unit | None:
        return self._register.volume(contract).unit

    def _are_known(self, report: ReportInFile) -> bool:
        """Note every place that is none, or may be two."""
        known = True
        for row in report.rows:
            try:
                place(row.place, self._register)
            except Refusal as refusal:
                self._problems.add(row.line, "place", row.place, refusal, row.sheet)
                known = False
        return known

    def _are_plain(self, report: ReportInFile, unit: Unit | None) -> bool:
        """Note every volume that may mean two things in its unit."""
        plain = True
        for row in report.rows:
            try:
                volume(row.volume, unit)
            except InvalidValue as error:
                self._problems.add(row.line, "volume", row.volume, error, row.sheet)
                plain = False
        return plain

    def _decide(self, report: ReportInFile, unit: Unit | None) -> None:
        try:
            event = self._register.volume(report.contract).report(
                report.month,
                [(row.place, row.volume) for row in report.rows],
                unit=unit,
                source=report.source or self._source,
                reason=report.reason,
                register=self._register,
            )
        except Refusal as refusal:
            column = _COLUMN_OF.get(type(refusal), "contract")
            row = _row_of(report, refusal, column)
            self._problems.add(row.line, column, "", refusal, row.sheet)
        else:
            self._recording.decide(report.contract, event)


def _units(reports: Iterable[ReportInFile]) -> dict[ContractCode, Unit]:
    """What the file says of each contract's unit, which need not stand in every month."""
    units: dict[ContractCode, Unit] = {}
    for report in reports:
        if report.unit is not None:
            units.setdefault(report.contract, report.unit)
    return units


def _row_of(report: ReportInFile, refusal: Refusal, column: str) -> VolumeRow:
    """The row that a refusal is about; the last that names the place, since that is the second."""
    if column in ("unit", "reason"):
        return next((row for row in report.rows if getattr(row, column)), report.rows[0])
    named = {str(value) for value in refusal.facts.values()}
    about = [row for row in report.rows if {row.place, row.place.rpartition(":")[2]} & named]
    return about[-1] if about else report.rows[0]
