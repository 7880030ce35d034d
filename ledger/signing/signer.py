"""Taking a checkpoint, after the log was compared with every checkpoint that was signed before.

Nor is anything signed that does not extend what the key signed last, or what somebody kept.

As a rule only the events since the latest one are read, going on from the right edge of its tree.
The whole log is read anew where it is short, where the triggers that guard it were dropped or made
since, and where it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ledger.reading.catching_up import no_meter
from ledger.signing.extending import kept, remembered
from ledger.signing.listed_checkpoints import ListedCheckpoint, add, signed_checkpoints
from ledger.signing.signing_refusals import GuardsMissing, LogBroken, LogRewritten, LogShorter
from ledger.signing.stored_leaves import opening_of, stored_leaves
from ledger.store.identity import must_be_a_ledger
from proofs.checkpoint import Checkpoint, SignedCheckpoint
from proofs.leaves import BrokenLog
from proofs.merkle import Frontier
from proofs.note import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.reading.catching_up import Meter
    from ledger.signing.extending import Before
    from ledger.signing.memory import Memory
    from ledger.store.database import Database
    from proofs.note import SigningKey
    from proofs.verify import Kept

_SHORT = 10_000
"""A log of so many events is always read as a whole."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A checkpoint that was taken, and whether it had been signed before."""

    signed: SignedCheckpoint
    read: int
    """How many events were read for it."""
    already: bool = False
    is_first: bool = False
    """Whether nothing was known of what the key signed of this ledger before."""

    @property
    def content(self) -> bytes:
        """The checkpoint as it is kept in a file: a note, or its text alone where nobody signed."""
        note = self.signed.note
        return bytes(note) if note.signatures else note.text.encode()


def take_unsigned(
    database: Database,
    *,
    after: Sequence[Kept] = (),
    recompute: bool = False,
    meter: Meter = no_meter,
) -> Taken:
    """The checkpoint of all events, unsigned; nothing is kept of it.

    Refuses a log that does not extend a checkpoint `after` which it is taken.
    """
    with database.reading() as connection:
        must_extend = kept(after, opening_of(database, connection).origin)
        checkpoint, _, read = _checkpoint(database, connection, must_extend, recompute, meter)
    return Taken(SignedCheckpoint(checkpoint, Note(checkpoint.text, ())), read)


def take_signed(
    database: Database,
    key: SigningKey,
    *,
    by: str,
    clock: Callable[[], datetime],
    memory: Memory | None = None,
    after: Sequence[Kept] = (),
    recompute: bool = False,
    meter: Meter = no_meter,
) -> Taken:
    """The checkpoint of all events, signed and added to the ledger's list.

    It is refused if it does not extend the last one in the key's memory, where it is kept before
    anybody else has it, or a checkpoint `after` which it is taken.
    """
    with database.writing() as connection:
        origin = opening_of(database, connection).origin
        last = remembered(memory, origin)
        must_extend = [*last, *kept(after, origin)]
        checkpoint, frontier, read = _checkpoint(
            database, connection, must_extend, recompute, meter
        )
        signed = SignedCheckpoint(checkpoint, key.sign(checkpoint.text))
        listed = signed_checkpoints(database, connection)
        content = bytes(signed.note)
        already = any(each.note == content.decode() for each in listed)
        if memory is not None:
            memory.keep(content, key.public)
        if not already:
            add(database, connection, signed, frontier, key=key.public, at=clock(), by=by)
    return Taken(signed, read, already, is_first=memory is not None and not last)


def put_guards_back(database: Database, meter: Meter = no_meter) -> frozenset[str]:
    """Make the triggers that are missing; returns their names. Refuses a log that is not what was signed."""
    with database.writing() as connection:
        must_be_a_ledger(database, connection)
        missing = database.missing_guards(connection)
        origin = opening_of(database, connection).origin
        listed = signed_checkpoints(database, connection)
        _read_all(database, connection, origin, listed, (), meter)
        if missing:
            database.add_guards(connection)
    return missing


def _checkpoint(
    database: Database,
    connection: Connection,
    must_extend: Sequence[Before],
    recompute: bool,
    meter: Meter,
) -> tuple[Checkpoint, Frontier, int]:
    """The checkpoint of all events, its tree's edge, and how many events were read for it."""
    origin = opening_of(database, connection).origin
    if missing := database.missing_guards(connection):
        raise GuardsMissing(missing)
    last = database.last_position(connection)
    for before in must_extend:
        before.must_be_reached(last)
    listed = signed_checkpoints(database, connection)
    for each in listed:
        if each.size > last:
            each.checkpoint(origin)
            raise LogShorter(each.size, last)
    latest = max(listed, key=lambda each: each.size, default=None)
    if (
        latest is None
        or recompute
        or last <= _SHORT
        or any(before.size < latest.size for before in must_extend)
        or listed[-1].fingerprint != database.guard_fingerprint(connection)
    ):
        frontier = _read_all(database, connection, origin, listed, must_extend, meter)
        read = frontier.size
    else:
        frontier = _go_on(database, connection, origin, latest, must_extend, meter)
        read = frontier.size - latest.size
    return Checkpoint(origin, frontier.size, frontier.root()), frontier, read


def _read_all(
    database: Database,
    connection: Connection,
    origin: str,
    listed: Sequence[ListedCheckpoint],
    must_extend: Sequence[Before],
    meter: Meter,
) -> Frontier:
    """The tree of the whole log, compared with every checkpoint on the way."""
    frontier, intact = Frontier(), 0
    leaves = stored_leaves(database, connection, meter=meter)
    try:
        before: list[ListedCheckpoint | Before] = [*listed, *must_extend]
        for each in sorted(before, key=lambda each: each.size):
            frontier.extend(islice(leaves, each.size - frontier.size))
            if not isinstance(each, ListedCheckpoint):
                each.must_have(frontier.root())
                continue
            was = each.believed(origin)
            if frontier.size < was.size:
                raise LogShorter(was.size, frontier.size)
            if frontier.root() != was.root():
                raise LogRewritten(was.size, intact)
            intact = was.size
        frontier.extend(leaves)
    except BrokenLog as error:
        raise LogBroken(str(error)) from None
    return frontier


def _go_on(
    database: Database,
    connection: Connection,
    origin: str,
    latest: ListedCheckpoint,
    must_extend: Sequence[Before],
    meter: Meter,
) -> Frontier:
    """The tree of the whole log, from the edge that was kept with the latest checkpoint."""
    frontier = latest.believed(origin)
    leaves: Iterator[bytes] = stored_leaves(database, connection, latest.size, meter)
    try:
        for before in sorted(must_extend, key=lambda each: each.size):
            frontier.extend(islice(leaves, before.size - frontier.size))
            before.must_have(frontier.root())
        frontier.extend(leaves)
    except BrokenLog as error:
        raise LogBroken(str(error)) from None
    return frontier
