"""What is wrong with a ledger's database, its events or its figures, as `doctor` finds it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.refusal import WithFacts, facts


class Symptom(WithFacts):
    """Something that is not as it should be."""


@facts
class NoJournal(Symptom):
    """Readers and writers of a file do not wait for each other if it keeps a write-ahead log."""

    mode: str


@facts
class FileDamaged(Symptom):
    """SQLite finds the pages of its file in order."""

    found: str


@facts
class NotDurable(Symptom):
    """A server keeps what it said that it had kept."""

    setting: str


@facts
class TriggerMissing(Symptom):
    """Triggers keep events from being changed."""

    trigger: str


@facts
class ClocksApart(Symptom):
    """The clocks of a server and of who asks it agree."""

    seconds: float


@facts
class LastEventUnreadable(Symptom):
    """The last event can be read, so that something can be recorded after it."""

    detail: str
    position: int


@facts
class BeforeTheFirst(Symptom):
    """Events begin at position 1."""

    position: int


@facts
class PositionsEmpty(Symptom):
    """Every position up to the last has an event."""

    number: int


@facts
class ClockBehind(Symptom):
    """No event was recorded later than it is."""

    of_the_server: bool
    recorded_at: datetime
    by_a_day: bool

    def variants(self) -> Iterator[str]:
        if self.of_the_server and self.by_a_day:
            yield "server-by-a-day"
        elif self.of_the_server:
            yield "server"
        elif self.by_a_day:
            yield "by-a-day"


@facts
class FiguresDamaged(Symptom):
    """The figures say what they hold."""

    detail: str


@facts
class FiguresBeyondEvents(Symptom):
    """The figures know no event that is not there."""

    number: int


class FiguresOlder(Symptom):
    """The figures are in tables of this version."""


class FiguresNewer(Symptom):
    """The figures are in tables that this version knows."""


@facts
class TableMissing(Symptom):
    """Every table of figures is there."""

    table: str


@facts
class CheckpointsDamaged(Symptom):
    """Every row in the list of signed checkpoints agrees with what was signed."""

    what: Exception


class FiguresHoldMore(Symptom):
    """The figures hold what they say, and no more."""
