"""The events themselves, in their order, as far as somebody wants to see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.mapper import from_stored
from ledger.readmodel import PAGE
from projections.batches import batch_named
from projections.movements import positions_at_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.events import Event
    from domain.recorded import Recorded
    from ledger.database import Database
    from ledger.mapper import RawEvent
    from projections.view import View


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events somebody wants to see; all conditions together."""

    stream: str | None = None
    operator: str | None = None
    site: str | None = None
    batch: str | None = None
    recorded_by: str | None = None


def events(database: Database, view: View, wanted: Wanted) -> Iterator[Recorded[Event]]:
    """The wanted events, oldest first."""
    at_site = (
        frozenset(positions_at_site(view, wanted.site)) if wanted.site is not None else frozenset()
    )
    for raw in _candidates(database, view, wanted, at_site):
        if _is_wanted(raw, wanted, at_site):
            recorded = from_stored(raw)
            if wanted.batch not in (None, recorded.batch):
                continue
            if wanted.recorded_by in (None, recorded.recorded_by):
                yield recorded


def _candidates(
    database: Database, view: View, wanted: Wanted, at_site: frozenset[int]
) -> Iterator[RawEvent]:
    """The fewest events that are sure to hold all the wanted ones."""
    connection = view.connection
    if wanted.operator is not None:
        return database.of_streams(connection, [f"operator:{wanted.operator}"])
    if wanted.stream is not None:
        return database.of_streams(connection, [wanted.stream])
    if wanted.batch is not None:
        return _batch(database, view, wanted.batch)
    if wanted.site is not None:
        own = database.of_streams(connection, [f"site:{wanted.site}"])
        return database.at(connection, at_site | {raw.position for raw in own})
    return _all_after(database, view, 0)


def _is_wanted(raw: RawEvent, wanted: Wanted, at_site: frozenset[int]) -> bool:
    return (
        wanted.stream in (None, raw.stream)
        and (wanted.operator is None or raw.stream == f"operator:{wanted.operator}")
        and (wanted.site is None or raw.position in at_site or raw.stream == f"site:{wanted.site}")
    )


def _batch(database: Database, view: View, name: str) -> Iterator[RawEvent]:
    """The events of a batch: they stand together, its opening first."""
    batch = batch_named(view.connection, name)
    if batch is None:
        return
    for raw in _all_after(database, view, batch.position - 1):
        if from_stored(raw).batch != name:
            return
        yield raw


def _all_after(database: Database, view: View, position: int) -> Iterator[RawEvent]:
    while page := database.after(view.connection, position, PAGE):
        yield from page
        position = page[-1].position
