"""Events on their way into storage: none is stored that could not be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.mapper import Malformed, Reader, to_stored
from ledger.unusable import WouldNotBeRead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.events import Event
    from domain.recorded import Recorded
    from ledger.mapper import RawEvent


class Codec:
    """Writes events as they are stored, and reads each before it is."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._reader = Reader()

    def as_stored(self, events: Sequence[Recorded[Event]]) -> list[RawEvent]:
        """The events as they are stored; refuses one that could not be read."""
        written = [to_stored(each) for each in events]
        for raw in written:
            try:
                self._reader.read(raw)
            except Malformed as error:
                raise WouldNotBeRead(self._where, str(error)) from None
        return written
