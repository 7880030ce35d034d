"""Keeps the read model level with the events.

What folds them knows every subject, and is loaded only where something is to be folded.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from ledger.store.codec import Malformed
from ledger.store.errors import (
    DamagedFigures,
    DamagedLedger,
    NewerLedger,
    OlderTables,
    UnreadableEvent,
)
from projections import reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from ledger.store.database import Database

    Meter = Callable[[int, int], None]
    """Is told how much of a long piece of work is done: so many of so many events."""


def no_meter(done: int, of: int) -> None:
    """Tell nobody."""


def not_told(missing: int) -> None:
    """Tell nobody."""


def exists(tables: frozenset[str]) -> bool:
    """Whether there is a read model at all among the tables of a database, be it a part of one."""
    return not tables.isdisjoint(reach.TABLES)


def missing(tables: frozenset[str]) -> list[str]:
    """The names of the tables of figures that are not there."""
    return sorted(reach.TABLES - tables)


def said_to_reach(connection: Connection, tables: frozenset[str]) -> reach.Reached:
    """How far the tables say that they have come; refuses with ValueError those that do not say so."""
    if reach.projected.name not in tables:
        raise ValueError(f"the table {reach.projected.name} is missing")
    return reach.reached(connection)


def reached(database: Database, connection: Connection, tables: frozenset[str]) -> reach.Reached:
    """How far the read model has come; refuses tables of another shape, and damaged ones."""
    known = reach.SCHEMA_VERSION
    try:
        there = said_to_reach(connection, tables)
    except ValueError as error:
        raise DamagedFigures(database.where, str(error)) from None
    if there.schema_version > known:
        raise NewerLedger(database.where, there.schema_version, known)
    if there.schema_version < known:
        raise OlderTables(database.where, there.schema_version, known)
    for name in missing(tables):
        raise DamagedFigures(database.where, f"the table {name} is missing")
    return there


@contextmanager
def whole(database: Database) -> Iterator[None]:
    """Where a table of figures has other columns in here, the figures are told as damaged."""
    try:
        yield
    except Exception as error:  # the mapper's errors, and the driver's own of a value that it reads
        if database.has_other_columns(error):
            raise DamagedFigures(database.where, "columns-differ") from error
        raise


def is_level(database: Database, connection: Connection) -> bool:
    """Whether every event is in the read model; refuses one that claims more than there is."""
    tables = database.tables(connection)
    return exists(tables) and not _behind(database, connection, tables)


def behind(database: Database, connection: Connection) -> int:
    """How many events are not in the read model: all of them, where there is no read model.

    Refuses one that claims more than there is.
    """
    tables = database.tables(connection)
    if not exists(tables):
        return database.last_position(connection)
    return _behind(database, connection, tables)


def _behind(database: Database, connection: Connection, tables: frozenset[str]) -> int:
    """How many events tables of figures do not know that are there; refuses what cannot be.

    Where they know events that are not there, the log has lost its end, or somebody has written
    more into the tables. Either way no answer is believed and nothing is recorded.
    """
    position = reached(database, connection, tables).position
    last = database.last_position(connection)
    if position > last:
        raise DamagedLedger(
            database.where,
            f"{position - last} events are missing at its end, which its figures know of",
        )
    try:
        furthest = reach.furthest(connection)
    except ValueError as error:
        raise DamagedFigures(database.where, str(error)) from None
    if furthest > position:
        raise DamagedFigures(database.where, "hold-more")
    return last - position


def catch_up(database: Database, connection: Connection, meter: Meter = no_meter) -> None:
    """Take the events after the read model's last position into it, all or none."""
    tables = database.tables(connection)
    if not exists(tables):
        from projections import projector

        projector.create(connection)
        tables = database.tables(connection)
    position = database.last_position(connection) - _behind(database, connection, tables)
    fold_after(database, connection, position, meter)


def fold_after(
    database: Database, connection: Connection, position: int, meter: Meter = no_meter
) -> None:
    """Take the events after a position into tables of figures that have come as far as that."""
    from ledger.store.passed_over import History
    from projections import projector

    last = database.last_position(connection)
    folding, history = projector.Projector(connection), History(database, connection)
    for page in database.pages(connection, position):
        try:
            folding.fold(list(history.all(page)))
            folding.write(connection, more=page[-1].position < last)
        except Malformed as error:
            raise UnreadableEvent(database.where, error) from error
        except (IntegrityError, DataError, OverflowError) as error:
            raise DamagedLedger(
                database.where,
                f"an event after position {position} cannot be counted: {_first_line(error)}; "
                "rientro audit replay finds it",
            ) from error
        position = page[-1].position
        meter(position, last)


def _first_line(error: Exception) -> str:
    """What the mapper or the driver says, without the statement."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return str(said).partition("\n")[0]
