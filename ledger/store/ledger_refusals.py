"""What a ledger refuses as a whole, whatever the rules of its events say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.refusal import InvalidValue, Refusal, facts

if TYPE_CHECKING:
    from pathlib import Path


@facts
class BeyondLedger(InvalidValue):
    """A position that the ledger does not have."""

    position: int
    last: int


@facts
class LedgerExists(Refusal):
    """A ledger is created once and never overwritten."""

    where: str
    why: str = "as-it-is"


@facts
class EventsRefused(Refusal):
    """A file of events that is not a whole and allowed history."""

    problem: object


@facts
class HistoryRefused(EventsRefused):
    """A file of events that are no allowed history, and the first thing that is wrong with it."""

    position: int | None
    stream: str | None
    kind: str

    @property
    def name(self) -> str:
        """A file of events is refused under one name."""
        return EventsRefused.__name__


@facts
class FileExists(Refusal):
    """What is there already may be evidence, or somebody's work."""

    path: Path
    what: str
    may_replace: bool


@facts
class TextsRefused(Refusal):
    """A file of notes of which a ledger cannot take the notes."""

    line: int
    why: str
