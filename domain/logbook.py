"""The ledger itself: opened once, texts erased from it, unreadable events set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, assert_never, final

from domain.event import Event, Position
from domain.refusal import HistoryDiffers, Refusal, facts
from domain.values import LedgerId, Line, Sha256

if TYPE_CHECKING:
    from domain.values import Sha256


@final
class LedgerOpened(Event, topic="ledger-opened.2", stream="ledger"):
    """The ledger was created under its name; its id tells it from others of that name.

    A ledger that was created before ledgers had ids has none.
    """

    name: Line
    id: LedgerId | None = None


@final
class TextErased(Event, topic="text-erased.1", stream="ledger"):
    """A text that somebody had added to the event at a position was erased for ever."""

    position: Position
    reason: Line


@final
class EventSetAside(Event, topic="event-set-aside.1", stream="ledger"):
    """The owner set a stored event aside that cannot be read; nothing counts it any more.

    `leaf_hash` is the hash of its line in the log, so that it stays known which bytes they were.
    """

    position: Position
    leaf_hash: Sha256
    reason: Line


LedgerEvent = LedgerOpened | TextErased | EventSetAside
"""What the stream of the ledger itself is made of."""


@facts
class CannotBeVoided(Refusal):
    """What was said of operators, sites, contracts and plans is taken back, each once, and no more."""

    stream: str
    code: str
    voidable_batch: str | None = None

    def variants(self) -> Iterator[str]:
        if self.voidable_batch is not None:
            yield "voidable_batch"
        yield self.stream


@facts
class NoText(Refusal):
    """There is a text to erase only where one was added, and until it was erased."""

    position: int


@facts
class CanBeRead(Refusal):
    """Only a stored event that cannot be read is set aside, and once."""

    position: int


@facts
class WasSetAside(Refusal):
    """Of an event that was set aside nothing is known that could be asked or taken back."""

    position: int


@facts
class UnknownPosition(Refusal):
    """There is no such event."""

    position: int
    last: int


@facts
class NothingRecordedBy(Refusal):
    """Who recorded nothing has nothing to take back."""

    by: str


@facts
class LastWasAVoid(Refusal):
    """What was taken back is not brought back by another void, but recorded again."""

    by: str
    position: int


class LedgerAlreadyOpened(Refusal):
    """A ledger is opened once, by its first event."""


class Records(Protocol):
    """What the rules for the ledger itself may ask about the events before."""

    def text_at(self, position: int, /) -> Sha256 | None:
        """The hash of the text that was added to the event there."""

    def unreadable_at(self, position: int, /) -> Sha256 | None:
        """The leaf hash of the event there, if it cannot be read."""


@dataclass(frozen=True, slots=True)
class Logbook:
    """What the ledger's own stream says."""

    code: str = ""
    """None: a ledger has one such stream."""
    version: int = 0
    opened: LedgerOpened | None = None
    erased: frozenset[int] = frozenset()
    """The positions of the events whose text was erased."""
    set_aside: frozenset[int] = frozenset()
    """The positions of the events that are passed over."""

    def erase(self, position: int, *, reason: str, records: Records) -> TextErased:
        """Erase the text of an event for ever."""
        event = TextErased(position=position, reason=reason)
        self.check(event, records)
        return event

    def lay_aside(self, position: int, *, reason: str, records: Records) -> EventSetAside:
        """Set an event aside that cannot be read."""
        leaf_hash = records.unreadable_at(position)
        if leaf_hash is None:
            raise CanBeRead(position)
        event = EventSetAside(position=position, leaf_hash=leaf_hash, reason=reason)
        self.check(event, records)
        return event

    def check(self, event: LedgerEvent, records: Records) -> None:
        """Refuse an event that the ledger's history does not allow."""
        match event:
            case LedgerOpened():
                if self.opened is not None:
                    raise LedgerAlreadyOpened
            case TextErased(position=position):
                if position in self.erased or records.text_at(position) is None:
                    raise NoText(position)
            case EventSetAside(position=position, leaf_hash=leaf_hash):
                unreadable = records.unreadable_at(position)
                if position in self.set_aside or unreadable is None:
                    raise CanBeRead(position)
                if unreadable != leaf_hash:
                    raise HistoryDiffers("ledger", "other-hash")
            case _:
                assert_never(event)

    def after(self, event: LedgerEvent) -> Logbook:
        """The ledger after the event, which is believed."""
        later = replace(self, version=self.version + 1)
        match event:
            case LedgerOpened():
                return replace(later, opened=event)
            case TextErased(position=position):
                return replace(later, erased=self.erased | {position})
            case EventSetAside(position=position):
                return replace(later, set_aside=self.set_aside | {position})
        assert_never(event)
