"""A ledger in one SQLite file."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from sqlalchemy import create_engine, event, table
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from ledger.store.atomic_files import give_name, part_of
from ledger.store.database import (
    EVENTS_TABLE,
    TEXTS_TABLE,
    Database,
    Health,
    NotStorable,
    VersionTaken,
    as_library_events,
)
from ledger.store.errors import (
    DamagedLedger,
    DiskFull,
    LockedLedger,
    MissingLedger,
    NotALedger,
    OvertakenLedger,
    ReadOnlyLedger,
    StillBesideIt,
    TookTooLong,
    UnreachableLedger,
)
from ledger.store.ledger_refusals import LedgerExists
from ledger.store.sqlite import sqlite_not_ours
from ledger.store.sqlite.sqlite_guards import GUARDED, triggers
from ledger.store.statements import COMPILED_ONCE, SharedDialect
from ledger.store.symptoms import FileDamaged, NoJournal, Symptom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from eventsourcing.sqlite import SQLiteApplicationRecorder
    from sqlalchemy import Connection, TableClause

    from ledger.store.codec import RawEvent
    from ledger.store.errors import LedgerUnusable

_BUSY_SECONDS = 30.0
_TYPES = {
    "originator_id": "text",
    "originator_version": "integer",
    "topic": "text",
    "state": "blob",
}
"""What the columns of an event hold. SQLite keeps whatever it is given."""
_HEADER = b"SQLite format 3\x00"
_WITH_LOG = b"\x02\x02"
_WRITE = "rientro_write"
_STEPS_AT_ONCE = 20_000
"""Between two looks at the clock, in instructions of SQLite's machine: some tenths of a millisecond."""
_WRITING_CACHE_KIB = 16 * 1024
"""So much of the file is kept at hand while it is written: an import touches pages everywhere."""


class FileDialect(SharedDialect, SQLiteDialect_pysqlite):
    """SQLAlchemy's own."""

    supports_statement_cache = True


