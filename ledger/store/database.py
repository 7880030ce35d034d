"""What the ledger needs of a database, whichever it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from sqlalchemy import (
    BigInteger,
    Integer,
    LargeBinary,
    Text,
    bindparam,
    case,
    cast,
    column,
    func,
    select,
    table,
)

from domain.event import StreamKind
from ledger.store.codec import RawEvent
from ledger.store.errors import NotAsWritten, NotItsOwn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from eventsourcing.persistence import StoredEvent
    from sqlalchemy import ColumnElement, Connection, Select, TableClause
    from sqlalchemy.exc import DBAPIError

    from ledger.store.symptoms import Symptom

EVENTS_TABLE = "stored_events"
CHECKPOINTS_TABLE = "signed_checkpoints"
TEXTS_TABLE = "texts"
"""The notes that people added to events, which can be erased."""
TOPICS_TABLE = "stored_topics"
"""The topics that may be stored, on a server that checks them itself."""
TURN_TABLE = "stored_events_turn"
"""The table whose lock a writer holds, where the database has no lock of its own for that."""
PAGE = 2_000
"""How many events are read and written at a time."""
_AT_ONCE = 500


class VersionTaken(Exception):
    """A stream already has an event of that version. Nothing was stored."""


class NotStorable(Exception):
    """An event holds what this database cannot keep. Nothing was stored."""


def as_library_events(events: Iterable[RawEvent]) -> list[StoredEvent]:
    """The events as the library's recorders take them, without positions, which they give."""
    from eventsourcing.persistence import StoredEvent  # only those who record need the library

    return [
        StoredEvent(stream, version, topic, state) for _, stream, version, topic, state in events
    ]


class Counted(NamedTuple):
    """What is stored, counted."""

    first: int
    """The first position; 0 where there is none."""
    streams: dict[str, int]
    """How many events of each kind of stream."""


@dataclass(slots=True)
class Health:
    """What a database says of itself."""

    kind: str
    version: str
    size: int
    """In bytes, with all that belongs to it."""
    settings: dict[str, str]
    """Those on which it depends that nothing is lost."""
    wrong: Sequence[Symptom | str]
    """What is not as it should be."""
    now: datetime | None = None
    """By the server's clock; none where there is no server."""


