"""Everything that can have happened. Events are facts: frozen, and kept for ever.

An event holds business facts only; who recorded it, when and in which batch is the envelope's
(`domain.recorded`). How events are named and written in storage is the ledger's.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from domain.events.base import Details, Event
from domain.events.batches import BatchEvent, BatchRecorded, BatchSigned, Mapping
from domain.events.contracts import (
    ContractChanged,
    ContractCorrected,
    ContractDetails,
    ContractEnded,
    ContractEndVoided,
    ContractEvent,
    ContractSigned,
    ContractSigningVoided,
)
from domain.events.ledgers import EventSetAside, LedgerEvent, LedgerOpened, TextErased
from domain.events.movements import (
    Movement,
    MovementVoided,
    OperatorEvent,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
    is_operator_event,
)
from domain.events.plans import (
    AtSite,
    InCountry,
    Place,
    PlanAnnounced,
    PlanAnnouncementVoided,
    PlanCorrected,
    PlanDetails,
    PlanEvent,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from domain.events.sites import (
    AttestationVoided,
    HeadcountAttested,
    SiteChanged,
    SiteClosed,
    SiteClosingVoided,
    SiteCorrected,
    SiteDetails,
    SiteDownsized,
    SiteEvent,
    SiteOpened,
    SiteOpeningVoided,
)

__all__ = [
    "STREAMS",
    "AtSite",
    "AttestationVoided",
    "BatchEvent",
    "BatchRecorded",
    "BatchSigned",
    "ContractChanged",
    "ContractCorrected",
    "ContractDetails",
    "ContractEndVoided",
    "ContractEnded",
    "ContractEvent",
    "ContractSigned",
    "ContractSigningVoided",
    "Details",
    "Event",
    "EventSetAside",
    "HeadcountAttested",
    "InCountry",
    "LedgerEvent",
    "LedgerOpened",
    "Mapping",
    "Movement",
    "MovementVoided",
    "OperatorEvent",
    "OperatorHired",
    "OperatorLeft",
    "OperatorReassigned",
    "OperatorTransferred",
    "Place",
    "PlanAnnounced",
    "PlanAnnouncementVoided",
    "PlanCorrected",
    "PlanDetails",
    "PlanEvent",
    "PlanRevised",
    "PlanRevisionVoided",
    "PlanWithdrawalVoided",
    "PlanWithdrawn",
    "SiteChanged",
    "SiteClosed",
    "SiteClosingVoided",
    "SiteCorrected",
    "SiteDetails",
    "SiteDownsized",
    "SiteEvent",
    "SiteOpened",
    "SiteOpeningVoided",
    "StreamKind",
    "TextErased",
    "is_operator_event",
]

StreamKind = Literal["ledger", "site", "contract", "operator", "plan", "batch"]
_EVENTS: dict[StreamKind, Any] = {
    "ledger": LedgerEvent,
    "site": SiteEvent,
    "contract": ContractEvent,
    "operator": OperatorEvent,
    "plan": PlanEvent,
    "batch": BatchEvent,
}
STREAMS: dict[type[Event], StreamKind] = {
    event: stream for stream, of_stream in _EVENTS.items() for event in get_args(of_stream)
}
"""Which kind of stream each event belongs to."""
