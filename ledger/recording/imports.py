"""A file of movements is recorded as one batch."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.batches import Mapping
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
from ledger.reading.batch_members import (
    movements_of,
    quality_reports_of,
    reports_of,
    voids,
)
from ledger.recording.recorder import Recorder
from ledger.recording.unit_of_work import BatchTerms
from ledger.store.errors import LedgerUnusable
from projections.batches import batches_of_file, is_any_of_a_file

if TYPE_CHECKING:
    from domain.commitments.volume_events import VolumesReported
    from domain.quality.quality_events import QualityReported
    from domain.recorded import Recorded
    from domain.values import OperatorCode
    from ledger.exchange.sheets.mapping import FileMapping
    from ledger.reading.catching_up import Meter
    from ledger.recording.unit_of_work import Outcome, Recording
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
            mapping=Mapping(name=mapping.name, sha256=mapping.sha256) if mapping.is_given else None,
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
                raise BadRows.of(problems, file, Suggestions(recording.view).hint)
        return replace(
            recording.outcome,
            counted=sum(row.heads or 0 for row in rows) if known is None else 0,
            voided_before=importing.voided_before(),
            told=file.told,
        )

    def import_volumes(
        self,
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
        """Record the volumes of a file, all or none: the rows of a contract and month are one report.

        A file that was recorded stays quiet, for as long as any of its reports stands, unless it is
        said to be meant `again`.
        """
        problems = Problems()
        file = VolumeFile(content, problems, mapping, sheet=sheet)
        if problems.any and (problems.enough or not file.reports):
            raise self._bad_rows(problems, file)
        terms = BatchTerms(
            name=batch,
            source=source,
            sha256=_sha256(content),
            mapping=Mapping(name=mapping.name, sha256=mapping.sha256) if mapping.is_given else None,
            kind="volumes",
        )
        with self._batch("volume-import", True, terms, dry_run) as recording:
            importing = VolumeImporting(recording, problems, meter, source)
            known = None if again else self._known_reports(recording, content, importing, terms)
            if known is None:
                importing.decide(file.reports)
            else:
                importing.pass_over(file.reports, known)
            if problems.any:
                raise BadRows.of(problems, file, Suggestions(recording.view).hint)
        return replace(recording.outcome, told=file.told, kind="volumes")

    def _known_reports(
        self,
        recording: Recording,
        content: bytes,
        importing: VolumeImporting,
        terms: BatchTerms,
    ) -> list[Recorded[VolumesReported]] | None:
        """What a batch of the file reported; none where nothing of it stands."""
        for batch in batches_of_file(recording.connection, map(_sha256, same_text(content))):
            recorded = recording.aggregates.batch(batch.name).recorded
            before = recorded.mapping if recorded else None
            if (before and before.sha256) != (terms.mapping and terms.mapping.sha256):
                continue
            reports = reports_of(self.database, recording.view, batch)
            if any(map(importing.stands, reports)):
                return reports
        return None

    def import_quality(
        self,
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
        """Record the quality of a file, all or none: each row is one report.

        A file that was recorded stays quiet, for as long as any of its reports stands, unless it is
        said to be meant `again`.
        """
        problems = Problems()
        file = QualityFile(content, problems, mapping, sheet=sheet)
        if problems.any and (problems.enough or not file.rows):
            raise self._bad_rows(problems, file)
        terms = BatchTerms(
            name=batch,
            source=source,
            sha256=_sha256(content),
            mapping=Mapping(name=mapping.name, sha256=mapping.sha256) if mapping.is_given else None,
            kind="quality",
        )
        with self._batch("quality-import", True, terms, dry_run) as recording:
            importing = QualityImporting(recording, problems, meter, source)
            known = None if again else self._known_quality(recording, content, importing, terms)
            if known is None:
                importing.decide(file.rows)
            else:
                importing.pass_over(file.rows, known)
            if problems.any:
                raise BadRows.of(problems, file, Suggestions(recording.view).hint)
        return replace(recording.outcome, told=file.told, kind="quality")

    def _known_quality(
        self,
        recording: Recording,
        content: bytes,
        importing: QualityImporting,
        terms: BatchTerms,
    ) -> list[Recorded[QualityReported]] | None:
        """What a batch of the file reported; none where nothing of it stands."""
        for batch in batches_of_file(recording.connection, map(_sha256, same_text(content))):
            recorded = recording.aggregates.batch(batch.name).recorded
            before = recorded.mapping if recorded else None
            if (before and before.sha256) != (terms.mapping and terms.mapping.sha256):
                continue
            reports = quality_reports_of(self.database, recording.view, batch)
            if any(map(importing.stands, reports)):
                return reports
        return None

    def _bad_rows(self, problems: Problems, file: FileOfRows) -> BadRows:
        """What is wrong with a file of which no row was tried, with what the ledger knows of it."""
        with suppress(LedgerUnusable), self.asking() as view:
            return BadRows.of(problems, file, Suggestions(view).hint)
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
        batches = batches_of_file(recording.connection, map(_sha256, same_text(content)))
        voided = voids(self.database, recording.view) if batches else {}
        for batch in batches:
            recorded = recording.aggregates.batch(batch.name).recorded
            before = recorded.mapping if recorded else None
            if (before and before.sha256) != (mapping and mapping.sha256):
                continue
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


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
