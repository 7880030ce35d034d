"""The events themselves, with what the ledger added to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import InWords
from ledger.log import Wanted, events
from ledger.mapper import topic_of
from ledger.texts import Note, notes_of

if TYPE_CHECKING:
    from domain.events import Event
    from domain.recorded import Recorded
    from ledger.readings import Readings
    from projections.view import View


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with its envelope."""

    position: int
    stream: str
    version: int
    topic: str
    recorded_at: datetime
    recorded_by: str
    batch: str | None
    event: Mapping[str, Any]
    """The event's own facts, as they are stored."""
    words: InWords
    note: str | None
    note_erased: bool

    @classmethod
    def of(cls, recorded: Recorded[Event], note: Note | None = None) -> EventRow:
        """An event as it is told, with what became of its note."""
        return cls(
            position=recorded.position,
            stream=recorded.stream,
            version=recorded.version,
            topic=topic_of(type(recorded.event)),
            recorded_at=recorded.recorded_at,
            recorded_by=recorded.recorded_by,
            batch=recorded.batch,
            event=recorded.event.model_dump(mode="json"),
            words=InWords("event", recorded),
            note=note.text if note else None,
            note_erased=note.erased if note else False,
        )


def event_rows(ledger: Readings, view: View, recorded: Iterable[Recorded[Event]]) -> list[EventRow]:
    """Events as they are told, with the notes that are there."""
    found = list(recorded)
    notes = notes_of(ledger.database, view.connection, found)
    return [EventRow.of(each, notes.get(each.position)) for each in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAnswer(Answer[EventRow]):
    """The events that somebody wants to see, oldest first."""

    schema: ClassVar[str] = "log"


def log(ledger: Readings, view: View, wanted: Wanted) -> LogAnswer:
    """The wanted events."""
    rows = event_rows(ledger, view, events(ledger.database, view, wanted))
    return LogAnswer(head=Envelope.of(view), rows=rows)
