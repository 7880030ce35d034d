"""The log as it is stored, read for the audit: nothing about it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from ledger.reading.catching_up import no_meter
from ledger.store.codec import export_line
from ledger.store.errors import NotALedger
from ledger.store.identity import must_be_a_ledger
from ledger.store.passed_over import PassedOver
from ledger.store.stored_events import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from ledger.reading.catching_up import Meter
    from ledger.store.codec import RawEvent
    from ledger.store.database import Database
    from proofs.leaves import BrokenLog, Opening

_TYPES = (int, str, int, str, bytes)


def stored_leaves(
    database: Database, connection: Connection, after: int = 0, meter: Meter = no_meter
) -> Iterator[bytes]:
    """The leaves after the position, in order. Where the log is not whole, it is a `BrokenLog`."""
    expected, last = after + 1, database.last_position(connection)
    for page in _pages(database, connection, after or None):
        for raw in page:
            if raw.position != expected:
                raise _broken(*_gap(raw.position, expected))
            yield _leaf(database, connection, raw)
            expected += 1
        meter(expected - 1, last)


def leaf_at(database: Database, connection: Connection, position: int) -> bytes:
    """The leaf at a position; refuses a log that has a gap there."""
    from ledger.signing.signing_refusals import LogBroken
    from proofs.leaves import BrokenLog

    try:
        return next(stored_leaves(database, connection, position - 1))
    except BrokenLog as error:
        raise LogBroken(str(error)) from None


def opening_of(database: Database, connection: Connection) -> Opening:
    """The ledger's name and id, from its first event; refuses what is not a ledger."""
    from ledger.signing.signing_refusals import LogBroken
    from proofs.leaves import BrokenLog, opening

    must_be_a_ledger(database, connection)
    try:
        first = next(stored_leaves(database, connection), None)
    except BrokenLog as error:
        raise LogBroken(str(error)) from None
    opened = opening(first) if first is not None else None
    if opened is None:
        raise NotALedger(database.where, "no-opening")
    return opened


def _pages(
    database: Database, connection: Connection, position: int | None
) -> Iterator[list[RawEvent]]:
    """The events after the position. Where a page cannot be read, its events one by one."""
    limit = PAGE
    while True:
        try:
            page = database.as_stored(connection, position, limit)
        except (DBAPIError, TypeError, ValueError) as error:
            if isinstance(error, DBAPIError) and "decode" not in str(error).lower():
                raise
            if limit == 1:
                found = max(position or 0, 0)
                message = f"what stands after position {found} cannot be read as text"
                raise _broken(found + 1, message) from None
            limit = 1
            continue
        if not page:
            return
        yield page
        position = page[-1].position


def _leaf(database: Database, connection: Connection, raw: RawEvent) -> bytes:
    if tuple(map(type, raw)) == _TYPES:
        return export_line(raw)
    for cast in database.at(connection, (raw.position,)):
        if PassedOver(database, connection).find(cast) is not None:
            return export_line(cast)
    message = f"the event at position {raw.position} is not stored as events are"
    raise _broken(raw.position, message)


def _broken(position: int, message: str) -> BrokenLog:
    """What is wrong with the log; what verifies one is loaded only where something is."""
    from proofs.leaves import BrokenLog

    return BrokenLog(position, message)


def _gap(position: int, expected: int) -> tuple[int, str]:
    if position < expected:
        return position, f"an event stands at position {position}, before the first"
    return expected, f"the event at position {expected} is missing, and {position} is there"
