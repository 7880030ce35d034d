"""The log as people read it: what was recorded together, and how often the same happened in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, groupby
from typing import TYPE_CHECKING

from answers.shape import InWords
from domain.batches import BatchRecorded
from domain.workforce.movement_events import MovementVoided, is_operator_event
from ledger.store.passed_over import History

if TYPE_CHECKING:
    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.reading.readings import Readings
    from projections.view import View

MOST_EVENTS = 20_000
"""How many events are read for the chapters: the latest."""


@dataclass(frozen=True, slots=True)
class Same:
    """The same that happened to so many operators, with the event of the first of them."""

    number: int
    words: InWords

    @property
    def position(self) -> int:
        """Where the first of them stands."""
        return int(self.words.about.position)


@dataclass(slots=True)
class Chapter:
    """What was recorded together: one batch, or the single events of one day."""

    batch: str | None
    source: str | None
    first: int
    last: int
    recorded_at: datetime
    recorded_by: Sequence[str]
    happened: Sequence[Same]
    days: frozenset[date] = field(default_factory=frozenset)
    """The days on which what it says takes effect."""


@dataclass(frozen=True, slots=True)
class Chapters:
    """The chapters of a log, oldest first."""

    rows: Sequence[Chapter]
    begins_at: int
    """The position of the first event that was read."""


def chapters(ledger: Readings, view: View) -> Chapters:
    """The latest chapters of the log, up to the position of the view."""
    after = max(view.position - MOST_EVENTS, 0)
    database, connection = ledger.database, view.connection
    pages = database.pages(connection, after, view.position)
    read = History(database, connection).all(chain.from_iterable(pages))
    rows = [_chapter(list(events)) for _, events in groupby(read, _together)]
    return Chapters(rows, after + 1)


def _together(recorded: Recorded[Event]) -> tuple[str, str]:
    if recorded.batch is not None:
        return "batch", recorded.batch
    return "day", recorded.recorded_at.date().isoformat()


def _chapter(events: Sequence[Recorded[Event]]) -> Chapter:
    first = events[0]
    source = first.event.source if isinstance(first.event, BatchRecorded) else None
    effective = (getattr(each.event, "effective_on", None) for each in events)
    return Chapter(
        batch=first.batch,
        source=source,
        first=first.position,
        last=events[-1].position,
        recorded_at=events[-1].recorded_at,
        recorded_by=sorted({each.recorded_by for each in events}),
        happened=told_once(events),
        days=frozenset(day for day in effective if day is not None),
    )


def told_once(events: Iterable[Recorded[Event]]) -> list[Same]:
    """What happened, the same told once; that a batch was recorded is told elsewhere."""
    found: dict[object, list[Recorded[Event]]] = {}
    for recorded in events:
        if not isinstance(recorded.event, BatchRecorded):
            found.setdefault(_what(recorded), []).append(recorded)
    return [Same(len(same), InWords("event", same[0])) for same in found.values()]


def _what(recorded: Recorded[Event]) -> object:
    """What two movements share that are told as one; any other event is told by itself."""
    event = recorded.event
    if not is_operator_event(event):
        return recorded.position
    if isinstance(event, MovementVoided):
        return type(event), event.effective_on, event.was, event.restored, event.reason
    facts = {name: value for name, value in event if name not in {"text", "again"}}
    return type(event), tuple(facts.values())
