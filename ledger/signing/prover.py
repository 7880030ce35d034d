"""Proofs that single events are a part of the log that a checkpoint was taken of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from domain.logbook import UnknownPosition
from domain.workforce.movement_refusals import UnknownOperator
from ledger.reading.catching_up import no_meter
from ledger.signing.listed_checkpoints import signed_checkpoints
from ledger.signing.signing_refusals import (
    LogBroken,
    LogRewritten,
    LogShorter,
    NotACheckpointFile,
    NotCovered,
    OfAnotherLedger,
    TooFewInCheckpoint,
)
from ledger.signing.stored_leaves import opening_of, stored_leaves
from proofs.checkpoint import NotACheckpoint, SignedCheckpoint
from proofs.merkle import Tree, leaf_hash
from proofs.tlog_proof import TlogProof
from proofs.verify import BrokenLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database
    from proofs.verify import Kept


@dataclass(frozen=True, slots=True)
class Proved:
    """An event, and the proof that it is in the log."""

    position: int
    leaf: bytes
    """The event's line, without a newline."""
    proof: bytes


def prove_position(
    database: Database, position: int, checkpoint: Kept | None = None, meter: Meter = no_meter
) -> Proved:
    """The proof of the event at the position."""
    with database.reading() as connection:
        origin = opening_of(database, connection).origin
        last = database.last_position(connection)
        if not 0 < position <= last:
            raise UnknownPosition(position, last)
        signed = _checkpoint_for(database, connection, origin, position, checkpoint)
        return _prove(database, connection, [position], signed, meter)[0]


def prove_operator(
    database: Database, operator: str, checkpoint: Kept | None = None, meter: Meter = no_meter
) -> list[Proved]:
    """The proofs of all events of the operator."""
    with database.reading() as connection:
        origin = opening_of(database, connection).origin
        events = database.of_streams(connection, [f"operator:{operator}"])
        positions = [raw.position for raw in events]
        if not positions:
            raise UnknownOperator(operator)
        signed = _checkpoint_for(database, connection, origin, max(positions), checkpoint)
        return _prove(database, connection, positions, signed, meter)


def _checkpoint_for(
    database: Database, connection: Connection, origin: str, position: int, kept: Kept | None
) -> SignedCheckpoint:
    """The checkpoint that was named, or the largest one that was signed here."""
    if kept is None:
        listed = signed_checkpoints(database, connection)
        largest = max(listed, key=lambda each: each.size, default=None)
        if largest is None or largest.size < position:
            raise NotCovered(position)
        largest.checkpoint(origin)
        return SignedCheckpoint.parse(largest.note.encode())
    try:
        signed = SignedCheckpoint.parse(kept.content)
    except NotACheckpoint as error:
        raise NotACheckpointFile(kept.name, str(error)) from None
    if not signed.note.signatures:
        raise NotACheckpointFile(kept.name, "nobody signed it")
    if signed.checkpoint.origin != origin:
        raise OfAnotherLedger(kept.name, signed.checkpoint.origin, origin)
    if signed.checkpoint.size < position:
        raise TooFewInCheckpoint(position, signed.checkpoint.size)
    return signed


def _prove(
    database: Database,
    connection: Connection,
    positions: Sequence[int],
    signed: SignedCheckpoint,
    meter: Meter,
) -> list[Proved]:
    """The proofs, once the log is seen to be that of the checkpoint."""
    checkpoint, wanted = signed.checkpoint, dict.fromkeys(positions, b"")
    leaves = islice(stored_leaves(database, connection, meter=meter), checkpoint.size)
    try:
        tree = Tree(leaf_hash(leaf) for leaf in _watched(leaves, wanted))
    except BrokenLog as error:
        raise LogBroken(str(error)) from None
    if tree.size < checkpoint.size:
        raise LogShorter(checkpoint.size, tree.size)
    if tree.root(checkpoint.size) != checkpoint.root:
        raise LogRewritten(checkpoint.size)
    note = bytes(signed.note)
    return [
        Proved(
            position,
            leaf,
            bytes(TlogProof(position - 1, tuple(tree.inclusion(position - 1, tree.size)), note)),
        )
        for position, leaf in wanted.items()
    ]


def _watched(leaves: Iterable[bytes], wanted: dict[int, bytes]) -> Iterable[bytes]:
    """The leaves; those that are wanted are kept as they go by."""
    for position, leaf in enumerate(leaves, 1):
        if position in wanted:
            wanted[position] = leaf
        yield leaf
