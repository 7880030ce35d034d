"""Transactions in an SQLite file: what must be there first, and what became of it."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from ledger.store.atomic_files import give_name, part_of
from ledger.store.database import Database
from ledger.store.errors import (
    DamagedLedger,
    DiskFull,
    LockedLedger,
    NotALedger,
    OvertakenLedger,
    ReadOnlyLedger,
    TookTooLong,
    UnreachableLedger,
)
from ledger.store.ledger_refusals import LedgerExists
from ledger.store.sqlite import engine
from ledger.store.sqlite.ledger_file import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from ledger.store.errors import LedgerUnusable

_BUSY_SECONDS = 30.0


class SQLiteTransactions(Database):
    """A file, as far as connections and transactions go."""

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
        self._file = LedgerFile(path, self.where)
        self.files = self._file.all
        self._busy_seconds = busy_seconds
        self._answer_within = answer_within
        self._engine = engine.engine_of(self._connect)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        self._file.must_be_a_database()
        before = self._file.version() if self._file.cannot_change() else None
        with self._transaction(write=False) as connection:
            yield connection
        if before is not None and self._file.version() != before:
            raise OvertakenLedger(self.where)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        self._file.must_be_a_database()
        if self._answer_within is not None:
            raise ReadOnlyLedger(self.where)
        with self._transaction(write=True) as connection:
            yield connection

    @contextmanager
    def creating(self) -> Iterator[Connection]:
        self._file.must_not_be_something_else()
        if self._file.path.exists():
            if self._file.path.stat().st_size == 0:
                self._keep_a_log()
            with self._transaction(write=True) as transaction:
                yield transaction
            return
        # Who creates a ledger at the same time must find a whole one here, or none.
        self._file.must_have_left_nothing()
        named = self._file
        with part_of(named.path) as part:
            self._file = LedgerFile(part, self.where)
            try:
                self._file.make()
                # The log comes last: without one, all is in the file when it is kept, or told.
                with self._transaction(write=True) as transaction:
                    yield transaction
                self._keep_a_log()
                _name(part, named)
            finally:
                self._file.take_away()
                self._file = named

    def _keep_a_log(self) -> None:
        with self.usable():
            self._file.keep_a_log(self._busy_seconds)

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Connection]:
        with (
            self.usable(),
            self._engine.connect().execution_options(**{engine.WRITE: write}) as connection,
            connection.begin(),
        ):
            yield connection

    def _connect(self) -> sqlite3.Connection:
        mode = "mode=rw" if self._answer_within is None else "mode=ro"
        if self._file.cannot_change():
            mode = "mode=ro&immutable=1"
        return engine.connect(self._file.path, mode, self._busy_seconds, self._answer_within)

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

    def has_other_columns(self, error: Exception) -> bool:
        # No column has a type of its own in a file.
        said = str(error.orig) if isinstance(error, DBAPIError) else ""
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


def _name(part: Path, file: LedgerFile) -> None:
    try:
        give_name(part, file.path)
    except FileExistsError:
        raise LedgerExists(file.where) from None
