"""What happened to contracts, in words."""

from __future__ import annotations

from typing import assert_never

from domain.contracts.contract_events import (
    ContractChanged,
    ContractChangeVoided,
    ContractCorrected,
    ContractEnded,
    ContractEndVoided,
    ContractEvent,
    ContractSigned,
    ContractSigningVoided,
)
from faces.words import say
from faces.words.events.corrections import corrected


def contract_event(code: str, event: ContractEvent) -> str:
    """What happened to a contract."""
    match event:
        case ContractSigned(succeeds=before, effective_on=on):
            key = "contract-signed.after" if before else "contract-signed"
            return say(key, code=code, parties=_parties(event), on=on, before=before)
        case ContractSigningVoided(effective_on=on, reason=reason):
            return say("contract-signing-voided", code=code, on=on, reason=reason)
        case ContractChanged(effective_on=on, reason=reason):
            return say("contract-changed", code=code, parties=_parties(event), on=on, reason=reason)
        case ContractChangeVoided(effective_on=on, reason=reason):
            return say("contract-change-voided", code=code, on=on, reason=reason)
        case ContractCorrected(reason=reason):
            return say("contract-corrected", code=code, facts=corrected(event), reason=reason)
        case ContractEnded(effective_on=on, reason=reason):
            return say("contract-ended", code=code, on=on, reason=reason)
        case ContractEndVoided(effective_on=on, reason=reason):
            return say("contract-end-voided", code=code, on=on, reason=reason)
    assert_never(event)


def _parties(event: ContractSigned | ContractChanged) -> str:
    key = "parties" if event.supplier else "parties.in-house"
    return say(key, client=event.client, supplier=event.supplier)
