"""What a plan promises: how many posts, by when, from where to where, on which contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from domain.contracts.contract_refusals import UnknownContract
from domain.plans.plan_places import check_places, place_text
from domain.plans.plan_refusals import (
    DeadlineBeforeBaseline,
    NoPlaceLeft,
    NotInPlan,
    PlanNamesTwice,
    PlanUnchanged,
)

if TYPE_CHECKING:
    from datetime import date

    from domain.plans.plan_events import Place, PlanAnnounced, PlanRevised
    from domain.register import Register
    from domain.values import ContractCode, PlanCode


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


def check_terms(terms: Terms, baseline_on: date, register: Register) -> None:
    """Refuse terms that no plan can have."""
    if terms.deadline_on <= baseline_on:
        raise DeadlineBeforeBaseline(baseline_on, terms.deadline_on)
    for named in (terms.origins, terms.destinations, terms.contracts):
        _check_named_once(named)
    check_places(terms.origins, terms.destinations, register)
    for contract in terms.contracts:
        if register.contract(contract).signed is None:
            raise UnknownContract(contract)


def check_revision(
    code: PlanCode, before: Terms, event: PlanRevised, baseline_on: date, register: Register
) -> None:
    """Refuse a revision that does not fit the terms before it, or after which there is no plan."""
    for named, added, dropped in (
        (before.origins, event.added_origins, event.dropped_origins),
        (before.destinations, event.added_destinations, event.dropped_destinations),
        (before.contracts, event.added_contracts, event.dropped_contracts),
    ):
        _check_named_once((*added, *dropped))
        for each in dropped:
            if each not in named:
                raise NotInPlan(code, _text(each))
        _check_named_once((*named, *added))
    after = before.revised(event)
    if after == before:
        raise PlanUnchanged(code, before.target, before.deadline_on)
    if not after.origins or not after.destinations:
        raise NoPlaceLeft(code)
    check_terms(after, baseline_on, register)


def _check_named_once(named: tuple[Place | ContractCode, ...]) -> None:
    written = [_text(each) for each in named]
    twice = [each for number, each in enumerate(written) if each in written[:number]]
    if twice:
        raise PlanNamesTwice(twice[0])


def _text(named: Place | ContractCode) -> str:
    return named if isinstance(named, str) else place_text(named)


N = TypeVar("N")


def _with(named: tuple[N, ...], added: tuple[N, ...], dropped: tuple[N, ...]) -> tuple[N, ...]:
    """What is named, without what is dropped, and with what is added at the end."""
    return (*(each for each in named if each not in dropped), *added)
