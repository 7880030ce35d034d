"""What a replay tells together: one batch, or the single events of one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.event import Event
    from domain.recorded import Recorded


@dataclass(slots=True)
class Chapter:
    """What was recorded together: one batch, or the single events of one day."""

    batch: str | None
    recorded_at: datetime
    recorded_by: set[str] = field(default_factory=set)
    first: int = 0
    last: int = 0
    kinds: Counter[type[Event]] = field(default_factory=Counter)
    """How many events of each kind."""
    headcount: dict[str, int] = field(default_factory=dict)
    """Heads per country after it, by all that was recorded so far."""

    def goes_on_with(self, recorded: Recorded[Event]) -> bool:
        """Whether the event belongs to the chapter."""
        return belonging(recorded) == (self.batch or self.recorded_at.date())

    def add(self, together: Sequence[Recorded[Event]]) -> None:
        """Take more events of the chapter in."""
        self.first = self.first or together[0].position
        self.last = together[-1].position
        self.recorded_by.update([recorded.recorded_by for recorded in together])
        self.kinds.update([type(recorded.event) for recorded in together])

    @property
    def events(self) -> dict[str, int]:
        """How many events of each topic."""
        return {kind.topic: count for kind, count in self.kinds.items()}


def belonging(recorded: Recorded[Event]) -> str | date:
    """What an event is recorded together with: its batch, or the single events of its day."""
    return recorded.batch or recorded.recorded_at.date()
