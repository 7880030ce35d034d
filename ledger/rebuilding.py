"""The read model built anew from the events, beside the one in use, and put in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import text

from ledger.readmodel import catch_up, exists, no_meter
from ledger.unusable import NewerLedger
from projections import projector

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.database import Database
    from ledger.readmodel import Meter


@dataclass(slots=True)
class Rebuilt:
    """What became of the tables."""

    before: int | None
    """The version of the tables before; none where there were none."""
    after: int = projector.SCHEMA_VERSION
    done: bool = True
    """Whether anything was built; an upgrade of today's tables is not needed."""
    differences: dict[str, int] = field(default_factory=dict)
    """How many rows of each table were not what the events give."""


def rebuild(database: Database, meter: Meter = no_meter, *, only_older: bool = False) -> Rebuilt:
    """Build the read model anew and switch to it, in one transaction.

    Where the tables in use have today's shape they are compared with the new ones first.
    """
    with database.writing() as connection:
        rebuilt = Rebuilt(_version(database, connection))
        if rebuilt.before == rebuilt.after and only_older:
            rebuilt.done = False
            return rebuilt
        if rebuilt.before is not None and rebuilt.before > rebuilt.after:
            raise NewerLedger(database.where, rebuilt.before, rebuilt.after)
        old = database.tables(connection).intersection(projector.table_names())
        names = database.set_aside(connection, old)
        projector.create(connection, indexed=False)
        catch_up(database, connection, meter)
        if rebuilt.before == rebuilt.after:
            rebuilt.differences = _differences(connection, names)
        database.replace(connection, names)
        projector.create_indexes(connection)
    return rebuilt


def _version(database: Database, connection: Connection) -> int | None:
    if not exists(database, connection):
        return None
    return projector.reached(connection).schema_version


def _differences(connection: Connection, names: dict[str, str]) -> dict[str, int]:
    """How many rows are in one of two tables only, by the name of the table.

    A table that was missing, or has other columns, counts as one difference.
    """
    found: dict[str, int] = {}
    for name in projector.table_names():
        old = names.get(name)
        if old is None or _columns(connection, name) != _columns(connection, old):
            found[name] = 1
            continue
        differing = 0
        for left, right in ((name, old), (old, name)):
            query = f"SELECT count(*) FROM (SELECT * FROM {left} EXCEPT SELECT * FROM {right}) d"  # noqa: S608 (names of our own)
            differing += int(connection.execute(text(query)).scalar() or 0)
        if differing:
            found[name] = differing
    return found


def _columns(connection: Connection, table: str) -> list[str]:
    query = f"SELECT * FROM {table} WHERE false"  # noqa: S608 (names of our own)
    return list(connection.execute(text(query)).keys())
