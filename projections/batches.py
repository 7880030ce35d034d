"""Which batches were recorded, and where in the ledger each one stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Index, Table, select

from domain.batches import BatchRecorded, BatchSigned
from domain.values import instant_text
from projections.projection import Projection
from projections.tables import NONE, AppendedRows, ExactText, coarse_key_of, metadata

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

    from domain.recorded import Recorded
    from domain.words import BatchKind
    from projections.view import View

batches = Table(
    "batches",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("name", ExactText, nullable=False, unique=True),
    Column("source", ExactText, nullable=False),
    Column("sha256", ExactText, nullable=False, index=True),
    Column("movements", BigInteger, nullable=False),
    Column("records", BigInteger, nullable=False),
    Column("kind", ExactText, nullable=False),
    Column("recorded_at", ExactText, nullable=False),
    Column("recorded_by", ExactText, nullable=False),
)


signatures = Table(
    "batch_signatures",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("name", ExactText, nullable=False, index=True),
    Column("public_key", ExactText, nullable=False),
    Column("recorded_at", ExactText, nullable=False),
    Column("recorded_by", ExactText, nullable=False),
)


Index("batches_by_coarse_key", coarse_key_of(batches.c.name))


class Batches(Projection):
    """Writes a row for every batch, and for every signature of one."""

    def __init__(self) -> None:
        self.rows = AppendedRows(batches)
        self.signatures = AppendedRows(signatures)
        self.appended = (self.rows, self.signatures)
        self.handles = {
            BatchRecorded: self.on_recorded,
            BatchSigned: self.on_signed,
        }

    def on_signed(self, recorded: Recorded[BatchSigned]) -> None:
        """Somebody signed a batch."""
        self.signatures.add(
            (
                recorded.position,
                recorded.code,
                recorded.event.public_key,
                instant_text(recorded.recorded_at),
                recorded.recorded_by,
            )
        )

    def on_recorded(self, recorded: Recorded[BatchRecorded]) -> None:
        """A batch was recorded; what claims to record it again is no other batch, and has no row."""
        if recorded.version > 1:
            return
        batch = recorded.event
        self.rows.add(
            (
                recorded.position,
                recorded.code,
                batch.source or NONE,
                batch.sha256 or NONE,
                batch.movements,
                batch.records,
                batch.kind,
                instant_text(recorded.recorded_at),
                recorded.recorded_by,
            )
        )


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """A batch: its name, and the position of the event that opens it."""

    position: int
    name: str
    movements: int


def batch_named(connection: Connection, name: str) -> BatchFacts | None:
    """The batch of that name."""
    return next(iter(_found(connection, batches.c.name == name)), None)


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """A signature of a batch: with which key, and who recorded it. Whether it is good, a replay tells."""

    position: int
    batch: str
    public_key: str
    recorded_at: datetime
    recorded_by: str


def signatures_of(view: View, name: str | None = None) -> list[SignatureFacts]:
    """The signatures of a batch, or of all, in the order of recording."""
    query = select(signatures).where(signatures.c.position <= view.position)
    if name is not None:
        query = query.where(signatures.c.name == name)
    rows = view.connection.execute(query.order_by(signatures.c.position))
    return [
        SignatureFacts(
            position=row.position,
            batch=row.name,
            public_key=row.public_key,
            recorded_at=datetime.fromisoformat(row.recorded_at),
            recorded_by=row.recorded_by,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class BatchDetails:
    """A batch with where it came from, who recorded it and when."""

    name: str
    source: str | None
    sha256: str | None
    movements: int
    records: int
    """All events that were recorded together, the one that opens the batch left out."""
    kind: BatchKind
    recorded_at: datetime
    recorded_by: str
    position: int


def batch_list(view: View) -> list[BatchDetails]:
    """Every batch, in the order of recording."""
    query = select(batches).where(batches.c.position <= view.position).order_by(batches.c.position)
    return [
        BatchDetails(
            name=row.name,
            source=row.source or None,
            sha256=row.sha256 or None,
            movements=row.movements,
            records=row.records,
            kind=row.kind,
            recorded_at=datetime.fromisoformat(row.recorded_at),
            recorded_by=row.recorded_by,
            position=row.position,
        )
        for row in view.connection.execute(query)
    ]


def batch_names(view: View) -> list[str]:
    """The names of all batches, in the order of recording."""
    query = select(batches.c.name).where(batches.c.position <= view.position)
    return list(view.connection.execute(query.order_by(batches.c.position)).scalars())


def is_any_of_a_file(connection: Connection) -> bool:
    """Whether any batch was recorded from a file."""
    query = select(batches.c.position).where(batches.c.sha256 != NONE).limit(1)
    return connection.execute(query).first() is not None


def batches_of_file(connection: Connection, sha256: Iterable[str]) -> list[BatchFacts]:
    """The batches that were recorded from a file with one of these SHA-256, the latest first."""
    return _found(connection, batches.c.sha256.in_(list(sha256)))


def _found(connection: Connection, condition: ColumnElement[bool]) -> list[BatchFacts]:
    query = select(batches.c.position, batches.c.name, batches.c.movements).where(condition)
    rows = connection.execute(query.order_by(batches.c.position.desc()))
    return [BatchFacts(*row) for row in rows]
