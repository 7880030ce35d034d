"""A plan: a promise to bring a number of posts from origins to destinations by a deadline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.events import (
    AtSite,
    InCountry,
    Place,
    PlanAnnounced,
    PlanEvent,
    PlanRevised,
    PlanWithdrawn,
)
from domain.refusals import (
    AmbiguousPlace,
    DeadlineBeforeBaseline,
    PlacesOverlap,
    PlanAlreadyAnnounced,
    PlanAlreadyWithdrawn,
    PlanNamesTwice,
    PlanOutOfOrder,
    PlanUnchanged,
    UnknownContract,
    UnknownPlace,
    UnknownPlan,
)
from domain.register import Register
from domain.values import PlanCode, is_country, may_be_country, place_name


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as the ledger knows it; one that nobody announced is unknown."""

    code: PlanCode
    version: int = 0
    announced: PlanAnnounced | None = None
    latest: PlanEvent | None = None
    withdrawn: PlanWithdrawn | None = None

    # Commands -------------------------------------------------------------------------------

    def announce(self, event: PlanAnnounced, register: Register) -> PlanAnnounced | None:
        """Announce the plan, or say nothing where it was announced just so."""
        if event == self.announced:
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
    ) -> PlanRevised | None:
        """Change the target, the deadline or both; what is not given stays as it is."""
        in_force = self._in_force()
        event = PlanRevised(
            target=in_force.target if target is None else target,
            deadline_on=in_force.deadline_on if deadline_on is None else deadline_on,
            reason=reason,
            effective_on=effective_on,
        )
        if event == self.latest:
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

    # Rules ----------------------------------------------------------------------------------

    def check(self, event: PlanEvent, register: Register) -> None:
        """Refuse an event that the plan's history, or the register, does not allow."""
        match event:
            case PlanAnnounced():
                if self.announced is not None:
                    raise PlanAlreadyAnnounced(self.code, self.announced.effective_on)
                _check_deadline(event.baseline_on, event.deadline_on)
                _check_named_once(event)
                _check_places(event, register)
                for contract in event.contracts:
                    if register.contract(contract).signed is None:
                        raise UnknownContract(contract)
            case PlanRevised():
                in_force = self._in_force()
                self._check_order(event.effective_on)
                _check_deadline(self._known().baseline_on, event.deadline_on)
                if (event.target, event.deadline_on) == (in_force.target, in_force.deadline_on):
                    raise PlanUnchanged(self.code, event.target, event.deadline_on)
            case PlanWithdrawn():
                self._in_force()
                self._check_order(event.effective_on)
            case _:
                assert_never(event)

    def _known(self) -> PlanAnnounced:
        if self.announced is None:
            raise UnknownPlan(self.code)
        return self.announced

    def _in_force(self) -> PlanAnnounced | PlanRevised:
        known = self._known()
        if self.withdrawn is not None:
            raise PlanAlreadyWithdrawn(self.code, self.withdrawn.effective_on)
        return self.latest if isinstance(self.latest, PlanRevised) else known

    def _check_order(self, on: date) -> None:
        latest_on = (self.latest or self._known()).effective_on
        if on < latest_on:
            raise PlanOutOfOrder(self.code, on, latest_on)

    # What follows ---------------------------------------------------------------------------

    def after(self, event: PlanEvent) -> Plan:
        """The plan after the event, which is believed."""
        later = replace(self, version=self.version + 1, latest=event)
        match event:
            case PlanAnnounced():
                return replace(later, announced=event)
            case PlanRevised():
                return later
            case PlanWithdrawn():
                return replace(later, withdrawn=event)
        assert_never(event)


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


def _check_deadline(baseline_on: date, deadline_on: date) -> None:
    if deadline_on <= baseline_on:
        raise DeadlineBeforeBaseline(baseline_on, deadline_on)


def _check_named_once(event: PlanAnnounced) -> None:
    places = (tuple(map(place_text, named)) for named in (event.origins, event.destinations))
    for named in (*places, event.contracts):
        twice = [each for number, each in enumerate(named) if each in named[:number]]
        if twice:
            raise PlanNamesTwice(twice[0])


def _check_places(event: PlanAnnounced, register: Register) -> None:
    for named in (*event.origins, *event.destinations):
        if isinstance(named, AtSite) and register.site(named.site).opened is None:
            raise UnknownPlace(named.site)
    overlap = [
        place_text(destination)
        for destination in event.destinations
        if any(_overlap(origin, destination, register) for origin in event.origins)
    ]
    if overlap:
        raise PlacesOverlap(overlap)


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
