"""Examples of events of volumes and protocols, for the page of events. Every value is an invention."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

from domain.commitments.protocol_events import (
    ProtocolDrafted,
    ProtocolEnded,
    ProtocolEntryKind,
    ProtocolEntryVoided,
    ProtocolSigned,
    SignatoryJoined,
    SignatoryLeft,
    StoredCommitment,
    StoredTerms,
    TurnoverStated,
)
from domain.commitments.volume_events import ReportedVolume, VolumesReported
from domain.event import Event
from domain.plans.plan_events import AtSite, InCountry
from domain.words import UNITS

TYPES_OF_COMMITMENTS = {
    "MonthText": "month, like `2018-03`",
    "PercentText": "percentage as a text: above 0 and at most 100, with at most 4 decimals",
    "ProtocolEntryKind": "one of " + ", ".join(f"`{kind}`" for kind in get_args(ProtocolEntryKind)),
    "StoredTerms": (
        "object of `title`, `review_on`, `ends_on`, `renews` and `commitments`: a list of objects "
        "with the keys of the example"
    ),
    "Unit": "one of " + ", ".join(f"`{unit}`" for unit in UNITS),
    "Volumes": "list of objects of `place` and `volume` (a text), may be empty",
    "Year": "whole number, 1900 to 2200",
}
_SIGNED = date(2017, 5, 4)
_IN_ALBANIA = ReportedVolume(place=InCountry(country="AL"), volume=Decimal(1850))
_TERMS = StoredTerms(
    title="A protocol on call centres",
    review_on=date(2018, 5, 4),
    ends_on=date(2018, 11, 4),
    renews=True,
    commitments=(
        StoredCommitment(
            code="new",
            text="at least 80 % of the outsourced volumes of new contracts in Italy",
            work="outsourced",
            contracts="new",
            successors="as-first",
            judged="each",
            place="IT",
            measure="volume",
            floor="80",
            hold_above=None,
            due=None,
            months=12,
        ),
    ),
)
EXAMPLES_OF_COMMITMENTS: dict[str, tuple[str, int, str | None, Event]] = {
    "volumes-reported.1": (
        "volume:FW-SB",
        2,
        None,
        VolumesReported(
            month="2018-03",
            unit="contacts",
            volumes=(
                ReportedVolume(place=AtSite(site="IT-CAG"), volume=Decimal(8050)),
                ReportedVolume(place=InCountry(country="AL"), volume=Decimal(1950)),
            ),
            was=(
                ReportedVolume(place=AtSite(site="IT-CAG"), volume=Decimal(8150)),
                _IN_ALBANIA,
            ),
            source="Statement of April",
            reason="Dialler log",
        ),
    ),
    "protocol-drafted.1": (
        "protocol:PROT-2017",
        1,
        None,
        ProtocolDrafted(terms=_TERMS, source=None, effective_on=date(2017, 3, 6)),
    ),
    "protocol-signed.1": (
        "protocol:PROT-2017",
        2,
        None,
        ProtocolSigned(terms=_TERMS, source="The signed text", reason=None, effective_on=_SIGNED),
    ),
    "protocol-ended.1": (
        "protocol:PROT-2017",
        6,
        None,
        ProtocolEnded(reason="Replaced by a law", effective_on=date(2019, 1, 1)),
    ),
    "signatory-joined.1": (
        "protocol:PROT-2017",
        3,
        None,
        SignatoryJoined(signatory="Fastweb", source="The signed text", effective_on=_SIGNED),
    ),
    "signatory-left.1": (
        "protocol:PROT-2017",
        5,
        None,
        SignatoryLeft(signatory="Fastweb", reason="Sold", effective_on=date(2018, 12, 1)),
    ),
    "turnover-stated.1": (
        "protocol:PROT-2017",
        4,
        None,
        TurnoverStated(signatory=None, share="65", year=2015, source="A newspaper"),
    ),
    "protocol-entry-voided.1": (
        "protocol:PROT-2017",
        7,
        None,
        ProtocolEntryVoided(version=6, kind="end", reason="It was extended instead"),
    ),
}
"""By topic: a stream, a version there, a batch, and an event."""
