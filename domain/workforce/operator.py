"""An operator: one post, filled by one person, in one place at a time.

Commands return the event that they would record, or `None` where the operator's latest movement
already says the same. `check` asks the rules: a command does so before it returns, and the audit
again about every recorded movement. `after` believes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import assert_never

from domain.placement import UNCHANGED, Placement, Unchanged
from domain.register import Register
from domain.values import ContractCode, OperatorCode, SiteCode
from domain.words import Engagement, LeavingReason
from domain.workforce.movement_commands import Hire, Leave, Move, Reassign, Transfer
from domain.workforce.movement_events import (
    Kind,
    Movement,
    MovementVoided,
    OperatorEvent,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)
from domain.workforce.movement_refusals import (
    AlreadyLeft,
    NotAtSite,
    NothingToVoid,
    NotHired,
    OutOfOrder,
)
from domain.workforce.movement_rules import check
from domain.workforce.step import Step

# Operators who do the same on one day share one event: it is made and checked once.
_MOST_SHARED = 2_000
_hired = lru_cache(_MOST_SHARED)(OperatorHired)
_transferred = lru_cache(_MOST_SHARED)(OperatorTransferred)
_reassigned = lru_cache(_MOST_SHARED)(OperatorReassigned)
_left = lru_cache(_MOST_SHARED)(OperatorLeft)


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator as the ledger knows it."""

    code: OperatorCode
    version: int = 0
    latest: Step | None = None

    @property
    def placement(self) -> Placement | None:
        """Where the operator is after all that was recorded; none before a hire and after leaving."""
        return self.latest.placement if self.latest else None

    @property
    def standing(self) -> Iterator[Step]:
        """The standing movements, latest first."""
        step = self.latest
        while step is not None:
            yield step
            step = step.previous

    def as_after(self, step: Step) -> Operator:
        """The operator as it was when that standing movement was the latest."""
        return Operator(self.code, step.version, step)

    # Commands -------------------------------------------------------------------------------

    def decide(self, move: Move, register: Register) -> Movement | None:
        """What this operator has to do with what is asked for."""
        match move:
            case Hire(at=at, effective_on=on):
                return self.hire(at=at, effective_on=on, register=register)
            case Transfer():
                return self.transfer(
                    to_site=move.to_site,
                    from_site=move.from_site,
                    contract=move.contract,
                    fte=move.fte,
                    engagement=move.engagement,
                    effective_on=move.effective_on,
                    register=register,
                )
            case Reassign():
                return self.reassign(
                    at_site=move.at_site,
                    contract=move.contract,
                    fte=move.fte,
                    engagement=move.engagement,
                    effective_on=move.effective_on,
                    register=register,
                )
            case Leave(effective_on=on, reason=reason, from_site=site):
                return self.leave(effective_on=on, reason=reason, from_site=site, register=register)
        assert_never(move)

    def hire(
        self, *, at: Placement, effective_on: date, register: Register
    ) -> OperatorHired | None:
        """Place the operator at a site for the first time, or again after leaving."""
        if self._already("hired", effective_on, at):
            return None
        event = _hired(placement=at, effective_on=effective_on)
        self.check(event, register)
        return event

    def transfer(
        self,
        *,
        to_site: SiteCode,
        effective_on: date,
        register: Register,
        from_site: SiteCode | None = None,
        contract: ContractCode | Unchanged | None = UNCHANGED,
        fte: Decimal | Unchanged = UNCHANGED,
        engagement: Engagement | Unchanged | None = UNCHANGED,
    ) -> OperatorTransferred | None:
        """Move the operator's work to another site."""
        there = self._from_origin(site=to_site, contract=contract, fte=fte, engagement=engagement)
        if self._already("transferred", effective_on, there) and self._came_from(from_site):
            return None
        here = self.placed_on(effective_on)
        self._must_be_at(from_site, here)
        there = here.but(site=to_site, contract=contract, fte=fte, engagement=engagement)
        event = _transferred(origin=here, destination=there, effective_on=effective_on)
        self.check(event, register)
        return event

    def reassign(
        self,
        *,
        effective_on: date,
        register: Register,
        at_site: SiteCode | None = None,
        contract: ContractCode | Unchanged | None = UNCHANGED,
        fte: Decimal | Unchanged = UNCHANGED,
        engagement: Engagement | Unchanged | None = UNCHANGED,
    ) -> OperatorReassigned | None:
        """Change the operator's contract, hours or engagement at the same site."""
        after = self._from_origin(contract=contract, fte=fte, engagement=engagement)
        if self._already("reassigned", effective_on, after) and self._came_from(at_site):
            return None
        here = self.placed_on(effective_on)
        self._must_be_at(at_site, here)
        after = here.but(contract=contract, fte=fte, engagement=engagement)
        event = _reassigned(before=here, after=after, effective_on=effective_on)
        self.check(event, register)
        return event

    def is_meant(self, move: Reassign) -> bool:
        """Whether the move would change it where it starts from, or has just done so."""
        contract, here = move.from_contract, self.placement
        origin = self.latest.origin if self.latest else None
        after = self._from_origin(contract=move.contract, fte=move.fte, engagement=move.engagement)
        if origin is not None and self._already("reassigned", move.effective_on, after):
            return contract is UNCHANGED or origin.contract == contract
        if here is None or not (contract is UNCHANGED or here.contract == contract):
            return False
        return here != here.but(contract=move.contract, fte=move.fte, engagement=move.engagement)

    def is_on_contract(self, contract: ContractCode | None) -> bool:
        """Whether it works on the contract, or on none."""
        return self.placement is not None and self.placement.contract == contract

    def leave(
        self,
        *,
        effective_on: date,
        reason: LeavingReason,
        register: Register,
        from_site: SiteCode | None = None,
    ) -> OperatorLeft | None:
        """Release the operator."""
        latest = self.latest
        if (
            self._already("left", effective_on, None)
            and latest is not None
            and latest.reason == reason
            and self._came_from(from_site)
        ):
            return None
        here = self.placed_on(effective_on)
        self._must_be_at(from_site, here)
        event = _left(placement=here, reason=reason, effective_on=effective_on)
        self.check(event, register)
        return event

    def void(self, *, reason: str) -> MovementVoided:
        """Take back the latest standing movement."""
        latest = self.latest
        if latest is None:
            raise NothingToVoid(self.code)
        return MovementVoided(
            version=latest.version,
            was=latest.placement,
            restored=latest.origin,
            effective_on=latest.effective_on,
            reason=reason,
        )

    # Rules ----------------------------------------------------------------------------------

    def check(self, event: OperatorEvent, register: Register) -> None:
        """Refuse an event that this operator's history, or a site or contract, does not allow."""
        check(self, event, register)

    def placed_on(self, on: date) -> Placement:
        """Where a movement on the day starts from; refuses one where nobody is, or out of order."""
        latest = self.latest
        if latest is None:
            raise NotHired(self.code)
        if on < latest.effective_on:
            raise OutOfOrder(self.code, on, latest.effective_on)
        if latest.placement is None:
            raise AlreadyLeft(self.code, latest.effective_on)
        return latest.placement

    def _must_be_at(self, named: SiteCode | None, here: Placement) -> None:
        if named is not None and named != here.site:
            raise NotAtSite(self.code, named, here.site)

    def _from_origin(
        self,
        *,
        contract: ContractCode | Unchanged | None,
        fte: Decimal | Unchanged,
        engagement: Engagement | Unchanged | None,
        site: SiteCode | Unchanged = UNCHANGED,
    ) -> Placement | None:
        """Where such a change of the placement before the latest movement would have led."""
        origin = self.latest.origin if self.latest else None
        if origin is None:
            return None
        return origin.but(site=site, contract=contract, fte=fte, engagement=engagement)

    def _already(self, kind: Kind, effective_on: date, placement: Placement | None) -> bool:
        """Whether the latest movement says just that, whatever note was added to it."""
        latest = self.latest
        return (
            latest is not None
            and latest.kind == kind
            and latest.effective_on == effective_on
            and latest.placement == placement
        )

    def _came_from(self, site: SiteCode | None) -> bool:
        origin = self.latest.origin if self.latest else None
        return site is None or (origin is not None and origin.site == site)

    # What follows ---------------------------------------------------------------------------

    def after(self, event: OperatorEvent) -> Operator:
        """The operator after the event, which is believed."""
        version, latest = self.version + 1, self.latest
        if isinstance(event, MovementVoided):
            return Operator(self.code, version, latest.previous if latest else None)
        reason = event.reason if isinstance(event, OperatorLeft) else None
        step = Step(version, event.kind, event.effective_on, event.leads_to, reason, latest)
        return Operator(self.code, version, step)
