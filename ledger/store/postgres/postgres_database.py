"""A ledger in a PostgreSQL database."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from datetime import UTC
from typing import TYPE_CHECKING, Any, cast

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ledger.store.database import (
    EVENTS_TABLE,
    TURN_TABLE,
    Database,
    Health,
    NotStorable,
    VersionTaken,
    as_library_events,
)
from ledger.store.errors import (
    LedgerUnusable,
    MissingLedger,
    NotALedger,
    OldServer,
    OutcomeUnknown,
    OwnersAlone,
    ReadOnlyLedger,
    TookTooLong,
    UnreachableLedger,
)
from ledger.store.postgres import driver_errors, planted, postgres_guards
from ledger.store.postgres.session import driver_of, engine_of, quoted, schema_of, set_known_state
from ledger.store.postgres.table_switch import lead_names_to, names_lead_to, replace, set_aside
from ledger.store.postgres.url import database_name, parameters, without_secrets
from ledger.store.symptoms import NotDurable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import Connection, TableClause

    from ledger.store.codec import RawEvent
    from ledger.store.postgres.lent_connection import Recorder

_BUSY_SECONDS = 30.0
_LOOK_SECONDS = 20.0
_OLDEST_VERSION = 14
_CREATING = 0x7269656E74726F
"""The number of the lock of those who create a ledger: the name of this program in ASCII."""


_KEPT = "committed"
_ENDED = (_KEPT, "aborted")
_TEMPORARY = "pg_temp"
"""The schema of tables that only one session sees."""
_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


class PostgresDatabase(Database):
    """A database on a server that holds the events and the read model.

    Writers take turns by the lock of a table that is always empty. It needs the right to change
    that table alone, so that a role that records may change no event, and a role that only reads
    cannot hold writers up. Readers wait for nobody.
    """

    expected_guards = frozenset(postgres_guards.names(EVENTS_TABLE))

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
            lead_names_to(connection, self.schema)
            with connection.begin():
                self._begin_to_read(connection)
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        if self._answer_within is not None:
            raise ReadOnlyLedger(self.where)
        with self._transaction(self._take_turn) as connection:
            yield connection

    @contextmanager
    def creating(self) -> Iterator[Connection]:
        with self._transaction(self._take_turn_to_create) as connection:
            yield connection

    def create_events(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {self._named(TURN_TABLE)} ()")
        recorder = self._recorder(connection)
        with recorder.datastore.cursor() as cursor:
            for statement in recorder.sql_create_statements:
                cursor.execute(statement)
        self.add_guards(connection)

    def _insert(
        self, connection: Connection, events: Sequence[RawEvent], after: int
    ) -> Sequence[int]:
        # A sequence never goes back, so a transaction that was rolled back would leave a gap.
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:of, 'notification_id'), :next, false)"),
            {"of": self._named(EVENTS_TABLE), "next": after + 1},
        )
        recorder = self._recorder(connection)
        stored = as_library_events(events)
        try:
            with recorder.datastore.cursor() as cursor:
                # The library's own hooks for adding events inside a transaction.
                recorder._insert_stored_events(cursor, stored)  # noqa: SLF001
                positions = recorder._fetch_ids_after_insert_events(cursor, stored) or ()  # noqa: SLF001
        except psycopg.IntegrityError as error:
            raise VersionTaken from error
        except psycopg.DataError as error:
            raise NotStorable(driver_errors.in_one_line(error)) from error
        if positions:
            self._last = events[-1]._replace(position=positions[-1])
        return positions

    def instant(self, connection: Connection, now: datetime) -> datetime:  # noqa: ARG002 (one way to ask)
        server = self._turn_came_at
        return now if server is None else min(now, server.astimezone(UTC))

    def tables(self, connection: Connection) -> frozenset[str]:
        schema = names_lead_to(connection)
        events = self._named(EVENTS_TABLE) if self.schema else None
        return planted.tables(connection, self.where, schema, owned_like=events)

    def must_be_owned(self, connection: Connection, what: str) -> None:
        query = text(
            "SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass(:t)"
        )
        events = {"t": self._named(EVENTS_TABLE)}
        if not connection.execute(query, events).scalar():
            raise OwnersAlone(self.where, what)

    def begin_to_erase(self, connection: Connection) -> None:
        """Do nothing: what is deleted stays until the server vacuums the table."""

    def forget(self, connection: Connection, rewrite: Callable[[], None]) -> None:
        """Do nothing, for the same reason."""

    def leave_no_trace(self) -> None:
        """Do nothing: the server's log and its backups are the administrator's."""

    def missing_guards(self, connection: Connection) -> frozenset[str]:
        return frozenset(postgres_guards.missing(connection, self._place, self.tables(connection)))

    def add_guards(self, connection: Connection) -> None:
        postgres_guards.put_back(connection, self._place, self.tables(connection))

    def guard_fingerprint(self, connection: Connection) -> str:
        return postgres_guards.fingerprint(connection, self._place)

    def oddly_stored(self, connection: Connection, upto: int) -> list[int]:  # noqa: ARG002 (types are kept here)
        return []

    def set_aside(self, connection: Connection, tables: Iterable[str]) -> dict[str, TableClause]:
        return set_aside(connection, self._place, tables)

    def replace(self, connection: Connection, aside: dict[str, TableClause]) -> None:
        self._lock(connection, EVENTS_TABLE, "ACCESS EXCLUSIVE")
        replace(connection, self._place, aside, self.tables(connection))

    def may_have_temporary_tables(self, connection: Connection) -> bool:
        query = "SELECT has_database_privilege(current_database(), 'TEMPORARY')"
        return bool(connection.exec_driver_sql(query).scalar())

    def make_temporary(self, connection: Connection, make: Callable[[Connection], None]) -> str:
        lead_names_to(connection, _TEMPORARY)
        make(connection)
        return self._place

    def no_more_is_written(self, connection: Connection) -> None:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    def health(self, connection: Connection) -> Health:
        version, size, now = connection.exec_driver_sql(
            "SELECT current_setting('server_version'), pg_database_size(current_database()), "
            "clock_timestamp()"
        ).one()
        settings = {
            name: str(connection.exec_driver_sql(f"SHOW {name}").scalar()) for name in _DURABLE
        }
        wrong = [NotDurable(name) for name, value in settings.items() if value == "off"]
        return Health("PostgreSQL", str(version), int(size), settings, wrong, now)

    def _recorder(self, connection: Connection) -> Recorder:
        """The library's recorder. It opens no connection of its own: it is lent ours.

        The library takes a while to load, and questions need nothing of it.
        """
        from ledger.store.postgres.lent_connection import Lent, Recorder

        return Recorder(Lent(driver_of(connection), self._place))

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
        driver = driver_of(connection)
        try:
            driver.execute(f"LOCK TABLE {self._named(table)} IN {mode} MODE".encode())
        except psycopg.errors.UndefinedTable:
            driver.rollback()
            set_known_state(driver)
            self._must_hold_a_ledger(connection)
            raise NotALedger(self.where, f"its table {table} is missing") from None

    def _take_turn(self, connection: Connection) -> None:
        self._lock(connection, TURN_TABLE, "EXCLUSIVE")

    def _take_turn_to_create(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CREATING})")
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
        if TURN_TABLE in planted.tables(connection, self.where, schema, owned_like=None):
            self._lock(connection, TURN_TABLE, "EXCLUSIVE")

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

    def lacks_a_column(self, error: DBAPIError) -> bool:
        # Where a column has another type, there is no such operator or function for it.
        of_columns = (
            psycopg.errors.UndefinedColumn,
            psycopg.errors.UndefinedFunction,
            psycopg.errors.DatatypeMismatch,
        )
        return isinstance(error.orig, of_columns)

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
        return driver_errors.unusable(error, self.where, self._busy_seconds)
