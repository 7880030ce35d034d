"""Events that the owner set aside since they cannot be read: everybody passes over them, for ever.

Only an event that cannot be read is ever looked for among them, and only with the very bytes that
were set aside: what can be read always counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from domain.logbook import EventSetAside
from domain.recorded import Recorded
from ledger.store.codec import Malformed, RawEvent, Reader, export_line, from_stored
from proofs.merkle import leaf_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from domain.event import Event
    from ledger.store.database import Database

_LEDGER = "ledger"
A = TypeVar("A")


class SetAside(NamedTuple):
    """An event that was set aside, and the event that says so."""

    position: int
    stream: str
    """The stream in whose order it stands; none of its events takes its version."""
    version: int
    at: int
    """The position of the event that set it aside."""
    reason: str


class PassedOver:
    """The events of a log that were set aside. They are looked up once one cannot be read."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database = database
        self._connection = connection
        self._known: dict[int, Recorded[Event]] | None = None

    def find(self, raw: RawEvent) -> SetAside | None:
        """What is known of an event that cannot be read, if it was set aside as it is."""
        said = self._said().get(raw.position)
        if said is None or not isinstance(said.event, EventSetAside):
            return None
        if said.event.leaf_hash != leaf_hash(export_line(raw)).hex():
            return None
        return SetAside(raw.position, raw.stream, raw.version, said.position, said.event.reason)

    def all(self) -> list[SetAside]:
        """All events that were set aside and are still as they were then, in order."""
        found = []
        for raw in self._database.at(self._connection, self._said()):
            try:
                from_stored(raw)
            except Malformed:
                found.append(self.find(raw))
        return [each for each in found if each is not None]

    def _said(self) -> dict[int, Recorded[Event]]:
        """What set events aside, by the position of each of these."""
        if self._known is None:
            reader = Reader()
            self._known = {}
            for raw in self._database.of_streams(self._connection, [_LEDGER]):
                try:
                    recorded = reader.read(raw)
                except Malformed:
                    continue
                if isinstance(recorded.event, EventSetAside):
                    self._known.setdefault(recorded.event.position, recorded)
        return self._known


class History:
    """Reads the events of a log, without those that were set aside.

    Any other that cannot be read is refused as `Malformed`.
    """

    def __init__(self, database: Database, connection: Connection) -> None:
        self.passed_over = PassedOver(database, connection)
        self._reader = Reader()

    def read(self, raw: RawEvent) -> Recorded[Event] | None:
        """The event; none where it was set aside."""
        try:
            return self._reader.read(raw)
        except Malformed:
            if self.passed_over.find(raw) is None:
                raise
            return None

    def all(self, stored: Iterable[RawEvent]) -> Iterator[Recorded[Event]]:
        """Those of the events that count, in their order."""
        for raw in stored:
            recorded = self.read(raw)
            if recorded is not None:
                yield recorded


def last_that_counts(
    database: Database, connection: Connection, position: int
) -> Recorded[Event] | None:
    """The last event up to the position that was not set aside; none where there is no such."""
    history = History(database, connection)
    while position > 0:
        for raw in database.after(connection, position - 1, 1):
            recorded = history.read(raw) if raw.position == position else None
            if recorded is not None:
                return recorded
        position -= 1
    return None


def one_further(aggregate: A) -> A:
    """The aggregate behind one of its events that was set aside: that one has its version."""
    known: Any = aggregate
    return cast("A", replace(known, version=known.version + 1))
