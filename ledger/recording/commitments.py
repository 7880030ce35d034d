"""Volumes are reported; protocols are drafted, signed, joined, left and ended."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from domain.commitments.commitment_commands import (
    DraftProtocol,
    EndProtocol,
    JoinProtocol,
    LeaveProtocol,
    ReportVolumes,
    SignProtocol,
    StateTurnover,
)
from domain.nearly_known import nearest
from domain.tidying import as_group
from ledger.recording.outcome import UnknownClient
from projections.contracts import contract_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.recording.carrying_out import CarriesOut
    from ledger.recording.unit_of_work import Recording

_NEAR = 0.6
"""Names of companies are near with more between them than codes: their legal forms, mostly."""


def report_volumes(recording: Recording, command: ReportVolumes) -> None:
    """Let the contract's volumes decide on a month."""
    register = recording.aggregates
    event = register.volume(command.contract).report(
        command.month,
        command.volumes,
        unit=command.unit,
        source=command.source,
        reason=command.reason,
        register=register,
    )
    recording.decide(command.contract, event)


def draft_protocol(recording: Recording, command: DraftProtocol) -> None:
    """Let the protocol decide on a draft."""
    register = recording.aggregates
    event = register.protocol(command.code).draft(
        command.terms,
        source=command.source,
        effective_on=command.effective_on,
        register=register,
    )
    recording.decide(command.code, event)


def sign_protocol(recording: Recording, command: SignProtocol) -> None:
    """Let the protocol decide on a signing."""
    register = recording.aggregates
    event = register.protocol(command.code).sign(
        command.terms,
        source=command.source,
        reason=command.reason,
        effective_on=command.effective_on,
        register=register,
    )
    recording.decide(command.code, event)


def end_protocol(recording: Recording, command: EndProtocol) -> None:
    """Let the protocol decide on its end."""
    register = recording.aggregates
    event = register.protocol(command.code).end(
        reason=command.reason, effective_on=command.effective_on, register=register
    )
    recording.decide(command.code, event)


def join_protocol(recording: Recording, command: JoinProtocol) -> None:
    """Let the protocol decide on each who joins, and tell of those who are no client."""
    register = recording.aggregates
    for signatory in command.signatories:
        event = register.protocol(command.code).join(
            signatory,
            source=command.source,
            effective_on=command.effective_on,
            register=register,
        )
        recording.decide(command.code, event)
    _tell_of_unknown(recording, command.signatories)


def leave_protocol(recording: Recording, command: LeaveProtocol) -> None:
    """Let the protocol decide on each who leaves."""
    register = recording.aggregates
    for signatory in command.signatories:
        event = register.protocol(command.code).leave(
            signatory,
            reason=command.reason,
            effective_on=command.effective_on,
            register=register,
        )
        recording.decide(command.code, event)


def state_turnover(recording: Recording, command: StateTurnover) -> None:
    """Let the protocol decide on a share of the sector's turnover."""
    register = recording.aggregates
    event = register.protocol(command.code).state_turnover(
        command.signatory,
        share=command.share,
        year=command.year,
        source=command.source,
        register=register,
    )
    recording.decide(command.code, event)
    if command.signatory is not None:
        _tell_of_unknown(recording, (command.signatory,))


def _tell_of_unknown(recording: Recording, signatories: Iterable[str]) -> None:
    """Tell of those who are the client of no contract: their verdicts would be of nothing."""
    clients = {
        client
        for contract in contract_list(recording.view)
        for client in (contract.client, *(change.client for change in contract.changes))
    }
    for signatory in signatories:
        if as_group(signatory) not in clients:
            near = tuple(nearest(signatory, clients, near=_NEAR))
            recording.tell_of_client(UnknownClient(signatory, near))


CARRIES_OUT: CarriesOut = MappingProxyType(
    {
        ReportVolumes: report_volumes,
        DraftProtocol: draft_protocol,
        SignProtocol: sign_protocol,
        EndProtocol: end_protocol,
        JoinProtocol: join_protocol,
        LeaveProtocol: leave_protocol,
        StateTurnover: state_turnover,
    }
)
"""What carries out each kind of command about them."""
