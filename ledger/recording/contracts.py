"""Contracts are signed and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.contracts.contract_events import ContractSigned
from ledger.recording.commands import Commands

if TYPE_CHECKING:
    from datetime import date

    from ledger.recording.unit_of_work import Outcome


class ContractCommands(Commands):
    """What is recorded of contracts."""

    def sign_contract(
        self,
        code: str,
        *,
        client: str,
        effective_on: date,
        supplier: str | None = None,
        service: str | None = None,
    ) -> Outcome:
        """Sign a contract."""
        event = ContractSigned(
            client=client, supplier=supplier, service=service, effective_on=effective_on
        )
        with self._recording("contract-sign") as recording:
            register = recording.aggregates
            recording.decide(code, register.contract(code).sign(event, register))
        return recording.outcome

    def end_contract(self, code: str, *, reason: str, effective_on: date) -> Outcome:
        """End a contract."""
        with self._recording("contract-end") as recording:
            register = recording.aggregates
            ended = register.contract(code).end(
                reason=reason, effective_on=effective_on, register=register
            )
            recording.decide(code, ended)
            recording.look_at_those_on(code)
        return recording.outcome
