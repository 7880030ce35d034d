"""Events on their way into storage: none is stored that could not be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.store.codec import Malformed, Reader, to_stored
from ledger.store.errors import WouldNotBeRead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.store.codec import RawEvent


class Codec:
    """Writes events as they are stored, and reads each before it is."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._reader = Reader()
        """Remembers what it read: what is said of many operators is read once."""

    def as_stored(self, events: Sequence[Recorded[Event]]) -> list[RawEvent]:
        """The events as they are stored; refuses one that could not be read."""
        written = list(map(to_stored, events))
        try:
            for raw in written:
                self._reader.read(raw)
        except Malformed as error:
            raise WouldNotBeRead(self._where, error) from None
        return written
