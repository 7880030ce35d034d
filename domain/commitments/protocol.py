"""A protocol: terms that several clients bound themselves to, and who joined and left it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar, assert_never

from domain.commitments.amounts import percent_kept
from domain.commitments.commitment_refusals import NoFloor
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
    AlreadyJoined,
    EndsBeforeJoining,
    EndsBeforeSigning,
    JoinsBeforeSigning,
    LeavesBeforeJoining,
    NotJoined,
    OnlyDrafted,
    ProtocolAlreadySigned,
    ProtocolHasEnded,
    TurnoverExceedsWhole,
    UnknownProtocol,
)
from domain.correction_refusals import StillLeanedOn
from domain.logbook import CannotBeVoided
from domain.plans.plan_places import place
from domain.refusal import HistoryDiffers, Refusal
from domain.tidying import as_group
from domain.toml_tables import once_each

if TYPE_CHECKING:
    from domain.commitments.protocol_events import ProtocolEntryKind, ProtocolEvent
    from domain.commitments.terms import ProtocolTerms
    from domain.register import Register
    from domain.values import Code

Standing: TypeAlias = (
    ProtocolDrafted
    | ProtocolSigned
    | ProtocolEnded
    | SignatoryJoined
    | SignatoryLeft
    | TurnoverStated
)
"""What is said of a protocol."""
S = TypeVar("S", bound=Standing)
_WHOLE = Fraction(100)


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
        if isinstance(event, ProtocolEntryVoided):
            self._check_void(event)
            return
        if isinstance(event, ProtocolDrafted | ProtocolSigned):
            _check_terms(event.terms, register)
        self._check_order(event)

    def _check_order(self, event: Standing) -> None:
        match event:
            case ProtocolDrafted():
                pass
            case ProtocolSigned(reason=reason, effective_on=on):
                if self.signings and reason is None:
                    raise ProtocolAlreadySigned(self.code, self.signed_on)
                self._must_not_be_over(on)
            case ProtocolEnded(effective_on=on):
                self._check_end(on)
            case SignatoryJoined(signatory=signatory, effective_on=on):
                self._check_joining(signatory, on)
            case SignatoryLeft(signatory=signatory, effective_on=on):
                self._check_leaving(signatory, on)
            case TurnoverStated():
                self.must_be_known()
                self._check_turnover(event)
            case _:
                assert_never(event)

    def _check_end(self, on: date) -> None:
        self._must_be_signed()
        if self.ended_on is not None:
            raise ProtocolHasEnded(self.code, self.ended_on)
        if on <= self.signed_on:
            raise EndsBeforeSigning(self.code, self.signed_on, on)
        for _, event in self.entries:
            if isinstance(event, SignatoryJoined) and event.effective_on >= on:
                raise EndsBeforeJoining(self.code, event.signatory, event.effective_on, on)

    def _check_joining(self, signatory: str, on: date) -> None:
        self._must_be_signed()
        if on < self.signed_on:
            raise JoinsBeforeSigning(self.code, self.signed_on, on)
        self._must_not_be_over(on)
        self._must_not_have_run_out(on)
        stays = self.stays_of(signatory)
        if stays and (stays[-1].left_on is None or on < stays[-1].left_on):
            raise AlreadyJoined(self.code, signatory, stays[-1].joined_on)

    def _check_leaving(self, signatory: str, on: date) -> None:
        self._must_be_signed()
        stays = self.stays_of(signatory)
        if not stays or stays[-1].left_on is not None:
            raise NotJoined(self.code, signatory, stays[-1].left_on if stays else None)
        if on <= stays[-1].joined_on:
            raise LeavesBeforeJoining(self.code, signatory, stays[-1].joined_on, on)

    def _check_turnover(self, event: TurnoverStated) -> None:
        stated = {**self.turnover, as_group(event.signatory): event}
        whole = Fraction(stated[""].share) if "" in stated else _WHOLE
        together = sum((Fraction(each.share) for name, each in stated.items() if name), Fraction(0))
        if together > whole:
            raise TurnoverExceedsWhole(self.code, percent_kept(together), percent_kept(whole))

    def _check_void(self, event: ProtocolEntryVoided) -> None:
        """Refuse to take back what something that was said later leans on."""
        found = [each for each in self.entries if each.version == event.version]
        if [kind_of(each.event) for each in found] != [event.kind]:
            raise HistoryDiffers(self.code, "void-of-entry")
        without = Protocol(self.code)
        for entry in self.entries:
            if entry.version == event.version:
                continue
            try:
                without._check_order(entry.event)
            except Refusal:
                on = getattr(entry.event, "effective_on", None)
                leaning = f"its-{kind_of(entry.event)}"
                raise StillLeanedOn(event.kind, self.code, leaning, on) from None
            without = replace(without, entries=(*without.entries, entry))

    def _must_be_signed(self) -> None:
        self.must_be_known()
        if not self.signings:
            raise OnlyDrafted(self.code)

    def _must_not_be_over(self, on: date) -> None:
        if self.ended_on is not None and on >= self.ended_on:
            raise ProtocolHasEnded(self.code, self.ended_on)

    def _must_not_have_run_out(self, on: date) -> None:
        in_force = [each for each in self.signings if each.effective_on <= on]
        terms = max(reversed(in_force), key=lambda each: each.effective_on).terms.terms
        if terms.ends_on is not None and terms.have_run_out(on):
            raise ProtocolHasEnded(self.code, terms.ends_on + timedelta(days=1))

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


def kind_of(event: Standing) -> ProtocolEntryKind:
    """What kind of thing was said."""
    match event:
        case ProtocolDrafted():
            return "draft"
        case ProtocolSigned():
            return "signing"
        case ProtocolEnded():
            return "end"
        case SignatoryJoined():
            return "joining"
        case SignatoryLeft():
            return "leaving"
        case TurnoverStated():
            return "turnover"
    assert_never(event)


def _check_terms(terms: StoredTerms, register: Register) -> None:
    once_each("The commitment", (one.code for one in terms.commitments))
    for one in terms.commitments:
        if one.floor is None and one.hold_above is None:
            raise NoFloor(one.code)
        place(one.place, register)
