"""Whether batches are whole: opened once, their events together, as many as were announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.batches import BatchRecorded
from domain.places.site_events import SiteDownsized
from domain.workforce.movement_events import OperatorLeft, is_operator_event

if TYPE_CHECKING:
    from domain.event import Event
    from domain.recorded import Recorded


class OpenBatch:
    """The batch that is being replayed, where there is one."""

    def __init__(self) -> None:
        self._name: str | None = None
        self._announced = 0
        self._records = 0
        self._movements = 0
        self._others = 0
        self._released: Counter[str] = Counter()
        self._passed = 0
        """How many events that may have been the batch's were set aside."""

    def pass_over(self, stream: str) -> None:
        """Pass over an event that was set aside: it may have been one of the batch's."""
        kind, _, code = stream.partition(":")
        if kind == "batch":
            self._name, self._records, self._announced = code, 0, 0
            self._movements = self._others = 0
            self._released.clear()
        self._passed += 1

    def follow(self, recorded: Recorded[Event]) -> Sequence[str]:
        """Take the event in; returns what is wrong with the batch before it or with its own."""
        event, batch = recorded.event, recorded.batch
        moves = is_operator_event(event)
        if moves and batch == self._name and not self._released:
            self._movements += 1
            return ()
        if isinstance(event, BatchRecorded):
            return self._open(recorded.code, event, batch)
        wrong = []
        if batch != self._name:
            wrong += self.close()
            if batch is not None:
                wrong.append(f"the event is said to be of batch {batch}, which is not open here")
        self._movements += moves
        self._others += not moves
        if isinstance(event, SiteDownsized):
            self._released[recorded.code] += event.operators
            if self._name is None:
                wrong.append("a downsizing stands alone, without the operators that it released")
        elif self._released and isinstance(event, OperatorLeft) and event.reason == "redundant":
            self._released[event.placement.site] -= 1
        return wrong

    def close(self) -> list[str]:
        """End the batch; returns what is wrong with it."""
        wrong = []
        if self._name is not None and not self._passed:
            if self._movements != self._announced:
                wrong.append(
                    f"batch {self._name} announced {self._announced} movements "
                    f"and has {self._movements}"
                )
            elif self._records != self._counted:
                wrong.append(
                    f"batch {self._name} announced {self._records} events and has {self._counted}"
                )
            wrong += [
                f"batch {self._name} does not release as many from {site} as it says"
                for site, missing in self._released.items()
                if missing
            ]
        self._name = None
        self._movements = 0
        self._others = 0
        self._passed = 0
        self._released.clear()
        return wrong

    @property
    def _counted(self) -> int:
        """How many events the batch has, as it would say: once only movements were counted."""
        others_count = self._records != self._announced or not self._released
        return self._movements + (self._others if others_count else 0)

    def _open(self, name: str, event: BatchRecorded, batch: str | None) -> list[str]:
        wrong = self.close()
        self._name, self._announced, self._records = name, event.movements, event.records
        if batch != name:
            wrong.append(f"batch {name} opens as a part of batch {batch}")
        return wrong
