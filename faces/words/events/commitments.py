"""Events of volumes and protocols in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from domain.commitments.protocol_events import (
    ProtocolDrafted,
    ProtocolEnded,
    ProtocolEntryVoided,
    ProtocolSigned,
    SignatoryJoined,
    SignatoryLeft,
    TurnoverStated,
)
from domain.commitments.volumes import volumes_in_words
from faces.words import say, word

if TYPE_CHECKING:
    from domain.commitments.protocol_events import ProtocolEvent
    from domain.commitments.volume_events import VolumesReported


def volumes_reported(code: str, event: VolumesReported) -> str:
    """A month was reported, corrected or taken back."""
    key = "volumes-reported"
    if event.was:
        key += ".corrected" if event.volumes else ".taken-back"
    return say(
        key,
        contract=code,
        month=event.month,
        volumes=", ".join(volumes_in_words(event.volumes)),
        before=", ".join(volumes_in_words(event.was)),
        unit=word("unit", event.unit),
        reason=event.reason,
    )


def protocol_event(code: str, event: ProtocolEvent) -> str:
    """Something was said of a protocol."""
    match event:
        case ProtocolDrafted(terms=terms, effective_on=on):
            return say("protocol-drafted", code=code, title=terms.title, on=on)
        case ProtocolSigned(terms=terms, reason=reason, effective_on=on):
            key = "protocol-signed.again" if reason else "protocol-signed"
            return say(key, code=code, title=terms.title, on=on, reason=reason)
        case ProtocolEnded(reason=reason, effective_on=on):
            return say("protocol-ended", code=code, on=on, reason=reason)
        case SignatoryJoined(signatory=signatory, effective_on=on):
            return say("signatory-joined", code=code, signatory=signatory, on=on)
        case SignatoryLeft(signatory=signatory, reason=reason, effective_on=on):
            return say("signatory-left", code=code, signatory=signatory, on=on, reason=reason)
        case TurnoverStated():
            return _turnover(code, event)
        case ProtocolEntryVoided(kind=kind, reason=reason):
            key = "protocol-entry-voided"
            return say(f"{key}.{kind}", code=code, reason=reason)
    assert_never(event)


def _turnover(code: str, event: TurnoverStated) -> str:
    key = "turnover-stated" if event.signatory is not None else "turnover-stated.together"
    if event.year is not None:
        key += ".year"
    return say(
        key,
        code=code,
        signatory=event.signatory,
        share=event.share,
        year=event.year,
        source=event.source,
    )
