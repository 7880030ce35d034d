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

_MOST_REMEMBERED = 10_000


class Codec:
    """Writes events as they are stored, and reads each before it is."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._reader = Reader()
        self._read: set[tuple[str, bytes]] = set()
        """The topics and states that were read: what is said of many operators is one state."""

    def as_stored(self, events: Sequence[Recorded[Event]]) -> list[RawEvent]:
        """The events as they are stored; refuses one that could not be read."""
        written = [to_stored(each) for each in events]
        for raw in written:
            if raw[3:] not in self._read:
                self._must_be_readable(raw)
        return written

    def _must_be_readable(self, raw: RawEvent) -> None:
        try:
            self._reader.read(raw)
        except Malformed as error:
            raise WouldNotBeRead(self._where, error) from None
        if len(self._read) >= _MOST_REMEMBERED:
            self._read.clear()
        self._read.add(raw[3:])
