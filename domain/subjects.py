"""Every subject, listed once. Whoever reads any event imports this, and knows them all."""

from __future__ import annotations

from domain import batches, logbook
from domain.commitments import protocol_events, volume_events
from domain.contracts import contract_events
from domain.event import Event
from domain.notices import notice_events
from domain.places import site_events
from domain.plans import plan_events
from domain.quality import quality_events
from domain.workforce import movement_events

SUBJECTS = (
    logbook,
    site_events,
    contract_events,
    movement_events,
    plan_events,
    volume_events,
    protocol_events,
    quality_events,
    notice_events,
    batches,
)
"""The modules that hold events, in the order in which the reference shows them."""
EVENTS: dict[str, type[Event]] = {
    kind.topic: kind
    for subject in SUBJECTS
    for kind in vars(subject).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind.__module__ == subject.__name__
}
"""Every class of events, by its topic, in the order in which the subjects say them."""
