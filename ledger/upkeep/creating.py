"""A place for a new ledger: an empty one, or none at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ledger.signing.listed_checkpoints import make_list
from ledger.store import texts
from ledger.store.errors import NotALedger
from ledger.store.ledger_refusals import LedgerExists
from ledger.store.tables import EVENTS_TABLE, TURN_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from ledger.store.database import Database


@contextmanager
def new_ledger(database: Database) -> Iterator[Connection]:
    """A transaction with an empty table of events; refuses a place where there is something."""
    with database.creating() as connection:
        tables = database.tables(connection)
        if EVENTS_TABLE in tables and database.last_position(connection):
            raise LedgerExists(database.where)
        if tables - {EVENTS_TABLE, TURN_TABLE, "projected"} and "projected" not in tables:
            raise NotALedger(database.where)
        database.create_events(connection)
        make_list(database, connection)
        texts.make_table(database, connection)
        yield connection
