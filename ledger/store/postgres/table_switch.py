"""New tables in the place of old ones, in a PostgreSQL database that others use meanwhile.

The new ones are made in a schema of their own, to which the names of tables lead meanwhile: the
tables in use stay where they are, and readers are not disturbed until the end.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import table, text

from ledger.store.postgres.session import quoted
from projections.tables import ROW_FUNCTIONS, run_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Connection, TableClause

BESIDE = "rientro_beside"
_GRANTS = text(
    "SELECT name, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, privilege_type "
    "FROM unnest(CAST(:tables AS text[])) AS given (name) "
    "JOIN pg_class ON pg_class.oid = to_regclass(name), aclexplode(relacl) "
    "WHERE grantee <> relowner"
)
_IS_THERE = text("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = :name)")
_OWNERS = text(
    "SELECT name, relowner::regrole::text FROM unnest(CAST(:tables AS text[])) AS given (name) "
    "JOIN pg_class ON pg_class.oid = to_regclass(name)"
)


def lead_names_to(connection: Connection, schema: str | None, *, in_use: bool = True) -> None:
    """Let the tables of figures be those in the schema, for every statement that names one.

    Rows of tables that are in use are written by the functions beside them.
    """
    functions = quoted(schema) if in_use and schema is not None else None
    connection.execution_options(schema_translate_map={None: schema}, **{ROW_FUNCTIONS: functions})


def names_lead_to(connection: Connection) -> str | None:
    """The schema in which the tables of figures are."""
    schemas: dict[None, str | None] = connection.get_execution_options()["schema_translate_map"]
    return schemas[None]


def set_aside(connection: Connection, schema: str, tables: Iterable[str]) -> dict[str, TableClause]:
    """Let tables be made anew under the same names; returns the old ones."""
    beside = _free_name(connection)
    connection.exec_driver_sql(f"CREATE SCHEMA {beside}")
    lead_names_to(connection, beside, in_use=False)
    return {name: table(name, schema=schema) for name in sorted(tables)}


def replace(
    connection: Connection, schema: str, aside: Mapping[str, TableClause], new: AbstractSet[str]
) -> None:
    """Drop the old tables, and put the new ones in their place, with their owners and rights."""
    beside = names_lead_to(connection)
    written = quoted(schema)
    rights = _rights(connection, [f"{written}.{name}" for name in aside])
    made = [f"{beside}.{name}" for name in sorted(new)]
    # What the owner lets others do with whatever is made is not meant for these.
    too_many = [
        f"REVOKE {right} ON {name} FROM {role}"
        for name, role, right in connection.execute(_GRANTS, {"tables": made})
    ]
    run_all(connection, (f"DROP TABLE {written}.{name}" for name in aside))
    run_all(connection, (*too_many, *(f"ALTER TABLE {name} SET SCHEMA {written}" for name in made)))
    lead_names_to(connection, schema)
    run_all(connection, (*rights, f"DROP SCHEMA {beside}"))


def _free_name(connection: Connection) -> str:
    """The name of a schema that nobody has made; whoever may make schemas can take any one."""
    for number in count(1):
        name = BESIDE if number == 1 else f"{BESIDE}_{number}"
        if not connection.execute(_IS_THERE, {"name": name}).scalar():
            return name
    raise AssertionError(BESIDE)


def _rights(connection: Connection, tables: list[str]) -> list[str]:
    """The statements that give tables of these names the rights and the owners of those there."""
    grants, owners = (connection.execute(each, {"tables": tables}) for each in (_GRANTS, _OWNERS))
    return [
        *(f"GRANT {right} ON {name} TO {role}" for name, role, right in grants),
        *(f"ALTER TABLE {name} OWNER TO {role}" for name, role in owners),
    ]
