"""Which contracts a commitment is about, and by whose day of agreement each is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.commitments.terms import Commitment
from projections.judging.facts import ContractCode, ContractFacts, first_in_chain


@dataclass(frozen=True, slots=True)
class Considered:
    """A contract that a commitment is about, or would be if it succeeded no older one."""

    contract: ContractFacts
    by: ContractFacts
    """The contract whose day of agreement counts: itself, or the first in the chain."""
    counts: bool
    assumed: bool = False
    """Whether that day is not known, and the first day that it runs was taken."""


def considered(
    work: Iterable[ContractFacts],
    contracts: Mapping[ContractCode, ContractFacts],
    commitment: Commitment,
    joined_on: date,
    on: date,
) -> tuple[Considered, ...]:
    """The contracts that have begun by the day and that the commitment is about, in order of code."""
    begun = sorted((c for c in work if c.has_begun(on)), key=lambda contract: contract.code)
    if commitment.contracts == "all":
        return tuple(Considered(contract, contract, counts=True) for contract in begun)
    found: list[Considered] = []
    for contract in begun:
        as_first = commitment.successors == "as-first"
        by = first_in_chain(contract, contracts) if as_first else contract
        is_new = _agreed_on(by) >= joined_on
        if is_new or (by is not contract and _agreed_on(contract) >= joined_on):
            found.append(Considered(contract, by, is_new, by.agreed_on is None))
    return tuple(found)


def _agreed_on(contract: ContractFacts) -> date:
    return contract.agreed_on or contract.runs_from
