"""The event store library's door to a PostgreSQL database, opened onto a connection of ours."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from eventsourcing.postgres import PostgresDatastore
from psycopg.rows import dict_row, tuple_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from psycopg.rows import DictRow


class Lent(PostgresDatastore):
    """Hands out the connection that it was lent, and never opens one.

    What the library's recorder does so becomes part of the transaction of the lender.
    """

    def __init__(self, connection: psycopg.Connection[Any], schema: str) -> None:
        super().__init__("", "", "", "", "", originator_id_type="text", schema=schema)
        self._lent = connection

    @contextmanager
    def get_connection(self) -> Iterator[psycopg.Connection[DictRow]]:
        """Lend the connection with rows as the library reads them."""
        self._lent.row_factory = dict_row
        try:
            yield cast("psycopg.Connection[DictRow]", self._lent)
        finally:
            self._lent.row_factory = tuple_row
