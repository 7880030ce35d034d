"""Events as answers tell them: each with what the ledger added to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

from answers.shape import InWords, Keys, is_shape, without_none
from ledger.store.texts import Note, notes_of
from projections.patience import go_on

if TYPE_CHECKING:
    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.reading.readings import Readings
    from projections.view import View


def fact_keys() -> list[str]:
    """The keys that the facts of events can have, those of nested ones joined: `placement_site`."""
    from domain.subjects import EVENTS

    return list(dict.fromkeys(chain.from_iterable(map(_keys_of, EVENTS.values()))))


def _keys_of(event: type[Event]) -> Iterator[str]:
    by_alias = event.model_config.get("serialize_by_alias", False)
    for attribute, field in event.model_fields.items():
        name = field.alias or attribute if by_alias else attribute
        type_ = without_none(field.annotation)
        nested = [f"{name}_{each.name}" for each in fields(type_)] if is_shape(type_) else []
        yield from nested or [name]


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
    event: Annotated[Mapping[str, Any], Keys(fact_keys)]
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
            topic=recorded.event.topic,
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
    found = list(_as_long_as_wanted(recorded))
    notes = notes_of(ledger.database, view.connection, found)
    return [EventRow.of(each, notes.get(each.position)) for each in _as_long_as_wanted(found)]


def _as_long_as_wanted(recorded: Iterable[Recorded[Event]]) -> Iterator[Recorded[Event]]:
    for each in recorded:
        go_on()
        yield each
