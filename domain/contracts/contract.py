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
    ContractAlreadyEnded,
    ContractAlreadySigned,
    ContractEndsBeforeItStarts,
    ContractNotRunning,
    EndsBeforeReports,
    ReservedCode,
    StartsAfterReports,
    StartsAfterUse,
    SucceedsItself,
    UnknownContract,
)
from domain.correction_refusals import (
    ChangeOutOfOrder,
    CorrectedOtherwise,
    NothingDiffers,
    StillLeanedOn,
)
from domain.corrections import (
    carried,
    check_change_voided,
    check_was,
    corrected,
    correction,
    left_alone,
)
from domain.logbook import CannotBeVoided
from domain.placement import UNCHANGED
from domain.refusal import HistoryDiffers
from domain.reported import begun_from, months_of_first, over_before
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
    changes: tuple[ContractChanged, ...] = ()
    """The changes that stand, in their order."""
    changed_at: tuple[int, ...] = ()
    """The versions of these."""
    left_alone: tuple[frozenset[str], ...] = ()
    """What each of these left as it was."""
    corrected_at: tuple[int, ...] = ()
    """The versions of the corrections."""
    ended: ContractEnded | None = None
    ended_at: int = 0
    """The version of the end, while it stands."""

    @property
    def ended_on(self) -> date | None:
        """The first day on which it no longer runs, once it is known."""
        return self.ended.effective_on if self.ended else None

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
        latest = self.changes[-1] if self.changes else None
        now = latest or self.known()
        before = now if latest is None or latest.effective_on != effective_on else self._before()
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
        return self.changes[-2] if len(self.changes) > 1 else self.known()

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
        elif version in self.changed_at:
            on = self.changes[self.changed_at.index(version)].effective_on
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

    def check(self, event: ContractEvent, register: Register) -> None:
        """Refuse an event that the history of this contract, or of others, does not allow."""
        match event:
            case ContractSigned():
                if self.signed is not None:
                    raise ContractAlreadySigned(self.code, self.signed.effective_on)
                self._check_succession(event, register)
            case ContractSigningVoided():
                self._check_signing_voided(event, register)
            case ContractChanged():
                self._check_change(event)
            case ContractChangeVoided():
                check_change_voided(self.code, self.changes, self.changed_at, event)
            case ContractCorrected():
                self._check_correction(event, register)
            case ContractEnded():
                self._check_end(event.effective_on, register)
            case ContractEndVoided(version=version, effective_on=on):
                if (version, on) != (self.ended_at, self.ended_on):
                    raise HistoryDiffers(self.code, "void-of-end")
            case _:
                assert_never(event)

    def _check_end(self, on: date, register: Register) -> None:
        signed_on = self.known().effective_on
        if self.ended_on is not None:
            raise ContractAlreadyEnded(self.code, self.ended_on)
        if on <= signed_on:
            raise ContractEndsBeforeItStarts(self.code, signed_on, on)
        later = months_of_first(begun_from(register.reported_of(self.code), on))
        if later is not None:
            raise EndsBeforeReports(self.code, on, later[1])

    def _check_signing_voided(self, event: ContractSigningVoided, register: Register) -> None:
        signed = self.as_signed
        if signed is None or (event.version, event.effective_on) != (
            self.signed_at,
            signed.effective_on,
        ):
            raise HistoryDiffers(self.code, "void-of-signing")
        if self.ended is not None:
            raise StillLeanedOn("signing", self.code, "its-end", self.ended_on)
        if self.changes:
            on = self.changes[-1].effective_on
            raise StillLeanedOn("signing", self.code, "its-change", on)
        used = register.occupancy_of_contract(self.code).first_occupied(date.min)
        if used is not None:
            raise StillLeanedOn("signing", self.code, "somebody-on-it", used[0])
        named_by = register.who_names_contract(self.code)
        if named_by is not None:
            raise StillLeanedOn("signing", self.code, *named_by[:1], by=named_by[1])

    def _check_change(self, event: ContractChanged) -> None:
        now = self.changes[-1] if self.changes else self.known()
        on = event.effective_on
        if on <= now.effective_on:
            raise ChangeOutOfOrder("contract", self.code, on, now.effective_on)
        if self.ended_on is not None and on >= self.ended_on:
            raise ContractNotRunning(self.code, on, ended_on=self.ended_on)
        if _parties(event) == _parties(now):
            raise NothingDiffers("contract", self.code, now.effective_on)

    def _check_correction(self, event: ContractCorrected, register: Register) -> None:
        signed = self.known()
        check_was(self.code, signed, event)
        right = corrected(signed, event)
        on = right.effective_on
        if self.ended_on is not None and on >= self.ended_on:
            raise ContractEndsBeforeItStarts(self.code, on, self.ended_on)
        used = register.occupancy_of_contract(self.code).first_occupied(date.min)
        if used is not None and used[0] < on:
            raise StartsAfterUse(self.code, on, used[0])
        if on > signed.effective_on:
            earlier = months_of_first(over_before(register.reported_of(self.code), on))
            if earlier is not None:
                raise StartsAfterReports(self.code, on, earlier[1])
        if self.changes and on >= self.changes[0].effective_on:
            raise ChangeOutOfOrder("contract", self.code, self.changes[0].effective_on, on)
        self._check_succession(right, register)

    def _check_succession(self, signed: ContractSigned, register: Register) -> None:
        """Refuse to succeed a contract that is not known, or that comes after this one."""
        before = signed.succeeds
        if before is None:
            return
        through = before
        while before is not None:
            if before == self.code:
                raise SucceedsItself(self.code, through)
            before = register.contract(before).known().succeeds

    def known_as_signed(self) -> ContractSigned:
        """What was signed, as it is right; refuses a contract that nobody signed."""
        return self.known()

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
                before = self.changes[-1] if self.changes else self.known()
                return replace(
                    later,
                    changes=(*self.changes, event),
                    changed_at=(*self.changed_at, version),
                    left_alone=(*self.left_alone, left_alone(event, before)),
                )
            case ContractChangeVoided():
                return replace(
                    later,
                    changes=self.changes[:-1],
                    changed_at=self.changed_at[:-1],
                    left_alone=self.left_alone[:-1],
                )
            case ContractCorrected():
                corrected_at = (*self.corrected_at, version)
                right = corrected(self.known(), event)
                changes = carried(self.changes, self.left_alone, event.is_.named)
                return replace(later, signed=right, changes=changes, corrected_at=corrected_at)
            case ContractEnded():
                return replace(later, ended=event, ended_at=version)
            case ContractEndVoided():
                return replace(later, ended=None, ended_at=0)
        assert_never(event)


def _parties(terms: ContractSigned | ContractChanged) -> tuple[str | None, ...]:
    return terms.client, terms.client_id, terms.supplier, terms.supplier_id


def succeeding(
    code: ContractCode, contracts: Iterable[Contract]
) -> tuple[str, ContractCode] | None:
    """The word for it, and the first of the contracts that succeeds the one of that code."""
    found = (each.code for each in contracts if each.signed and each.signed.succeeds == code)
    first = min(found, default=None)
    return ("succeeded", first) if first is not None else None
