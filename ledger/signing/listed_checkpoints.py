"""The list of the checkpoints that were signed here, kept beside the events and as they are.

It is not a part of the read model: it cannot be made anew from the events. Rows are added, and
triggers refuse to change them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    insert,
    select,
)

from domain.values import instant_text
from ledger.signing.signing_refusals import ListRewritten
from ledger.store.identity import origin_of
from ledger.store.tables import CHECKPOINTS_TABLE
from proofs.checkpoint import NotACheckpoint, SignedCheckpoint
from proofs.merkle import HASH_BYTES, Frontier
from proofs.note import BadKey, BadSignature, MissingSignature, PublicKey
from proofs.verify import Kept

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.store.database import Database
    from proofs.checkpoint import Checkpoint

_table = Table(
    CHECKPOINTS_TABLE,
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("signed_at", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("edge", LargeBinary, nullable=False),
    Column("fingerprint", Text, nullable=False),
)


_TYPES = {column.name: column.type.python_type for column in _table.columns}


@dataclass(frozen=True, slots=True)
class ListedCheckpoint:
    """A checkpoint that was signed here."""

    number: int
    size: int
    root: bytes
    note: str
    public_key: str
    signed_at: str
    """A UTC instant in ISO 8601."""
    signed_by: str
    edge: bytes
    """The right edge of the tree, its hashes one after another."""
    fingerprint: str
    """Of the triggers that guarded the ledger then."""

    def frontier(self) -> Frontier:
        """The tree as it was, to go on from; refuses an edge that does not give the root."""
        hashes = [
            self.edge[start : start + HASH_BYTES] for start in range(0, len(self.edge), HASH_BYTES)
        ]
        try:
            frontier = Frontier(self.size, hashes)
        except ValueError:
            raise ListRewritten(self.number, "its right edge does not fit its size") from None
        if frontier.root() != self.root:
            raise ListRewritten(self.number, "right-edge")
        return frontier

    def checkpoint(self, origin: str) -> Checkpoint:
        """The checkpoint in its note; refuses a row that was not signed so, or of another ledger."""
        try:
            signed = SignedCheckpoint.parse(self.note.encode())
            PublicKey.parse(self.public_key).verify(signed.note)
        except (NotACheckpoint, BadKey, BadSignature, MissingSignature) as error:
            raise ListRewritten(self.number, str(error)) from None
        if (signed.checkpoint.size, signed.checkpoint.root) != (self.size, self.root):
            raise ListRewritten(self.number, "not-of-its-note")
        if signed.checkpoint.origin != origin:
            raise ListRewritten(self.number, f"it is of the ledger {signed.checkpoint.origin}")
        return signed.checkpoint

    def believed(self, origin: str) -> Frontier:
        """The tree as it was, where all of the row agrees with what was signed of the ledger."""
        self.checkpoint(origin)
        return self.frontier()


def signed_checkpoints(database: Database, connection: Connection) -> list[ListedCheckpoint]:
    """All checkpoints that were signed here, in the order in which they were.

    They are numbered from 1. A row that is missing, or not as rows are written, is refused; rows
    that were deleted at the end cannot be missed.
    """
    listed = _rows(database, connection)
    for number, each in enumerate(listed, 1):
        if each.number != number:
            raise ListRewritten(number, "missing")
        if tuple(type(getattr(each, name)) for name in _TYPES) != tuple(_TYPES.values()):
            raise ListRewritten(number, "column-type")
    return listed


def believed_checkpoints(database: Database, connection: Connection) -> list[ListedCheckpoint]:
    """The same, where every row agrees with what was signed of this ledger; else refused."""
    origin, listed = origin_of(database, connection), signed_checkpoints(database, connection)
    for each in listed:
        each.believed(origin)
    return listed


def listed_notes(database: Database, connection: Connection) -> list[Kept]:
    """The notes in the list, as far as they can be read; nothing about them is believed."""
    return [
        Kept(f"number {each.number}", each.note.encode())
        for each in _rows(database, connection)
        if isinstance(each.note, str)
    ]


def _rows(database: Database, connection: Connection) -> list[ListedCheckpoint]:
    """The list as it stands there."""
    if CHECKPOINTS_TABLE not in database.tables(connection):
        return []
    rows = connection.execute(select(_table).order_by(_table.c.number))
    return [ListedCheckpoint(*row) for row in rows]


def make_list(database: Database, connection: Connection) -> None:
    """Make the empty list and its triggers, where it is missing."""
    if CHECKPOINTS_TABLE not in database.tables(connection):
        _table.create(connection)
        database.add_guards(connection)


def add(
    database: Database,
    connection: Connection,
    signed: SignedCheckpoint,
    frontier: Frontier,
    *,
    key: PublicKey,
    at: datetime,
    by: str,
) -> ListedCheckpoint:
    """Add a checkpoint to the list."""
    make_list(database, connection)
    before = signed_checkpoints(database, connection)
    row = ListedCheckpoint(
        number=before[-1].number + 1 if before else 1,
        size=signed.checkpoint.size,
        root=signed.checkpoint.root,
        note=bytes(signed.note).decode(),
        public_key=str(key),
        signed_at=instant_text(at),
        signed_by=by,
        edge=b"".join(frontier.edge),
        fingerprint=database.guard_fingerprint(connection),
    )
    values = {column.name: getattr(row, column.name) for column in _table.columns}
    connection.execute(insert(_table).values(values))
    return row
