"""The triggers in a PostgreSQL database that keep what was recorded from being changed.

They refuse UPDATE, DELETE and TRUNCATE, also in a session that plays a replica. The owner of the
tables can drop them; that they are missing, or that they were made anew, can be seen.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ledger.database import CHECKPOINTS_TABLE, EVENTS_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

GUARDED = (EVENTS_TABLE, CHECKPOINTS_TABLE)
_FUNCTION = "rientro_refuse_change"
_BODY = "BEGIN RAISE EXCEPTION 'recorded events are never changed'; END"
_MOMENTS = {
    "no_update": "BEFORE UPDATE",
    "no_delete": "BEFORE DELETE",
    "no_truncate": "BEFORE TRUNCATE",
}
_THERE = (
    "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE NOT tgisinternal AND tgrelid IN "
    f"({', '.join(f'''to_regclass('{table}')''' for table in GUARDED)})"
)


def triggers(table: str) -> dict[str, str]:
    """The triggers of a table: their statements by name, as the server shows them."""
    return {
        f"{table}_{name}": f"CREATE TRIGGER {table}_{name} {moment} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        for name, moment in _MOMENTS.items()
    }


def missing(connection: Connection, tables: frozenset[str]) -> dict[str, tuple[str, str]]:
    """The triggers that are not there, or not as they should be: table and statement by name."""
    connection.exec_driver_sql("SET LOCAL quote_all_identifiers = off")
    query = f"SELECT tgname, pg_get_triggerdef(t.oid, true), prosrc, tgenabled {_THERE}"
    there = {name: rest for name, *rest in connection.exec_driver_sql(query)}
    return {
        name: (table, statement)
        for table, name, statement in _expected(tables)
        if there.get(name) != [statement, _BODY, "A"]
    }


def put_back(connection: Connection, tables: frozenset[str]) -> None:
    """Make the triggers that are missing."""
    lacking = missing(connection, tables)
    if lacking:
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql "
            f"AS $${_BODY}$$"
        )
    for name, (table, statement) in lacking.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def fingerprint(connection: Connection) -> str:
    """A text that changes whenever a trigger or the function behind it was changed or made anew.

    So it does where the table of events was written anew as a whole, or others inherit from it.
    """
    query = (
        "SELECT t.oid, t.xmin, tgname, tgenabled, p.oid, p.xmin, prosrc "
        f"{_THERE} AND tgrelid = to_regclass('{EVENTS_TABLE}') ORDER BY t.oid"
    )
    table = (
        f"SELECT pg_relation_filenode('{EVENTS_TABLE}'), array(SELECT inhrelid::int8 "  # noqa: S608 (constants)
        f"FROM pg_inherits WHERE inhparent = to_regclass('{EVENTS_TABLE}') ORDER BY 1)"
    )
    there = repr([connection.exec_driver_sql(each).all() for each in (query, table)])
    return hashlib.sha256(there.encode()).hexdigest()


def _expected(tables: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    for table in GUARDED:
        if table in tables:
            for name, statement in triggers(table).items():
                yield table, name, statement