class SQLiteDatabase(Database):
    """A file that holds the events and the read model."""

    expected_guards = frozenset(triggers(EVENTS_TABLE))

    def __init__(
        self,
        path: Path,
        *,
        busy_seconds: float = _BUSY_SECONDS,
        answer_within: float | None = None,
    ) -> None:
        """With `answer_within` it is only looked at, and a question ends after so many seconds."""
        super().__init__(str(path), position_column="rowid")
        self.short_name = path.stem
        self._path = _resolved(path)
        self.files = tuple(Path(f"{self._path}{end}") for end in ("", "-wal", "-shm", "-journal"))
        self._busy_seconds = busy_seconds
        self._answer_within = answer_within
        self._engine = create_engine(
            "sqlite+rientro://",
            creator=self._connect,
            poolclass=NullPool,
            execution_options=COMPILED_ONCE,
        )
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        self._must_be_a_database()
        before = self._version() if self._cannot_change() else None
        with self._transaction(write=False) as connection:
            yield connection
        if before is not None and self._version() != before:
            raise OvertakenLedger(self.where)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        self._must_be_a_database()
        if self._answer_within is not None:
            raise ReadOnlyLedger(self.where)
        with self._transaction(write=True) as connection:
            yield connection

    @contextmanager
    def creating(self) -> Iterator[Connection]:
        self._must_not_be_something_else()
        if self._path.exists():
            if self._path.stat().st_size == 0:
                self._keep_a_log()
            with self._transaction(write=True) as transaction:
                yield transaction
            return
        # Who creates a ledger at the same time must find a whole one here, or none.
        self._must_have_left_nothing()
        with part_of(self._path) as part:
            made = SQLiteDatabase(part, busy_seconds=self._busy_seconds)
            made.where = self.where
            try:
                made._make()
                # The log comes last: without one, all is in the file when it is kept, or told.
                with made._transaction(write=True) as transaction:
                    yield transaction
                made._keep_a_log()
                self._name(part)
            finally:
                for file in made.files:
                    file.unlink(missing_ok=True)

    def _make(self) -> None:
        """Make the empty file."""
        try:
            self._path.touch(exist_ok=False)
        except OSError as error:
            raise UnreachableLedger(self.where, str(error.strerror)) from None

    def _keep_a_log(self) -> None:
        """Let the file have a write-ahead log, so that readers and writers do not wait."""
        with self.usable():
            connection = sqlite3.connect(self._path, timeout=self._busy_seconds)
            try:
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
            finally:
                connection.close()

    def _name(self, part: Path) -> None:
        try:
            give_name(part, self._path)
        except FileExistsError:
            raise LedgerExists(self.where) from None

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
            connection = sqlite3.connect(self._path, timeout=self._busy_seconds)
            try:
                busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.close()
        if busy:
            raise StillBesideIt(self.where, self.files[1].name, self._busy_seconds)

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
        def pragma(name: str) -> str:
            return str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())

        settings = {"journal mode": "wal" if self._keeps_a_log() else pragma("journal_mode")}
        wrong: list[Symptom | str] = []
        if settings["journal mode"] != "wal":
            wrong.append(NoJournal(settings["journal mode"]))
        checked = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if checked != "ok":
            wrong.append(FileDamaged(str(checked)))
        size = sum(file.stat().st_size for file in self.files if file.exists())
        return Health("SQLite", sqlite3.sqlite_version, size, settings, wrong)

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
                "SQLITE_DBNAME": str(self._path),
                "ORIGINATOR_ID_TYPE": "text",
                "CREATE_TABLE": "no",
            }
        )
        factory = InfrastructureFactory.construct(environment)
        return cast("SQLiteApplicationRecorder", factory.application_recorder())

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Connection]:
        with (
            self.usable(),
            self._engine.connect().execution_options(**{_WRITE: write}) as connection,
            connection.begin(),
        ):
            yield connection

    def _connect(self) -> sqlite3.Connection:
        looked_at = self._answer_within is not None
        mode = "mode=ro" if looked_at else "mode=rw"
        if self._cannot_change():
            mode = "mode=ro&immutable=1"
        uri = f"file:{quote(str(self._path.absolute()))}?{mode}"
        connection = sqlite3.connect(
            uri, uri=True, timeout=self._busy_seconds, isolation_level=None, cached_statements=256
        )
        connection.execute("PRAGMA temp_store = MEMORY")
        # What stands in the file may use no function that does more than compute.
        connection.execute("PRAGMA trusted_schema = OFF")
        if self._answer_within is not None:
            connection.execute("PRAGMA query_only = ON")
            ends_at = time.monotonic() + self._answer_within
            connection.set_progress_handler(lambda: time.monotonic() > ends_at, _STEPS_AT_ONCE)
        return connection

    def _cannot_change(self) -> bool:
        """Whether it is whole, and where SQLite cannot make its files: it must not ask for them.

        What is still in a log beside the file would be passed over, so there must be none.
        """
        log = Path(f"{self._path}-wal")
        if not hasattr(os, "statvfs") or not self._path.exists():
            return False
        read_only = bool(os.statvfs(self._path).f_flag & os.ST_RDONLY)
        closed = read_only or not os.access(self._path.parent, os.W_OK)
        return closed and not (log.exists() and log.stat().st_size)

    def _keeps_a_log(self) -> bool:
        """Whether the file says that it has a write-ahead log; a reader without it cannot see that.

        Source: https://www.sqlite.org/fileformat.html, section 1.3, the bytes at 18 and 19.
        """
        with self._path.open("rb") as file:
            return file.read(len(_HEADER) + 4)[18:20] == _WITH_LOG

    def _version(self) -> tuple[int, int]:
        """What differs once another program has changed the file."""
        there = self._path.stat()
        return there.st_mtime_ns, there.st_size

    def _must_be_a_database(self) -> None:
        try:
            if not self._path.exists():
                raise MissingLedger(self.where)
        except OSError as error:
            raise UnreachableLedger(self.where, str(error.strerror)) from None
        self._must_not_be_something_else()
        if self._path.stat().st_size == 0:
            raise NotALedger(self.where, "empty-file")

    def _must_have_left_nothing(self) -> None:
        """Refuse a place where a log without its ledger would be taken for the new one's."""
        for file in self.files:
            if file.exists() and not self._path.exists():
                raise NotALedger(
                    self.where, f"{file.name} is left of another, without it. Move that file away"
                )

    def _must_not_be_something_else(self) -> None:
        if self._path.is_dir():
            raise NotALedger(self.where, "folder")
        if not self._path.parent.is_dir():
            raise UnreachableLedger(self.where, f"there is no folder {self._path.parent}")
        if not self._path.exists():
            return
        if not self._path.is_file():
            raise NotALedger(self.where, "device-or-pipe")
        try:
            with self._path.open("rb") as file:
                header = file.read(len(_HEADER))
        except OSError as error:
            raise UnreachableLedger(self.where, str(error.strerror)) from None
        if header not in (b"", _HEADER):
            raise NotALedger(self.where, "another-kind")

    @contextmanager
    def usable(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.Error):
                raise self._unusable(error.orig) from error
            raise
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        except UnicodeDecodeError as error:
            message = f"text in it is not UTF-8: {error.reason}"
            raise DamagedLedger(self.where, message) from error

    def lacks_a_column(self, error: DBAPIError) -> bool:
        said = str(error.orig)
        return said.startswith("no such column") or "has no column named" in said

    def _unusable(self, error: sqlite3.Error) -> LedgerUnusable:
        code = getattr(error, "sqlite_errorname", "")
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return LockedLedger(self.where, self._busy_seconds)
        if code.startswith("SQLITE_READONLY"):
            return ReadOnlyLedger(self.where)
        if code.startswith("SQLITE_INTERRUPT") and self._answer_within is not None:
            return TookTooLong(self.where, self._answer_within)
        if code.startswith("SQLITE_FULL"):
            return DiskFull(self.where)
        if code.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_AUTH")):
            return UnreachableLedger(self.where, str(error))
        if str(error).startswith(("no such column", "no such table")):
            return NotALedger(self.where)
        return DamagedLedger(self.where, str(error))


def _resolved(path: Path) -> Path:
    """The path itself, where others lead to it: beside it SQLite has its own files."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop, or no name at all
        return path


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get(_WRITE)
    if write:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_WRITING_CACHE_KIB}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


registry.register("sqlite.rientro", __name__, FileDialect.__name__)
