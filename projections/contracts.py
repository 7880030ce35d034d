"""Which contracts there are, between whom, and until when each runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Table, select

from domain.contracts.contract_events import ContractEnded, ContractEndVoided, ContractSigned
from domain.tidying import as_group
from projections.projection import Projection
from projections.tables import NONE, AppendedRows, ExactText, latest_of_each, metadata

if TYPE_CHECKING:
    from domain.recorded import Recorded
    from projections.view import View

contracts = Table(
    "contracts",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False, unique=True),
    Column("client", ExactText, nullable=False),
    Column("supplier", ExactText, nullable=False),
    Column("service", ExactText, nullable=False),
    Column("signed_on", ExactText, nullable=False),
)

contract_ends = Table(
    "contract_ends",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("contract", ExactText, nullable=False, index=True),
    Column("ended_on", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
)
"""Whether each contract has ended, as last recorded; no day where its end was voided."""


class Contracts(Projection):
    """Writes a row for every contract that is signed or ended."""

    def __init__(self) -> None:
        self.signed = AppendedRows(contracts)
        self.ended = AppendedRows(contract_ends)
        self.appended = (
            self.signed,
            self.ended,
        )
        self.handles = {
            ContractSigned: self.on_signed,
            ContractEnded: self.on_ended,
            ContractEndVoided: self.on_end_voided,
        }

    def on_signed(self, recorded: Recorded[ContractSigned]) -> None:
        """A contract was signed."""
        contract = recorded.event
        self.signed.add(
            (
                recorded.position,
                recorded.code,
                as_group(contract.client),
                as_group(contract.supplier),
                as_group(contract.service),
                contract.effective_on.isoformat(),
            )
        )

    def on_ended(self, recorded: Recorded[ContractEnded]) -> None:
        """A contract was ended."""
        event = recorded.event
        ended_on = event.effective_on.isoformat()
        self.ended.add((recorded.position, recorded.code, ended_on, event.reason))

    def on_end_voided(self, recorded: Recorded[ContractEndVoided]) -> None:
        """The end of a contract was taken back."""
        self.ended.add((recorded.position, recorded.code, NONE, NONE))


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract and its life; no supplier means that the client does the work itself."""

    contract: str
    client: str
    supplier: str | None
    service: str | None
    signed_on: date
    ended_on: date | None
    ended_because: str | None


def contract_list(view: View) -> list[ContractFacts]:
    """Every contract, in order of code."""
    ended = latest_of_each(view, contract_ends, contract_ends.c.contract)
    query = (
        select(contracts, ended.c.ended_on, ended.c.reason)
        .select_from(contracts.outerjoin(ended, ended.c.contract == contracts.c.code))
        .where(contracts.c.position <= view.position)
        .order_by(contracts.c.code)
    )
    return [
        ContractFacts(
            contract=row.code,
            client=row.client,
            supplier=row.supplier or None,
            service=row.service or None,
            signed_on=date.fromisoformat(row.signed_on),
            ended_on=date.fromisoformat(row.ended_on) if row.ended_on else None,
            ended_because=row.reason or None,
        )
        for row in view.connection.execute(query)
    ]
