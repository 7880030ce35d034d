"""Whether a database holds a ledger, and what the ledger is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.logbook import LedgerOpened
from ledger.store.codec import Malformed, from_stored
from ledger.store.errors import MissingLedger, NotALedger
from ledger.store.tables import EVENTS_TABLE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.store.database import Database


def must_be_a_ledger(database: Database, connection: Connection) -> None:
    """Refuse a database without a table of events."""
    tables = database.tables(connection)
    if not tables:
        raise MissingLedger(database.where)  # its making was interrupted, and came to nothing
    if EVENTS_TABLE not in tables:
        raise NotALedger(database.where)


def name_of(database: Database, connection: Connection) -> str:
    """The ledger's name, from its first event; refuses what is not a ledger."""
    return _opening_of(database, connection).name


def origin_of(database: Database, connection: Connection) -> str:
    """What the ledger is called in checkpoints; refuses what is not a ledger."""
    opened = _opening_of(database, connection)
    return opened.name if opened.id is None else f"{opened.name}/{opened.id}"


def _opening_of(database: Database, connection: Connection) -> LedgerOpened:
    must_be_a_ledger(database, connection)
    first = database.after(connection, 0, 1)
    try:
        opened = from_stored(first[0]).event if first else None
    except Malformed:
        opened = None
    if not isinstance(opened, LedgerOpened):
        raise NotALedger(database.where, "no-opening")
    return opened
