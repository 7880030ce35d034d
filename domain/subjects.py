"""Every subject, listed once. Whoever reads any event imports this, and knows them all."""

from __future__ import annotations

from domain import batches, logbook
from domain.contracts import contract_events
from domain.event import Event, known_events
from domain.places import site_events
from domain.plans import plan_events
from domain.workforce import movement_events

SUBJECTS = (
    logbook,
    site_events,
    contract_events,
    movement_events,
    plan_events,
    batches,
)
"""The modules that hold events, in the order in which the reference shows them."""
EVENTS = known_events()
"""Every class of events, by its topic."""


def is_event_of(stream: str, event: Event) -> bool:
    """Whether the event belongs to a stream of that kind, by the stream's name."""
    return stream.partition(":")[0] == event.stream
