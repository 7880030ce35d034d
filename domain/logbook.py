"""The ledger itself: opened once, texts erased from it, unreadable events set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, assert_never

from domain.events import EventSetAside, LedgerEvent, LedgerOpened, TextErased
from domain.refusals import CanBeRead, HistoryDiffers, LedgerAlreadyOpened, NoText

if TYPE_CHECKING:
    from domain.values import Sha256


class Records(Protocol):
    """What the rules for the ledger itself may ask about the events before."""

    def text_at(self, position: int, /) -> Sha256 | None:
        """The hash of the text that was added to the event there."""

    def unreadable_at(self, position: int, /) -> Sha256 | None:
        """The leaf hash of the event there, if it cannot be read."""


@dataclass(frozen=True, slots=True)
class Logbook:
    """What the ledger's own stream says."""

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
                    raise HistoryDiffers("ledger", "an event that was set aside had another hash")
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
