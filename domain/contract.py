"""A contract: a service that a client buys from a supplier, or does itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.events import ContractEnded, ContractEndVoided, ContractEvent, ContractSigned
from domain.refusals import (
    CannotBeVoided,
    ContractAlreadyEnded,
    ContractAlreadySigned,
    ContractEndsBeforeItStarts,
    ContractNotRunning,
    HistoryDiffers,
    ReservedCode,
    UnknownContract,
)
from domain.values import ContractCode
from domain.words import NO_CONTRACT


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as the ledger knows it; one that nobody signed is unknown."""

    code: ContractCode
    version: int = 0
    signed: ContractSigned | None = None
    ended: ContractEnded | None = None
    ended_at: int = 0
    """The version of the end, while it stands."""

    @property
    def ended_on(self) -> date | None:
        """The first day on which it no longer runs, once it is known."""
        return self.ended.effective_on if self.ended else None

    def sign(self, event: ContractSigned) -> ContractSigned | None:
        """Sign the contract, or say nothing where it was signed just so."""
        if event == self.signed:
            return None
        if self.code == NO_CONTRACT:
            raise ReservedCode(self.code)
        self.check(event)
        return event

    def end(self, *, reason: str, effective_on: date) -> ContractEnded | None:
        """End the contract."""
        event = ContractEnded(reason=reason, effective_on=effective_on)
        if event == self.ended:
            return None
        self.check(event)
        return event

    def void(self, version: int, *, reason: str) -> ContractEndVoided:
        """Take back the end of that version."""
        if self.ended is None or version != self.ended_at:
            raise CannotBeVoided(f"contract {self.code}")
        on = self.ended.effective_on
        event = ContractEndVoided(version=version, effective_on=on, reason=reason)
        self.check(event)
        return event

    def check(self, event: ContractEvent) -> None:
        """Refuse an event that the contract's history does not allow."""
        match event:
            case ContractSigned():
                if self.signed is not None:
                    raise ContractAlreadySigned(self.code, self.signed.effective_on)
            case ContractEnded(effective_on=on):
                signed_on = self._known().effective_on
                if self.ended_on is not None:
                    raise ContractAlreadyEnded(self.code, self.ended_on)
                if on <= signed_on:
                    raise ContractEndsBeforeItStarts(self.code, signed_on, on)
            case ContractEndVoided(version=version, effective_on=on):
                if (version, on) != (self.ended_at, self.ended_on):
                    raise HistoryDiffers(self.code, "a void names its end")
            case _:
                assert_never(event)

    def must_run_on(self, on: date) -> None:
        """Refuse a date on which no work can be put on the contract."""
        signed_on = self._known().effective_on
        if on < signed_on:
            raise ContractNotRunning(self.code, f"runs from {signed_on}", on)
        if self.ended_on is not None and on >= self.ended_on:
            raise ContractNotRunning(self.code, f"ended on {self.ended_on}", on)

    def _known(self) -> ContractSigned:
        if self.signed is None:
            raise UnknownContract(self.code)
        return self.signed

    def after(self, event: ContractEvent) -> Contract:
        """The contract after the event, which is believed."""
        version = self.version + 1
        later = replace(self, version=version)
        match event:
            case ContractSigned():
                return replace(later, signed=event)
            case ContractEnded():
                return replace(later, ended=event, ended_at=version)
            case ContractEndVoided():
                return replace(later, ended=None, ended_at=0)
        assert_never(event)
