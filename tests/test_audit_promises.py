"""A replay judges every report and everything said of protocols again, also what somebody forged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from ledgers import Desk
from places import Place
from test_audit_forgeries import forged, found, put

from domain.commitments.commitment_commands import JoinProtocol, ReportVolumes, SignProtocol
from domain.commitments.protocol_events import (
    ProtocolEnded,
    ProtocolEntryVoided,
    ProtocolSigned,
    SignatoryJoined,
    SignatoryLeft,
    StoredTerms,
)
from domain.commitments.shares import month
from domain.commitments.terms import read_protocol
from domain.commitments.volume_events import ReportedVolume, Volumes, VolumesReported
from domain.contracts.contract_events import ContractCorrected, ContractDetails, ContractEnded
from domain.event import Event
from domain.law import shipped
from domain.plans.plan_events import AtSite, InCountry

JANUARY, SIGNED = date(2018, 1, 1), date(2017, 5, 4)
TERMS = read_protocol(shipped("protocollo-2017")).terms
STORED = StoredTerms.of(TERMS)


@pytest.fixture
def desk(place: Place) -> Desk:
    """A ledger of which the tests may make what they like."""
    return Desk.where(place, recorded)


def recorded(desk: Desk) -> None:
    """FW-NEW is reported for March; Fastweb joined the protocol P."""
    desk.open("IT-CAG", JANUARY)
    desk.sign("FW-NEW", JANUARY)
    desk.sign("FW-OTHER", JANUARY)
    march = (("IT", "8150"), ("AL", "1850"))
    report = ReportVolumes("FW-NEW", month=month("2018-03"), volumes=march, unit="contacts")
    desk.ledger.record(report)
    desk.ledger.record(SignProtocol("P", terms=TERMS, effective_on=SIGNED))
    desk.ledger.record(JoinProtocol("P", ("Fastweb",), effective_on=SIGNED))
    assert desk.findings() == []


def said(**places: str) -> Volumes:
    return tuple(
        ReportedVolume(
            place=InCountry(country=code)
            if len(code) == 2
            else AtSite(site=code.replace("_", "-")),
            volume=Decimal(volume),
        )
        for code, volume in places.items()
    )


def report(volumes: Volumes, was: Volumes = (), **facts: str) -> VolumesReported:
    whole = {"month": "2018-04", "unit": "contacts", "source": None, "reason": None} | facts
    return VolumesReported.model_validate({**whole, "volumes": volumes, "was": was})


MARCH = said(IT="8150", AL="1850")
NOT_ALLOWED: dict[str, tuple[str, Event, str]] = {
    "a correction of what never stood": (
        "volume:FW-NEW",
        report(said(IT="9"), said(IT="8"), month="2018-03", reason="typo"),
        "HistoryDiffers",
    ),
    "a first report of a month that is reported": (
        "volume:FW-NEW",
        report(said(IT="9"), month="2018-03"),
        "HistoryDiffers",
    ),
    "a correction without a reason": (
        "volume:FW-NEW",
        report(said(IT="9"), MARCH, month="2018-03"),
        "MonthAlreadyReported",
    ),
    "a correction that changes nothing": (
        "volume:FW-NEW",
        report(MARCH, MARCH, month="2018-03", reason="again"),
        "HistoryDiffers",
    ),
    "another unit": ("volume:FW-NEW", report(said(IT="1"), unit="minutes"), "OtherUnit"),
    "a month before the contract": (
        "volume:FW-NEW",
        report(said(IT="1"), month="2017-12"),
        "ContractNotRunning",
    ),
    "an end before a month that is reported": (
        "contract:FW-NEW",
        ContractEnded(reason="over", effective_on=date(2018, 3, 1)),
        "EndsBeforeReports",
    ),
    "a beginning after a month that is reported": (
        "contract:FW-NEW",
        ContractCorrected.model_validate(
            {
                "was": ContractDetails(effective_on=JANUARY),
                "is": ContractDetails(effective_on=date(2018, 4, 1)),
                "reason": "typo",
            }
        ),
        "StartsAfterReports",
    ),
    "volumes of no contract": ("volume:X", report(said(IT="1")), "UnknownContract"),
    "a site beside its country": (
        "volume:FW-NEW",
        report(said(IT="1", IT_CAG="1")),
        "CountedTwice",
    ),
    "a place named twice": ("volume:FW-NEW", report(said(IT="1") * 2), "PlaceNamedTwice"),
    "a site that nobody opened": ("volume:FW-OTHER", report(said(XX_X="1")), "UnknownSite"),
    "a protocol signed again": (
        "protocol:P",
        ProtocolSigned(terms=STORED, source=None, reason=None, effective_on=SIGNED),
        "ProtocolAlreadySigned",
    ),
    "a joining of nothing": (
        "protocol:X",
        SignatoryJoined(signatory="TIM", source=None, effective_on=SIGNED),
        "UnknownProtocol",
    ),
    "a joining twice": (
        "protocol:P",
        SignatoryJoined(signatory="Fastweb", source=None, effective_on=SIGNED),
        "AlreadyJoined",
    ),
    "a leaving of somebody who never joined": (
        "protocol:P",
        SignatoryLeft(signatory="TIM", reason="x", effective_on=JANUARY),
        "NotJoined",
    ),
    "an end before a joining": (
        "protocol:P",
        ProtocolEnded(reason="x", effective_on=SIGNED),
        "EndsBeforeSigning",
    ),
    "a void of another thing": (
        "protocol:P",
        ProtocolEntryVoided(version=1, kind="joining", reason="x"),
        "HistoryDiffers",
    ),
    "a void of what is leaned on": (
        "protocol:P",
        ProtocolEntryVoided(version=1, kind="signing", reason="x"),
        "StillLeanedOn",
    ),
}


@pytest.mark.parametrize(("stream", "event", "rule"), NOT_ALLOWED.values(), ids=NOT_ALLOWED)
def test_what_the_history_before_it_did_not_allow_is_found_by_the_rule(
    desk: Desk, stream: str, event: Event, rule: str
) -> None:
    put(desk, forged(desk, stream, event))
    (finding,) = found(desk)
    assert str(finding.kind) == "not-allowed"
    assert type(finding.message).__name__ == rule


def test_more_said_after_a_forged_event_is_judged_and_nothing_fails(desk: Desk) -> None:
    left = SignatoryLeft(signatory="TIM", reason="x", effective_on=JANUARY)
    put(desk, forged(desk, "protocol:P", left))
    joined = SignatoryJoined(signatory="TIM", source=None, effective_on=JANUARY)
    put(desk, forged(desk, "protocol:P", joined))
    assert len(found(desk)) == 1
