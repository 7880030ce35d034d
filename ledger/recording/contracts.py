"""Contracts are signed and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.contracts.contract_events import ContractSigned

if TYPE_CHECKING:
    from domain.contracts.contract_commands import EndContract, SignContract
    from ledger.recording.unit_of_work import Recording


def sign_contract(recording: Recording, command: SignContract) -> None:
    """Let the contract decide on its signing."""
    event = ContractSigned(
        client=command.client,
        supplier=command.supplier,
        service=command.service,
        effective_on=command.effective_on,
    )
    register = recording.aggregates
    recording.decide(command.code, register.contract(command.code).sign(event, register))


def end_contract(recording: Recording, command: EndContract) -> None:
    """Let the contract decide on its end, and look at who stays on it."""
    register = recording.aggregates
    ended = register.contract(command.code).end(
        reason=command.reason, effective_on=command.effective_on, register=register
    )
    recording.decide(command.code, ended)
    recording.look_at_those_on(command.code)
