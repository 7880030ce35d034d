"""Whether batches are whole: opened once, their events together, as many as were announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain.events import MOVEMENTS, BatchRecorded, OperatorLeft, SiteDownsized

if TYPE_CHECKING:
    from domain.events import Event
    from domain.recorded import Recorded


class OpenBatch:
    """The batch that is being replayed, where there is one."""

    def __init__(self) -> None:
        self._name: str | None = None
        self._announced = 0
        self._movements = 0
        self._released: Counter[str] = Counter()

    def follow(self, recorded: Recorded[Event]) -> Iterator[str]:
        """Take the event in; yields what is wrong with the batch before it or with its own."""
        event = recorded.event
        if isinstance(event, BatchRecorded):
            yield from self.close()
            self._name, self._announced = recorded.code, event.movements
            if recorded.batch != recorded.code:
                yield f"batch {recorded.code} opens as a part of batch {recorded.batch}"
            return
        if recorded.batch != self._name:
            yield from self.close()
            if recorded.batch is not None:
                yield f"the event is said to be of batch {recorded.batch}, which is not open here"
        if isinstance(event, MOVEMENTS):
            self._movements += 1
        if isinstance(event, SiteDownsized):
            self._released[recorded.code] += event.operators
            if self._name is None:
                yield "a downsizing stands alone, without the operators that it released"
        elif self._released and isinstance(event, OperatorLeft) and event.reason == "redundant":
            self._released[event.placement.site] -= 1

    def close(self) -> Iterator[str]:
        """End the batch; yields what is wrong with it."""
        if self._name is not None:
            if self._movements != self._announced:
                yield (
                    f"batch {self._name} announced {self._announced} movements "
                    f"and has {self._movements}"
                )
            for site, missing in self._released.items():
                if missing:
                    yield f"batch {self._name} does not release as many from {site} as it says"
        self._name = None
        self._movements = 0
        self._released.clear()
