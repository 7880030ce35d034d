"""The movements of a batch, and what of them was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from domain.event import Event
from domain.workforce.movement_events import MovementVoided, is_operator_event
from ledger.reading.event_log import events_at, events_of_batch
from projections.positions import positions_of_voids

if TYPE_CHECKING:
    from domain.recorded import Recorded
    from domain.workforce.movement_events import Movement
    from ledger.store.database import Database
    from projections.batches import BatchFacts
    from projections.view import View

E = TypeVar("E", bound=Event)
Voids = dict[tuple[str, int], int]
"""By stream and version of a voided movement, the position of the event that voids it."""


def movements_of(database: Database, view: View, batch: BatchFacts) -> list[Recorded[Movement]]:
    """The movements of the batch, in order, without voids."""
    return [
        cast("Recorded[Movement]", recorded)
        for recorded in events_of_batch(database, view.connection, batch)
        if is_operator_event(recorded.event) and not isinstance(recorded.event, MovementVoided)
    ]


def reports_of(
    database: Database, view: View, batch: BatchFacts, kind: type[E]
) -> list[Recorded[E]]:
    """The reports of a kind in the batch, in order."""
    return [
        cast("Recorded[E]", recorded)
        for recorded in events_of_batch(database, view.connection, batch)
        if isinstance(recorded.event, kind)
    ]


def voids(database: Database, view: View) -> Voids:
    """Every movement that was taken back, as far as the view knows."""
    return {
        (recorded.stream, recorded.event.version): recorded.position
        for recorded in events_at(database, view, positions_of_voids(view))
        if isinstance(recorded.event, MovementVoided)
    }
