"""A file of movements is recorded as one batch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.exchange.importing import BadRows, Importing
from ledger.exchange.movement_file import MovementFile
from ledger.exchange.repeated import refuse_repeated
from ledger.exchange.sheets.mapping import NO_MAPPING
from ledger.exchange.sheets.problems import Problems
from ledger.reading import catching_up
from ledger.recording.batch_terms import BatchTerms
from ledger.recording.from_files import FromFiles, batches_of, mapping_of, sha256_of
from projections.batches import is_any_of_a_file

if TYPE_CHECKING:
    from domain.batches import Mapping
    from domain.values import OperatorCode
    from ledger.exchange.sheets.mapping import FileMapping
    from ledger.reading.catching_up import Meter
    from ledger.recording.outcome import Outcome
    from ledger.recording.unit_of_work import Recording
    from proofs.note import SigningKey


class Imports(FromFiles):
    """Records files of movements."""

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
            sha256=sha256_of(content),
            note=note,
            new_code=new_code,
            key=key,
            mapping=mapping_of(mapping),
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
                from ledger.exchange.suggestions import Suggestions

                raise BadRows.of(problems, file, Suggestions(recording.view).near)
        return replace(
            recording.outcome,
            counted=sum(row.heads or 0 for row in rows) if known is None else 0,
            voided_before=importing.voided_before(),
            told=file.told,
        )

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
        from ledger.exchange.repeated import are_of
        from ledger.reading.batch_members import movements_of, voids

        batches = batches_of(recording, content, mapping)
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
