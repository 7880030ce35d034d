"""What a command recorded, told on stderr, or on stdout where a program wants to read it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

import click

from cli.failures import AnswerLost
from cli.output.answer import Answer, show
from cli.output.file_words import heads
from cli.output.table import Column, identifier
from cli.output.words import counted, in_words
from domain.events import is_operator_event
from ledger.mapper import topic_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cli.session import Session
    from domain.events import Event
    from domain.recorded import Recorded
    from ledger.database import Database
    from ledger.left_behind import Stranded
    from ledger.recording import Outcome
    from ledger.texts import Note
    from projections.view import View

_MOST_NAMED = 5
EVENT_KEYS = (
    *("position", "stream", "version", "topic", "recorded_at", "recorded_by", "batch"),
    "words",
    "note",
    "note_erased",
)
"""The columns of every event; those of its own facts differ."""
LOG_COLUMNS = (
    identifier("position", "position"),
    Column("recorded at", lambda row: f"{row['recorded_at']:%Y-%m-%d %H:%M:%S}"),
    Column("by", "recorded_by"),
    Column("what happened", lambda row: row["words"] + _noted(row)),
)


def event_row(recorded: Recorded[Event], note: Note | None = None) -> dict[str, Any]:
    """An event with its envelope and what became of its note, as a row."""
    return {
        "position": recorded.position,
        "stream": recorded.stream,
        "version": recorded.version,
        "topic": topic_of(type(recorded.event)),
        "recorded_at": recorded.recorded_at,
        "recorded_by": recorded.recorded_by,
        "batch": recorded.batch,
        "event": recorded.event.model_dump(mode="json"),
        "words": in_words(cast("Any", recorded)),
        "note": note.text if note else None,
        "note_erased": note.erased if note else False,
    }


def event_rows(
    database: Database, view: View, recorded: Iterable[Recorded[Event]]
) -> list[dict[str, Any]]:
    """Events as rows, with the notes that are there."""
    from ledger.texts import notes_of

    found = list(recorded)
    notes = notes_of(database, view.connection, found)
    return [event_row(each, notes.get(each.position)) for each in found]


def _noted(row: Mapping[str, Any]) -> str:
    """What a table says of a note behind the words of its event."""
    if row["note_erased"]:
        return " (its note was erased)"
    if row["note"] is not None:
        return f" (note: {' '.join(row['note'].split())})"
    return " (its note is missing)" if row["event"].get("text") else ""


def tell(session: Session, outcome: Outcome, format_: str) -> None:
    """Say what was recorded, or what would be."""
    sentences = _sentences(outcome)
    if format_ != "table" or (outcome.dry_run and outcome.recorded):
        rows = [event_row(each, _note(outcome, each.position)) for each in outcome.recorded]
        answer = Answer(
            schema="recorded",
            ledger=outcome.ledger,
            position=outcome.position,
            rows=rows,
            columns=LOG_COLUMNS[3:],
            blank=dict.fromkeys(EVENT_KEYS),
            more={
                "already_recorded": outcome.already,
                "taken_back": outcome.taken_back,
                "dry_run": outcome.dry_run,
                "stranded": [asdict(each) for each in outcome.stranded],
                "counted": outcome.counted,
                "voided_before": outcome.voided_before,
                "unread_sheets": outcome.told.unread_sheets if outcome.told else (),
                "file": _file(outcome),
                "heads": [{**asdict(each), "on": each.on.isoformat()} for each in outcome.heads],
            },
        )
        try:
            show(answer, format_)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise AnswerLost(" ".join(sentences), error) from error
    for sentence in sentences:
        session.say(click.unstyle(sentence))


def _note(outcome: Outcome, position: int) -> Note | None:
    from ledger.texts import Note

    text = outcome.notes.get(position)
    return Note(text, erased=False) if text is not None else None


def _sentences(outcome: Outcome) -> list[str]:
    said = []
    movements = [each for each in outcome.recorded if is_operator_event(each.event)]
    if outcome.dry_run:
        events = counted(len(outcome.recorded), "event")
        said.append(f"This would record {events}. Nothing was recorded.")
    elif len(outcome.recorded) == 1:
        recorded = outcome.recorded[0]
        said.append(f"Recorded: {in_words(cast('Any', recorded))} (position {recorded.position}).")
    elif outcome.recorded:
        first, last = outcome.recorded[0], outcome.recorded[-1]
        who = movements[0].code
        if len(movements) > 1:
            who = f"{who} … {movements[-1].code}"
        said.append(
            f"Recorded {counted(len(movements), 'movement')} as batch {first.batch} "
            f"(positions {first.position} to {last.position}): {who}."
        )
    if outcome.already:
        what = (
            "It"
            if outcome.already == 1 and not outcome.recorded
            else counted(outcome.already, "movement")
        )
        was = "was" if outcome.already == 1 else "were"
        said.append(f"{what} {was} already recorded; nothing was added for that.")
    if outcome.taken_back:
        was = (
            "was voided since and stays"
            if outcome.taken_back == 1
            else "were voided since and stay"
        )
        said.append(f"{outcome.taken_back:,} of them {was} so: record again what holds after all.")
    said += map(_stranded, outcome.stranded)
    if outcome.voided_before:
        whose = ", ".join(outcome.voided_before[:_MOST_NAMED])
        more = " …" if len(outcome.voided_before) > _MOST_NAMED else ""
        said.append(f"Moved again after the latest movement was voided: {whose}{more}.")
    if outcome.heads:
        said.append(heads(outcome.heads))
    return said


def _file(outcome: Outcome) -> dict[str, Any] | None:
    """What is known of the file that was read."""
    return asdict(outcome.told) if outcome.told else None


def _stranded(left: Stranded) -> str:
    first, *others = left.operators
    who, went = (
        (f"{len(left.operators)} operators are", "they") if others else (f"{first} is", first)
    )
    if left.what == "site":
        where = f"at {left.place}, which is closed from {left.over_on} on"
        next_ = f"where {went} went"
    else:
        where = f"on {left.place}, which does not run from {left.over_on} on"
        next_ = f"what became of {'them' if others else went}"
    said = f"{who} still {where}: record {next_}, on that day at the latest."
    if left.moved_later:
        whose = f"{left.moved_later[0]} has" if len(left.moved_later) == 1 else "Some have"
        said += f" {whose} a later movement: void that first, or what is over too early."
    return said
