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
from ledger.exchange.sheet import same_text, unread_sheets
from ledger.recording import BatchTerms
from projections.batches import batches_of_file

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        dry_run: bool = False,
        meter: Meter = readmodel.no_meter,
    ) -> Outcome:
        """Record the movements of a file, all or none.

        A file that was recorded stays quiet, for as long as any of its movements stands.
        """
        problems = Problems()
        rows = read(content, problems)
        sheets = () if problems.unreadable else tuple(unread_sheets(content))
        if problems.found and (problems.enough or not rows):
            raise BadRows(problems, content, sheets)
        # A named row says by itself that it is recorded; a counted one only by its file.
        texts = same_text(content) if any(row.heads for row in rows) else (content,)
        digests = [hashlib.sha256(text).hexdigest() for text in texts]
        terms = BatchTerms(name=batch, source=source, sha256=digests[0])
        with self._batch("import", True, terms, dry_run) as recording:
            taken_back = self._taken_back(recording, digests)
            importing = Importing(recording, problems, meter)
            if taken_back is None:
                importing.decide(rows)
            else:
                recording.pass_over(sum(row.heads or 1 for row in rows), taken_back=taken_back)
            if problems.found:
                raise BadRows(problems, content, sheets)
        return replace(
            recording.outcome,
            counted=sum(row.heads or 0 for row in rows) if taken_back is None else 0,
            voided_before=importing.voided_before(),
            unread_sheets=sheets,
        )

    def _taken_back(self, recording: Recording, digests: Sequence[str]) -> int | None:
        """How many movements of the file were voided; none where it was not recorded, or all were."""
        batches = batches_of_file(recording.connection, digests)
        voided = voids(self.database, recording.view) if batches else {}
        for batch in batches:
            moved = movements_of(self.database, recording.view, batch)
            taken_back = sum((each.stream, each.version) in voided for each in moved)
            if taken_back < len(moved):
                return taken_back
        return None
