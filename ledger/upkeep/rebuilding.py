"""The read model built anew from the events, beside the one in use, and put in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from ledger.reading.catching_up import catch_up, exists, no_meter, reached, said_to_reach
from ledger.store import texts
from ledger.store.errors import NewerLedger
from projections import projector, reach
from projections.tables import before_names

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table, TableClause

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
        old = aside.get(new.name)
        if old is None or _columns(connection, old) != new.columns.keys():
            found[new.name] = 1
        elif differing := _differing(database, connection, new, old):
            found[new.name] = differing
    return found


def _columns(connection: Connection, table: TableClause) -> list[str]:
    """The names of the columns that the table really has."""
    name = _written(connection, table.name, table.schema)
    query = f"SELECT * FROM {name} WHERE 1 = 0"  # noqa: S608 (our own names)
    return list(connection.exec_driver_sql(query).keys())


def _differing(database: Database, connection: Connection, new: Table, old: TableClause) -> int:
    now = _written(connection, new.name, connection.schema_for_object(new))
    before = _written(connection, old.name, old.schema)
    try:
        with connection.begin_nested():
            only_now = _only_in(connection, new, now, before)
            if not only_now and _count(connection, now) == _count(connection, before):
                return 0
            return only_now + _only_in(connection, new, before, now)
    except DBAPIError as error:
        if database.has_other_columns(error):
            return 1
        raise


def _only_in(connection: Connection, shape: Table, table: str, other: str) -> int:
    """How many rows of the table are not just so in the other, which has the same shape."""
    quote = connection.dialect.identifier_preparer.quote
    of_table, of_other = (
        ", ".join(f"{each}.{quote(column.name)}" for column in shape.columns)
        for each in ("one", "other")
    )
    keys = ", ".join(quote(column.name) for column in shape.primary_key)
    differs = "IS NOT" if connection.dialect.name == "sqlite" else "IS DISTINCT FROM"
    return _number(
        connection,
        f"SELECT count(*) FROM {table} AS one LEFT JOIN {other} AS other USING ({keys}) "  # noqa: S608
        f"WHERE ({of_table}) {differs} ({of_other})",
    )


def _count(connection: Connection, table: str) -> int:
    return _number(connection, f"SELECT count(*) FROM {table}")  # noqa: S608 (our own names)


def _number(connection: Connection, question: str) -> int:
    """The answer to a question that is a text: to build it would take longer than to answer it."""
    number: int = connection.exec_driver_sql(question).scalar_one()
    return number


def _written(connection: Connection, name: str, schema: str | None) -> str:
    """The name of a table as a text has it."""
    return before_names(connection, schema) + connection.dialect.identifier_preparer.quote(name)
