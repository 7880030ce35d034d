"""The triggers in a PostgreSQL database that keep what was recorded from being changed.

They refuse UPDATE, DELETE and TRUNCATE, also in a session that plays a replica. The owner of the
tables can drop them; that they are missing, or that they were made anew, can be seen.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ledger.store.postgres.session import quoted
from ledger.store.tables import CHECKPOINTS_TABLE, EVENTS_TABLE, TEXTS_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

GUARDED = (EVENTS_TABLE, CHECKPOINTS_TABLE, TEXTS_TABLE)
_FUNCTION = "rientro_refuse_change"
_BODY = "BEGIN RAISE EXCEPTION 'recorded events are never changed'; END"
_ERASING = "rientro_refuse_erasing"
_ERASING_BODY = f"""DECLARE said boolean; BEGIN
EXECUTE format('SELECT EXISTS (SELECT FROM %I.{EVENTS_TABLE} WHERE originator_id = ''ledger'' AND
topic IN (''text-erased.1'', ''event-set-aside.1'') AND
convert_from(state, ''UTF8'')::jsonb #>> ''{{event,position}}'' = $1::text)', TG_TABLE_SCHEMA)
INTO said USING OLD.position;
IF said THEN RETURN OLD; END IF;
RAISE EXCEPTION 'a note is erased by rientro erase'; END"""  # noqa: S608 (constants)
"""A note is deleted once the log says that it was, or that its event was set aside."""
BODIES = {_FUNCTION: _BODY, _ERASING: _ERASING_BODY}
_MOMENTS = {
    "no_update": "BEFORE UPDATE",
    "no_delete": "BEFORE DELETE",
    "no_truncate": "BEFORE TRUNCATE",
}
_THERE = (
    "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE NOT tgisinternal AND nspname = %(schema)s AND relname = ANY(%(tables)s)"
)
_OURS = "(p.proowner = c.relowner OR (SELECT rolsuper FROM pg_roles r WHERE r.oid = p.proowner))"
_OWNER = "SELECT relowner::regrole::text FROM pg_class WHERE oid = to_regclass(%(table)s)"


def names(table: str) -> list[str]:
    """The names of the triggers of a table."""
    return [f"{table}_{name}" for name in _MOMENTS]


def missing(
    connection: Connection, schema: str, tables: frozenset[str]
) -> dict[str, tuple[str, str]]:
    """The triggers that are not there, or not as they should be: table and statement by name.

    The server shows them with the schema, since nothing is looked for in it.
    """
    written = connection.exec_driver_sql("SELECT quote_ident(%s)", (schema,)).scalar_one()
    query = f"SELECT tgname, pg_get_triggerdef(t.oid, true), prosrc, tgenabled, {_OURS} {_THERE}"
    guarded = {"schema": schema, "tables": list(GUARDED)}
    there = {name: rest for name, *rest in connection.exec_driver_sql(query, guarded)}
    return {
        name: (table, statement)
        for table, name, statement in _expected(written, tables)
        if there.get(name) != [statement, BODIES[_function(table, name)], "A", True]
    }


def put_back(connection: Connection, schema: str, tables: frozenset[str]) -> None:
    """Make the triggers that are missing."""
    lacking = missing(connection, schema, tables)
    for function in sorted({_function(table, name) for name, (table, _) in lacking.items()}):
        written = (
            f"CREATE OR REPLACE FUNCTION {quoted(schema)}.{function}() RETURNS trigger "
            "LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp "
            f"AS $${BODIES[function]}$$"
        )
        connection.exec_driver_sql(written.replace("%", "%%"))
        # Somebody else may have made one of that name, and would go on to own it.
        events = {"table": f"{quoted(schema)}.{EVENTS_TABLE}"}
        owner = connection.exec_driver_sql(_OWNER, events).scalar_one()
        connection.exec_driver_sql(
            f"ALTER FUNCTION {quoted(schema)}.{function}() OWNER TO {owner}".replace("%", "%%")
        )
    for name, (table, statement) in lacking.items():
        guarded = f"{quoted(schema)}.{table}"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {guarded}")
        connection.exec_driver_sql(statement.replace("%", "%%"))
        connection.exec_driver_sql(f"ALTER TABLE {guarded} ENABLE ALWAYS TRIGGER {name}")


def fingerprint(connection: Connection, schema: str) -> str:
    """A text that changes whenever a trigger or the function behind it was changed or made anew.

    So it does where the table of events was written anew as a whole, or others inherit from it.
    """
    triggers = (
        f"SELECT t.oid, t.xmin, tgname, tgenabled, p.oid, p.xmin, prosrc {_THERE} ORDER BY t.oid"
    )
    table = (
        "SELECT pg_relation_filenode(to_regclass(%(table)s)), array(SELECT inhrelid::int8 "
        "FROM pg_inherits WHERE inhparent = to_regclass(%(table)s) ORDER BY 1)"
    )
    values = {
        "schema": schema,
        "tables": [EVENTS_TABLE],
        "table": f"{quoted(schema)}.{EVENTS_TABLE}",
    }
    there = repr([connection.exec_driver_sql(each, values).all() for each in (triggers, table)])
    return hashlib.sha256(there.encode()).hexdigest()


def _function(table: str, name: str) -> str:
    """The function behind a trigger."""
    is_erasing = table == TEXTS_TABLE and name.endswith("_no_delete")
    return _ERASING if is_erasing else _FUNCTION


def _expected(schema: str, tables: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The triggers of the tables that are there, as the server shows them: table, name, statement."""
    for table in GUARDED:
        if table in tables:
            for name, moment in zip(names(table), _MOMENTS.values(), strict=True):
                function = _function(table, name)
                each = "ROW" if function == _ERASING else "STATEMENT"
                statement = (
                    f"CREATE TRIGGER {name} {moment} ON {schema}.{table} "
                    f"FOR EACH {each} EXECUTE FUNCTION {schema}.{function}()"
                )
                yield table, name, statement
