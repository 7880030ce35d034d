"""What a batch is, byte for byte, where somebody signs it or a signature of it is checked."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from ledger.reading.catching_up import no_meter
from ledger.reading.event_log import events_of_batch
from ledger.signing.signing_refusals import LogBroken
from ledger.signing.stored_leaves import stored_leaves
from ledger.store.identity import origin_of
from proofs.batch_signature import Extent, digests_of, signed_message
from proofs.leaves import BrokenLog

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from domain.batches import Batch, Batches, BatchSigned
    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database
    from projections.batches import BatchFacts
    from proofs.note import SigningKey


def extent_of(database: Database, connection: Connection, batch: BatchFacts) -> Extent:
    """Where the batch stands in the log; refuses one whose opening is no event of its own."""
    last = deque(events_of_batch(database, connection, batch), maxlen=1)
    if not last:
        raise LogBroken(f"no event of the batch {batch.name} stands at position {batch.position}")
    return Extent(batch.name, batch.position, last[0].position)


def signature_of(
    database: Database,
    connection: Connection,
    batch: Batch,
    extent: Extent,
    key: SigningKey,
    *,
    batches: Batches,
    meter: Meter = no_meter,
) -> BatchSigned:
    """The event that the key signed the batch, as the log has it; refuses a log that is not whole."""
    try:
        found = digests_of(stored_leaves(database, connection, meter=meter), [extent])
    except BrokenLog as error:
        raise LogBroken(str(error)) from None
    digests = found[extent.batch]
    message = signed_message(origin_of(database, connection), extent.batch, digests)
    return batch.sign(
        batches=batches,
        public_key=key.public.raw.hex(),
        sha256=digests.sha256.hex(),
        root=digests.root.hex(),
        signature=key.sign_bytes(message).hex(),
    )
