"""A file of movements is recorded as one batch."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from domain.batches import Mapping
from domain.commitments.volume_events import VolumesReported
from domain.quality.quality_events import QualityReported
from ledger.exchange.importing import BadRows, FileOfRows, Importing
from ledger.exchange.movement_file import MovementFile
from ledger.exchange.quality_file import QualityFile
from ledger.exchange.quality_importing import QualityImporting
from ledger.exchange.repeated import are_of, refuse_repeated
from ledger.exchange.sheets.mapping import NO_MAPPING
from ledger.exchange.sheets.problems import Problems
from ledger.exchange.sheets.text import same_text
from ledger.exchange.suggestions import Suggestions
from ledger.exchange.volume_file import VolumeFile
from ledger.exchange.volume_importing import VolumeImporting
from ledger.reading import catching_up
from ledger.reading.batch_members import movements_of, reports_of, voids
from ledger.recording.batch_terms import BatchTerms
from ledger.recording.recorder import Recorder
from ledger.store.errors import LedgerUnusable
from projections.batches import batches_of_file, is_any_of_a_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from domain.batches import BatchRecorded
    from domain.recorded import Recorded
    from domain.values import OperatorCode
    from domain.words import BatchKind
    from ledger.exchange.report_file import ReportFile
    from ledger.exchange.sheets.mapping import FileMapping
    from ledger.reading.catching_up import Meter
    from ledger.recording.outcome import Outcome
    from ledger.recording.unit_of_work import Recording
    from projections.batches import BatchFacts
    from proofs.note import SigningKey


class Imports(Recorder):
    """What is recorded from a file."""

    def import_movements(
        self,
        content: bytes,
        *,
        mapping: FileMapping = NO_MAPPING,
        sheet: str | None = None,
        again: bool = False,
        batch: str | None = None,
        source: str | None = None,
        note: str | None = None,
        new_code: bool = False,
        key: SigningKey | None = None,
        dry_run: bool = False,
        meter: Meter = catching_up.no_meter,
    ) -> Outcome:
        """Record the movements of a file, all or none.

        A file that was recorded stays quiet, for as long as any of its movements stands. Counted
        rows that were recorded just so are refused, unless they are said to be meant `again`.
        """
        problems = Problems()
        today = self._clock().date()
        file = MovementFile(content, problems, mapping, sheet=sheet, today=today)
        rows = file.rows
        if problems.any and (problems.enough or not rows):
            raise self._bad_rows(problems, file)
        terms = BatchTerms(
            name=batch,
            source=source,
            sha256=_sha256(content),
            note=note,
            new_code=new_code,
            key=key,
            mapping=_mapping_of(mapping),
        )
        with self._batch("import", True, terms, dry_run) as recording:
            known = self._known(recording, content, file, terms.mapping, again=again)
            importing = Importing(recording, problems, meter)
            if known is None:
                if not again:
                    refuse_repeated(self.database, recording.view, rows, problems)
                importing.decide(rows)
            else:
                importing.pass_over(rows, known)
            if problems.any:
                raise BadRows.of(problems, file, Suggestions(recording.view).near)
        return replace(
            recording.outcome,
            counted=sum(row.heads or 0 for row in rows) if known is None else 0,
            voided_before=importing.voided_before(),
            told=file.told,
        )

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
            sha256=_sha256(content),
            mapping=_mapping_of(mapping),
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
        for found in _batches_of(recording, content, mapping):
            reports = reports_of(self.database, recording.view, found, kind.event)
            if any(map(importing.stands, reports)):
                return reports
        return None

    def _bad_rows(self, problems: Problems, file: FileOfRows) -> BadRows:
        """What is wrong with a file of which no row was tried, with what the ledger knows of it."""
        with suppress(LedgerUnusable), self.asking() as view:
            return BadRows.of(problems, file, Suggestions(view).near)
        return BadRows.of(problems, file, lambda *_: "")

    def _known(
        self,
        recording: Recording,
        content: bytes,
        file: MovementFile,
        mapping: Mapping | None,
        *,
        again: bool,
    ) -> list[tuple[OperatorCode, bool]] | None:
        """Whose movements a batch of the file has, and whether each stands; none where none does.

        A file that was read by another mapping, or of which another sheet was read, is another.
        """
        if not is_any_of_a_file(recording.connection):
            return None
        batches = _batches_of(recording, content, mapping)
        voided = voids(self.database, recording.view) if batches else {}
        for batch in batches:
            moved = movements_of(self.database, recording.view, batch)
            known = [(each.code, (each.stream, each.version) not in voided) for each in moved]
            if (
                file.told is not None
                and file.told.sheets
                and (again or not are_of(file.rows, moved))
            ):
                continue
            if any(stands for _, stands in known):
                return known
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


def _mapping_of(mapping: FileMapping) -> Mapping | None:
    """What a batch keeps of the mapping by which its file was read."""
    return Mapping(name=mapping.name, sha256=mapping.sha256) if mapping.is_given else None


def _batches_of(recording: Recording, content: bytes, mapping: Mapping | None) -> list[BatchFacts]:
    """The batches that were recorded from the file, read by the same mapping."""
    return [
        batch
        for batch in batches_of_file(recording.connection, map(_sha256, same_text(content)))
        if _sha256_of_mapping(recording.aggregates.batch(batch.name).recorded)
        == (mapping and mapping.sha256)
    ]


def _sha256_of_mapping(recorded: BatchRecorded | None) -> str | None:
    before = recorded.mapping if recorded else None
    return before and before.sha256


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
