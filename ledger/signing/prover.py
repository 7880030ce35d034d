"""Proofs that single events are a part of the log that a checkpoint was taken of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from domain.logbook import UnknownPosition
from domain.workforce.movement_refusals import UnknownOperator
from ledger.reading.catching_up import no_meter
from ledger.reading.nearest import with_nearest
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
from projections.view import View
from proofs.checkpoint import NotACheckpoint, SignedCheckpoint
from proofs.leaves import BrokenLog
from proofs.merkle import Tree, leaf_hash
from proofs.note import BadSignature, MissingSignature, PublicKey
from proofs.tlog_proof import TlogProof
from proofs.witness_request import WitnessRequest

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
    by: Chosen


@dataclass(frozen=True, slots=True)
class Chosen:
    """The checkpoint that events are proved to be a part of."""

    signed: SignedCheckpoint
    key: PublicKey | None = None
    """The key of the ledger's list; none for a checkpoint that was named."""
    number: int | None = None
    """Its place in the ledger's list."""
    others: tuple[str, ...] = ()
    """The other keys with which checkpoints that would do were signed, by name and id."""


def prove_position(
    database: Database,
    position: int,
    checkpoint: Kept | None = None,
    meter: Meter = no_meter,
    *,
    key: PublicKey | None = None,
) -> Proved:
    """The proof of the event at the position, by a checkpoint that the key signed if one is named."""
    with database.reading() as connection:
        origin = opening_of(database, connection).origin
        last = database.last_position(connection)
        if not 0 < position <= last:
            raise UnknownPosition(position, last)
        chosen = _chosen(database, connection, origin, position, checkpoint, key)
        return _prove(database, connection, [position], chosen, meter)[0]


def prove_operator(
    database: Database,
    operator: str,
    checkpoint: Kept | None = None,
    meter: Meter = no_meter,
    *,
    key: PublicKey | None = None,
) -> list[Proved]:
    """The proofs of all events of the operator, by a checkpoint that the key signed if one is named."""
    with database.reading() as connection:
        origin = opening_of(database, connection).origin
        events = database.of_streams(connection, [f"operator:{operator}"])
        positions = [raw.position for raw in events]
        if not positions:
            view = View(connection, origin, database.last_position(connection))
            raise with_nearest(UnknownOperator(operator), view)
        chosen = _chosen(database, connection, origin, max(positions), checkpoint, key)
        return _prove(database, connection, positions, chosen, meter)


def prove_extension(
    database: Database, kept: Kept, signed: SignedCheckpoint, meter: Meter = no_meter
) -> WitnessRequest:
    """The proof that a checkpoint extends one that was kept, for a witness that sees no event."""
    old, now = SignedCheckpoint.parse(kept.content).checkpoint, signed.checkpoint
    with database.reading() as connection:
        leaves = islice(stored_leaves(database, connection, meter=meter), now.size)
        try:
            tree = Tree(map(leaf_hash, leaves))
        except BrokenLog as error:
            raise LogBroken(str(error)) from None
    if tree.size < now.size:
        raise LogShorter(now.size, tree.size)
    for each in (old, now):
        if tree.root(each.size) != each.root:
            raise LogRewritten(each.size)
    proof = tuple(tree.consistency(old.size, now.size))
    return WitnessRequest(old.size, proof, bytes(signed.note))


def _chosen(
    database: Database,
    connection: Connection,
    origin: str,
    position: int,
    kept: Kept | None,
    key: PublicKey | None,
) -> Chosen:
    """The checkpoint that was named, or else the largest that was signed here, and last, with the key."""
    if kept is not None:
        return Chosen(_named(kept, origin, position, key))
    covering = [each for each in signed_checkpoints(database, connection) if each.size >= position]
    of_key = [each for each in covering if key is None or each.public_key == str(key)]
    if not of_key:
        raise NotCovered(position, key=None if key is None else _called(str(key)))
    best = max(of_key, key=lambda each: (each.size, each.number))
    best.checkpoint(origin)
    others = {each.public_key for each in covering} - {best.public_key}
    return Chosen(
        SignedCheckpoint.parse(best.note.encode()),
        PublicKey.parse(best.public_key),
        best.number,
        tuple(sorted(map(_called, others))),
    )


def _called(public_key: str) -> str:
    """A public key by its name and id."""
    return "+".join(public_key.split("+")[:2])


def _named(kept: Kept, origin: str, position: int, key: PublicKey | None) -> SignedCheckpoint:
    """The checkpoint that was named, signed with the key if one is named as well."""
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
    if key is not None:
        try:
            key.verify(signed.note)
        except (BadSignature, MissingSignature) as error:
            raise NotACheckpointFile(kept.name, str(error)) from None
    return signed


def _prove(
    database: Database,
    connection: Connection,
    positions: Sequence[int],
    chosen: Chosen,
    meter: Meter,
) -> list[Proved]:
    """The proofs, once the log is seen to be that of the checkpoint."""
    checkpoint, wanted = chosen.signed.checkpoint, dict.fromkeys(positions, b"")
    leaves = islice(stored_leaves(database, connection, meter=meter), checkpoint.size)
    try:
        tree = Tree(leaf_hash(leaf) for leaf in _watched(leaves, wanted))
    except BrokenLog as error:
        raise LogBroken(str(error)) from None
    if tree.size < checkpoint.size:
        raise LogShorter(checkpoint.size, tree.size)
    if tree.root(checkpoint.size) != checkpoint.root:
        raise LogRewritten(checkpoint.size)
    note = bytes(chosen.signed.note)
    return [
        Proved(
            position,
            leaf,
            bytes(TlogProof(position - 1, tuple(tree.inclusion(position - 1, tree.size)), note)),
            chosen,
        )
        for position, leaf in wanted.items()
    ]


def _watched(leaves: Iterable[bytes], wanted: dict[int, bytes]) -> Iterable[bytes]:
    """The leaves; those that are wanted are kept as they go by."""
    for position, leaf in enumerate(leaves, 1):
        if position in wanted:
            wanted[position] = leaf
        yield leaf
