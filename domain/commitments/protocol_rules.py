"""What a protocol's history allows to be said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias, assert_never

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
)
from domain.correction_refusals import StillLeanedOn
from domain.plans.plan_places import place
from domain.refusal import HistoryDiffers, Refusal
from domain.tidying import as_group
from domain.toml_tables import once_each

if TYPE_CHECKING:
    from domain.commitments.protocol_events import ProtocolEntryKind, ProtocolEvent
    from domain.register import Register

if TYPE_CHECKING:
    from domain.commitments.protocol import Protocol

_WHOLE = Fraction(100)
Standing: TypeAlias = (
    ProtocolDrafted
    | ProtocolSigned
    | ProtocolEnded
    | SignatoryJoined
    | SignatoryLeft
    | TurnoverStated
)
"""What is said of a protocol."""


def check(protocol: Protocol, event: ProtocolEvent, register: Register) -> None:
    """Refuse an event that the history of the protocol does not allow."""
    if isinstance(event, ProtocolEntryVoided):
        _check_void(protocol, event)
        return
    if isinstance(event, ProtocolDrafted | ProtocolSigned):
        _check_terms(event.terms, register)
    _check_order(protocol, event)


def _check_order(protocol: Protocol, event: Standing) -> None:
    match event:
        case ProtocolDrafted():
            pass
        case ProtocolSigned(reason=reason, effective_on=on):
            if protocol.signings and reason is None:
                raise ProtocolAlreadySigned(protocol.code, protocol.signed_on)
            _must_not_be_over(protocol, on)
        case ProtocolEnded(effective_on=on):
            _check_end(protocol, on)
        case SignatoryJoined(signatory=signatory, effective_on=on):
            _check_joining(protocol, signatory, on)
        case SignatoryLeft(signatory=signatory, effective_on=on):
            _check_leaving(protocol, signatory, on)
        case TurnoverStated():
            protocol.must_be_known()
            _check_turnover(protocol, event)
        case _:
            assert_never(event)


def _check_end(protocol: Protocol, on: date) -> None:
    _must_be_signed(protocol)
    if protocol.ended_on is not None:
        raise ProtocolHasEnded(protocol.code, protocol.ended_on)
    if on <= protocol.signed_on:
        raise EndsBeforeSigning(protocol.code, protocol.signed_on, on)
    for _, event in protocol.entries:
        if isinstance(event, SignatoryJoined) and event.effective_on >= on:
            raise EndsBeforeJoining(protocol.code, event.signatory, event.effective_on, on)


def _check_joining(protocol: Protocol, signatory: str, on: date) -> None:
    _must_be_signed(protocol)
    if on < protocol.signed_on:
        raise JoinsBeforeSigning(protocol.code, protocol.signed_on, on)
    _must_not_be_over(protocol, on)
    _must_not_have_run_out(protocol, on)
    stays = protocol.stays_of(signatory)
    if stays and (stays[-1].left_on is None or on < stays[-1].left_on):
        raise AlreadyJoined(protocol.code, signatory, stays[-1].joined_on)


def _check_leaving(protocol: Protocol, signatory: str, on: date) -> None:
    _must_be_signed(protocol)
    stays = protocol.stays_of(signatory)
    if not stays or stays[-1].left_on is not None:
        raise NotJoined(protocol.code, signatory, stays[-1].left_on if stays else None)
    if on <= stays[-1].joined_on:
        raise LeavesBeforeJoining(protocol.code, signatory, stays[-1].joined_on, on)


def _check_turnover(protocol: Protocol, event: TurnoverStated) -> None:
    stated = {**protocol.turnover, as_group(event.signatory): event}
    whole = Fraction(stated[""].share) if "" in stated else _WHOLE
    together = sum((Fraction(each.share) for name, each in stated.items() if name), Fraction(0))
    if together > whole:
        raise TurnoverExceedsWhole(protocol.code, percent_kept(together), percent_kept(whole))


def _check_void(protocol: Protocol, event: ProtocolEntryVoided) -> None:
    """Refuse to take back what something that was said later leans on."""
    found = [each for each in protocol.entries if each.version == event.version]
    if [kind_of(each.event) for each in found] != [event.kind]:
        raise HistoryDiffers(protocol.code, "void-of-entry")
    without = replace(protocol, version=0, entries=())
    for entry in protocol.entries:
        if entry.version == event.version:
            continue
        try:
            _check_order(without, entry.event)
        except Refusal:
            on = getattr(entry.event, "effective_on", None)
            leaning = f"its-{kind_of(entry.event)}"
            raise StillLeanedOn(event.kind, protocol.code, leaning, on) from None
        without = replace(without, entries=(*without.entries, entry))


def _must_be_signed(protocol: Protocol) -> None:
    protocol.must_be_known()
    if not protocol.signings:
        raise OnlyDrafted(protocol.code)


def _must_not_be_over(protocol: Protocol, on: date) -> None:
    if protocol.ended_on is not None and on >= protocol.ended_on:
        raise ProtocolHasEnded(protocol.code, protocol.ended_on)


def _must_not_have_run_out(protocol: Protocol, on: date) -> None:
    in_force = [each for each in protocol.signings if each.effective_on <= on]
    terms = max(reversed(in_force), key=lambda each: each.effective_on).terms.terms
    if terms.ends_on is not None and terms.have_run_out(on):
        raise ProtocolHasEnded(protocol.code, terms.ends_on + timedelta(days=1))


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
