"""A contract: a service that a client buys from a supplier, or does itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, assert_never

from domain.contracts.contract_events import (
    ContractChanged,
    ContractChangeVoided,
    ContractCorrected,
    ContractDetails,
    ContractEnded,
    ContractEndVoided,
    ContractEvent,
    ContractSigned,
    ContractSigningVoided,
)
from domain.contracts.contract_refusals import (
    ContractNotRunning,
    ReservedCode,
    UnknownContract,
)
from domain.contracts.contract_rules import check
from domain.correction_refusals import (
    CorrectedOtherwise,
)
from domain.corrections import (
    StandingChange,
    carried,
    changed_at,
    corrected,
    correction,
    standing,
)
from domain.logbook import CannotBeVoided
from domain.placement import UNCHANGED
from domain.tidying import say_the_same
from domain.values import ContractCode
from domain.words import NO_CONTRACT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.placement import Unchanged
    from domain.register import Register


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as the ledger knows it; one that nobody signed is unknown."""

    code: ContractCode
    version: int = 0
    signed: ContractSigned | None = None
    """What was signed, as it is right after all corrections."""
    as_signed: ContractSigned | None = None
    """What was signed, as it was first written down."""
    signed_at: int = 0
    """The version of the signing, while it stands."""
    standing_changes: tuple[StandingChange[ContractChanged], ...] = ()
    """In their order."""
    corrected_at: tuple[int, ...] = ()
    """The versions of the corrections."""
    ended: ContractEnded | None = None
    ended_at: int = 0
    """The version of the end, while it stands."""

    @property
    def ended_on(self) -> date | None:
        """The first day on which it no longer runs, once it is known."""
        return self.ended.effective_on if self.ended else None

    @property
    def changes(self) -> tuple[ContractChanged, ...]:
        """The changes that stand, in their order."""
        return tuple(each.event for each in self.standing_changes)

    @property
    def latest(self) -> ContractSigned | ContractChanged:
        """What holds after all changes; refuses a contract that nobody signed."""
        return self.standing_changes[-1].event if self.standing_changes else self.known()

    # Commands -------------------------------------------------------------------------------

    def sign(self, event: ContractSigned, register: Register) -> ContractSigned | None:
        """Sign the contract, or say nothing where it was signed just so."""
        if say_the_same(event, self.signed, self.as_signed):
            return None
        if self.code == NO_CONTRACT:
            raise ReservedCode(self.code)
        self.check(event, register)
        return event

    def end(self, *, reason: str, effective_on: date, register: Register) -> ContractEnded | None:
        """End the contract."""
        event = ContractEnded(reason=reason, effective_on=effective_on)
        if event == self.ended:
            return None
        self.check(event, register)
        return event

    def change(
        self,
        *,
        client: str | Unchanged = UNCHANGED,
        supplier: str | Unchanged | None = UNCHANGED,
        reason: str,
        effective_on: date,
        register: Register,
    ) -> ContractChanged | None:
        """Let the contract have another client or supplier from a day on, or say nothing again."""
        latest = self.latest
        says_another = latest is not self.signed and latest.effective_on == effective_on
        before = self._before() if says_another else latest
        event = ContractChanged(
            client=before.client if client is UNCHANGED else client,
            client_id=before.client_id,
            supplier=before.supplier if supplier is UNCHANGED else supplier,
            supplier_id=before.supplier_id,
            reason=reason,
            effective_on=effective_on,
        )
        if event == latest:
            return None
        self.check(event, register)
        return event

    def _before(self) -> ContractSigned | ContractChanged:
        """What held before the latest change."""
        return replace(self, standing_changes=self.standing_changes[:-1]).latest

    def correct(
        self, right: Mapping[str, Any], *, reason: str, register: Register
    ) -> ContractCorrected | None:
        """Put right what was written down wrong, or say nothing where it is right already."""
        event = correction(ContractCorrected, ContractDetails, self.known(), right, reason=reason)
        if event is None:
            return None
        self.check(event, register)
        return event

    def void(
        self, version: int, *, reason: str, register: Register
    ) -> ContractEndVoided | ContractChangeVoided | ContractSigningVoided:
        """Take back the end, the change or the signing of that version."""
        event: ContractEndVoided | ContractChangeVoided | ContractSigningVoided
        if self.ended is not None and version == self.ended_at:
            on = self.ended.effective_on
            event = ContractEndVoided(version=version, effective_on=on, reason=reason)
        elif change := changed_at(version, self.standing_changes):
            on = change.effective_on
            event = ContractChangeVoided(version=version, effective_on=on, reason=reason)
        elif version in self.corrected_at:
            raise CorrectedOtherwise("contract", self.code)
        elif self.as_signed is not None and version == self.signed_at:
            on = self.as_signed.effective_on
            event = ContractSigningVoided(version=version, effective_on=on, reason=reason)
        else:
            raise CannotBeVoided("contract", self.code)
        self.check(event, register)
        return event

    # Rules ----------------------------------------------------------------------------------

    def check(self, event: ContractEvent, register: Register) -> None:
        """Refuse an event that the history of this contract, or of others, does not allow."""
        check(self, event, register)

    def must_run_on(self, on: date) -> None:
        """Refuse a date on which no work can be put on the contract."""
        signed_on = self.known().effective_on
        if on < signed_on:
            raise ContractNotRunning(self.code, on, runs_from=signed_on)
        if self.ended_on is not None and on >= self.ended_on:
            raise ContractNotRunning(self.code, on, ended_on=self.ended_on)

    def known(self) -> ContractSigned:
        """What was signed, as it is right; refuses a contract that nobody signed."""
        if self.signed is None:
            raise UnknownContract(self.code)
        return self.signed

    # What follows ---------------------------------------------------------------------------

    def after(self, event: ContractEvent) -> Contract:
        """The contract after the event, which is believed."""
        version = self.version + 1
        later = replace(self, version=version)
        match event:
            case ContractSigned():
                return replace(later, signed=event, as_signed=event, signed_at=version)
            case ContractSigningVoided():
                return Contract(self.code, version)
            case ContractChanged():
                change = standing(version, event, self.latest)
                return replace(later, standing_changes=(*self.standing_changes, change))
            case ContractChangeVoided():
                return replace(later, standing_changes=self.standing_changes[:-1])
            case ContractCorrected():
                return replace(
                    later,
                    signed=corrected(self.known(), event),
                    standing_changes=carried(self.standing_changes, event.is_.named),
                    corrected_at=(*self.corrected_at, version),
                )
            case ContractEnded():
                return replace(later, ended=event, ended_at=version)
            case ContractEndVoided():
                return replace(later, ended=None, ended_at=0)
        assert_never(event)


def succeeding(
    code: ContractCode, contracts: Iterable[Contract]
) -> tuple[str, ContractCode] | None:
    """The word for it, and the first of the contracts that succeeds the one of that code."""
    found = (each.code for each in contracts if each.signed and each.signed.succeeds == code)
    first = min(found, default=None)
    return ("succeeded", first) if first is not None else None
