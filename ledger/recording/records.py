"""What the rules for the ledger itself ask about the events that are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.store.codec import Malformed, export_line, from_stored
from ledger.store.passed_over import History
from proofs.merkle import leaf_hash

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.store.database import Database


class StoredRecords:
    """The events as they stand in the database."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database = database
        self._connection = connection

    def text_at(self, position: int, /) -> str | None:
        """The hash of the text that was added to the event there."""
        history = History(self._database, self._connection)
        for recorded in history.all(self._database.at(self._connection, (position,))):
            return recorded.event.note_hash
        return None

    def unreadable_at(self, position: int, /) -> str | None:
        """The leaf hash of the event there, if it cannot be read."""
        for raw in self._database.at(self._connection, (position,)):
            try:
                from_stored(raw)
            except Malformed:
                return leaf_hash(export_line(raw)).hex()
        return None

    def first_unreadable(self) -> int | None:
        """The position of the first event that cannot be read and was not set aside."""
        history = History(self._database, self._connection)
        for page in self._database.pages(self._connection):
            for raw in page:
                try:
                    history.read(raw)
                except Malformed:
                    return raw.position
        return None
