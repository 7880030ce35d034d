"""What stands in a ledger's file and is not the ledger's own.

Whoever owns the file may add a trigger or a column that is computed. What can change rows as they
are written or read stops every command that records or asks, and all of it is told by `doctor`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ledger.store.columns import columns, tables_of_figures
from ledger.store.sqlite.sqlite_guards import GUARDED, triggers
from ledger.store.tables import CHECKPOINTS_TABLE, EVENTS_TABLE, TEXTS_TABLE
from projections import reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_IN_QUOTES = re.compile(r"""'[^']*'|"[^"]*"|\[[^]]*\]|`[^`]*`""")
_CONSTRAINT = re.compile(
    r"\b(VIRTUAL|CHECK|REFERENCES|GENERATED|DEFAULT|COLLATE|ON\s+CONFLICT)\b", re.IGNORECASE
)


def what_changes(connection: Connection) -> list[str]:
    """What can change rows as they are written or read: in a few words each."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    found = (_what_changes(*row) for row in connection.exec_driver_sql(query))
    return [what for what in found if what is not None]


@lru_cache(maxsize=512)
def _what_changes(kind: str, name: str, table: str, statement: str | None) -> str | None:
    """What one thing in the file changes; a process that asks many ledgers finds the same in each."""
    if table not in _our_tables() or statement is None:
        return None
    if kind == "trigger" and statement not in _our_triggers():
        return f"trigger {name} on {table}"
    if kind == "view":
        return f"view {name}"
    said = _CONSTRAINT.search(_IN_QUOTES.sub("''", statement)) if kind == "table" else None
    return f"{said[1].upper()} in table {name}" if said else None


def what_stands_beside(connection: Connection) -> list[str]:
    """What else is not the ledger's own: indexes that refuse rows or compute, and views of its tables."""
    ours, indexes = _our_tables(), _our_indexes()
    found = []
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    for kind, name, table, statement in connection.exec_driver_sql(query):
        if kind == "index" and table in ours and name not in indexes:
            plain = re.fullmatch(r"CREATE INDEX [^(]*\([\w, \"]*\)", statement, re.IGNORECASE)
            found += [] if plain else [f"index {name} on {table}"]
        words = set(re.findall(r"\w+", statement)) if kind in {"view", "trigger"} else set()
        if kind == "view" or (kind == "trigger" and table not in ours):
            found += [f"{kind} {name} of {each}" for each in sorted(words & ours)[:1]]
    return [*found, *_other_columns(connection)]


def _other_columns(connection: Connection) -> Iterator[str]:
    """Columns that the tables have besides, and those that hold another type than they should."""
    known, types = columns(), _types(connection)
    for table in sorted(_our_tables()):
        query = f"SELECT name, type FROM pragma_table_info('{table}')"  # noqa: S608 (one of ours)
        for name, kind in connection.exec_driver_sql(query):
            if name not in known[table] or kind != types.get(f"{table}.{name}", kind):
                yield f"column {name} of {table}"


def _types(connection: Connection) -> dict[str, str]:
    """The types of the columns of figures as the file says them, behind the names of both."""
    return {
        str(column): column.type.compile(connection.dialect)
        for table in tables_of_figures()
        for column in table.columns
    }


@cache
def _our_triggers() -> set[str]:
    return {statement for table in GUARDED for statement in triggers(table).values()}


@cache
def _our_tables() -> set[str]:
    return {EVENTS_TABLE, CHECKPOINTS_TABLE, TEXTS_TABLE, *reach.TABLES}


def _our_indexes() -> set[str]:
    from projections.projector import indexes

    named = {str(index.name) for index in indexes()}
    return named | {f"{EVENTS_TABLE}_idx"}
