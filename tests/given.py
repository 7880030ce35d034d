"""Given what happened, when somebody asks for more, then this: tests of the domain, no mocks.

given(HIRED_AT_IASI).when(transfer(to_site="IT-CAG", on=JUNE)).then(MOVED_TO_CAGLIARI)
given(HIRED_AT_IASI).when(transfer(to_site="RO-IAS", on=JUNE)).refused(SameSite, "already at")
given(HIRED_AT_IASI).when(hire(at="RO-IAS", on=JANUARY)).says_nothing()
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from domain.contracts.contract import Contract
from domain.contracts.contract_events import ContractEnded, ContractSigned
from domain.event import Event
from domain.occupancy import Occupancy
from domain.placement import UNCHANGED, Placement, Unchanged
from domain.places.site import Site
from domain.places.site_events import SiteClosed, SiteOpened
from domain.refusal import Refusal
from domain.reported import ReportedPeriod
from domain.words import LeavingReason
from domain.workforce.movement_events import OperatorEvent
from domain.workforce.operator import Operator
from faces.refused import sentence

S = TypeVar("S")

JANUARY, MARCH, JUNE, JULY, AUGUST, SEPTEMBER = (date(2018, m, 1) for m in (1, 3, 6, 7, 8, 9))


@dataclass(frozen=True)
class Answer:
    """What somebody was told."""

    said: Event | Refusal | None

    def then(self, event: Event) -> None:
        """Expect that just this happened."""
        assert self.said == event, f"expected {event!r}, not {self.said!r}"

    def refused(self, rule: type[Refusal], *words: str) -> None:
        """Expect a refusal by this rule, in a sentence with each of these words."""
        assert type(self.said) is rule, f"expected {rule.__name__}, not {self.said!r}"
        said = sentence(self.said) if isinstance(self.said, Refusal) else ""
        for each in words:
            assert each in said, f"{each!r} is not in {said!r}"

    def says_nothing(self) -> None:
        """Expect that it was known already."""
        assert self.said is None, f"expected nothing, not {self.said!r}"


@dataclass(frozen=True)
class Given(Generic[S]):
    """Somebody or something with a past."""

    past: S

    def when(self, asked: Callable[[S], Event | None]) -> Answer:
        """Ask."""
        try:
            return Answer(asked(self.past))
        except Refusal as refusal:
            return Answer(refusal)


def given(past: S) -> Given[S]:
    """Begin with an operator, a site, a contract, a plan or a batch as its past left it."""
    return Given(past)


@dataclass(frozen=True)
class Books:
    """The sites and contracts that are known: a register kept in a dictionary."""

    sites: dict[str, Site] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    there: Occupancy = field(default_factory=Occupancy)
    """Who is at any of the sites."""
    reported: tuple[ReportedPeriod, ...] = ()
    """What stands of any contract, at any site."""

    def site(self, code: str, /) -> Site:
        return self.sites.get(code, Site(code))

    def contract(self, code: str, /) -> Contract:
        return self.contracts.get(code, Contract(code))

    def occupancy(self, site: str, /) -> Occupancy:
        return self.there

    def occupancy_of_contract(self, contract: str, /) -> Occupancy:
        return Occupancy()

    def who_names_site(self, code: str, /) -> tuple[str, str] | None:
        return None

    def plan_with_both_ends_at(self, code: str, country: str, /) -> str | None:
        return None

    def who_names_contract(self, code: str, /) -> tuple[str, str] | None:
        return None

    def reported_of(self, contract: str, /) -> tuple[ReportedPeriod, ...]:
        return self.reported

    def reported_at(self, site: str, /) -> tuple[ReportedPeriod, ...]:
        return self.reported

    def but(self, *known: Site | Contract) -> Books:
        """Replace some pages of the books."""
        sites = {each.code: each for each in known if isinstance(each, Site)}
        contracts = {each.code: each for each in known if isinstance(each, Contract)}
        return replace(self, sites=self.sites | sites, contracts=self.contracts | contracts)


def opening(country: str, on: date) -> SiteOpened:
    return SiteOpened(
        name="Comdata", country=country, region=None, city=None, employer=None, effective_on=on
    )


def signing(on: date, client: str = "Fastweb") -> ContractSigned:
    return ContractSigned(client=client, supplier="Comdata", service=None, effective_on=on)


LONG_AGO = date(2016, 1, 1)
IASI = Site("RO-IAS").after(opening("RO", LONG_AGO))
BACAU = Site("RO-BAC").after(opening("RO", LONG_AGO))
BACAU_CLOSED_IN_AUGUST = BACAU.after(SiteClosed(reason="rientro", effective_on=AUGUST))
CAGLIARI = Site("IT-CAG").after(opening("IT", MARCH))
LECCE = Site("IT-LEC").after(opening("IT", JULY))
SOHO = Contract("FW-SOHO").after(signing(JANUARY))
CARE = Contract("FW-CARE").after(signing(MARCH))
CARE_ENDED_IN_AUGUST = CARE.after(ContractEnded(reason="expired", effective_on=AUGUST))
BOOKS = Books().but(IASI, BACAU_CLOSED_IN_AUGUST, CAGLIARI, LECCE, SOHO, CARE_ENDED_IN_AUGUST)
"""Iasi and Cagliari are open, Lecce opens in July; Bacau closes in August, as does Care."""


# What can be asked of an operator -------------------------------------------------------------

Command = Callable[[Operator], OperatorEvent | None]


def place(site: str, contract: str | None = None, fte: str = "1") -> Placement:
    return Placement(site, contract, Decimal(fte))


def hire(at: Placement | str, on: date, books: Books = BOOKS) -> Command:
    there = place(at) if isinstance(at, str) else at
    return lambda operator: operator.hire(at=there, effective_on=on, register=books)


def transfer(
    to_site: str,
    on: date,
    *,
    from_site: str | None = None,
    contract: str | Unchanged | None = UNCHANGED,
    fte: Decimal | Unchanged = UNCHANGED,
    books: Books = BOOKS,
) -> Command:
    return lambda operator: operator.transfer(
        to_site=to_site,
        effective_on=on,
        register=books,
        from_site=from_site,
        contract=contract,
        fte=fte,
    )


def reassign(
    on: date,
    *,
    at_site: str | None = None,
    contract: str | Unchanged | None = UNCHANGED,
    fte: Decimal | Unchanged = UNCHANGED,
) -> Command:
    return lambda operator: operator.reassign(
        effective_on=on, register=BOOKS, at_site=at_site, contract=contract, fte=fte
    )


def leave(on: date, reason: LeavingReason = "resigned", from_site: str | None = None) -> Command:
    return lambda operator: operator.leave(
        effective_on=on, reason=reason, register=BOOKS, from_site=from_site
    )


def void() -> Command:
    return lambda operator: operator.void(reason="typed wrongly")


def audited(event: OperatorEvent, books: Books = BOOKS) -> Command:
    """Check an event that somebody says was recorded, as the audit does."""

    def asked(operator: Operator) -> OperatorEvent:
        operator.check(event, books)
        return event

    return asked
