"""What happened to the ledger itself."""

from __future__ import annotations

from typing import final

from domain.events.base import Event, Position
from domain.values import LedgerId, Line, Sha256


@final
class LedgerOpened(Event):
    """The ledger was created under its name; its id tells it from others of that name.

    A ledger that was created before ledgers had ids has none.
    """

    name: Line
    id: LedgerId | None = None


@final
class TextErased(Event):
    """A text that somebody had added to the event at a position was erased for ever."""

    position: Position
    reason: Line


@final
class EventSetAside(Event):
    """The owner set a stored event aside that cannot be read; nothing counts it any more.

    `leaf_hash` is the hash of its line in the log, so that it stays known which bytes they were.
    """

    position: Position
    leaf_hash: Sha256
    reason: Line


LedgerEvent = LedgerOpened | TextErased | EventSetAside
"""What the stream of the ledger itself is made of."""
