"""The envelope: what the ledger adds to an event when it records it."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from domain.event import Event

E_co = TypeVar("E_co", bound=Event, covariant=True)


class Recorded(NamedTuple, Generic[E_co]):
    """An event as it stands in the ledger."""

    position: int
    """Its place in the whole ledger: 1, 2, 3 … with no gaps."""
    stream: str
    """Whose event it is, such as `operator:OP-1042`."""
    version: int
    """Its place in the stream: 1, 2, 3 … with no gaps."""
    recorded_at: datetime
    """The UTC instant at which the ledger learnt it."""
    recorded_by: str
    batch: str | None
    event: E_co

    @property
    def code(self) -> str:
        """Whose event it is, without the kind of stream: `OP-1042`."""
        return self.stream.partition(":")[2]
