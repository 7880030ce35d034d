"""What judgments of several days and signatories have in common, worked out once for all of them.

Contracts, protocols and figures are told by which objects they are, and these are kept, so that none is
taken for another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain.commitments.shares import Month
from domain.commitments.terms import Commitment, Work
from projections.judging.facts import (
    ContractCode,
    ContractFacts,
    Figures,
    Place,
    Signatory,
)
from projections.judging.floors import Before, before_joining
from projections.judging.sums import Monthly

Contracts = Mapping[ContractCode, ContractFacts]


class Workings:
    """What follows from the same figures, for whatever is judged from them."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._kept: dict[int, Any] = {}
        self._work: dict[int, dict[tuple[str, Work], tuple[ContractFacts, ...]]] = {}
        self._before: dict[tuple[object, ...], Before] = {}
        self._monthly: dict[tuple[object, ...], Monthly] = {}
        self._texts: dict[tuple[object, ...], Mapping[Month, Commitment]] = {}

    def work(self, contracts: Contracts, client: str, kind: Work) -> tuple[ContractFacts, ...]:
        """A client's contracts of that kind of work."""
        known = self._work.get(self.which(contracts))
        if known is None:
            found: dict[tuple[str, Work], list[ContractFacts]] = {}
            for contract in contracts.values():
                found.setdefault((contract.client, contract.work), []).append(contract)
            known = {key: tuple(those) for key, those in found.items()}
            self._work[id(contracts)] = known
        return known.get((client, kind), ())

    def before(
        self, commitment: Commitment, signatory: Signatory, contracts: Contracts, unit: str | None
    ) -> Before:
        """The share of all the signatory's work of the kind, in the unit, before it joined."""
        key = self.which(commitment), self.which(signatory), self.which(contracts), unit
        known = self._before.get(key)
        if known is None:
            work = self.work(contracts, signatory.name, commitment.work)
            known = before_joining(commitment, signatory, work, unit, self.figures)
            self._before[key] = known
        return known

    def monthly(self, contracts: tuple[ContractFacts, ...], place: Place) -> Monthly:
        """What contracts did at a place and in all, month by month."""
        key = place, *map(self.which, contracts)
        known = self._monthly.get(key)
        if known is None:
            known = self._monthly[key] = Monthly(contracts, place, self.figures)
        return known

    def texts(
        self, key: tuple[object, ...], made: Callable[[], Mapping[Month, Commitment]]
    ) -> Mapping[Month, Commitment]:
        """The commitment as it was in force in each month that may be judged."""
        known = self._texts.get(key)
        if known is None:
            known = self._texts[key] = made()
        return known

    def which(self, fact: object) -> int:
        """What the object is told by, which is kept so that no other is ever told by the same."""
        self._kept.setdefault(id(fact), fact)
        return id(fact)
