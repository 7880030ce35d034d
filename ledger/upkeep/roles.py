"""Who may do what in a ledger on a server: four roles, as statements in SQL.

None of them may write a table by hand, but for the list of signed checkpoints. A recorder calls
the functions of the owner's through which a ledger is written to. All else is left to the owner.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.refusal import InvalidValue
from ledger.store.errors import NoRoles, NotPermitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from ledger.store.database import Database

_PREFIX = re.compile(r"[a-z_][a-z0-9_]{0,39}")
_DIALECT = "postgresql"


@dataclass(frozen=True, slots=True)
class Rights:
    """What makes the roles and gives each what it needs, and what that leaves as it is."""

    statements: Sequence[str]
    """They may be run again. They take away from the roles and from everybody what is more."""
    left: Sequence[str]
    """What is more than is wanted and is not the ledger's to take away, each in a few words."""


def rights(database: Database, connection: Connection, prefix: str) -> Rights:
    """What `db roles` runs; refuses a prefix that cannot begin a name."""
    if connection.dialect.name != _DIALECT:
        raise NoRoles(database.where)
    if not _PREFIX.fullmatch(prefix):
        raise InvalidValue(
            f"{prefix!r} cannot begin the name of a role: at most 40 small letters, digits and "
            "underscores are allowed, and no digit first."
        )
    from ledger.store.postgres import rights as on_server

    schema = database.schema or ""
    roles = on_server.Roles.beginning_with(prefix)
    return Rights(
        on_server.statements(schema, database.tables(connection), roles),
        on_server.left(connection, schema, roles),
    )


def apply(database: Database, prefix: str) -> Rights:
    """Make the roles, all or none; returns what was done, and what is left as it is."""
    with database.writing() as connection:
        wanted = rights(database, connection, prefix)
        database.must_have_a_gate(connection)
        for statement in wanted.statements:
            connection.exec_driver_sql(statement.replace("%", "%%"))
        done = rights(database, connection, prefix)
        from ledger.store.postgres import rights as on_server

        roles = on_server.Roles.beginning_with(prefix)
        if not on_server.are_given(connection, database.schema or "", roles):
            raise NotPermitted(database.where, "only its owner can give rights on its tables")
    return done
