"""Keeps the read model level with the events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.mapper import Malformed, Reader
from ledger.unusable import DamagedLedger, NewerLedger
from projections import projector

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from ledger.database import Database

    Meter = Callable[[int, int], None]
    """Is told how much of a long piece of work is done: so many of so many events."""

PAGE = 2_000


def no_meter(done: int, of: int) -> None:
    """Tell nobody."""


def is_level(database: Database, connection: Connection) -> bool:
    """Whether every event is in the read model, and its tables have today's shape."""
    if projector.projected.name not in database.tables(connection):
        return False
    reached = projector.reached(connection)
    if reached.schema_version > projector.SCHEMA_VERSION:
        raise NewerLedger(database.where, reached.schema_version, projector.SCHEMA_VERSION)
    return (
        reached.schema_version == projector.SCHEMA_VERSION
        and reached.position == database.last_position(connection)
    )


def catch_up(database: Database, connection: Connection, meter: Meter = no_meter) -> None:
    """Take the events after the read model's last position into it, all or none."""
    if projector.projected.name not in database.tables(connection):
        projector.create(connection)
    reached = projector.reached(connection)
    if reached.schema_version != projector.SCHEMA_VERSION:
        projector.recreate(connection)
        reached = projector.reached(connection)
    last = database.last_position(connection)
    if reached.position > last:
        raise DamagedLedger(database.where, f"{reached.position - last} events are missing")
    folding, reader = projector.Projector(), Reader()
    position = reached.position
    while page := database.after(connection, position, PAGE):
        try:
            recorded = [reader.read(raw) for raw in page]
        except Malformed as error:
            raise DamagedLedger(
                database.where, f"an event after position {position} cannot be read: {error}"
            ) from None
        folding.fold(recorded)
        folding.write(connection, recorded[-1])
        position = page[-1].position
        meter(position, last)
