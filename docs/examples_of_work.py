"""Examples of events of sites, contracts, operators, plans, batches and the ledger itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

from examples_of_commitments import EXAMPLES_OF_COMMITMENTS, TYPES_OF_COMMITMENTS
from examples_of_law import EXAMPLES_OF_LAW, TYPES_OF_LAW

from domain.batches import BatchRecorded, BatchSigned, Mapping
from domain.contracts.contract_events import (
    ContractChanged,
    ContractChangeVoided,
    ContractCorrected,
    ContractDetails,
    ContractEnded,
    ContractEndVoided,
    ContractSigned,
    ContractSigningVoided,
)
from domain.event import Event
from domain.logbook import EventSetAside, LedgerOpened, TextErased
from domain.placement import Placement
from domain.places.site_events import (
    AttestationVoided,
    HeadcountAttested,
    SiteChanged,
    SiteChangeVoided,
    SiteClosed,
    SiteClosingVoided,
    SiteCorrected,
    SiteDetails,
    SiteDownsized,
    SiteOpened,
    SiteOpeningVoided,
)
from domain.plans.plan_events import (
    AtSite,
    InCountry,
    PlanAnnounced,
    PlanAnnouncementVoided,
    PlanCorrected,
    PlanDetails,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from domain.words import LEAVING_REASONS, MOST_HEADS, BatchKind
from domain.workforce.movement_events import (
    MovementVoided,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)

TYPES = {
    "Again": "whole number, 1 or more, or null",
    "Annotated[int, Field(ge=0, le=LARGEST)]": "whole number, 0 or more",
    "BatchKind": "one of " + ", ".join(f"`{kind}`" for kind in get_args(BatchKind)),
    "BatchName": "code",
    "ContractCode": "code",
    "ContractDetails": "object with some of the fields of contract-signed.2",
    "LedgerId": "32 hexadecimal digits in small letters",
    "Mapping": "object of `name` (line of text) and `sha256` (SHA-256)",
    "OrganisationId": "tax code or LEI: 2 to 20 capital letters and digits",
    "PlanDetails": "object with some of the fields of plan-announced.1",
    "Places": "list of places, 1 or more",
    "Position": "whole number, 1 or more",
    "PublicKey": "64 hexadecimal digits in small letters",
    "Signature": "128 hexadecimal digits in small letters",
    "SiteDetails": "object with some of the fields of site-opened.2",
    "Version": "whole number, 1 or more",
    "tuple[Place, ...]": "list of places, may be empty",
    "Annotated[int, Field(ge=1, le=LARGEST)]": "whole number, 1 or more",
    "CountryCode": "country",
    "Day": "date",
    "Heads": f"whole number, 0 to {MOST_HEADS:,}",
    "LeavingReason": "one of " + ", ".join(f"`{reason}`" for reason in LEAVING_REASONS),
    "Line": "line of text",
    "Placement": "placement",
    "Posts": f"whole number, 1 to {MOST_HEADS:,}",
    "RegionCode": "region",
    "Sha256": "SHA-256",
    "Statement": "text",
    "tuple[ContractCode, ...]": "list of codes, may be empty",
    **TYPES_OF_COMMITMENTS,
    **TYPES_OF_LAW,
}
"""How each type that an event's field is declared with is called on the page."""

JUNE, JULY, OCTOBER = date(2018, 6, 4), date(2018, 7, 2), date(2018, 10, 1)
AT_IASI, AT_CAGLIARI = Placement("RO-IAS", "FW-SB"), Placement("IT-CAG", "FW-SB")
HALF = Placement("IT-CAG", "FW-SB", Decimal("0.5"))

