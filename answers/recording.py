"""What a command recorded, or would record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, overload

from answers.answer import Answer, Envelope
from answers.event_rows import EventRow
from answers.shape import UNTOLD
from answers.workforce.heads import Heads
from domain.words import BatchKind, By
from domain.workforce.movement_events import is_operator_event
from ledger.exchange.sheets.told import Told
from ledger.recording.foreseen import HeadsMoved, PlanMoved
from ledger.recording.outcome import UnknownClient
from ledger.recording.stranded import PlaceKind
from ledger.store.texts import Note

if TYPE_CHECKING:
    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.recording.foreseen import FigureMoved
    from ledger.recording.outcome import Outcome
    from ledger.recording.stranded import Stranded


@dataclass(frozen=True, slots=True)
class StrandedRow:
    """Operators who are still at a site that is closed, or on a contract that has ended."""

    place: str
    what: PlaceKind
    over_on: date
    operators: Sequence[str]
    moved_later: Sequence[str]

    @classmethod
    def of(cls, left: Stranded) -> StrandedRow:
        """Those who were left behind, as they are told."""
        return cls(left.place, left.what, left.over_on, left.operators, left.moved_later)


@dataclass(frozen=True, slots=True)
class FigureMovedRow:
    """The figure of a group of a column at the end of a day, before and after the command."""

    by: By
    group: str | None
    on: date
    before: Heads
    after: Heads

    @classmethod
    def of(cls, moved: FigureMoved) -> FigureMovedRow:
        """A figure that would be another, as it is told."""
        before, after = Heads.of(moved.before), Heads.of(moved.after)
        return cls(moved.by, moved.group, moved.on, before, after)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswer(Answer[EventRow]):
    """The events that a command recorded, and what has to be known besides."""

    schema: ClassVar[str] = "recorded"
    already_recorded: int
    taken_back: int
    dry_run: bool
    stranded: Sequence[StrandedRow]
    counted: int
    voided_before: Sequence[str]
    unread_sheets: Sequence[str]
    file: Told | None
    """What of an imported file was read otherwise than one would expect, or not at all."""
    heads: Sequence[HeadsMoved]
    """What it would do to the heads of sites."""
    plans: Sequence[PlanMoved]
    """The plans that it would change."""
    figures: Sequence[FigureMovedRow]
    """The groups whose figures it would change, by every column."""
    unknown_clients: Annotated[Sequence[UnknownClient], UNTOLD]
    """Those who were named as a client of contracts, and are none."""
    kind: Annotated[BatchKind, UNTOLD]
    """What an imported file was made of."""
    counted_as: Annotated[Literal["movement", "event"], UNTOLD]
    """What was recorded already, where it is no movements."""
    is_of_a_file: Annotated[bool, UNTOLD]
    movements: Annotated[Sequence[str], UNTOLD]
    """Who was moved, in the order in which it was recorded."""


def recorded(outcome: Outcome, *, of_a_file: bool = False) -> RecordedAnswer:
    """What was recorded, or would be."""
    return RecordedAnswer(
        head=Envelope(outcome.ledger, outcome.position),
        rows=_Rows(outcome),
        already_recorded=outcome.already,
        taken_back=outcome.taken_back,
        dry_run=outcome.dry_run,
        stranded=[StrandedRow.of(each) for each in outcome.stranded],
        counted=outcome.counted,
        voided_before=outcome.voided_before,
        unread_sheets=outcome.told.unread_sheets if outcome.told else (),
        file=outcome.told,
        heads=outcome.heads,
        plans=outcome.plans,
        figures=[FigureMovedRow.of(each) for each in outcome.figures],
        unknown_clients=outcome.unknown_clients,
        kind=outcome.kind,
        counted_as=outcome.counted_as,
        is_of_a_file=of_a_file,
        movements=[each.code for each in outcome.recorded if is_operator_event(each.event)],
    )


class _Rows(Sequence[EventRow]):
    """The events as they are told, each made when it is told: of a file's, people see no row."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome

    def __len__(self) -> int:
        return len(self._outcome.recorded)

    @overload
    def __getitem__(self, at: int) -> EventRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[EventRow]: ...
    def __getitem__(self, at: int | slice) -> EventRow | list[EventRow]:
        recorded = self._outcome.recorded
        if isinstance(at, slice):
            return [self._row(each) for each in recorded[at]]
        return self._row(recorded[at])

    def _row(self, each: Recorded[Event]) -> EventRow:
        return EventRow.of(each, _note(self._outcome, each.position))


def _note(outcome: Outcome, position: int) -> Note | None:
    text = outcome.notes.get(position)
    return Note(text, erased=False) if text is not None else None
