"""Who may do what in a ledger on a server: three roles, as statements in SQL.

None of them may change or delete an event, or the tables and triggers themselves: that is left to
the owner of the database. Writers take turns by the lock of a table that only recorders may take.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from domain.refusal import InvalidValue
from ledger.store.database import CHECKPOINTS_TABLE, EVENTS_TABLE, TEXTS_TABLE, TURN_TABLE
from ledger.store.errors import NoRoles, NotPermitted
from projections import projector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from ledger.store.database import Database

_PREFIX = re.compile(r"[a-z_][a-z0-9_]{0,39}")
_DIALECT = "postgresql"
_GIVEN = ("originator_id", "originator_version", "topic", "state")


def statements(database: Database, connection: Connection, prefix: str) -> list[str]:
    """The statements that make the roles and give each what it needs; they may be run again."""
    if connection.dialect.name != _DIALECT:
        raise NoRoles(database.where)
    if not _PREFIX.fullmatch(prefix):
        raise InvalidValue(
            f"{prefix!r} cannot begin the name of a role: at most 40 small letters, digits and "
            "underscores are allowed, and no digit first."
        )
    schema = connection.execute(select(func.quote_ident(database.schema))).scalar_one()
    there = database.tables(connection)
    return list(_statements(schema, there, prefix))


def _statements(schema: str, there: frozenset[str], prefix: str) -> Iterator[str]:
    recorder, reader, auditor = (f"{prefix}_{role}" for role in ("recorder", "reader", "auditor"))
    everybody = f"{recorder}, {reader}, {auditor}"

    def named(*tables: str) -> str:
        return ", ".join(f"{schema}.{table}" for table in sorted(there.intersection(tables)))

    for role in (recorder, reader, auditor):
        yield (
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles "
            f"WHERE rolname OPERATOR(pg_catalog.=) '{role}') "
            f"THEN CREATE ROLE {role} NOLOGIN; END IF; END $$"
        )
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {everybody}"
    yield f"GRANT SELECT ON {named(EVENTS_TABLE, CHECKPOINTS_TABLE)} TO {everybody}"
    # The database gives positions; who may not name them cannot choose them.
    yield f"GRANT INSERT ({', '.join(_GIVEN)}) ON {named(EVENTS_TABLE)} TO {recorder}"
    if CHECKPOINTS_TABLE in there:
        yield f"GRANT INSERT ON {named(CHECKPOINTS_TABLE)} TO {recorder}"
    if TEXTS_TABLE in there:
        # Notes are no part of the log; an auditor needs none, and only the owner erases one.
        yield f"GRANT SELECT ON {named(TEXTS_TABLE)} TO {recorder}, {reader}"
        yield f"GRANT INSERT ON {named(TEXTS_TABLE)} TO {recorder}"
    yield f"GRANT UPDATE ON {named(TURN_TABLE)} TO {recorder}"
    sequence = f"{schema}.{EVENTS_TABLE}_notification_id_seq"
    yield f"GRANT USAGE, SELECT, UPDATE ON SEQUENCE {sequence} TO {recorder}"
    figures = named(*projector.table_names())
    if figures:
        yield f"GRANT SELECT ON {figures} TO {recorder}, {reader}"
        yield f"GRANT INSERT, UPDATE ON {figures} TO {recorder}"


def apply(database: Database, prefix: str) -> None:
    """Make the roles, all or none."""
    with database.writing() as connection:
        for statement in statements(database, connection, prefix):
            connection.exec_driver_sql(statement)
        events = f"{database.schema}.{EVENTS_TABLE}"
        may = func.has_table_privilege(f"{prefix}_auditor", events, "SELECT")
        if not connection.execute(select(may)).scalar():
            raise NotPermitted(database.where, "only its owner can give rights on its tables")
