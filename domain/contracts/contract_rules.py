"""What a contract's history, and those of others, allow to be said of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, assert_never

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
from domain.contracts.contract_refusals import (
    ContractAlreadyEnded,
    ContractAlreadySigned,
    ContractEndsBeforeItStarts,
    ContractNotRunning,
    EndsBeforeReports,
    StartsAfterReports,
    StartsAfterUse,
    SucceedsItself,
)
from domain.correction_refusals import ChangeOutOfOrder, NothingDiffers, StillLeanedOn
from domain.corrections import check_change_voided, check_was, corrected
from domain.refusal import HistoryDiffers
from domain.reported import begun_from, months_of_first, over_before

if TYPE_CHECKING:
    from domain.contracts.contract import Contract
    from domain.register import Register


def check(contract: Contract, event: ContractEvent, register: Register) -> None:
    """Refuse an event that the history of the contract, or of others, does not allow."""
    match event:
        case ContractSigned():
            if contract.signed is not None:
                raise ContractAlreadySigned(contract.code, contract.signed.effective_on)
            _check_succession(contract, event, register)
        case ContractSigningVoided():
            _check_signing_voided(contract, event, register)
        case ContractChanged():
            _check_change(contract, event)
        case ContractChangeVoided():
            check_change_voided(contract.code, contract.standing_changes, event)
        case ContractCorrected():
            _check_correction(contract, event, register)
        case ContractEnded():
            _check_end(contract, event.effective_on, register)
        case ContractEndVoided(version=version, effective_on=on):
            if (version, on) != (contract.ended_at, contract.ended_on):
                raise HistoryDiffers(contract.code, "void-of-end")
        case _:
            assert_never(event)


def _check_end(contract: Contract, on: date, register: Register) -> None:
    signed_on = contract.known().effective_on
    if contract.ended_on is not None:
        raise ContractAlreadyEnded(contract.code, contract.ended_on)
    if on <= signed_on:
        raise ContractEndsBeforeItStarts(contract.code, signed_on, on)
    later = months_of_first(begun_from(register.reported_of(contract.code), on))
    if later is not None:
        raise EndsBeforeReports(contract.code, on, later[1])


def _check_signing_voided(
    contract: Contract, event: ContractSigningVoided, register: Register
) -> None:
    signed = contract.as_signed
    if signed is None or (event.version, event.effective_on) != (
        contract.signed_at,
        signed.effective_on,
    ):
        raise HistoryDiffers(contract.code, "void-of-signing")
    if contract.ended is not None:
        raise StillLeanedOn("signing", contract.code, "its-end", contract.ended_on)
    if contract.changes:
        on = contract.changes[-1].effective_on
        raise StillLeanedOn("signing", contract.code, "its-change", on)
    used = register.occupancy_of_contract(contract.code).first_occupied(date.min)
    if used is not None:
        raise StillLeanedOn("signing", contract.code, "somebody-on-it", used[0])
    named_by = register.who_names_contract(contract.code)
    if named_by is not None:
        raise StillLeanedOn("signing", contract.code, *named_by[:1], by=named_by[1])


def _check_change(contract: Contract, event: ContractChanged) -> None:
    now = contract.latest
    on = event.effective_on
    if on <= now.effective_on:
        raise ChangeOutOfOrder("contract", contract.code, on, now.effective_on)
    if contract.ended_on is not None and on >= contract.ended_on:
        raise ContractNotRunning(contract.code, on, ended_on=contract.ended_on)
    if _parties(event) == _parties(now):
        raise NothingDiffers("contract", contract.code, now.effective_on)


def _check_correction(contract: Contract, event: ContractCorrected, register: Register) -> None:
    signed = contract.known()
    check_was(contract.code, signed, event)
    right = corrected(signed, event)
    on = right.effective_on
    if contract.ended_on is not None and on >= contract.ended_on:
        raise ContractEndsBeforeItStarts(contract.code, on, contract.ended_on)
    used = register.occupancy_of_contract(contract.code).first_occupied(date.min)
    if used is not None and used[0] < on:
        raise StartsAfterUse(contract.code, on, used[0])
    if on > signed.effective_on:
        earlier = months_of_first(over_before(register.reported_of(contract.code), on))
        if earlier is not None:
            raise StartsAfterReports(contract.code, on, earlier[1])
    if contract.changes and on >= contract.changes[0].effective_on:
        raise ChangeOutOfOrder("contract", contract.code, contract.changes[0].effective_on, on)
    _check_succession(contract, right, register)


def _check_succession(contract: Contract, signed: ContractSigned, register: Register) -> None:
    """Refuse to succeed a contract that is not known, or that comes after this one."""
    before = signed.succeeds
    if before is None:
        return
    through = before
    while before is not None:
        if before == contract.code:
            raise SucceedsItself(contract.code, through)
        before = register.contract(before).known().succeeds


def _parties(terms: ContractSigned | ContractChanged) -> tuple[str | None, ...]:
    return terms.client, terms.client_id, terms.supplier, terms.supplier_id
