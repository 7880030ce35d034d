"""A file of movements is recorded as one batch."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from ledger import readmodel
from ledger.batches import movements_of, voids
from ledger.commands.command import Commands
from ledger.exchange.importing import BadRows, Importing
from ledger.exchange.movement_file import Problems, read
from ledger.exchange.sheet import same_text
from ledger.recording import BatchTerms
from projections.batches import batches_of_file, is_any_of_a_file

if TYPE_CHECKING:
    from domain.values import OperatorCode
    from ledger.readmodel import Meter
    from ledger.recording import Outcome, Recording


class ImportCommands(Commands):
    """What is recorded from a file."""

    def import_movements(
        self,
        content: bytes,
        *,
        batch: str | None = None,
        source: str | None = None,
        note: str | None = None,
        dry_run: bool = False,
        meter: Meter = readmodel.no_meter,
    ) -> Outcome:
        """Record the movements of a file, all or none.

        A file that was recorded stays quiet, for as long as any of its movements stands.
        """
        problems = Problems()
        rows = read(content, problems)
        if problems.found and (problems.enough or not rows):
            raise BadRows(problems, content)
        terms = BatchTerms(name=batch, source=source, sha256=_sha256(content), note=note)
        with self._batch("import", True, terms, dry_run) as recording:
            known = self._known(recording, content)
            importing = Importing(recording, problems, meter)
            if known is None:
                importing.decide(rows)
            else:
                importing.pass_over(rows, known)
            if problems.found:
                raise BadRows(problems, content)
        return replace(
            recording.outcome,
            counted=sum(row.heads or 0 for row in rows) if known is None else 0,
            voided_before=importing.voided_before(),
            unread_sheets=tuple(problems.unread_sheets),
        )

    def _known(
        self, recording: Recording, content: bytes
    ) -> list[tuple[OperatorCode, bool]] | None:
        """Whose movements a batch of the file has, and whether each stands; none where none does."""
        if not is_any_of_a_file(recording.connection):
            return None
        batches = batches_of_file(recording.connection, map(_sha256, same_text(content)))
        voided = voids(self.database, recording.view) if batches else {}
        for batch in batches:
            moved = movements_of(self.database, recording.view, batch)
            known = [(each.code, (each.stream, each.version) not in voided) for each in moved]
            if any(stands for _, stands in known):
                return known
        return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
