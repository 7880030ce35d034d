"""What somebody else may have put where the tables of a ledger are, or will be.

Where others may create something in a schema, they can make a table under a name that we are going
to use: its triggers would run with the rights of whoever writes there, and a view would run its
functions for whoever only looks. So nothing under one of our names is touched unless it is a table
of the ledger's owner, or of somebody to whom it was given and who could not have made it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.store.errors import NotALedger
from ledger.store.tables import (
    CHECKPOINTS_TABLE,
    EVENTS_TABLE,
    TEXTS_TABLE,
    TOPICS_TABLE,
    TURN_TABLE,
)
from projections import reach

if TYPE_CHECKING:
    from sqlalchemy import Connection

_RELATIONS = """
    SELECT c.relname, c.relkind IN ('r', 'p'), c.relowner::regrole::text,
        pg_has_role(c.relowner, coalesce(
            (SELECT relowner FROM pg_class WHERE oid = to_regclass(%(owned_like)s)),
            (SELECT oid FROM pg_roles WHERE rolname = current_user)
        ), 'MEMBER') OR NOT has_schema_privilege(c.relowner, c.relnamespace, 'CREATE')
    FROM pg_class c
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
        AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
"""


def tables(
    connection: Connection, where: str, schema: str | None, *, owned_like: str | None
) -> frozenset[str]:
    """The names of all tables and views in the schema; refuses one of ours that is not so.

    The owner of a ledger's tables is the one of the table that is given. Where there is none yet,
    it is whoever asks.
    """
    values = {"schema": schema, "owned_like": owned_like}
    there = connection.exec_driver_sql(_RELATIONS, values).all()
    ours = {EVENTS_TABLE, TURN_TABLE, TOPICS_TABLE, CHECKPOINTS_TABLE, TEXTS_TABLE}.union(
        reach.TABLES
    )
    for name, is_table, owner, is_owners in there:
        if name in ours and not is_table:
            raise NotALedger(where, f"its {name} is no table, and {owner} made it")
        if name in ours and not is_owners:
            raise NotALedger(where, f"its table {name} is of {owner}, who does not own the ledger")
    return frozenset(name for name, *_ in there)
