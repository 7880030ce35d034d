"""What a ledger's file is as a file, before SQLite opens it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from ledger.store.errors import MissingLedger, NotALedger, UnreachableLedger

_HEADER = b"SQLite format 3\x00"
_WITH_LOG = b"\x02\x02"
_ENDINGS = ("", "-wal", "-shm", "-journal")


class LedgerFile:
    """A file in which a ledger is or will be, and what SQLite keeps beside it.

    Attributes:
        where: the file as the user named it.
        path: the file itself, if others lead to it: beside that one SQLite has its own files.
        all: the file, its log and the rest, whether they are there or not.
    """

    def __init__(self, path: Path, where: str) -> None:
        self.where = where
        self.path = _resolved(path)
        self.all = tuple(Path(f"{self.path}{ending}") for ending in _ENDINGS)

    @property
    def log(self) -> Path:
        """The write-ahead log beside the file."""
        return self.all[1]

    def cannot_change(self) -> bool:
        """Whether it is whole, and where SQLite cannot make its files: it must not ask for them.

        What is still in a log beside the file would be passed over, so there must be none.
        """
        if not hasattr(os, "statvfs") or not self.path.exists():
            return False
        read_only = bool(os.statvfs(self.path).f_flag & os.ST_RDONLY)
        closed = read_only or not os.access(self.path.parent, os.W_OK)
        return closed and not (self.log.exists() and self.log.stat().st_size)

    def keeps_a_log(self) -> bool:
        """Whether the file says that it has a write-ahead log; a reader without it cannot see that.

        Source: https://www.sqlite.org/fileformat.html, section 1.3, the bytes at 18 and 19.
        """
        with self.path.open("rb") as file:
            return file.read(len(_HEADER) + 4)[18:20] == _WITH_LOG

    def keep_a_log(self, busy_seconds: float) -> None:
        """Let the file have a write-ahead log, so that readers and writers do not wait."""
        self._ask("PRAGMA journal_mode = WAL", busy_seconds)

    def write_log_into_it(self, busy_seconds: float) -> bool:
        """Write what the log holds into the file and cut the log off; whether it could be."""
        return not self._ask("PRAGMA wal_checkpoint(TRUNCATE)", busy_seconds)

    def _ask(self, statement: str, busy_seconds: float) -> object:
        """The first value of what SQLite answers to a statement outside of any transaction."""
        connection = sqlite3.connect(self.path, timeout=busy_seconds)
        try:
            return connection.execute(statement).fetchone()[0]
        finally:
            connection.close()

    def version(self) -> tuple[int, int]:
        """What differs once another program has changed the file."""
        there = self.path.stat()
        return there.st_mtime_ns, there.st_size

    def size(self) -> int:
        """How many bytes the file and all beside it hold."""
        return sum(file.stat().st_size for file in self.all if file.exists())

    def make(self) -> None:
        """Make the empty file."""
        try:
            self.path.touch(exist_ok=False)
        except OSError as error:
            raise UnreachableLedger(self.where, str(error.strerror)) from None

    def take_away(self) -> None:
        """Take away the file and all beside it."""
        for file in self.all:
            file.unlink(missing_ok=True)

    def must_be_a_database(self) -> None:
        """Refuse a file that is missing, empty or of another kind."""
        try:
            if not self.path.exists():
                raise MissingLedger(self.where)
        except OSError as error:
            raise UnreachableLedger(self.where, str(error.strerror)) from None
        self.must_not_be_something_else()
        if self.path.stat().st_size == 0:
            raise NotALedger(self.where, "empty-file")

    def must_have_left_nothing(self) -> None:
        """Refuse a place where a log without its ledger would be taken for the new one's."""
        for file in self.all:
            if file.exists() and not self.path.exists():
                raise NotALedger(
                    self.where, f"{file.name} is left of another, without it. Move that file away"
                )

    def must_not_be_something_else(self) -> None:
        """Refuse what is there and is neither empty nor SQLite's."""
        if self.path.is_dir():
            raise NotALedger(self.where, "folder")
        if not self.path.parent.is_dir():
            raise UnreachableLedger(self.where, f"there is no folder {self.path.parent}")
        if not self.path.exists():
            return
        if not self.path.is_file():
            raise NotALedger(self.where, "device-or-pipe")
        try:
            with self.path.open("rb") as file:
                header = file.read(len(_HEADER))
        except OSError as error:
            raise UnreachableLedger(self.where, str(error.strerror)) from None
        if header not in (b"", _HEADER):
            raise NotALedger(self.where, "another-kind")


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop, or no name at all
        return path
