"""A plan: a promise to bring a number of posts from origins to destinations by a deadline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, assert_never

from domain.correction_refusals import CorrectedOtherwise, StillLeanedOn
from domain.corrections import check_was, corrected, correction
from domain.logbook import CannotBeVoided
from domain.plans.plan_events import (
    Place,
    PlanAnnounced,
    PlanAnnouncementVoided,
    PlanCorrected,
    PlanDetails,
    PlanEvent,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from domain.plans.plan_refusals import (
    MISFITS,
    Misfit,
    PlanAlreadyAnnounced,
    PlanAlreadyWithdrawn,
    PlanOutOfOrder,
    RevisedSince,
    UnknownPlan,
)
from domain.plans.plan_terms import NOTHING, Named, Terms, check_revision, check_terms
from domain.refusal import HistoryDiffers
from domain.register import Register
from domain.tidying import say_the_same
from domain.values import ContractCode, PlanCode


class Revision(NamedTuple):
    """A revision that stands, and its version in the plan's stream."""

    version: int
    event: PlanRevised


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as the ledger knows it; one that nobody announced is unknown."""

    code: PlanCode
    version: int = 0
    announced: PlanAnnounced | None = None
    """What was announced, as it is right after all corrections."""
    as_announced: PlanAnnounced | None = None
    """What was announced, as it was first written down."""
    announced_at: int = 0
    """The version of the announcement, while it stands."""
    corrected_at: tuple[int, ...] = ()
    """The versions of the corrections."""
    revisions: tuple[Revision, ...] = ()
    """The revisions that stand, in the order of their versions."""
    withdrawn: PlanWithdrawn | None = None
    withdrawn_at: int = 0
    """The version of the withdrawal, while it stands."""

    @property
    def latest_on(self) -> date | None:
        """When the latest of what stands takes effect."""
        if self.withdrawn is not None:
            return self.withdrawn.effective_on
        if self.revisions:
            return self.revisions[-1].event.effective_on
        return self.announced.effective_on if self.announced else None

    @property
    def ever_named(self) -> Iterator[Place | ContractCode]:
        """Every place and contract that the announcement or a revision names."""
        if self.announced is not None:
            terms = Terms.of(self.announced)
            yield from (*terms.origins, *terms.destinations, *terms.contracts)
        for _, revised in self.revisions:
            yield from (*revised.added_origins, *revised.added_destinations)
            yield from revised.added_contracts

    @property
    def course(self) -> Iterator[Terms]:
        """What is promised: as announced, and after each revision that stands."""
        terms = Terms.of(self._known())
        yield terms
        for _, revised in self.revisions:
            terms = terms.revised(revised)
            yield terms

    # Commands -------------------------------------------------------------------------------

    def announce(self, event: PlanAnnounced, register: Register) -> PlanAnnounced | None:
        """Announce the plan, or say nothing where it was announced just so."""
        if say_the_same(event, self.announced, self.as_announced):
            self._check_not_withdrawn()
            return None
        self.check(event, register)
        return event

    def revise(
        self,
        *,
        target: int | None,
        deadline_on: date | None,
        reason: str,
        effective_on: date,
        register: Register,
        added: Named = NOTHING,
        dropped: Named = NOTHING,
    ) -> PlanRevised | None:
        """Change the target, the deadline, places or contracts; what is not given stays as it is."""
        event = PlanRevised(
            target=target,
            deadline_on=deadline_on,
            added_origins=added.origins,
            dropped_origins=dropped.origins,
            added_destinations=added.destinations,
            dropped_destinations=dropped.destinations,
            added_contracts=added.contracts,
            dropped_contracts=dropped.contracts,
            reason=reason,
            effective_on=effective_on,
        )
        if self._is_latest(event):
            return None
        self.check(event, register)
        return event

    def correct(
        self, right: Mapping[str, Any], *, reason: str, register: Register
    ) -> PlanCorrected | None:
        """Put right what was written down wrong, or say nothing where it is right already."""
        event = correction(PlanCorrected, PlanDetails, self._known(), right, reason=reason)
        if event is None:
            return None
        self.check(event, register)
        return event

    def withdraw(
        self, *, reason: str, effective_on: date, register: Register
    ) -> PlanWithdrawn | None:
        """Give the plan up."""
        event = PlanWithdrawn(reason=reason, effective_on=effective_on)
        if event == self.withdrawn:
            return None
        self.check(event, register)
        return event

    def void(
        self, version: int, *, reason: str, register: Register
    ) -> PlanRevisionVoided | PlanWithdrawalVoided | PlanAnnouncementVoided:
        """Take back the withdrawal, the latest revision or the announcement of that version."""
        event: PlanRevisionVoided | PlanWithdrawalVoided | PlanAnnouncementVoided
        revised = {each.version: each.event for each in self.revisions}.get(version)
        if self.withdrawn is not None and version == self.withdrawn_at:
            on = self.withdrawn.effective_on
            event = PlanWithdrawalVoided(version=version, effective_on=on, reason=reason)
        elif revised is not None:
            latest = self.revisions[-1]
            if version != latest.version:
                raise StillLeanedOn(
                    "revision",
                    self.code,
                    "its-revision",
                    latest.event.effective_on,
                )
            on = revised.effective_on
            event = PlanRevisionVoided(version=version, effective_on=on, reason=reason)
        elif version in self.corrected_at:
            raise CorrectedOtherwise("plan", self.code)
        elif self.as_announced is not None and version == self.announced_at:
            on = self.as_announced.effective_on
            event = PlanAnnouncementVoided(version=version, effective_on=on, reason=reason)
        else:
            raise CannotBeVoided("plan", self.code)
        self.check(event, register)
        return event

    # Rules ----------------------------------------------------------------------------------

    def check(self, event: PlanEvent, register: Register) -> None:
        """Refuse an event that the plan's history, or the register, does not allow."""
        match event:
            case PlanAnnounced():
                if self.announced is not None:
                    raise PlanAlreadyAnnounced(self.code, self.announced.effective_on)
                check_terms(Terms.of(event), event.baseline_on, register)
            case PlanRevised():
                self._check_not_withdrawn()
                self._check_order(event.effective_on)
                *_, terms = self.course
                check_revision(self.code, terms, event, self._known().baseline_on, register)
            case PlanWithdrawn():
                self._check_not_withdrawn()
                self._check_order(event.effective_on)
            case PlanCorrected():
                self._check_correction(event, register)
            case PlanAnnouncementVoided() | PlanRevisionVoided() | PlanWithdrawalVoided():
                self._check_void(event)
            case _:
                assert_never(event)

    def _check_correction(self, event: PlanCorrected, register: Register) -> None:
        """Refuse a correction after which the plan, as it was revised since, would be none."""
        announced = self._known()
        check_was(self.code, announced, event)
        right = corrected(announced, event)
        terms = Terms.of(right)
        check_terms(terms, right.baseline_on, register)
        changes = [each.event for each in self.revisions]
        first = changes[0] if changes else self.withdrawn
        if first is not None and first.effective_on < right.effective_on:
            misfit: Misfit = "revised-before" if changes else "withdrawn-before"
            raise RevisedSince(self.code, first.effective_on, misfit)
        for change in changes:
            try:
                check_revision(self.code, terms, change, right.baseline_on, register)
            except MISFITS as broken:
                raise RevisedSince.by(self.code, change.effective_on, broken) from broken
            terms = terms.revised(change)

    def _check_void(
        self, event: PlanAnnouncementVoided | PlanRevisionVoided | PlanWithdrawalVoided
    ) -> None:
        said = event.version, event.effective_on
        withdrawn, latest = self.withdrawn, self.revisions[-1] if self.revisions else None
        if isinstance(event, PlanWithdrawalVoided):
            if withdrawn is None or said != (self.withdrawn_at, withdrawn.effective_on):
                raise HistoryDiffers(self.code, "void-of-withdrawal")
            return
        if withdrawn is not None:
            raise StillLeanedOn("plan", self.code, "its-withdrawal")
        if isinstance(event, PlanRevisionVoided):
            if latest is None or said != (latest.version, latest.event.effective_on):
                raise HistoryDiffers(self.code, "void-of-revision")
            return
        announced = self.as_announced
        if announced is None or said != (self.announced_at, announced.effective_on):
            raise HistoryDiffers(self.code, "void-of-announcement")
        if latest is not None:
            on = latest.event.effective_on
            raise StillLeanedOn("announcement", self.code, "its-revision", on)

    def _known(self) -> PlanAnnounced:
        if self.announced is None:
            raise UnknownPlan(self.code)
        return self.announced

    def _is_latest(self, event: PlanRevised) -> bool:
        """Whether the latest revision says just that, whether or not it said what stays as it is."""
        if self.withdrawn is not None or not self.revisions:
            return False
        latest = self.revisions[-1].event
        *_, before, _ = self.course
        return (event.reason, event.effective_on) == (
            latest.reason,
            latest.effective_on,
        ) and before.revised(event) == before.revised(latest)

    def _check_not_withdrawn(self) -> None:
        self._known()
        if self.withdrawn is not None:
            raise PlanAlreadyWithdrawn(self.code, self.withdrawn.effective_on)

    def _check_order(self, on: date) -> None:
        latest_on = self.latest_on
        if latest_on is not None and on < latest_on:
            raise PlanOutOfOrder(self.code, on, latest_on)

    # What follows ---------------------------------------------------------------------------

    def after(self, event: PlanEvent) -> Plan:
        """The plan after the event, which is believed."""
        version = self.version + 1
        later = replace(self, version=version)
        match event:
            case PlanAnnounced():
                return replace(later, announced=event, as_announced=event, announced_at=version)
            case PlanAnnouncementVoided():
                return Plan(self.code, version)
            case PlanCorrected():
                corrected_at = (*self.corrected_at, version)
                right = corrected(self._known(), event)
                return replace(later, announced=right, corrected_at=corrected_at)
            case PlanRevised():
                return replace(later, revisions=(*self.revisions, Revision(version, event)))
            case PlanRevisionVoided():
                standing = (each for each in self.revisions if each.version != event.version)
                return replace(later, revisions=tuple(standing))
            case PlanWithdrawn():
                return replace(later, withdrawn=event, withdrawn_at=version)
            case PlanWithdrawalVoided():
                return replace(later, withdrawn=None, withdrawn_at=0)
        assert_never(event)
