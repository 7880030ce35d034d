"""A batch that was recorded is signed by somebody else: a second pair of eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.batches import UnknownBatch
from ledger.reading.catching_up import no_meter
from ledger.recording.recorder import Recorder
from ledger.signing.batch_signing import extent_of, signature_of
from projections.batches import batch_named

if TYPE_CHECKING:
    from ledger.reading.catching_up import Meter
    from ledger.recording.outcome import Outcome
    from proofs.note import SigningKey


class SecondSignatures(Recorder):
    """What is signed after it was recorded."""

    def sign_batch(
        self, name: str, key: SigningKey, *, dry_run: bool = False, meter: Meter = no_meter
    ) -> Outcome:
        """Record that the key signs the batch as it stands in the log; once for each key."""
        with self._recording("sign", dry_run=dry_run) as recording:
            facts = batch_named(recording.connection, name)
            if facts is None:
                raise UnknownBatch(name)
            event = signature_of(
                self.database,
                recording.connection,
                recording.aggregates.batch(name),
                extent_of(self.database, recording.connection, facts),
                key,
                batches=recording.aggregates,
                meter=meter,
            )
            recording.decide(name, event)
        return recording.outcome
