"""The events themselves, in their order, as far as somebody wants to see them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from domain.logbook import WasSetAside
from ledger.store.errors import DamagedLedger
from ledger.store.passed_over import History, last_that_counts
from projections.batches import batch_named
from projections.movements import positions_at_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from sqlalchemy import Connection

    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.store.codec import RawEvent
    from ledger.store.database import Database
    from projections.batches import BatchFacts
    from projections.view import View


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events somebody wants to see; all conditions together."""

    stream: str | None = None
    operator: str | None = None
    site: str | None = None
    batch: str | None = None
    recorded_by: str | None = None
    days_late: int | None = None
    """Only what was recorded more than so many days after it took effect."""


def events(database: Database, view: View, wanted: Wanted) -> Iterator[Recorded[Event]]:
    """The wanted events, oldest first."""
    at_site = (
        frozenset(positions_at_site(view, wanted.site)) if wanted.site is not None else frozenset()
    )
    for recorded in _candidates(database, view, wanted, at_site):
        if recorded.position > view.position:
            return
        if _is_wanted(recorded, wanted, at_site):
            yield recorded


def _candidates(
    database: Database, view: View, wanted: Wanted, at_site: frozenset[int]
) -> Iterator[Recorded[Event]]:
    """The fewest events that are sure to hold all the wanted ones."""
    connection = view.connection
    if wanted.batch is not None:
        batch = batch_named(connection, wanted.batch)
        return events_of_batch(database, connection, batch) if batch else iter(())
    if wanted.operator is not None:
        raw = database.of_streams(connection, [f"operator:{wanted.operator}"])
    elif wanted.stream is not None:
        raw = database.of_streams(connection, [wanted.stream])
    elif wanted.site is not None:
        own = database.of_streams(connection, [f"site:{wanted.site}"])
        raw = database.at(connection, at_site | {event.position for event in own})
    else:
        raw = _all_after(database, connection, 0)
    return History(database, connection).all(raw)


def _is_wanted(recorded: Recorded[Event], wanted: Wanted, at_site: frozenset[int]) -> bool:
    stream = recorded.stream
    return (
        wanted.stream in (None, stream)
        and (wanted.operator is None or stream == f"operator:{wanted.operator}")
        and (wanted.site is None or recorded.position in at_site or stream == f"site:{wanted.site}")
        and wanted.recorded_by in (None, recorded.recorded_by)
        and (wanted.days_late is None or _days_late(recorded) > wanted.days_late)
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


def _days_late(recorded: Recorded[Event]) -> int:
    """How many days after it took effect an event was recorded; 0 for one that never did."""
    effective_on: date | None = getattr(recorded.event, "effective_on", None)
    return (recorded.recorded_at.date() - effective_on).days if effective_on else 0
