"""The read model built anew from the events, beside the one in use, and put in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, and_, false, func, literal_column, or_, select
from sqlalchemy.exc import DBAPIError

from ledger.reading.catching_up import catch_up, exists, no_meter, reached, said_to_reach
from ledger.store import texts
from ledger.store.errors import NewerLedger
from projections import projector, reach

if TYPE_CHECKING:
    from sqlalchemy import Connection, FromClause, Select, Table, TableClause

    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database


@dataclass(slots=True)
class Rebuilt:
    """What became of the tables."""

    before: int | None
    """The version of the tables before; none where there were none."""
    after: int = reach.SCHEMA_VERSION
    made_texts: bool = False
    """Whether a table for notes was made, which an old ledger has not."""
    renewed_gate: bool = False
    """Whether the functions of a server were made anew through which roles write."""
    done: bool = True
    """Whether anything was built; an upgrade of today's tables is not needed."""
    differences: dict[str, int] = field(default_factory=dict)
    """How many rows of each table were not what the events give."""


def rebuild(database: Database, meter: Meter = no_meter, *, only_older: bool = False) -> Rebuilt:
    """Build the read model anew and switch to it, in one transaction.

    Where the tables in use have today's shape they are compared with the new ones first.
    """
    with database.writing() as connection:
        rebuilt = Rebuilt(version_in_use(database, connection))
        rebuilt.renewed_gate = database.renew_gate(connection)
        if only_older:
            rebuilt.made_texts = texts.make_table(database, connection)
        if rebuilt.before == rebuilt.after and only_older:
            # Refuses tables that are damaged.
            reached(database, connection, database.tables(connection))
            rebuilt.done = False
            return rebuilt
        refuse_newer(database, rebuilt.before)
        names = _build(database, connection, meter)
        if rebuilt.before == rebuilt.after:
            rebuilt.differences = _differences(database, connection, names)
        database.replace(connection, names)
        projector.drop_former(connection, database.tables(connection))
        projector.create_indexes(connection)
    return rebuilt


def refuse_newer(database: Database, version: int | None) -> None:
    """Refuse tables that a newer program made: it knows events that this one cannot read."""
    if version is not None and version > reach.SCHEMA_VERSION:
        raise NewerLedger(database.where, version, reach.SCHEMA_VERSION)


def build_anew(database: Database, connection: Connection, meter: Meter = no_meter) -> None:
    """Build the read model anew as a part of a command's transaction, whatever was there."""
    names = _build(database, connection, meter)
    database.replace(connection, names)
    projector.create_indexes(connection)


def _build(database: Database, connection: Connection, meter: Meter) -> dict[str, TableClause]:
    """Build new tables beside those in use; returns the old ones."""
    old = database.tables(connection).intersection(reach.TABLES)
    names = database.set_aside(connection, old)
    projector.create(connection, indexed=False)
    catch_up(database, connection, meter)
    return names


def version_in_use(database: Database, connection: Connection) -> int | None:
    """The version of the tables in use; none where there are none.

    Tables that do not say it are compared as if they were of today's.
    """
    tables = database.tables(connection)
    if not exists(tables):
        return None
    try:
        return said_to_reach(connection, tables).schema_version
    except ValueError:
        return reach.SCHEMA_VERSION


def _differences(
    database: Database, connection: Connection, aside: dict[str, TableClause]
) -> dict[str, int]:
    """How many rows are in one of two tables only, by the name of the table.

    A table that was missing, or has other columns, counts as one difference.
    """
    found: dict[str, int] = {}
    for new in projector.all_tables():
        name = new.name
        old = aside.get(name)
        if old is None or _columns(connection, new) != _columns(connection, old):
            found[name] = 1
        elif differing := _differing(database, connection, new, _like(new, old)):
            found[name] = differing
    return found


def _like(table: Table, old: TableClause) -> FromClause:
    """A table of the same shape, by the name that the old one has now."""
    return table.to_metadata(MetaData(schema=old.schema), name=old.name).alias("in_use")


def _differing(database: Database, connection: Connection, new: FromClause, old: FromClause) -> int:
    try:
        with connection.begin_nested():
            only_new = _only_in(connection, new, old)
            if not only_new and _count(connection, new) == _count(connection, old):
                return 0
            return only_new + _only_in(connection, old, new)
    except DBAPIError as error:
        if database.has_other_columns(error):
            return 1
        raise


def _only_in(connection: Connection, table: FromClause, other: FromClause) -> int:
    """How many rows of the table are not just so in the other."""
    same_key = and_(*(column == other.c[column.name] for column in table.primary_key))
    unequal = or_(*(column.is_distinct_from(other.c[column.name]) for column in table.c))
    beside = table.outerjoin(other, same_key)
    query = select(func.count()).select_from(beside).where(unequal)
    return connection.execute(query).scalar_one()


def _count(connection: Connection, table: FromClause) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _columns(connection: Connection, table: FromClause) -> list[str]:
    """The names of the columns that the table really has."""
    query: Select[Any] = select(literal_column("*")).select_from(table).where(false())
    return list(connection.execute(query).keys())
