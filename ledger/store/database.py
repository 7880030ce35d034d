"""What the ledger needs of a database, whichever it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ledger.store.codec import RawEvent
from ledger.store.errors import NotAsWritten, NotItsOwn
from ledger.store.stored_events import StoredEvents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from eventsourcing.persistence import StoredEvent
    from sqlalchemy import Connection, TableClause

    from ledger.store.symptoms import Symptom


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


class Database(StoredEvents, ABC):
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
        super().__init__(position_column)
        self.where = where

    @abstractmethod
    def usable(self) -> AbstractContextManager[None]:
        """Where the database fails in here, it is told why this ledger cannot be used."""

    @abstractmethod
    def has_other_columns(self, error: Exception) -> bool:
        """Whether something failed since a table lacks a column, or has one of another type."""

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
        stored = self.just_stored(connection, last, len(events) + 1)
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

    def must_have_a_gate(self, connection: Connection) -> None:
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
