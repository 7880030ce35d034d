"""The event store library's recorder on a PostgreSQL server, lent a connection of ours."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.rows import dict_row, tuple_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import psycopg
    from eventsourcing.persistence import StoredEvent
    from psycopg import Cursor
    from psycopg.rows import DictRow


class Lent(PostgresDatastore):
    """Hands out the connection that it was lent, and never opens one.

    What the library's recorder does so becomes part of the transaction of the lender.
    """

    def __init__(self, connection: psycopg.Connection[Any], schema: str) -> None:
        self._lent = connection
        super().__init__("", "", "", "", "", originator_id_type="text", schema=schema)

    @contextmanager
    def get_connection(self) -> Iterator[psycopg.Connection[DictRow]]:
        """Lend the connection with rows as the library reads them."""
        self._lent.row_factory = dict_row
        try:
            yield cast("psycopg.Connection[DictRow]", self._lent)
        finally:
            self._lent.row_factory = tuple_row

    def register_type_adapters(self) -> None:
        """Look for no types: events are sent without one of the library's own."""


class Recorder(PostgresApplicationRecorder):
    """The library's recorder, which gives the server events as four arrays in binary.

    The library would write them as texts of a composite type: slower, and a text is read as the
    settings of the session say.
    """

    def __init__(self, datastore: Lent, insertion: str) -> None:
        """`insertion` takes streams, versions, topics and states, and gives positions."""
        super().__init__(datastore)
        # Writers have taken their turn already, by a lock that needs no right to change events.
        self.lock_table_statements.clear()
        self._insertion = insertion.encode()

    def _insert_stored_events(
        self,
        curs: Cursor[DictRow],
        stored_events: Sequence[StoredEvent],
        **_: Any,
    ) -> None:
        # Nobody is notified, as the library would do: nobody listens, and the queue of notifications
        # belongs to the whole server. Whoever can log in can let it run full.
        curs.execute(
            self._insertion,
            (
                [event.originator_id for event in stored_events],
                [event.originator_version for event in stored_events],
                [event.topic for event in stored_events],
                [event.state for event in stored_events],
            ),
        )

    def _fetch_ids_after_insert_events(
        self,
        curs: Cursor[DictRow],
        stored_events: Sequence[StoredEvent],  # noqa: ARG002 (as the library calls it)
        **_: Any,
    ) -> Sequence[int] | None:
        return [row["notification_id"] for row in curs.fetchall()]
