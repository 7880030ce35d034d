"""Where a ledger may be: in an SQLite file or in a PostgreSQL database, and the way behind it."""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol, Self

from postgres_server import shared_server

from ledger.store.database import Database
from ledger.store.postgres.postgres_database import PostgresDatabase
from ledger.store.sqlite.sqlite_database import SQLiteDatabase

Row = tuple[Any, ...]
_BUSY_SECONDS = 0.2


class Place(Protocol):
    """A place for one ledger."""

    position_column: str
    """The column of stored events that holds their positions."""

    @property
    def url(self) -> str:
        """As `--ledger` takes it; from now on it can be connected to."""

    @property
    def address(self) -> str:
        """The same, while nobody needs to connect yet."""

    @property
    def is_new(self) -> bool:
        """Whether nobody has asked for anything here yet."""

    def database(self, busy_seconds: float = _BUSY_SECONDS) -> Database:
        """The place as the program sees it."""

    def sql(self, statement: str, *values: object) -> list[Row]:
        """Run one statement, with `?` for values, behind the program's back."""

    def each_sql(self, statements: Iterable[str]) -> list[list[Row]]:
        """Run statements one after the other, in one session."""

    def become(self, other: Self) -> None:
        """Hold what the other place holds, and nothing of what was here; nobody may be in either."""

    def close(self) -> None:
        """Forget all that is there."""


class SQLitePlace:
    """A file in a folder."""

    position_column = "rowid"

    def __init__(self, folder: Path, name: str = "ledger.db") -> None:
        self.path = folder / name
        self.url = self.address = str(self.path)

    @property
    def is_new(self) -> bool:
        return not self.path.exists()

    def database(self, busy_seconds: float = _BUSY_SECONDS) -> SQLiteDatabase:
        return SQLiteDatabase(self.path, busy_seconds=busy_seconds)

    def sql(self, statement: str, *values: object) -> list[Row]:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def each_sql(self, statements: Iterable[str]) -> list[list[Row]]:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return [connection.execute(statement).fetchall() for statement in statements]

    def become(self, other: Self) -> None:
        with closing(sqlite3.connect(other.path)) as kept:
            kept.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(other.path, self.path)

    def close(self) -> None:
        pass


class PostgresPlace:
    """A database of its own on the server of the tests, which is made when somebody asks for it."""

    position_column = "notification_id"

    def __init__(self, folder: Path | None = None, template: str = "template0") -> None:
        self.server = shared_server()
        self._name, self._template = self.server.free_name(), template
        self.address = self.server.url(self._name)
        self.is_new = True

    @property
    def name(self) -> str:
        """The name of the database, which is there from now on."""
        if self.is_new:
            self.server.fill(self._name, self._template)
            self.is_new = False
        return self._name

    @property
    def url(self) -> str:
        return self.server.url(self.name)

    def database(self, busy_seconds: float = _BUSY_SECONDS) -> PostgresDatabase:
        return PostgresDatabase(self.url, busy_seconds=busy_seconds, look_seconds=_BUSY_SECONDS)

    def sql(self, statement: str, *values: object) -> list[Row]:
        with self.server.session(self.name) as session:
            cursor = session.execute(statement.replace("?", "%s").encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def each_sql(self, statements: Iterable[str]) -> list[list[Row]]:
        with self.server.session(self.name) as session:
            ran = (session.execute(statement.encode()) for statement in statements)
            return [cursor.fetchall() if cursor.description else [] for cursor in ran]

    def become(self, other: Self) -> None:
        self.close()
        self._template, self.is_new = other.name, True

    def close(self) -> None:
        if not self.is_new:
            self.server.drop(self._name)


PLACES: dict[str, type[SQLitePlace | PostgresPlace]] = {
    "sqlite": SQLitePlace,
    "postgresql": PostgresPlace,
}


KINDS = tuple(PLACES)


def new_place(kind: str, folder: Path) -> Place:
    """An empty place of the kind."""
    return PLACES[kind](folder)


def kept_place(kind: type[Place]) -> Place:
    """A place of the kind, as long as the tests run, for what is copied and never touched."""
    folder = Path(tempfile.mkdtemp(prefix="rientro-kept-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return new_place(next(name for name, each in PLACES.items() if each is kind), folder)
