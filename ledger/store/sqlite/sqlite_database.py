"""A ledger in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from sqlalchemy import table

from ledger.store.database import Health, NotStorable, VersionTaken, as_library_events
from ledger.store.errors import StillBesideIt
from ledger.store.sqlite import sqlite_not_ours
from ledger.store.sqlite.sqlite_guards import GUARDED, triggers
from ledger.store.sqlite.transactions import SQLiteTransactions
from ledger.store.tables import EVENTS_TABLE, TEXTS_TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from eventsourcing.sqlite import SQLiteApplicationRecorder
    from sqlalchemy import Connection, TableClause

    from ledger.store.codec import RawEvent
    from ledger.store.symptoms import Symptom

_TYPES = {
    "originator_id": "text",
    "originator_version": "integer",
    "topic": "text",
    "state": "blob",
}
"""What the columns of an event hold. SQLite keeps whatever it is given."""


class SQLiteDatabase(SQLiteTransactions):
    """A file that holds the events and the read model."""

    expected_guards = frozenset(triggers(EVENTS_TABLE))

    def create_events(self, connection: Connection) -> None:
        recorder = self._recorder()
        for statement in recorder.create_table_statements:
            connection.exec_driver_sql(statement)
        self.add_guards(connection)

    def _insert(
        self,
        connection: Connection,
        events: Sequence[RawEvent],
        after: int,  # noqa: ARG002 (the file gives the next number)
    ) -> Sequence[int]:
        from eventsourcing.sqlite import SQLiteCursor

        stored = as_library_events(events)
        driver = cast("sqlite3.Connection", connection.connection.driver_connection)
        try:
            with SQLiteCursor(driver.cursor()) as cursor:
                # The library's own hook for adding events inside a transaction.
                positions = self._recorder()._insert_events(SQLiteCursor(cursor), stored)  # noqa: SLF001
        except sqlite3.IntegrityError as error:
            raise VersionTaken from error
        except OverflowError as error:
            raise NotStorable(str(error)) from error
        return positions or ()

    def must_be_owned(self, connection: Connection, what: str) -> None:
        """Refuse nobody: who may write the file may do all."""

    def begin_to_erase(self, connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        # The trigger on notes reads JSON, which nothing that stands in a file may do unless it is
        # trusted. It is once every trigger was found to be the ledger's own.
        self.must_be_its_own(connection)
        connection.exec_driver_sql("PRAGMA trusted_schema = ON")

    def forget(self, connection: Connection, rewrite: Callable[[], None]) -> None:
        # Within its pages SQLite moves rows about, and what it moved may stay in a gap. Pages that
        # are given up are overwritten as a whole.
        connection.exec_driver_sql(f"ALTER TABLE {TEXTS_TABLE} RENAME TO erased_{TEXTS_TABLE}")
        rewrite()
        connection.exec_driver_sql(
            f"INSERT INTO {TEXTS_TABLE} SELECT * FROM erased_{TEXTS_TABLE}"  # noqa: S608 (constants)
        )
        connection.exec_driver_sql(f"DROP TABLE erased_{TEXTS_TABLE}")
        self.add_guards(connection)

    def leave_no_trace(self) -> None:
        """Write the log beside the file into it, and cut the log off."""
        with self.usable():
            is_written = self._file.write_log_into_it(self._busy_seconds)
        if not is_written:
            raise StillBesideIt(self.where, self._file.log.name, self._busy_seconds)

    def tables(self, connection: Connection) -> frozenset[str]:
        return self._names(connection, "type = 'table'")

    def missing_guards(self, connection: Connection) -> frozenset[str]:
        return frozenset(self._missing_triggers(connection))

    def add_guards(self, connection: Connection) -> None:
        for name, statement in self._missing_triggers(connection).items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(statement)

    def not_its_own(self, connection: Connection) -> list[str]:
        return sqlite_not_ours.what_changes(connection)

    def beside(self, connection: Connection) -> list[str]:
        return sqlite_not_ours.what_stands_beside(connection)

    def guard_fingerprint(self, connection: Connection) -> str:
        version = connection.exec_driver_sql("PRAGMA schema_version").scalar()
        there = sorted(self._triggers(connection).items())
        return f"{version}-{sha256(json.dumps(there).encode()).hexdigest()}"

    def _missing_triggers(self, connection: Connection) -> dict[str, str]:
        """The triggers that are not there, or not as they should be."""
        tables, there = self.tables(connection), self._triggers(connection)
        return {
            name: statement
            for table in GUARDED
            if table in tables
            for name, statement in triggers(table).items()
            if there.get(name) != statement
        }

    def _triggers(self, connection: Connection) -> dict[str, str]:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        return {str(name): str(sql) for name, sql in connection.exec_driver_sql(query)}

    def oddly_stored(self, connection: Connection, upto: int) -> list[int]:
        odd = " OR ".join(f"typeof({column}) != '{kind}'" for column, kind in _TYPES.items())
        query = f"SELECT rowid FROM {EVENTS_TABLE} WHERE rowid <= ? AND ({odd}) ORDER BY rowid"  # noqa: S608 (constants)
        return list(connection.exec_driver_sql(query, (upto,)).scalars())

    def set_aside(self, connection: Connection, tables: Iterable[str]) -> dict[str, TableClause]:
        aside = {name: f"aside_{name}" for name in sorted(tables)}
        for index in self._names(connection, "type = 'index' AND sql IS NOT NULL"):
            if self._table_of(connection, index) in aside:
                connection.exec_driver_sql(f"DROP INDEX {index}")
        for name, other in aside.items():
            connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO {other}")
        return {name: table(other) for name, other in aside.items()}

    def replace(self, connection: Connection, aside: dict[str, TableClause]) -> None:
        for other in aside.values():
            connection.exec_driver_sql(f"DROP TABLE {other.name}")

    def may_have_temporary_tables(self, connection: Connection) -> bool:  # noqa: ARG002 (always)
        return True

    def make_temporary(self, connection: Connection, make: Callable[[Connection], None]) -> str:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.execution_options(schema_translate_map={None: "temp"})
        make(connection)
        # A name alone is looked for among temporary tables first.
        connection.execution_options(schema_translate_map={})
        return "main"

    def no_more_is_written(self, connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    def health(self, connection: Connection) -> Health:
        from ledger.store.symptoms import FileDamaged, NoJournal

        def pragma(name: str) -> str:
            return str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())

        settings = {"journal mode": "wal" if self._file.keeps_a_log() else pragma("journal_mode")}
        wrong: list[Symptom | str] = []
        if settings["journal mode"] != "wal":
            wrong.append(NoJournal(settings["journal mode"]))
        checked = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if checked != "ok":
            wrong.append(FileDamaged(str(checked)))
        return Health("SQLite", sqlite3.sqlite_version, self._file.size(), settings, wrong)

    def _table_of(self, connection: Connection, index: str) -> str:
        query = "SELECT tbl_name FROM sqlite_master WHERE type = 'index' AND name = ?"
        return str(connection.exec_driver_sql(query, (index,)).scalar())

    def _names(self, connection: Connection, condition: str) -> frozenset[str]:
        query = f"SELECT name FROM sqlite_master WHERE {condition}"  # noqa: S608 (constants)
        return frozenset(connection.exec_driver_sql(query).scalars())

    def _recorder(self) -> SQLiteApplicationRecorder:
        """The library's recorder. It opens no connection of its own: it is lent ours.

        The library takes a while to load, and questions need nothing of it.
        """
        from eventsourcing.persistence import InfrastructureFactory
        from eventsourcing.utils import Environment

        environment = Environment(
            env={
                "PERSISTENCE_MODULE": "eventsourcing.sqlite",
                "SQLITE_DBNAME": str(self._file.path),
                "ORIGINATOR_ID_TYPE": "text",
                "CREATE_TABLE": "no",
            }
        )
        factory = InfrastructureFactory.construct(environment)
        return cast("SQLiteApplicationRecorder", factory.application_recorder())
