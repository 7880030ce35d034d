"""What a ledger refuses as a whole, whatever the rules of its events say."""

from __future__ import annotations

from collections.abc import Iterator
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

    def variants(self) -> Iterator[str]:
        yield self.why


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

    def variants(self) -> Iterator[str]:
        if self.position is not None:
            yield "position"
        yield "kind"


@facts
class FileExists(Refusal):
    """What is there already may be evidence, or somebody's work."""

    path: Path
    what: str
    may_replace: bool

    def variants(self) -> Iterator[str]:
        if self.may_replace:
            yield "may_replace"


@facts
class TextsRefused(Refusal):
    """A file of notes of which a ledger cannot take the notes."""

    line: int
    why: str
