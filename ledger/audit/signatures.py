"""The signatures of batches, checked against the log as it is."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from domain.refusal import WithFacts, facts
from ledger.signing.batch_signing import extent_of
from ledger.signing.signing_refusals import LogBroken
from ledger.signing.stored_leaves import stored_leaves
from ledger.store.codec import Malformed
from ledger.store.identity import origin_of
from projections.batches import BatchFacts
from proofs.batch_signature import Digests, digests_of, is_signed, signed_message
from proofs.leaves import BrokenLog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from domain.batches import BatchSigned
    from domain.recorded import Recorded
    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database


@facts
class SignatureDiffers(WithFacts):
    """A signature of a batch that does not fit what the log has."""

    batch: str
    key: str
    why: str


class CheckedSignature(NamedTuple):
    """A signature of a batch, and what is wrong with it, if anything is."""

    recorded: Recorded[BatchSigned]
    wrong: SignatureDiffers | None


def checked_signatures(
    database: Database,
    connection: Connection,
    signatures: Sequence[Recorded[BatchSigned]],
    opened: Mapping[str, int],
    meter: Meter,
) -> list[CheckedSignature]:
    """Each signature with what is wrong with it; the log is read once more, if there are any.

    `opened` says where each batch begins.
    """
    if not signatures:
        return []
    names = {each.code for each in signatures if each.code in opened}
    extents = []
    for name in sorted(names):
        with suppress(LogBroken, Malformed):  # such a batch has no lines to compare
            extents.append(extent_of(database, connection, BatchFacts(opened[name], name, 0)))
    try:
        found = digests_of(stored_leaves(database, connection, meter=meter), extents)
    except BrokenLog:
        found = {}
    origin = origin_of(database, connection)
    return [
        CheckedSignature(each, _wrong(each, found.get(each.code), origin)) for each in signatures
    ]


def _wrong(
    recorded: Recorded[BatchSigned], digests: Digests | None, origin: str
) -> SignatureDiffers | None:
    event, why = recorded.event, None
    if digests is None:
        why = "not-whole"
    elif event.sha256 != digests.sha256.hex():
        why = "other-lines"
    elif event.root != digests.root.hex():
        why = "other-root"
    elif not is_signed(
        signed_message(origin, recorded.code, digests),
        bytes.fromhex(event.public_key),
        bytes.fromhex(event.signature),
    ):
        why = "not-of-the-key"
    return SignatureDiffers(recorded.code, event.public_key[:16], why) if why else None
