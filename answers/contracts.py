"""The services that operators work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import SPREAD
from answers.workforce.heads import Heads
from projections.contracts import ContractFacts, contract_named
from projections.contracts import contract_list as known_contracts
from projections.figures import Figure
from projections.groups import figures_by

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract and its life; no supplier means that the client does the work itself."""

    contract: str
    client: str
    supplier: str | None
    service: str | None
    signed_on: date
    ended_on: date | None
    ended_because: str | None
    agreed_on: date | None
    succeeds: str | None

    @classmethod
    def of(cls, facts: ContractFacts) -> ContractRow:
        """A contract as it is told."""
        return cls(
            contract=facts.contract,
            client=facts.client,
            supplier=facts.supplier,
            service=facts.service,
            signed_on=facts.signed_on,
            ended_on=facts.ended_on,
            ended_because=facts.ended_because,
            agreed_on=facts.agreed_on,
            succeeds=facts.succeeds,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractListAnswer(Answer[ContractRow]):
    """Every contract, in order of code."""

    schema: ClassVar[str] = "contract-list"


def contract_list(view: View, agreed_since: date | None = None) -> ContractListAnswer:
    """The contracts that are known, each with the client and the supplier last recorded.

    Or those that were agreed on since a day; where that is not known, the first day they run counts.
    """
    rows = [
        ContractRow.of(facts.latest)
        for facts in known_contracts(view)
        if agreed_since is None or (facts.agreed_on or facts.signed_on) >= agreed_since
    ]
    return ContractListAnswer(head=Envelope.of(view), rows=rows)


@dataclass(frozen=True, slots=True)
class PartiesRow:
    """Between whom a contract is, from a day on."""

    since: date
    client: str
    supplier: str | None


@dataclass(frozen=True, slots=True)
class ContractShownRow:
    """A contract, its headcount on a day, who succeeds it, and what was changed of it."""

    contract: Annotated[ContractRow, SPREAD]
    figure: Annotated[Heads, SPREAD]
    succeeded_by: Sequence[str]
    changes: Sequence[PartiesRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractShownAnswer(Answer[ContractShownRow]):
    """One contract, on a day."""

    schema: ClassVar[str] = "contract-show"


def contract_shown(view: View, code: str, on: date) -> ContractShownAnswer:
    """The contract on the day; refuses one that is not known."""
    facts = contract_named(view, code)
    row = ContractShownRow(
        contract=ContractRow.of(facts.on(on)),
        figure=Heads.of(figures_by(view, "contract", on).get(code, Figure())),
        succeeded_by=[each.contract for each in known_contracts(view) if each.succeeds == code],
        changes=[PartiesRow(each.since, each.client, each.supplier) for each in facts.changes],
    )
    return ContractShownAnswer(head=Envelope.of(view, on), rows=[row])
