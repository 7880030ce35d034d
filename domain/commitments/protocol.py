"""A protocol: terms that several clients bound themselves to, and who joined and left it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from domain.commitments.amounts import percent_kept
from domain.commitments.protocol_events import (
    ProtocolDrafted,
    ProtocolEnded,
    ProtocolEntryVoided,
    ProtocolSigned,
    SignatoryJoined,
    SignatoryLeft,
    StoredTerms,
    TurnoverStated,
)
from domain.commitments.protocol_refusals import (
    UnknownProtocol,
)
from domain.commitments.protocol_rules import Standing, check, kind_of
from domain.logbook import CannotBeVoided
from domain.tidying import as_group

if TYPE_CHECKING:
    from domain.commitments.protocol_events import ProtocolEvent
    from domain.commitments.terms import ProtocolTerms
    from domain.register import Register
    from domain.values import Code

S = TypeVar("S", bound=Standing)


class Entry(NamedTuple):
    """Something that was said of the protocol, and stands."""

    version: int
    event: Standing


class Stay(NamedTuple):
    """From when to when a signatory was in; no end means that it still is."""

    joined_on: date
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol as the ledger knows it."""

    code: Code
    version: int = 0
    entries: tuple[Entry, ...] = ()
    """All that stands, in the order of recording."""

    # What is decided ------------------------------------------------------------------------

    def draft(
        self,
        terms: ProtocolTerms,
        *,
        source: str | None,
        effective_on: date,
        register: Register,
    ) -> ProtocolDrafted | None:
        """Draft the protocol, for the record."""
        event = ProtocolDrafted(
            terms=StoredTerms.of(terms), source=source, effective_on=effective_on
        )
        return None if self._says(event) else self._checked(event, register)

    def sign(
        self,
        terms: ProtocolTerms,
        *,
        source: str | None,
        reason: str | None,
        effective_on: date,
        register: Register,
    ) -> ProtocolSigned | None:
        """Sign the protocol, or sign it again with other terms."""
        event = ProtocolSigned(
            terms=StoredTerms.of(terms), source=source, reason=reason, effective_on=effective_on
        )
        again = event.model_copy(update={"reason": None})
        if any(again == each.model_copy(update={"reason": None}) for each in self.signings):
            return None
        return self._checked(event, register)

    def end(self, *, reason: str, effective_on: date, register: Register) -> ProtocolEnded | None:
        """End the protocol."""
        event = ProtocolEnded(reason=reason, effective_on=effective_on)
        return None if self._says(event) else self._checked(event, register)

    def join(
        self, signatory: str, *, source: str | None, effective_on: date, register: Register
    ) -> SignatoryJoined | None:
        """Let a client join, or say nothing where it is in since that day."""
        stays = self.stays_of(signatory)
        if stays and stays[-1] == Stay(effective_on):
            return None
        event = SignatoryJoined(signatory=signatory, source=source, effective_on=effective_on)
        return self._checked(event, register)

    def leave(
        self, signatory: str, *, reason: str, effective_on: date, register: Register
    ) -> SignatoryLeft | None:
        """Let a client leave, or say nothing where it left on that day."""
        stays = self.stays_of(signatory)
        if stays and stays[-1].left_on == effective_on:
            return None
        event = SignatoryLeft(signatory=signatory, reason=reason, effective_on=effective_on)
        return self._checked(event, register)

    def state_turnover(
        self,
        signatory: str | None,
        *,
        share: Fraction,
        year: int | None,
        source: str,
        register: Register,
    ) -> TurnoverStated | None:
        """State what part of the sector's turnover somebody stands for; nobody is all together."""
        event = TurnoverStated(
            signatory=signatory, share=percent_kept(share), year=year, source=source
        )
        return (
            None
            if self.turnover.get(as_group(signatory)) == event
            else (self._checked(event, register))
        )

    def void(self, version: int, *, reason: str, register: Register) -> ProtocolEntryVoided:
        """Take back what was said with that version."""
        for entry in self.entries:
            if entry.version == version:
                event = ProtocolEntryVoided(
                    version=version, kind=kind_of(entry.event), reason=reason
                )
                self.check(event, register)
                return event
        raise CannotBeVoided("protocol", self.code)

    # Rules ----------------------------------------------------------------------------------

    def check(self, event: ProtocolEvent, register: Register) -> None:
        """Refuse an event that the history of this protocol does not allow."""
        check(self, event, register)

    def must_be_known(self) -> None:
        """Refuse a protocol of which there are no terms."""
        if not any(
            isinstance(each.event, ProtocolDrafted | ProtocolSigned) for each in self.entries
        ):
            raise UnknownProtocol(self.code)

    # What it has come to --------------------------------------------------------------------

    @property
    def signings(self) -> list[ProtocolSigned]:
        """Every text that was signed."""
        return [each.event for each in self.entries if isinstance(each.event, ProtocolSigned)]

    @property
    def signed_on(self) -> date:
        """The first day on which a text that was signed took effect."""
        return min(each.effective_on for each in self.signings)

    @property
    def ended_on(self) -> date | None:
        """The first day on which it was no longer in force, once somebody ended it."""
        ends = [e.event.effective_on for e in self.entries if isinstance(e.event, ProtocolEnded)]
        return ends[-1] if ends else None

    @property
    def turnover(self) -> dict[str, TurnoverStated]:
        """The latest statement about each signatory; all together have the empty name."""
        return {
            as_group(each.event.signatory): each.event
            for each in self.entries
            if isinstance(each.event, TurnoverStated)
        }

    def stays_of(self, signatory: str) -> list[Stay]:
        """From when to when a client was in, in order."""
        name, stays = as_group(signatory), list[Stay]()
        for _, event in self.entries:
            if isinstance(event, SignatoryJoined) and as_group(event.signatory) == name:
                stays.append(Stay(event.effective_on))
            elif stays and isinstance(event, SignatoryLeft) and as_group(event.signatory) == name:
                stays[-1] = Stay(stays[-1].joined_on, event.effective_on)
        return stays

    def names_site(self, code: str) -> bool:
        """Whether terms that stand name the site."""
        return any(
            one.place in (code, f"site:{code}")
            for each in self.entries
            if isinstance(each.event, ProtocolDrafted | ProtocolSigned)
            for one in each.event.terms.commitments
        )

    def after(self, event: ProtocolEvent) -> Protocol:
        """The protocol after the event, which is believed."""
        version = self.version + 1
        if isinstance(event, ProtocolEntryVoided):
            standing = tuple(each for each in self.entries if each.version != event.version)
            return replace(self, version=version, entries=standing)
        return replace(self, version=version, entries=(*self.entries, Entry(version, event)))

    def _says(self, event: Standing) -> bool:
        return any(each.event == event for each in self.entries)

    def _checked(self, event: S, register: Register) -> S:
        self.check(event, register)
        return event
