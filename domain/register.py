"""What the rules may ask about sites and contracts, and about what leans on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.contracts.contract import Contract
    from domain.occupancy import Occupancy
    from domain.places.site import Site
    from domain.reported import ReportedPeriod
    from domain.values import ContractCode, PlanCode, SiteCode


class Register(Protocol):
    """The sites and contracts as the ledger knows them at this point of its history."""

    def site(self, code: SiteCode, /) -> Site:
        """The site, which may not have been opened yet."""

    def occupancy(self, site: SiteCode, /) -> Occupancy:
        """How many operators are at the site on every day."""

    def contract(self, code: ContractCode, /) -> Contract:
        """The contract, which may not have been signed yet."""

    def occupancy_of_contract(self, contract: ContractCode, /) -> Occupancy:
        """How many operators are on the contract on every day."""

    def who_names_site(self, code: SiteCode, /) -> tuple[str, str] | None:
        """A plan that names the site, in words; none if no plan does."""

    def plan_with_both_ends_at(self, code: SiteCode, country: str, /) -> PlanCode | None:
        """A plan of which the site would be both ends if it lay in that country; or none."""

    def who_names_contract(self, code: ContractCode, /) -> tuple[str, str] | None:
        """A plan that names the contract, or a contract that succeeds it, in words; or none."""

    def reported_of(self, contract: ContractCode, /) -> Iterable[ReportedPeriod]:
        """What stands of the contract's volumes and quality."""

    def reported_at(self, site: SiteCode, /) -> Iterable[ReportedPeriod]:
        """The reports that stand and name the site."""
