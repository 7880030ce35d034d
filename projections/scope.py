"""A plan's places and contracts on a day: which heads count, and whose posts come from an origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, not_, or_, true

from projections.cells import TRANSFER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause

    from projections.contracts import ContractFacts


@dataclass(frozen=True, slots=True)
class Scope:
    """The places and contracts of a plan that are in force on a day, applied from its baseline.

    Each condition takes the rows of `cells`, or any that have its columns.
    """

    origins: frozenset[str]
    """The sites from which posts come."""
    destinations: frozenset[str]
    """The sites to which posts go."""
    contracts: frozenset[str]
    """The contracts whose posts count; any where there are none."""
    ever_origins: frozenset[str]
    """The sites from which posts come, and those that were named so before."""

    def counts(self, site: str, contract: str) -> bool:
        """Whether a head there is counted at a destination."""
        return site in self.destinations and (not self.contracts or contract in self.contracts)

    def counted(self, cell: FromClause) -> ColumnElement[bool]:
        """At a destination, on the plan's contracts."""
        return and_(cell.c.site.in_(self.destinations), self._on_contracts(cell))

    def came_from_counted(self, cell: FromClause) -> ColumnElement[bool]:
        """From a destination, and from the plan's contracts."""
        contract = cell.c.other_contract
        on_contracts = contract.in_(self.contracts) if self.contracts else true()
        return and_(cell.c.other_site.in_(self.destinations), on_contracts)

    def at_origin(self, cell: FromClause) -> ColumnElement[bool]:
        """At an origin, on the plan's contracts."""
        return and_(cell.c.site.in_(self.origins), self._on_contracts(cell))

    def aside(self, cell: FromClause) -> ColumnElement[bool]:
        """Neither counted nor at what is or was an origin, on whatever contract that is.

        Whoever was so on the baseline is never brought back.
        """
        return not_(or_(cell.c.site.in_(self.ever_origins), self.counted(cell)))

    def inside(self, cell: FromClause) -> ColumnElement[bool]:
        """Between two sites of one end of the plan."""
        ends = (self.destinations, self.origins)
        return or_(*(and_(cell.c.site.in_(sites), cell.c.other_site.in_(sites)) for sites in ends))

    def elsewhere(self, cell: FromClause) -> ColumnElement[bool]:
        """A transfer with a site that is neither origin nor destination."""
        known = self.origins | self.destinations
        return and_(cell.c.kind.in_(TRANSFER), cell.c.other_site.not_in(known))

    def _on_contracts(self, cell: FromClause) -> ColumnElement[bool]:
        return cell.c.contract.in_(self.contracts) if self.contracts else true()


def with_successors(
    contracts: Collection[str], known: Collection[ContractFacts], on: date
) -> frozenset[str]:
    """The contracts, and those that succeed them by the end of a day, directly or by a chain.

    A contract succeeds another from the day on which it runs.
    """
    running = [each for each in known if each.signed_on <= on]
    return frozenset(contracts).union(each.contract for each in _succeeding(contracts, running))


def days_of_succession(
    contracts: Collection[str], known: Collection[ContractFacts]
) -> frozenset[date]:
    """The days on which others may begin to succeed these contracts."""
    return frozenset(each.signed_on for each in _succeeding(contracts, known))


def _succeeding(
    contracts: Collection[str], known: Collection[ContractFacts]
) -> Iterator[ContractFacts]:
    found, left = set(contracts), [each for each in known if each.succeeds is not None]
    while further := [each for each in left if each.succeeds in found]:
        yield from further
        found.update(each.contract for each in further)
        left = [each for each in left if each.contract not in found]
