"""From the name that the user gives to the database behind it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from domain.refusal import quoted
from ledger.store.errors import NotALedger, UnreachableLedger

if TYPE_CHECKING:
    from ledger.store.database import Database


SQLITE = b"SQLite format 3\x00"
"""What a file of SQLite begins with."""
_ALMOST_AN_ADDRESS = re.compile(
    r"((?:postgres(?:ql)?(?:\+\w+)?|[a-z][a-z0-9+.-]*(?=:/?[^/@]*:[^@]*@)):)(?!//)"
    r"|(?:.*\s|(?!.*://).*\b)password\s*=|(?://)?[^/@\s]*:[^/@\s]+@",
    re.IGNORECASE | re.DOTALL,
)
"""What is no file name but a misspelt address, which may have a secret in it: never shown."""


def file_at(name: str) -> Path | None:
    """The file of a name that begins like one of SQLite; whether it is a ledger is not known yet."""
    if "://" in name or not name.isprintable() or _ALMOST_AN_ADDRESS.match(name):
        return None
    try:
        path = Path(name).expanduser()
        with path.open("rb") as file:
            return path if file.read(len(SQLITE)) == SQLITE else None
    except (OSError, RuntimeError, ValueError):
        return None


def database_at(name: str, *, answer_within: float | None = None) -> Database:
    """The database of a file name or a URL; nothing is opened or made yet.

    With `answer_within` it is only looked at, and a question ends after so many seconds.
    """
    scheme, separator, rest = name.partition("://")
    if not name.isprintable():
        shown = f"{quoted(scheme)}://…" if separator else quoted(name)
        raise UnreachableLedger(shown, "control-characters")
    almost = _ALMOST_AN_ADDRESS.match(name)
    if almost:
        raise UnreachableLedger(f"{(almost[1] or 'password').lower()}…", "almost-an-address")
    if separator and scheme in {"postgresql", "postgres"}:
        from ledger.store.postgres.postgres_database import PostgresDatabase

        return PostgresDatabase(name, answer_within=answer_within)
    if separator and scheme != "sqlite":
        raise NotALedger(f"{scheme}://…", f"a {scheme} database is not supported")
    from ledger.store.sqlite.sqlite_database import SQLiteDatabase

    path = rest.removeprefix("/") if separator else name
    try:
        return SQLiteDatabase(Path(path).expanduser(), answer_within=answer_within)
    except RuntimeError:
        user = path.partition("/")[0].removeprefix("~")
        raise UnreachableLedger(path, f"there is no user {quoted(user)}") from None
