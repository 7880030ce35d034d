"""A plan: a promise to bring a number of posts from origins to destinations by a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar, assert_never

from domain.contracts.contract_refusals import UnknownContract
from domain.correction_refusals import CorrectedOtherwise, StillLeanedOn
from domain.logbook import CannotBeVoided
from domain.plans.plan_events import (
    AtSite,
    InCountry,
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
    AmbiguousPlace,
    DeadlineBeforeBaseline,
    NoPlaceLeft,
    NotInPlan,
    PlacesOverlap,
    PlanAlreadyAnnounced,
    PlanAlreadyWithdrawn,
    PlanNamesTwice,
    PlanOutOfOrder,
    PlanUnchanged,
    UnknownPlace,
    UnknownPlan,
)
from domain.refusal import HistoryDiffers
from domain.register import Register
from domain.tidying import say_the_same
from domain.values import ContractCode, PlanCode, is_country, may_be_country, place_name


class Terms(NamedTuple):
    """What is promised: how many posts, by when, from where to where, on which contracts."""

    target: int
    deadline_on: date
    origins: tuple[Place, ...]
    destinations: tuple[Place, ...]
    contracts: tuple[ContractCode, ...]

    @classmethod
    def of(cls, plan: PlanAnnounced) -> Terms:
        """The terms as announced."""
        return cls(plan.target, plan.deadline_on, plan.origins, plan.destinations, plan.contracts)

    def revised(self, by: PlanRevised) -> Terms:
        """The terms after a revision, which is believed."""
        return Terms(
            self.target if by.target is None else by.target,
            self.deadline_on if by.deadline_on is None else by.deadline_on,
            _with(self.origins, by.added_origins, by.dropped_origins),
            _with(self.destinations, by.added_destinations, by.dropped_destinations),
            _with(self.contracts, by.added_contracts, by.dropped_contracts),
        )


class Named(NamedTuple):
    """Places and contracts that a revision adds or drops."""

    origins: tuple[Place, ...] = ()
    destinations: tuple[Place, ...] = ()
    contracts: tuple[ContractCode, ...] = ()


NOTHING = Named()


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
        announced = self._known()
        was = {
            name: getattr(announced, name)
            for name in right
            if getattr(announced, name) != right[name]
        }
        if not was:
            return None
        event = PlanCorrected.model_validate(
            {
                "was": PlanDetails(**was),
                "is": PlanDetails(**{name: right[name] for name in was}),
                "reason": reason,
            }
        )
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
                _check_terms(Terms.of(event), event.baseline_on, register)
            case PlanRevised():
                self._check_not_withdrawn()
                self._check_order(event.effective_on)
                self._check_revision(self._terms(), event, self._known(), register)
            case PlanWithdrawn():
                self._check_not_withdrawn()
                self._check_order(event.effective_on)
            case PlanCorrected():
                self._check_correction(event, register)
            case PlanAnnouncementVoided() | PlanRevisionVoided() | PlanWithdrawalVoided():
                self._check_void(event)
            case _:
                assert_never(event)

    def _check_revision(
        self, before: Terms, event: PlanRevised, announced: PlanAnnounced, register: Register
    ) -> None:
        for named, added, dropped in (
            (before.origins, event.added_origins, event.dropped_origins),
            (before.destinations, event.added_destinations, event.dropped_destinations),
            (before.contracts, event.added_contracts, event.dropped_contracts),
        ):
            _check_named_once((*added, *dropped))
            for each in dropped:
                if each not in named:
                    raise NotInPlan(self.code, _text(each))
            _check_named_once((*named, *added))
        after = before.revised(event)
        if after == before:
            raise PlanUnchanged(self.code, before.target, before.deadline_on)
        if not after.origins or not after.destinations:
            raise NoPlaceLeft(self.code)
        _check_terms(after, announced.baseline_on, register)

    def _check_correction(self, event: PlanCorrected, register: Register) -> None:
        """Refuse a correction after which the plan, as it was revised since, would be none."""
        announced = self._known()
        if any(getattr(announced, name) != was for name, was in event.was.named.items()):
            raise HistoryDiffers(self.code, "correction")
        right = _corrected(announced, event)
        terms = Terms.of(right)
        _check_terms(terms, right.baseline_on, register)
        changes = [each.event for each in self.revisions]
        first = changes[0] if changes else self.withdrawn
        if first is not None and first.effective_on < right.effective_on:
            raise PlanOutOfOrder(self.code, first.effective_on, right.effective_on)
        for change in changes:
            self._check_revision(terms, change, right, register)
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

    def _terms(self, *, without_latest: bool = False) -> Terms:
        """What is promised after the revisions that stand."""
        terms = Terms.of(self._known())
        for revision in self.revisions[: -1 if without_latest else None]:
            terms = terms.revised(revision.event)
        return terms

    def _is_latest(self, event: PlanRevised) -> bool:
        """Whether the latest revision says just that, whether or not it said what stays as it is."""
        if self.withdrawn is not None or not self.revisions:
            return False
        latest = self.revisions[-1].event
        before = self._terms(without_latest=True)
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
                right = _corrected(self._known(), event)
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


def _corrected(announced: PlanAnnounced, correction: PlanCorrected) -> PlanAnnounced:
    return announced.model_copy(update=correction.is_.named)


N = TypeVar("N")


def _with(named: tuple[N, ...], added: tuple[N, ...], dropped: tuple[N, ...]) -> tuple[N, ...]:
    """What is named, without what is dropped, and with what is added at the end."""
    return (*(each for each in named if each not in dropped), *added)


def place(text: str, register: Register) -> Place:
    """The country or the known site that somebody named.

    Where a code means both, `country:` or `site:` before it has to say which.
    """
    what, _, named = place_name(text).rpartition(":")
    is_site = what != "country" and register.site(named).opened is not None
    if what != "site" and is_country(named):
        if is_site:
            raise AmbiguousPlace(named)
        return InCountry(country=named)
    if is_site:
        return AtSite(site=named)
    raise UnknownPlace(text)


def _check_terms(terms: Terms, baseline_on: date, register: Register) -> None:
    if terms.deadline_on <= baseline_on:
        raise DeadlineBeforeBaseline(baseline_on, terms.deadline_on)
    for named in (terms.origins, terms.destinations, terms.contracts):
        _check_named_once(named)
    _check_places(terms, register)
    for contract in terms.contracts:
        if register.contract(contract).signed is None:
            raise UnknownContract(contract)


def _check_named_once(named: tuple[Place | ContractCode, ...]) -> None:
    written = [_text(each) for each in named]
    twice = [each for number, each in enumerate(written) if each in written[:number]]
    if twice:
        raise PlanNamesTwice(twice[0])


def _text(named: Place | ContractCode) -> str:
    return named if isinstance(named, str) else place_text(named)


def _check_places(terms: Terms, register: Register) -> None:
    for named in (*terms.origins, *terms.destinations):
        if isinstance(named, AtSite) and register.site(named.site).opened is None:
            raise UnknownPlace(named.site)
    overlap = [
        place_text(destination)
        for destination in terms.destinations
        if any(_overlap(origin, destination, register) for origin in terms.origins)
    ]
    if overlap:
        raise PlacesOverlap(tuple(overlap))


def _overlap(one: Place, other: Place, register: Register) -> bool:
    if isinstance(one, InCountry) and isinstance(other, AtSite):
        return one.country == _country(other, register)
    if isinstance(one, AtSite) and isinstance(other, InCountry):
        return other.country == _country(one, register)
    return one == other


def _country(at: AtSite, register: Register) -> str | None:
    opened = register.site(at.site).opened
    return opened.country if opened else None


def place_text(named: Place) -> str:
    """A place as it is written: its code, and more where a site could be taken for a country."""
    if isinstance(named, InCountry):
        return named.country
    return f"site:{named.site}" if may_be_country(named.site) else named.site


def naming(what: Place | ContractCode, plans: Iterable[Plan]) -> tuple[str, PlanCode] | None:
    """The word for it, and the first of the plans that names a place or a contract."""
    named_by = min((plan.code for plan in plans if what in plan.ever_named), default=None)
    return ("named-by-plan", named_by) if named_by is not None else None
