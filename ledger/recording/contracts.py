"""Contracts are signed and ended."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from domain.contracts.contract_commands import (
    ChangeContract,
    CorrectContract,
    EndContract,
    SignContract,
)
from domain.contracts.contract_events import ContractSigned

if TYPE_CHECKING:
    from ledger.recording.carrying_out import CarriesOut
    from ledger.recording.unit_of_work import Recording


def sign_contract(recording: Recording, command: SignContract) -> None:
    """Let the contract decide on its signing."""
    event = ContractSigned(
        client=command.client,
        supplier=command.supplier,
        service=command.service,
        agreed_on=command.agreed_on,
        succeeds=command.succeeds,
        effective_on=command.effective_on,
    )
    register = recording.aggregates
    recording.decide(command.code, register.contract(command.code).sign(event, register))


def change_contract(recording: Recording, command: ChangeContract) -> None:
    """Let the contract decide on a change of its parties."""
    register = recording.aggregates
    changed = register.contract(command.code).change(
        client=command.client,
        supplier=command.supplier,
        reason=command.reason,
        effective_on=command.effective_on,
        register=register,
    )
    recording.decide(command.code, changed)


def correct_contract(recording: Recording, command: CorrectContract) -> None:
    """Let the contract decide on what is put right."""
    register = recording.aggregates
    corrected = register.contract(command.code).correct(
        command.right, reason=command.reason, register=register
    )
    recording.decide(command.code, corrected)


def end_contract(recording: Recording, command: EndContract) -> None:
    """Let the contract decide on its end, and look at who stays on it."""
    register = recording.aggregates
    ended = register.contract(command.code).end(
        reason=command.reason, effective_on=command.effective_on, register=register
    )
    recording.decide(command.code, ended)
    recording.look_at_those_on(command.code)


CARRIES_OUT: CarriesOut = MappingProxyType(
    {
        SignContract: sign_contract,
        ChangeContract: change_contract,
        CorrectContract: correct_contract,
        EndContract: end_contract,
    }
)
"""What carries out each kind of command about them."""