EXAMPLES: dict[str, tuple[str, int, str | None, Event]] = {
    "ledger-opened.2": (
        "ledger",
        1,
        None,
        LedgerOpened(name="rientro-demo", id="5f0c1b7a94e24d3f8a6b2c9d1e7f0a35"),
    ),
    "text-erased.1": (
        "ledger",
        2,
        None,
        TextErased(position=232, reason="Asked for by the operator"),
    ),
    "event-set-aside.1": (
        "ledger",
        3,
        None,
        EventSetAside(position=645, leaf_hash="5e" * 32, reason="Written by another program"),
    ),
    "site-opened.2": (
        "site:IT-CAG",
        1,
        None,
        SiteOpened(
            name="Comdata Cagliari",
            country="IT",
            region="IT-88",
            city="Cagliari",
            employer="Comdata",
            effective_on=date(2018, 1, 1),
        ),
    ),
    "site-opening-voided.1": (
        "site:IT-SAS",
        2,
        None,
        SiteOpeningVoided(version=1, effective_on=OCTOBER, reason="It was never opened"),
    ),
    "site-changed.1": (
        "site:IT-CAG",
        2,
        None,
        SiteChanged(
            name="Konecta Cagliari",
            employer="Konecta",
            employer_id=None,
            reason="Merger",
            effective_on=OCTOBER,
        ),
    ),
    "site-change-voided.1": (
        "site:IT-CAG",
        3,
        None,
        SiteChangeVoided(version=2, effective_on=OCTOBER, reason="The merger was put off"),
    ),
    "site-corrected.1": (
        "site:IT-CAG",
        3,
        None,
        SiteCorrected(
            was=SiteDetails(city="Cagliari", region=None),
            reason="It stands in Elmas",
            **{"is": SiteDetails(city="Elmas", region="IT-88")},
        ),
    ),
    "site-downsized.1": (
        "site:RO-IAS",
        2,
        "2018-07-downsizing",
        SiteDownsized(
            operators=60, headcount_left=56, reason="The work went to Italy", effective_on=JULY
        ),
    ),
    "site-closed.1": (
        "site:RO-IAS",
        4,
        None,
        SiteClosed(reason="The lease has ended", effective_on=OCTOBER),
    ),
    "site-closing-voided.1": (
        "site:RO-IAS",
        5,
        None,
        SiteClosingVoided(version=4, effective_on=OCTOBER, reason="The lease runs on"),
    ),
    "headcount-attested.1": (
        "site:IT-LEC",
        2,
        None,
        HeadcountAttested(heads=100, source="Badge count", effective_on=OCTOBER),
    ),
    "attestation-voided.1": (
        "site:IT-LEC",
        3,
        None,
        AttestationVoided(version=2, effective_on=OCTOBER, reason="Visitors were counted"),
    ),
    "contract-signed.2": (
        "contract:FW-SOHO",
        1,
        None,
        ContractSigned(
            client="Fastweb",
            supplier="Comdata",
            supplier_id=None,
            service="Soho Professional",
            agreed_on=date(2017, 11, 20),
            effective_on=date(2018, 1, 1),
        ),
    ),
    "contract-signing-voided.1": (
        "contract:FW-TEST",
        2,
        None,
        ContractSigningVoided(version=1, effective_on=date(2018, 1, 1), reason="It was a test"),
    ),
    "contract-changed.1": (
        "contract:FW-SOHO",
        2,
        None,
        ContractChanged(
            client="Fastweb",
            client_id=None,
            supplier="Konecta",
            supplier_id=None,
            reason="Merger",
            effective_on=OCTOBER,
        ),
    ),
    "contract-change-voided.1": (
        "contract:FW-SOHO",
        3,
        None,
        ContractChangeVoided(version=2, effective_on=OCTOBER, reason="The merger was put off"),
    ),
    "contract-corrected.1": (
        "contract:FW-SOHO",
        3,
        None,
        ContractCorrected(
            was=ContractDetails(succeeds=None),
            reason="It was written down without",
            **{"is": ContractDetails(succeeds="FW-SB")},
        ),
    ),
    "contract-ended.1": (
        "contract:FW-SOHO",
        2,
        None,
        ContractEnded(reason="Not renewed", effective_on=date(2019, 1, 1)),
    ),
    "contract-end-voided.1": (
        "contract:FW-SOHO",
        3,
        None,
        ContractEndVoided(version=2, effective_on=date(2019, 1, 1), reason="Renewed in time"),
    ),
    "operator-hired.2": (
        "operator:RO-IAS-0001",
        1,
        "2018-01-RO-IAS",
        OperatorHired(placement=AT_IASI, effective_on=date(2018, 1, 1)),
    ),
    "operator-transferred.2": (
        "operator:RO-IAS-0001",
        2,
        "2018-06-transfers",
        OperatorTransferred(origin=AT_IASI, destination=AT_CAGLIARI, effective_on=JUNE),
    ),
    "operator-reassigned.2": (
        "operator:RO-IAS-0001",
        3,
        None,
        OperatorReassigned(before=AT_CAGLIARI, after=HALF, effective_on=OCTOBER),
    ),
    "operator-left.2": (
        "operator:RO-IAS-0025",
        2,
        "2018-07-downsizing",
        OperatorLeft(placement=AT_IASI, reason="redundant", effective_on=JULY),
    ),
    "movement-voided.2": (
        "operator:RO-IAS-0001",
        4,
        None,
        MovementVoided(
            version=3,
            was=HALF,
            restored=AT_CAGLIARI,
            effective_on=OCTOBER,
            reason="Meant for another operator",
        ),
    ),
    "plan-announced.1": (
        "plan:FW-2018",
        1,
        None,
        PlanAnnounced(
            statement=None,
            source=None,
            client="Fastweb",
            supplier="Comdata",
            origins=(InCountry(country="RO"),),
            destinations=(AtSite(site="IT-CAG"), AtSite(site="IT-LEC")),
            contracts=("FW-SB", "FW-SOHO"),
            target=220,
            baseline_on=date(2018, 5, 8),
            deadline_on=date(2018, 9, 30),
            effective_on=date(2018, 5, 8),
        ),
    ),
    "plan-announcement-voided.1": (
        "plan:FW-TEST",
        2,
        None,
        PlanAnnouncementVoided(version=1, effective_on=date(2018, 5, 8), reason="It was a test"),
    ),
    "plan-corrected.1": (
        "plan:FW-2018",
        2,
        None,
        PlanCorrected(
            was=PlanDetails(origins=(InCountry(country="RO"),)),
            reason="Albania was left out",
            **{"is": PlanDetails(origins=(InCountry(country="RO"), InCountry(country="AL")))},
        ),
    ),
    "plan-revised.2": (
        "plan:FW-2018",
        3,
        None,
        PlanRevised(
            target=None,
            deadline_on=date(2018, 12, 31),
            added_contracts=("FW-NEW",),
            reason="Training takes longer",
            effective_on=date(2018, 9, 28),
        ),
    ),
    "plan-revision-voided.1": (
        "plan:FW-2018",
        4,
        None,
        PlanRevisionVoided(version=3, effective_on=date(2018, 9, 28), reason="Nobody agreed to it"),
    ),
    "plan-withdrawn.1": (
        "plan:FW-2018",
        5,
        None,
        PlanWithdrawn(reason="Contract lost", effective_on=date(2018, 12, 1)),
    ),
    "plan-withdrawal-voided.1": (
        "plan:FW-2018",
        6,
        None,
        PlanWithdrawalVoided(
            version=5, effective_on=date(2018, 12, 1), reason="Meant for another plan"
        ),
    ),
    **EXAMPLES_OF_COMMITMENTS,
    **EXAMPLES_OF_LAW,
    "batch-recorded.2": (
        "batch:2018-06-transfers",
        1,
        "2018-06-transfers",
        BatchRecorded(
            source="Letter of 1 June",
            sha256=None,
            movements=24,
            records=24,
            mapping=Mapping(name="comdata.toml", sha256="5e" * 32),
        ),
    ),
    "batch-signed.1": (
        "batch:2018-06-transfers",
        2,
        None,
        BatchSigned(public_key="5e" * 32, sha256="5e" * 32, root="5e" * 32, signature="5e" * 64),
    ),
}
"""By topic: a stream, a version there, a batch, and an event. Every value is an invention."""
