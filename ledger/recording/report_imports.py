"""A file of reports, of volumes or of quality, is recorded as one batch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from domain.commitments.volume_events import VolumesReported
from domain.quality.quality_events import QualityReported
from ledger.exchange.importing import BadRows
from ledger.exchange.quality_file import QualityFile
from ledger.exchange.quality_importing import QualityImporting
from ledger.exchange.sheets.mapping import NO_MAPPING
from ledger.exchange.sheets.problems import Problems
from ledger.exchange.suggestions import Suggestions
from ledger.exchange.volume_file import VolumeFile
from ledger.exchange.volume_importing import VolumeImporting
from ledger.reading import catching_up
from ledger.reading.batch_members import reports_of
from ledger.recording.batch_terms import BatchTerms
from ledger.recording.from_files import FromFiles, batches_of, mapping_of, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from domain.batches import Mapping
    from domain.recorded import Recorded
    from domain.words import BatchKind
    from ledger.exchange.report_file import ReportFile
    from ledger.exchange.sheets.mapping import FileMapping
    from ledger.reading.catching_up import Meter
    from ledger.recording.outcome import Outcome
    from ledger.recording.unit_of_work import Recording


class ReportImports(FromFiles):
    """Records files of reports."""

    def import_reports(
        self,
        kind: Reports,
        content: bytes,
        *,
        mapping: FileMapping = NO_MAPPING,
        sheet: str | None = None,
        again: bool = False,
        batch: str | None = None,
        source: str | None = None,
        dry_run: bool = False,
        meter: Meter = catching_up.no_meter,
    ) -> Outcome:
        """Record the reports of a file, all or none.

        A file that was recorded stays quiet, for as long as any of its reports stands, unless it is
        said to be meant `again`.
        """
        problems = Problems()
        file = kind.file(content, problems, mapping, sheet=sheet)
        if problems.any and (problems.enough or not file.reports):
            raise self._bad_rows(problems, file)
        terms = BatchTerms(
            name=batch,
            source=source,
            sha256=sha256_of(content),
            mapping=mapping_of(mapping),
            kind=kind.kind,
        )
        with self._batch(kind.command, True, terms, dry_run) as recording:
            importing = kind.importing(recording, problems, meter, source)
            known = None
            if not again:
                known = self._known_reports(kind, recording, content, importing, terms.mapping)
            if known is None:
                importing.decide(file.reports)
            else:
                importing.pass_over(file.reports, known)
            if problems.any:
                raise BadRows.of(problems, file, Suggestions(recording.view).near)
        return replace(recording.outcome, told=file.told, kind=kind.kind)

    def _known_reports(
        self,
        kind: Reports,
        recording: Recording,
        content: bytes,
        importing: _Importing,
        mapping: Mapping | None,
    ) -> list[Recorded[Any]] | None:
        """What a batch of the file reported; none where nothing of it stands."""
        for found in batches_of(recording, content, mapping):
            reports = reports_of(self.database, recording.view, found, kind.event)
            if any(map(importing.stands, reports)):
                return reports
        return None


class _Importing(Protocol):
    """Decides the reports of one file."""

    def decide(self, reports: Sequence[Any], /) -> None:
        """Decide every report; a refused one goes to the problems."""

    def pass_over(self, reports: Sequence[Any], recorded: Sequence[Recorded[Any]], /) -> None:
        """Count the reports of a file that was recorded."""

    def stands(self, recorded: Recorded[Any], /) -> bool:
        """Whether what a report says is what is reported now."""


class Reports(NamedTuple):
    """A kind of reports that files have."""

    kind: BatchKind
    command: str
    """How a batch is called that nobody named."""
    file: type[ReportFile]
    importing: Callable[[Recording, Problems, Meter, str | None], _Importing]
    event: type[VolumesReported | QualityReported]


VOLUME_REPORTS = Reports("volumes", "volume-import", VolumeFile, VolumeImporting, VolumesReported)
"""The rows of a contract and month are one report, whole."""
QUALITY_REPORTS = Reports(
    "quality", "quality-import", QualityFile, QualityImporting, QualityReported
)
"""Each row is one report."""
