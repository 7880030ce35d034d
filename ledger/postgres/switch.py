"""New tables in the place of old ones, in a PostgreSQL database that others use meanwhile.

The new ones are made in a schema of their own, which is looked in first: the tables in use stay
where they are, and readers are not disturbed until the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Connection

_BESIDE = "rientro_beside"
_GRANTS = text(
    "SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, privilege_type "
    "FROM pg_class, aclexplode(relacl) "
    "WHERE pg_class.oid = to_regclass(:table) AND grantee <> relowner"
)
_OWNER = text("SELECT relowner::regrole::text FROM pg_class WHERE oid = to_regclass(:table)")


def set_aside(connection: Connection, tables: Iterable[str]) -> dict[str, str]:
    """Let tables be made anew under the same names; returns what the old ones are called now."""
    schema, path = connection.exec_driver_sql(
        "SELECT quote_ident(current_schema()), current_setting('search_path')"
    ).one()
    connection.exec_driver_sql(f"CREATE SCHEMA {_BESIDE}")
    connection.exec_driver_sql(f"SET LOCAL search_path = {_BESIDE}, {path}")
    return {name: f"{schema}.{name}" for name in sorted(tables)}


def replace(connection: Connection, aside: dict[str, str], new: AbstractSet[str]) -> None:
    """Drop the old tables, and put the new ones in their place, with their owners and rights."""
    rights = [right for name, old in aside.items() for right in _rights(connection, name, old)]
    for old in aside.values():
        connection.exec_driver_sql(f"DROP TABLE {old}")
    path = str(connection.exec_driver_sql("SHOW search_path").scalar())
    connection.exec_driver_sql(f"SET LOCAL search_path = {path.removeprefix(_BESIDE).lstrip(', ')}")
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar()
    for name in sorted(new):
        connection.exec_driver_sql(f"ALTER TABLE {_BESIDE}.{name} SET SCHEMA {schema}")
    for statement in rights:
        connection.exec_driver_sql(statement.replace("%", "%%"))
    connection.exec_driver_sql(f"DROP SCHEMA {_BESIDE}")


def _rights(connection: Connection, name: str, old: str) -> Iterator[str]:
    """The statements that give a table of that name the rights and the owner of an old one."""
    for role, right in connection.execute(_GRANTS, {"table": old}).all():
        yield f"GRANT {right} ON {name} TO {role}"
    yield f"ALTER TABLE {name} OWNER TO {connection.execute(_OWNER, {'table': old}).scalar()}"
