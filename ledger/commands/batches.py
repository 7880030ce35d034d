"""Whole batches: a file of movements is recorded, and a batch is taken back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from domain.events import MovementVoided, is_operator_event
from domain.refusals import NotLatestMovement, UnknownBatch, VoidedAlready
from ledger import readmodel
from ledger.commands.command import Commands
from ledger.exchange.importing import BadRows, Importing
from ledger.exchange.movement_file import Problems, read
from ledger.exchange.sheet import same_text
from ledger.log import events_of_batch
from ledger.recording import UNNAMED, BatchTerms
from projections.batches import batch_named, batch_of_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.events import Event
    from domain.recorded import Recorded
    from ledger.readmodel import Meter
    from ledger.recording import Outcome, Recording
    from projections.batches import BatchFacts


class BatchCommands(Commands):
    """What is recorded and taken back together."""

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
        digests = [hashlib.sha256(text).hexdigest() for text in same_text(content)]
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

    def void_batch(self, name: str, *, reason: str, dry_run: bool = False) -> Outcome:
        """Take back all that still stands of a batch, the latest first."""
        with self._batch("void", True, UNNAMED, dry_run) as recording:
            batch = batch_named(recording.connection, name)
            if batch is None:
                raise UnknownBatch(name)
            moved = self._moved_by(recording, batch)
            recording.aggregates.operators(recorded.code for recorded in moved)
            voided = 0
            for recorded in reversed(moved):
                operator = recording.aggregates.operator(recorded.code)
                versions = [step.version for step in operator.standing]
                if recorded.version in versions:
                    if versions[0] != recorded.version and operator.latest is not None:
                        raise NotLatestMovement(recorded.code, operator.latest.in_words)
                    recording.void(recorded.code, reason)
                    voided += 1
            if not voided:
                raise VoidedAlready(name)
        return recording.outcome

    def _standing(self, recording: Recording, batch: BatchFacts) -> Iterator[bool]:
        """Of each movement of the batch, whether it stands."""
        moved = self._moved_by(recording, batch)
        operators = recording.aggregates.operators(recorded.code for recorded in moved)
        for recorded, operator in zip(moved, operators, strict=True):
            yield any(step.version == recorded.version for step in operator.standing)

    def _moved_by(self, recording: Recording, batch: BatchFacts) -> list[Recorded[Event]]:
        """The movements of the batch, in order, without voids."""
        return [
            recorded
            for recorded in events_of_batch(self.database, recording.connection, batch)
            if is_operator_event(recorded.event) and not isinstance(recorded.event, MovementVoided)
        ]
