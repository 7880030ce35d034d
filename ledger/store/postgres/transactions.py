"""Transactions in a PostgreSQL database: how they begin, whom they wait for, and what became of them."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ledger.store.database import Database
from ledger.store.errors import (
    LedgerUnusable,
    LockedLedger,
    MissingLedger,
    NotALedger,
    OldServer,
    OutcomeUnknown,
    ReadOnlyLedger,
    TookTooLong,
    UnreachableLedger,
)
from ledger.store.postgres import driver_errors, gate, locks, planted
from ledger.store.postgres.gate_functions import TURN
from ledger.store.postgres.session import driver_of, engine_of, quoted, schema_of, set_known_state
from ledger.store.postgres.table_switch import lead_names_to
from ledger.store.postgres.url import database_name, parameters, without_secrets
from ledger.store.tables import EVENTS_TABLE, TURN_TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.store.codec import RawEvent

_BUSY_SECONDS = 30.0
_LOOK_SECONDS = 20.0
_OLDEST_VERSION = 14
_MADE_MEANWHILE = (psycopg.errors.UniqueViolation, psycopg.errors.DuplicateTable)
_KEPT = "committed"
_ENDED = (_KEPT, "aborted")
SEEN_TABLES = "rientro_tables"
"""Where a connection keeps the names of tables in each schema, as long as it sees one state of them."""


class PostgresTransactions(Database):
    """A database on a server, as far as connections and transactions go.

    Writers take turns by the lock of a table that is always empty. It needs a right that a role
    that records has through a function, so that it may change no event, and a role that only reads
    cannot hold writers up. Readers wait for nobody.
    """

    def __init__(
        self,
        url: str,
        *,
        busy_seconds: float = _BUSY_SECONDS,
        look_seconds: float = _LOOK_SECONDS,
        oldest_version: int = _OLDEST_VERSION,
        answer_within: float | None = None,
    ) -> None:
        """With `answer_within` it is only looked at, and a statement ends after so many seconds."""
        super().__init__(without_secrets(url), position_column="notification_id")
        self._parameters: dict[str, Any] = dict(parameters(url))
        self.short_name = database_name(url)
        self._busy_seconds = busy_seconds
        self._look_seconds = look_seconds
        self._oldest_version = oldest_version
        self._answer_within = answer_within
        self._by_hand = False
        """Whether events are stored without the gate, as in a ledger that is only being made."""
        self._last: RawEvent | None = None
        """The last event of the transaction, with its position."""
        self._transaction_id = ""
        self._turn_came_at: datetime | None = None
        """By the server's clock."""
        self._engine = engine_of(self._connect)

    @property
    def schema(self) -> str | None:
        return schema_of(self._engine)

    def reading(self) -> AbstractContextManager[Connection]:
        return self._reading(read_only=True)

    def reading_with_memory(self) -> AbstractContextManager[Connection]:
        return self._reading(read_only=False)

    @contextmanager
    def _reading(self, *, read_only: bool) -> Iterator[Connection]:
        with self.usable(), self._engine.connect() as connection:
            driver = driver_of(connection)
            driver.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            driver.read_only, driver.deferrable = read_only, False
            if read_only:
                connection.info[SEEN_TABLES] = {}
            lead_names_to(connection, self.schema)
            with connection.begin():
                self._begin_to_read(connection)
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        if self._answer_within is not None:
            raise ReadOnlyLedger(self.where)
        self._by_hand = False
        with self._transaction(self._take_turn) as connection:
            yield connection

    @contextmanager
    def creating(self) -> Iterator[Connection]:
        # Who makes a ledger owns it; a copy takes whatever was stored, be it readable or not.
        self._by_hand = True
        with self._transaction(self._take_turn_to_create) as connection:
            yield connection

    @property
    def _place(self) -> str:
        """The schema of the ledger; refuses a search path that names none."""
        if self.schema is None:
            raise MissingLedger(self.where)
        return self.schema

    def _named(self, table: str) -> str:
        """The table as it is written in SQL."""
        return f"{quoted(self._place)}.{table}"

    # Connections and transactions -------------------------------------------------------------

    def _connect(self) -> psycopg.Connection[Any]:
        try:
            connection = psycopg.connect(**self._parameters)
        except psycopg.Error as error:
            raise driver_errors.unreachable(error, self.where) from None
        version = connection.info.server_version // 10_000
        if version < self._oldest_version:
            connection.close()
            raise OldServer(self.where, version, self._oldest_version)
        return connection

    @contextmanager
    def _transaction(self, take_turn: Callable[[Connection], None]) -> Iterator[Connection]:
        """A transaction that begins when this writer's turn has come."""
        self._last, asked_to_keep = None, False
        with self.usable():
            try:
                with self._engine.connect() as connection:
                    lead_names_to(connection, self.schema)
                    with connection.begin():
                        self._begin_to_write(connection)
                        take_turn(connection)
                        self._note_turn(connection)
                        yield connection
                        asked_to_keep = True
            except DBAPIError as error:
                lost = isinstance(error.orig, psycopg.Error) and driver_errors.is_lost(error.orig)
                if not (lost and asked_to_keep and self._was_kept()):
                    raise

    def _begin_to_read(self, connection: Connection) -> None:
        """Be one of those whom the switch of tables waits for, before anything is looked at.

        What a reader sees is settled by the first look. One who looked before the tables were
        switched, and read them after, would find the new ones empty.
        """
        if self._answer_within is not None:
            milliseconds = max(1, round(self._answer_within * 1000))
            driver_of(connection).execute(
                f"SET LOCAL statement_timeout = {milliseconds}".encode(), prepare=False
            )
        self._lock(connection, EVENTS_TABLE, "ACCESS SHARE")

    def _lock(self, connection: Connection, table: str, mode: str) -> None:
        """Lock the table until the transaction ends; refuses where there is no such table."""
        self._locked(connection, table, f"LOCK TABLE {self._named(table)} IN {mode} MODE")

    def _locked(self, connection: Connection, table: str, statement: str) -> None:
        driver = driver_of(connection)
        try:
            driver.execute(statement.encode())
        except psycopg.errors.UndefinedTable:
            driver.rollback()
            set_known_state(driver)
            self._must_hold_a_ledger(connection)
            raise NotALedger(self.where, f"its table {table} is missing") from None

    def _take_turn(self, connection: Connection) -> None:
        if self.schema is not None and gate.has_turn(connection, self.where, self.schema):
            turn = f"{self._named(TURN)}()"
            self._locked(connection, TURN_TABLE, f"SELECT {turn}")
        else:  # as ledgers were before they had the function, and as the owner may
            self._lock(connection, TURN_TABLE, "EXCLUSIVE")

    def _take_turn_to_create(self, connection: Connection) -> None:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise UnreachableLedger(
                self.where, f"its encoding is {encoding}; a ledger needs one made with UTF8"
            )
        schema = self.schema
        if schema is None or schema != schema.lower() or not schema.isidentifier():
            raise UnreachableLedger(
                self.where, f"a ledger needs a schema with a plain name, and this is {schema!r}"
            )
        if TURN_TABLE not in planted.tables(connection, self.where, schema, owned_like=None):
            # Others who create a ledger here wait for this table, and nobody else can stop them.
            try:
                with connection.begin_nested():
                    connection.exec_driver_sql(
                        f"CREATE TABLE IF NOT EXISTS {self._named(TURN_TABLE)} ()"
                    )
            except DBAPIError as error:
                if not isinstance(error.orig, _MADE_MEANWHILE):
                    raise
            planted.tables(connection, self.where, schema, owned_like=None)
        self._take_turn(connection)

    def _begin_to_write(self, connection: Connection) -> None:
        """Wait for others no longer than so, and see what they kept meanwhile."""
        milliseconds = max(1, round(self._busy_seconds * 1000))
        driver_of(connection).execute(
            "SET LOCAL transaction_isolation = 'read committed'; "
            f"SET LOCAL lock_timeout = {milliseconds}".encode(),
            prepare=False,
        )

    def _note_turn(self, connection: Connection) -> None:
        self._transaction_id, self._turn_came_at = connection.exec_driver_sql(
            "SELECT pg_current_xact_id()::text, clock_timestamp()"
        ).one()

    def _was_kept(self) -> bool:
        """Whether the server kept what it was told to keep when the connection was lost."""
        give_up_at = time.monotonic() + self._look_seconds
        while True:
            with suppress(LedgerUnusable, DBAPIError):
                status = self._status()
                if status in _ENDED:
                    return status == _KEPT
            if time.monotonic() >= give_up_at:
                last = self._last
                if last is None:
                    raise OutcomeUnknown(self.where)
                raise OutcomeUnknown(self.where, last.stream, last.position, last.version)
            time.sleep(0.2)

    def _status(self) -> str | None:
        """What became of the transaction, as the server tells everybody."""
        with self._engine.connect() as connection:
            query = text("SELECT pg_xact_status(CAST(:id AS xid8))")
            return cast(
                "str | None", connection.execute(query, {"id": self._transaction_id}).scalar()
            )

    def _must_hold_a_ledger(self, connection: Connection) -> None:
        tables = self.tables(connection)
        if not tables:
            raise MissingLedger(self.where)
        if EVENTS_TABLE not in tables:
            raise NotALedger(self.where)

    def has_other_columns(self, error: Exception) -> bool:
        cause = error.orig if isinstance(error, DBAPIError) else error
        return isinstance(cause, psycopg.Error) and driver_errors.is_of_columns(cause)

    @contextmanager
    def usable(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if isinstance(error.orig, psycopg.Error):
                raise self._unusable(error.orig) from error
            raise
        except psycopg.Error as error:
            raise self._unusable(error) from error

    def _unusable(self, error: psycopg.Error) -> LedgerUnusable:
        if isinstance(error, psycopg.errors.QueryCanceled) and self._answer_within is not None:
            return TookTooLong(self.where, self._answer_within)
        told = driver_errors.unusable(error, self.where, self._busy_seconds)
        if isinstance(told, LockedLedger) and self.schema is not None:
            with suppress(LedgerUnusable, DBAPIError), self._engine.connect() as connection:
                return locks.held(connection, self.schema, told)
        return told
