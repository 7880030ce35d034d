"""A ledger in a PostgreSQL database."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import text

from ledger.store.database import Health, NotStorable, VersionTaken, as_library_events
from ledger.store.errors import GateDiffers, OwnersAlone
from ledger.store.postgres import (
    driver_errors,
    gate,
    gate_functions,
    locks,
    not_ours,
    planted,
    postgres_guards,
)
from ledger.store.postgres.session import driver_of, quoted
from ledger.store.postgres.table_switch import lead_names_to, names_lead_to, replace, set_aside
from ledger.store.postgres.transactions import SEEN_TABLES, PostgresTransactions
from ledger.store.tables import EVENTS_TABLE, TURN_TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, TableClause

    from ledger.store.codec import RawEvent
    from ledger.store.postgres.lent_connection import Recorder

_TEMPORARY = "pg_temp"
"""The schema of tables that only one session sees."""
_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


class PostgresDatabase(PostgresTransactions):
    """A database on a server that holds the events and the read model."""

    expected_guards = frozenset(postgres_guards.names(EVENTS_TABLE))

    def create_events(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {self._named(TURN_TABLE)} ()")
        recorder = self._recorder(connection)
        with recorder.datastore.cursor() as cursor:
            for statement in recorder.sql_create_statements:
                cursor.execute(statement)
        self.add_guards(connection)
        self.renew_gate(connection)

    def _insert(
        self, connection: Connection, events: Sequence[RawEvent], after: int
    ) -> Sequence[int]:
        if self._by_hand:
            insertion = gate_functions.insertion_by_hand(quoted(self._place), after)
        else:
            insertion = gate_functions.call_to_append(quoted(self._place))
        recorder = self._recorder(connection, insertion)
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
        # Whoever only reads sees the tables that there were at first, and is told so once.
        seen: dict[str | None, frozenset[str]] | None = connection.info.get(SEEN_TABLES)
        if seen is not None and schema in seen:
            return seen[schema]
        found = planted.tables(connection, self.where, schema, owned_like=events)
        if seen is not None:
            seen[schema] = found
        return found

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

    def not_its_own(self, connection: Connection) -> list[str]:
        return not_ours.what_changes(connection, self._place)

    def beside(self, connection: Connection) -> list[str]:
        wrong = [
            f"{name}, through which roles write" for name in gate.differing(connection, self._place)
        ]
        return [*wrong, *not_ours.what_stands_beside(connection, self._place)]

    def must_have_a_gate(self, connection: Connection) -> None:
        if wrong := gate.differing(connection, self._place):
            raise GateDiffers(self.where, ", ".join(wrong))

    def renew_gate(self, connection: Connection) -> bool:
        is_wrong = bool(gate.differing(connection, self._place))
        if is_wrong:
            gate.put_back(connection, self._place)
        return is_wrong

    def add_texts(self, connection: Connection, rows: Sequence[tuple[int, bytes, str]]) -> bool:
        if self._by_hand:
            return False
        columns = tuple(map(list, zip(*rows, strict=True)))
        connection.exec_driver_sql(gate_functions.call_to_add_texts(quoted(self._place)), columns)
        return True

    def guard_fingerprint(self, connection: Connection) -> str:
        return postgres_guards.fingerprint(connection, self._place)

    def oddly_stored(self, connection: Connection, upto: int) -> list[int]:  # noqa: ARG002 (types are kept here)
        return []

    def set_aside(self, connection: Connection, tables: Iterable[str]) -> dict[str, TableClause]:
        return set_aside(connection, self._place, tables)

    def replace(self, connection: Connection, aside: dict[str, TableClause]) -> None:
        locks.lock_patiently(
            connection,
            [self._named(name) for name in (EVENTS_TABLE, *sorted(aside))],
            self._busy_seconds,
        )
        replace(connection, self._place, aside, self.tables(connection))

    def may_have_temporary_tables(self, connection: Connection) -> bool:
        query = (
            "SELECT has_database_privilege(current_database(), 'TEMPORARY') "
            "AND NOT pg_is_in_recovery()"
        )
        return bool(connection.exec_driver_sql(query).scalar())

    def make_temporary(self, connection: Connection, make: Callable[[Connection], None]) -> str:
        lead_names_to(connection, _TEMPORARY, in_use=False)
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
        wrong = [
            f"{name} is off: the server may lose what it said that it had kept"
            for name, value in settings.items()
            if value == "off"
        ]
        return Health("PostgreSQL", str(version), int(size), settings, wrong, now)

    def _recorder(self, connection: Connection, insertion: str = "") -> Recorder:
        """The library's recorder. It opens no connection of its own: it is lent ours.

        The library takes a while to load, and questions need nothing of it.
        """
        from ledger.store.postgres.lent_connection import Lent, Recorder

        return Recorder(Lent(driver_of(connection), self._place), insertion)
