"""The services that operators work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from projections.contracts import contract_list as known_contracts

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractListAnswer(Answer[ContractRow]):
    """Every contract, in order of code."""

    schema: ClassVar[str] = "contract-list"


def contract_list(view: View) -> ContractListAnswer:
    """The contracts that are known."""
    rows = [
        ContractRow(
            contract=facts.contract,
            client=facts.client,
            supplier=facts.supplier,
            service=facts.service,
            signed_on=facts.signed_on,
            ended_on=facts.ended_on,
            ended_because=facts.ended_because,
        )
        for facts in known_contracts(view)
    ]
    return ContractListAnswer(head=Envelope.of(view), rows=rows)
