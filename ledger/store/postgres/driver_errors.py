"""What PostgreSQL's errors mean for somebody who uses a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.store.errors import (
    DamagedLedger,
    DiskFull,
    Interrupted,
    LockedLedger,
    LostConnection,
    NeededElsewhere,
    NotALedger,
    NotPermitted,
    OvertakenLedger,
    ReadOnlyLedger,
    UnreachableLedger,
)

if TYPE_CHECKING:
    import psycopg

    from ledger.store.errors import LedgerUnusable

# The codes are those of appendix A of the PostgreSQL documentation.
_DISK_FULL = "53100"
_LOCK_NOT_AVAILABLE = "55P03"
_READ_ONLY_TRANSACTION = "25006"
_INSUFFICIENT_PRIVILEGE = "42501"
_UNIQUE_VIOLATION, _SERIALIZATION_FAILURE, _DEADLOCK = "23505", "40001", "40P01"
_NO_SUCH_TABLE = "42P01"
"""Since a ledger was found first, its tables were replaced by a rebuild meanwhile."""
_NO_SUCH_COLUMN = ("42703", "42883", "42704")
_OTHER_COLUMNS = ("42703", "42883", "42804", "22P02", "22007", "42P21", "42P22")
_LOST_CONNECTION = ("08", "57P", "25P03", "25P04")
_CANCELED, _DEPENDED_ON = "57014", "2BP01"
_DAMAGED = ("XX001", "XX002")
_DISK = "58"


def unusable(error: psycopg.Error, where: str, seconds: float) -> LedgerUnusable:
    """Why the ledger cannot be used; `seconds` is how long a writer waits for its turn."""
    code = error.sqlstate or ""
    said = in_one_line(error)
    if code == _DISK_FULL:
        return DiskFull(where)
    if code == _LOCK_NOT_AVAILABLE:
        return LockedLedger(where, seconds)
    if code == _READ_ONLY_TRANSACTION:
        return ReadOnlyLedger(where, "server")
    if code == _INSUFFICIENT_PRIVILEGE:
        return NotPermitted(where, said)
    if code in {_NO_SUCH_TABLE, _UNIQUE_VIOLATION, _SERIALIZATION_FAILURE, _DEADLOCK}:
        return OvertakenLedger(where)
    if code == _CANCELED:
        return Interrupted(where, said)
    if code == _DEPENDED_ON:
        detail = " ".join((error.diag.message_detail or said).split())
        return NeededElsewhere(where, detail)
    if code in _NO_SUCH_COLUMN:
        return NotALedger(where)
    if code.startswith(_LOST_CONNECTION) or is_lost(error):
        return LostConnection(where, said)
    if code in _DAMAGED:
        return DamagedLedger(where, said)
    if code.startswith(_DISK):
        return DamagedLedger(where, f"its server cannot read or write a file: {said}")
    return UnreachableLedger(where, said)


def unreachable(error: psycopg.Error, where: str) -> LedgerUnusable:
    """Why no connection was made."""
    words = in_one_line(error).removeprefix("connection is bad: ")
    said = words.partition("FATAL: ")[2].strip() or words
    if said.startswith("database ") and said.endswith("does not exist"):
        said += "; create it there, then run rientro init"
    return UnreachableLedger(where, said)


def is_lost(error: psycopg.Error) -> bool:
    """Whether the connection went away under the statement."""
    code = error.sqlstate or ""
    return code.startswith(_LOST_CONNECTION) or (
        not code and type(error).__name__ == "OperationalError"
    )


def is_of_columns(error: psycopg.Error) -> bool:
    """Whether a table lacks a column, or has one of another type.

    For another type there is no such operator or function, a constant has no such form, texts have
    no collation in common, or the driver itself finds no value of Python's, as of the date `infinity`.
    """
    no_value = error.sqlstate is None and type(error).__name__ == "DataError"
    return error.sqlstate in _OTHER_COLUMNS or no_value


def in_one_line(error: psycopg.Error) -> str:
    """The server's own words, without hints and positions."""
    words = error.diag.message_primary or str(error).partition("\n")[0]
    return " ".join(words.split())
