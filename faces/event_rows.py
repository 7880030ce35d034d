"""How events look for people, whatever answer they are a part of."""

from __future__ import annotations

from collections.abc import Sequence

from answers.event_rows import EventRow
from faces.blocks import Table
from faces.columns import identifier, instant, text
from faces.words import say
from faces.words.said import in_words


def _with_its_note(row: EventRow) -> str:
    """What happened, and behind it what became of its note."""
    happened = in_words(row.words)
    if row.note_erased:
        return say("note.erased", happened=happened)
    if row.note is not None:
        return say("note", happened=happened, note=" ".join(row.note.split()))
    has_one = row.words.about.event.note_hash is not None
    return say("note.missing", happened=happened) if has_one else happened


_HAPPENED = text("what_happened", _with_its_note)
EVENT_COLUMNS = (
    identifier("position"),
    text("recorded_at", lambda row: instant(row.recorded_at)),
    text("by", "recorded_by"),
    _HAPPENED,
)


def events_table(rows: Sequence[EventRow]) -> Table:
    """Events with who recorded them, and when."""
    return Table(EVENT_COLUMNS, rows)


def happened_table(rows: Sequence[EventRow]) -> Table:
    """What happened, and no more."""
    return Table((_HAPPENED,), rows)
