"""Locks on a server: waited for so that nobody else has to wait long, and who holds them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import DBAPIError

from ledger.store.errors import LockedLedger
from ledger.store.postgres.rights import names_of_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_AT_A_TIME, _BREATH_SECONDS = 0.2, 0.5
_HOLDERS = """
    SELECT coalesce(a.usename, x.owner)::text, a.pid, coalesce(a.xact_start, x.prepared), x.gid
    FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
    LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid
    LEFT JOIN pg_locks AS t ON t.virtualtransaction = l.virtualtransaction AND l.pid IS NULL
        AND t.locktype = 'transactionid' AND t.granted
    LEFT JOIN pg_prepared_xacts AS x ON x.transaction = t.transactionid
    WHERE l.granted AND (a.pid <> pg_backend_pid() OR x.gid IS NOT NULL)
        AND c.relname = ANY(%(tables)s)
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
    ORDER BY l.mode LIKE '%%Exclusive%%' DESC, 3 NULLS LAST, a.pid LIMIT 1
"""


def lock_patiently(connection: Connection, tables: Sequence[str], seconds: float) -> None:
    """Lock all the tables at once against everybody, or none of them, and try again.

    Who comes after a lock that is waited for has to wait as well, be it only to read. So each
    attempt is short, and between two of them everybody else goes on.
    """
    give_up_at = time.monotonic() + seconds
    wait = round(min(_AT_A_TIME, seconds) * 1000)
    statement = f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE"
    before = connection.exec_driver_sql("SHOW lock_timeout").scalar_one()
    while True:
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, wait)}")
                connection.exec_driver_sql(statement)
        except DBAPIError as error:
            too_late = time.monotonic() >= give_up_at
            if too_late or not isinstance(error.orig, psycopg.errors.LockNotAvailable):
                raise
            time.sleep(min(_BREATH_SECONDS, seconds))
        else:
            connection.exec_driver_sql("SELECT set_config('lock_timeout', %s, true)", (before,))
            return


def held(connection: Connection, schema: str, told: LockedLedger) -> LockedLedger:
    """The same, with who holds a lock on a table of the ledger's, as far as the server says."""
    with connection.begin():
        values = {"schema": schema, "tables": sorted(names_of_tables())}
        found = connection.exec_driver_sql(_HOLDERS, values).first()
    if found is None:
        return told
    by, process, since, prepared = found
    return LockedLedger(
        told.where, told.seconds, prepared=prepared, since=since, by=by, process=process
    )
