"""How a connection to an SQLite file is made, and how a transaction on it begins."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import NullPool

from ledger.store.statements import COMPILED_ONCE, SharedDialect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

WRITE = "rientro_write"
"""The execution option that says whether a transaction writes."""
_STEPS_AT_ONCE = 20_000
"""Between two looks at the clock, in instructions of SQLite's machine: some tenths of a millisecond."""
_WRITING_CACHE_KIB = 16 * 1024
"""So much of the file is kept at hand while it is written: an import touches pages everywhere."""


class FileDialect(SharedDialect, SQLiteDialect_pysqlite):
    """SQLAlchemy's own."""

    supports_statement_cache = True


def engine_of(connect: Callable[[], sqlite3.Connection]) -> Engine:
    """An engine on which every transaction begins as it has to."""
    engine = create_engine(
        "sqlite+rientro://",
        creator=connect,
        poolclass=NullPool,
        execution_options=COMPILED_ONCE,
    )
    event.listen(engine, "begin", _begin)
    return engine


def connect(
    path: Path, mode: str, busy_seconds: float, answer_within: float | None
) -> sqlite3.Connection:
    """A connection that waits so long for its turn, and answers within so many seconds if need be."""
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?{mode}",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        cached_statements=256,
    )
    connection.execute("PRAGMA temp_store = MEMORY")
    # What stands in the file may use no function that does more than compute.
    connection.execute("PRAGMA trusted_schema = OFF")
    if answer_within is not None:
        connection.execute("PRAGMA query_only = ON")
        ends_at = time.monotonic() + answer_within
        connection.set_progress_handler(lambda: time.monotonic() > ends_at, _STEPS_AT_ONCE)
    return connection


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get(WRITE)
    if write:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_WRITING_CACHE_KIB}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


registry.register("sqlite.rientro", __name__, FileDialect.__name__)
