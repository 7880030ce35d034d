"""A file of movements is recorded as one batch."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ledger import readmodel
from ledger.commands.voids import VoidCommands
from ledger.exchange.importing import BadRows, Importing
from ledger.exchange.movement_file import Problems, read
from ledger.exchange.sheet import same_text
from ledger.recording import BatchTerms
from projections.batches import batch_of_file

if TYPE_CHECKING:
    from ledger.readmodel import Meter
    from ledger.recording import Outcome


class ImportCommands(VoidCommands):
    """What is recorded from a file. It is recorded again where all of it was taken back."""

    def import_movements(
        self,
        content: bytes,
        *,
        batch: str | None = None,
        source: str | None = None,
        dry_run: bool = False,
        meter: Meter = readmodel.no_meter,
    ) -> Outcome:
        """Record the movements of a file, all or none; a file that was recorded stays quiet."""
        problems = Problems()
        rows = read(content, problems)
        if problems.found and (problems.enough or not rows):
            raise BadRows(problems, content)
        # A named row says by itself that it is recorded; a counted one only by its file.
        texts = same_text(content) if any(row.heads for row in rows) else (content,)
        digests = [hashlib.sha256(text).hexdigest() for text in texts]
        terms = BatchTerms(name=batch, source=source, sha256=digests[0])
        with self._batch("import", True, terms, dry_run) as recording:
            earlier = batch_of_file(recording.connection, *digests)
            standing = list(self._standing(recording, earlier)) if earlier else []
            if any(standing):
                recording.already += sum(row.heads or 1 for row in rows)
                recording.taken_back += standing.count(False)
            else:
                Importing(recording, problems, meter).decide(rows)
            if problems.found:
                raise BadRows(problems, content)
        return recording.outcome