class Database(ABC):
    """One place where events and the read model are kept, and changed together.

    The table of events is the `eventsourcing` library's, and so is the code that makes it and
    adds to it.
    """

    where: str
    """The database as the user named it, without secrets."""

    short_name: str
    """What a ledger here is called unless it is given a name; may be empty."""

    expected_guards: frozenset[str]
    """The names of the triggers that keep events from being changed."""

    files: tuple[Path, ...] = ()
    """The files that the ledger is kept in, where it is kept in files of its own."""

    def __init__(self, where: str, position_column: str) -> None:
        self.where = where
        self._position_column = position_column

    @property
    def schema(self) -> str | None:
        """The schema that the tables are in; none where the database has no schemas."""
        return None

    @cached_property
    def _events(self) -> TableClause:
        return table(
            EVENTS_TABLE,
            column(self._position_column, BigInteger),
            column("originator_id", Text),
            column("originator_version", Integer),
            column("topic", Text),
            column("state", LargeBinary),
            schema=self.schema,
        )

    @property
    def _position(self) -> ColumnElement[int]:
        return self._events.c[self._position_column]

    @property
    def _stream(self) -> ColumnElement[str]:
        return self._events.c.originator_id

    @abstractmethod
    def usable(self) -> AbstractContextManager[None]:
        """Where the database fails in here, it is told why this ledger cannot be used."""

    @abstractmethod
    def lacks_a_column(self, error: DBAPIError) -> bool:
        """Whether a statement failed since a table has no such column, or one of another type."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one consistent state; refuses what is not there."""

    def reading_with_memory(self) -> AbstractContextManager[Connection]:
        """The same, where temporary tables may be made as well."""
        return self.reading()

    @abstractmethod
    def may_have_temporary_tables(self, connection: Connection) -> bool:
        """Whether tables may be made that only this transaction sees."""

    @abstractmethod
    def make_temporary(self, connection: Connection, make: Callable[[Connection], None]) -> str:
        """Let figures be in temporary tables, which `make` makes; returns the schema of those kept."""

    @abstractmethod
    def no_more_is_written(self, connection: Connection) -> None:
        """Let nothing be written any more in this transaction, nor in what is temporary."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that has all writing to itself; all of it is kept, or nothing."""

    @abstractmethod
    def creating(self) -> AbstractContextManager[Connection]:
        """A transaction like `writing`, in a database that is made where it is missing."""

    @abstractmethod
    def create_events(self, connection: Connection) -> None:
        """Make the library's empty table of events, and the triggers that guard it."""

    def append(self, connection: Connection, events: Sequence[RawEvent]) -> Sequence[int]:
        """Store the events through the library's recorder; returns the positions they have there.

        They are read again, and have to be what they were: a trigger, a rule or a setting of
        somebody else's could have changed them. Raises `NotAsWritten` where they are not,
        `VersionTaken` where a stream already has an event of that version, and `NotStorable` where
        the database has no room for a number, or for a character.
        """
        last = self.last_position(connection)
        positions = self._insert(connection, events, last)
        stored = self._just_stored(connection, last, len(events) + 1)
        written: Sequence[tuple[Any, ...]] = events
        if [*positions] != [raw.position for raw in events]:  # who called decides about that
            written = [(at, *raw[1:]) for at, raw in zip(positions, events, strict=False)]
        if stored != [*written] or len(written) != len(events):
            raise NotAsWritten(self.where, "not-as-written", last + 1, last + len(events))
        return positions

    @abstractmethod
    def _insert(
        self, connection: Connection, events: Sequence[RawEvent], after: int
    ) -> Sequence[int]:
        """Store the events behind the last position; returns the positions they have there."""

    def _just_stored(self, connection: Connection, after: int, limit: int) -> list[tuple[Any, ...]]:
        """The events after the position as they stand there, whatever their types are."""
        cursor = connection.execute(self._as_stored, {"position": after, "limit": limit}).cursor
        return list(cursor.fetchall()) if cursor is not None else []

    def instant(self, connection: Connection, now: datetime) -> datetime:  # noqa: ARG002 (a file has no clock)
        """The instant at which something is recorded now; `now` is this machine's clock."""
        return now

    @abstractmethod
    def must_be_owned(self, connection: Connection, what: str) -> None:
        """Refuse what only the owner of the tables may do, to anybody else; a file has no owner."""

    @abstractmethod
    def begin_to_erase(self, connection: Connection) -> None:
        """Let what is deleted or moved in this transaction leave no trace, where that can be said."""

    @abstractmethod
    def forget(self, connection: Connection, rewrite: Callable[[], None]) -> None:
        """Let nothing that was deleted stay in the table that is written anew, where it could."""

    @abstractmethod
    def leave_no_trace(self) -> None:
        """Take away what the database keeps beside of what was deleted, where it does."""

    @abstractmethod
    def tables(self, connection: Connection) -> frozenset[str]:
        """The names of all tables there are."""

    @abstractmethod
    def missing_guards(self, connection: Connection) -> frozenset[str]:
        """The names of the triggers that should be there, on every table that has such, and are not."""

    @abstractmethod
    def add_guards(self, connection: Connection) -> None:
        """Make the triggers that are missing, on every table that should have such and is there."""

    @abstractmethod
    def not_its_own(self, connection: Connection) -> list[str]:
        """What can change rows as they are written or read and is not the ledger's, in few words each."""

    @abstractmethod
    def beside(self, connection: Connection) -> list[str]:
        """What else is not the ledger's own, or not as it should be, in few words each."""

    def must_be_its_own(self, connection: Connection) -> None:
        """Refuse to ask or record where something else than the ledger has a say in it."""
        for what in self.not_its_own(connection)[:1]:
            raise NotItsOwn(self.where, what)

    def must_have_a_gate(self, connection: Connection) -> None:  # noqa: B027
        """Refuse to record where the functions are not as they should be by which others write."""
        # A file has no such functions: who may write it may do all.

    def renew_gate(self, connection: Connection) -> bool:  # noqa: ARG002 (a file has no gate)
        """Make the functions anew through which others write; whether they were not as they should be."""
        return False

    def add_texts(
        self,
        connection: Connection,  # noqa: ARG002
        rows: Sequence[tuple[int, bytes, str]],  # noqa: ARG002
    ) -> bool:
        """Give notes to the function that takes them; whether there is one."""
        return False

    @abstractmethod
    def guard_fingerprint(self, connection: Connection) -> str:
        """A text that changes whenever triggers were dropped or made, even if nothing else differs."""

    @abstractmethod
    def oddly_stored(self, connection: Connection, upto: int) -> list[int]:
        """The positions up to one of events with a column of another type than it should have, or none."""

    @abstractmethod
    def set_aside(self, connection: Connection, tables: Iterable[str]) -> dict[str, TableClause]:
        """Make room for new tables of these names beside them; returns the old ones."""

    @abstractmethod
    def replace(self, connection: Connection, aside: dict[str, TableClause]) -> None:
        """Drop the tables that were set aside, so that the new ones stand in their place."""

    @abstractmethod
    def health(self, connection: Connection) -> Health:
        """What the database says of itself."""

    def last_position(self, connection: Connection) -> int:
        """The position of the latest event; 0 where there is none."""
        return int(connection.execute(select(func.max(self._position))).scalar() or 0)

    def first_position(self, connection: Connection) -> int:
        """The position of the first event, which is 1 where nothing was done to them."""
        return int(connection.execute(select(func.min(self._position))).scalar() or 0)

    def counted(self, connection: Connection) -> Counted:
        """How many events there are of each kind of stream, from the first on, and where they begin."""
        kinds: list[str] = sorted({*get_args(StreamKind)} - {"ledger"})
        columns = [func.sum(case((self._stream.like(f"{kind}:%"), 1), else_=0)) for kind in kinds]
        all_, *counts = connection.execute(
            select(func.count(), *columns).select_from(self._events).where(self._position > 0)
        ).one()
        streams = {kind: int(n) for kind, n in zip(kinds, counts, strict=True) if n}
        rest = int(all_) - sum(streams.values())
        rest_of_them = {"ledger": rest} if rest else {}
        return Counted(self.first_position(connection), streams | rest_of_them)

    def after(self, connection: Connection, position: int | None, limit: int) -> list[RawEvent]:
        """The next events after the position, in order; the first there are, where none is given."""
        if position is None:
            return self._raw(connection, self._select().order_by(self._position).limit(limit))
        return self._raw(connection, self._after, {"position": position, "limit": limit})

    def pages(
        self, connection: Connection, after: int | None = 0, upto: int | None = None
    ) -> Iterator[list[RawEvent]]:
        """The events after a position, in order and many at a time, up to another or to the end.

        The events of a ledger are those after 0. Where None is given, so is whatever stands before.
        """
        while page := self.after(connection, after, PAGE):
            after = page[-1].position
            if upto is not None and after >= upto:
                if within := [raw for raw in page if raw.position <= upto]:
                    yield within
                return
            yield page

    def as_stored(self, connection: Connection, position: int | None, limit: int) -> list[RawEvent]:
        """The same as they stand there, whatever their types are."""
        query = select(*self._events.c)
        if position is not None:
            query = query.where(self._position > position)
        found = connection.execute(query.order_by(self._position).limit(limit))
        return list(map(RawEvent._make, found))

    def of_streams(self, connection: Connection, streams: Iterable[str]) -> Iterator[RawEvent]:
        """The events of the streams, each stream's in order; none that stands before the first."""
        names = list(streams)
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            query = self._select().where(self._stream.in_(some), self._position > 0)
            yield from self._raw(
                connection, query.order_by(self._stream, self._events.c.originator_version)
            )

    def at(self, connection: Connection, positions: Iterable[int]) -> Iterator[RawEvent]:
        """The events at the positions, in order."""
        ordered = sorted(set(positions))
        for start in range(0, len(ordered), _AT_ONCE):
            some = ordered[start : start + _AT_ONCE]
            query = self._select().where(self._position.in_(some)).order_by(self._position)
            yield from self._raw(connection, query)

    def _select(self) -> Select[Any]:
        """All columns, as what they should be, even where somebody put something else there."""
        events = self._events.c
        columns: tuple[ColumnElement[Any], ...] = (
            self._position,
            func.coalesce(cast(self._stream, Text), ""),
            func.coalesce(cast(events.originator_version, Integer), 0),
            func.coalesce(cast(events.topic, Text), ""),
            func.coalesce(cast(events.state, LargeBinary), b""),
        )
        return select(*columns)

    @cached_property
    def _after(self) -> Select[Any]:
        after = self._select().where(self._position > bindparam("position"))
        return after.order_by(self._position).limit(bindparam("limit"))

    @cached_property
    def _as_stored(self) -> Select[Any]:
        after = select(*self._events.c).where(self._position > bindparam("position"))
        return after.order_by(self._position).limit(bindparam("limit"))

    def _raw(
        self, connection: Connection, query: Select[Any], values: dict[str, int] | None = None
    ) -> list[RawEvent]:
        cursor = connection.execute(query, values).cursor
        return list(map(RawEvent._make, cursor.fetchall())) if cursor is not None else []
