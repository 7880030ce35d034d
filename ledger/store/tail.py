"""The end of the log, on which all that is recorded next depends."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ledger.store.codec import Malformed, from_stored
from ledger.store.errors import A_DAY, AheadOfTheClock, DamagedLedger, UnreadableEvent

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.store.database import Database

_NO_NEXT = 2**62


def last_event(database: Database, connection: Connection) -> Recorded[Event]:
    """The last event, behind which the next ones are recorded.

    Refuses a log that takes nothing more: one that does not begin at 1, that has come to the end of
    all numbers, or whose end cannot be read. Only an event that sets another aside can be recorded
    behind an end that cannot be read, and so no event that was set aside is ever the last.
    """
    last = _end(database, connection)
    try:
        return from_stored(database.after(connection, last - 1, 1)[0])
    except Malformed as error:
        raise UnreadableEvent(database.where, error, "its-last-event") from None


def last_readable(database: Database, connection: Connection) -> Recorded[Event]:
    """The last event that can be read, for the instant of one that sets another aside."""
    for position in range(_end(database, connection), 0, -1):
        for raw in database.at(connection, (position,)):
            with suppress(Malformed):
                return from_stored(raw)
    raise damaged(database, "no event of it can be read")


def _end(database: Database, connection: Connection) -> int:
    """The last position, behind which something can be recorded."""
    first, last = database.first_position(connection), database.last_position(connection)
    if first != 1 or last >= _NO_NEXT:
        raise damaged(database, f"an event stands at position {first if first != 1 else last}")
    return last


def next_instant(
    database: Database, connection: Connection, last: Recorded[Event], now: datetime
) -> datetime:
    """The instant at which something is recorded behind the last event.

    It is the clock's: this machine's, but on a server not beyond the server's. It is never before
    that of the last event, since instants do not run backwards, and so a clock that is far behind
    that event is refused: either of the two is wrong.
    """
    clock = database.instant(connection, now)
    if last.recorded_at - clock > A_DAY:
        raise AheadOfTheClock(database.where, last.recorded_at, clock)
    return max(clock, last.recorded_at)


def damaged(database: Database, what: str) -> DamagedLedger:
    """What to raise where nothing can be added to the log."""
    return DamagedLedger(database.where, f"{what}; rientro audit replay finds what is wrong")
