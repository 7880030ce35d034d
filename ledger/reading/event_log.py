"""The events themselves, in their order, as far as somebody wants to see them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from domain.logbook import WasSetAside
from ledger.store.errors import DamagedLedger
from ledger.store.passed_over import History, last_that_counts
from projections.batches import batch_named
from projections.only import ALL
from projections.touching import movements_touching, streams_touching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from sqlalchemy import Connection

    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.store.codec import RawEvent
    from ledger.store.database import Database
    from projections.batches import BatchFacts
    from projections.only import Only
    from projections.view import View

_PAGE_BACK = 500
"""How many events are read at once by who looks from the end."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events somebody wants to see; all conditions together."""

    stream: str | None = None
    operator: str | None = None
    only: Only = ALL
    """Movements from, to or at such placements, and events of such sites or contracts themselves."""
    batch: str | None = None
    recorded_by: str | None = None
    days_late: int | None = None
    """Only what was recorded more than so many days after it took effect."""
    since: date | None = None
    """Only what took effect after this day; what has no such date counts when it was recorded."""
    on: date | None = None
    """Only what took effect by the end of this day."""
    after: int = 0
    """Only what stands after this position."""


EVERY_EVENT = Wanted()


def events(database: Database, view: View, wanted: Wanted) -> Iterator[Recorded[Event]]:
    """The wanted events, oldest first."""
    streams: frozenset[str] = frozenset()
    moved: frozenset[int] = frozenset()
    if wanted.only:
        streams = frozenset(streams_touching(view, wanted.only))
        moved = frozenset(movements_touching(view, wanted.only))
    for recorded in _candidates(database, view, wanted, moved, streams):
        if recorded.position > view.position:
            return
        if recorded.position <= wanted.after:
            continue
        touched = not wanted.only or recorded.position in moved or recorded.stream in streams
        if touched and _is_wanted(recorded, wanted):
            yield recorded


def _candidates(
    database: Database,
    view: View,
    wanted: Wanted,
    moved: frozenset[int],
    streams: frozenset[str],
) -> Iterator[Recorded[Event]]:
    """The fewest events that are sure to hold all the wanted ones."""
    connection = view.connection
    if wanted.batch is not None:
        batch = batch_named(connection, wanted.batch)
        if batch is None:
            return iter(())
        own = database.of_streams(connection, [f"batch:{batch.name}"])
        later = (raw for raw in own if raw.position != batch.position)
        signed = History(database, connection).all(later)
        return chain(events_of_batch(database, connection, batch), signed)
    if wanted.operator is not None:
        raw = database.of_streams(connection, [f"operator:{wanted.operator}"])
    elif wanted.stream is not None:
        raw = database.of_streams(connection, [wanted.stream])
    elif wanted.only:
        own = database.of_streams(connection, sorted(streams)) if streams else iter(())
        raw = database.at(connection, moved | {event.position for event in own})
    else:
        raw = _all_after(database, connection, wanted.after)
    return History(database, connection).all(raw)


def _is_wanted(recorded: Recorded[Event], wanted: Wanted) -> bool:
    day = _takes_effect_on(recorded)
    return (
        wanted.stream in (None, recorded.stream)
        and (wanted.operator is None or recorded.stream == f"operator:{wanted.operator}")
        and wanted.recorded_by in (None, recorded.recorded_by)
        and (wanted.days_late is None or _days_late(recorded) > wanted.days_late)
        and (wanted.since is None or day > wanted.since)
        and (wanted.on is None or day <= wanted.on)
    )


def events_of_batch(
    database: Database, connection: Connection, batch: BatchFacts
) -> Iterator[Recorded[Event]]:
    """The events of a batch: they stand together, its opening first."""
    history = History(database, connection)
    for recorded in history.all(_all_after(database, connection, batch.position - 1)):
        if recorded.batch != batch.name:
            return
        yield recorded


def events_at(
    database: Database, view: View, positions: Iterable[int]
) -> Iterator[Recorded[Event]]:
    """The events at the positions."""
    history = History(database, view.connection)
    return history.all(database.at(view.connection, positions))


def event_at(database: Database, connection: Connection, position: int) -> Recorded[Event]:
    """The event at the position; refuses a log that has a gap there, and one that was set aside."""
    for raw in database.at(connection, (position,)):
        recorded = History(database, connection).read(raw)
        if recorded is None:
            raise WasSetAside(position)
        return recorded
    raise DamagedLedger(
        database.where, f"no event stands at position {position}; rientro audit replay tells more"
    )


def latest_by(database: Database, view: View, by: str) -> Recorded[Event] | None:
    """The last event that somebody recorded, looked for from the end; none if there is none."""
    for upto in range(view.position, 0, -_PAGE_BACK):
        positions = range(max(upto - _PAGE_BACK, 0) + 1, upto + 1)
        for recorded in reversed(list(events_at(database, view, positions))):
            if recorded.recorded_by == by:
                return recorded
    return None


def last_known(database: Database, connection: Connection, at: datetime) -> int:
    """The last position that was recorded by the instant; 0 where there is none.

    Recorded times never run backwards, so it is found by halving.
    """
    low, high = 0, database.last_position(connection)
    while low < high:
        middle = (low + high + 1) // 2
        recorded = last_that_counts(database, connection, middle)
        if recorded is None or recorded.recorded_at <= at:
            low = middle
        else:
            high = middle - 1
    return low


def _all_after(database: Database, connection: Connection, position: int) -> Iterator[RawEvent]:
    return chain.from_iterable(database.pages(connection, position))


def _takes_effect_on(recorded: Recorded[Event]) -> date:
    """The day on which an event takes effect; that of its recording, in UTC, if it never does."""
    effective_on: date | None = getattr(recorded.event, "effective_on", None)
    return effective_on or recorded.recorded_at.date()


def _days_late(recorded: Recorded[Event]) -> int:
    """How many days after it took effect an event was recorded; 0 for one that never did."""
    effective_on: date | None = getattr(recorded.event, "effective_on", None)
    return (recorded.recorded_at.date() - effective_on).days if effective_on else 0
