"""Which contracts there are, between whom, what they succeed, and until when each runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Table

from domain.contracts.contract_refusals import UnknownContract
from projections.projection import Projection
from projections.statements import add_said, known, over
from projections.tables import NONE, AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from domain.contracts.contract_events import (
        ContractChanged,
        ContractChangeVoided,
        ContractCorrected,
        ContractEnded,
        ContractEndVoided,
        ContractSigned,
        ContractSigningVoided,
    )
    from domain.recorded import Recorded
    from projections.statements import Said
    from projections.view import View

contracts = Table(
    "contracts",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False, index=True),
    Column("kind", ExactText, nullable=False),
    Column("since", ExactText),
    Column("client", ExactText),
    Column("supplier", ExactText),
    Column("service", ExactText),
    Column("agreed_on", ExactText),
    Column("succeeds", ExactText),
)
"""What was said of each contract: when it was signed, of a change from a day on, or of a correction.

What was not said is null, and what there is none of is the empty text. A voided signing says nothing.
"""

contract_ends = Table(
    "contract_ends",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("contract", ExactText, nullable=False, index=True),
    Column("ended_on", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
)
"""Whether each contract has ended, as last recorded; no day where its end was voided."""
_FACTS = ("client", "supplier", "service", "agreed_on", "succeeds")


class Contracts(Projection):
    """Writes a row for all that is said of a contract, and for every end."""

    def __init__(self) -> None:
        from domain.contracts import contract_events as events  # no question needs them

        self.facts = AppendedRows(contracts)
        self.ended = AppendedRows(contract_ends)
        self.appended = (self.facts, self.ended)
        self.handles = {
            events.ContractSigned: self.on_signed,
            events.ContractSigningVoided: self.on_signing_voided,
            events.ContractChanged: self.on_changed,
            events.ContractChangeVoided: self.on_change_voided,
            events.ContractCorrected: self.on_corrected,
            events.ContractEnded: self.on_ended,
            events.ContractEndVoided: self.on_end_voided,
        }

    def on_signed(self, recorded: Recorded[ContractSigned]) -> None:
        """A contract was signed."""
        event = recorded.event
        self._say(recorded, "signed", {name: getattr(event, name) for name in _FACTS})

    def on_signing_voided(self, recorded: Recorded[ContractSigningVoided]) -> None:
        """The signing of a contract was taken back."""
        self._say(recorded, "voided", {})

    def on_changed(self, recorded: Recorded[ContractChanged]) -> None:
        """A contract has another client or supplier from a day on."""
        event = recorded.event
        self._say(recorded, "changed", {"client": event.client, "supplier": event.supplier})

    def on_change_voided(self, recorded: Recorded[ContractChangeVoided]) -> None:
        """The latest change of a contract was taken back."""
        self._say(recorded, "unchanged", {})

    def on_corrected(self, recorded: Recorded[ContractCorrected]) -> None:
        """What was said of a contract was put right."""
        self._say(recorded, "corrected", recorded.event.is_.named)

    def on_ended(self, recorded: Recorded[ContractEnded]) -> None:
        """A contract was ended."""
        event = recorded.event
        ended_on = event.effective_on.isoformat()
        self.ended.add((recorded.position, recorded.code, ended_on, event.reason))

    def on_end_voided(self, recorded: Recorded[ContractEndVoided]) -> None:
        """The end of a contract was taken back."""
        self.ended.add((recorded.position, recorded.code, NONE, NONE))

    def _say(self, recorded: Recorded[Any], kind: str, said: Mapping[str, Any]) -> None:
        add_said(self.facts, recorded, kind, said, _FACTS)


@dataclass(frozen=True, slots=True)
class ContractChange:
    """Between whom a contract is, from a day on."""

    since: date
    client: str
    supplier: str | None


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract and its life; no supplier means that the client does the work itself.

    Its client and supplier are those who signed it, as far as no day is said.
    """

    contract: str
    client: str
    supplier: str | None
    service: str | None
    signed_on: date
    ended_on: date | None
    ended_because: str | None
    agreed_on: date | None = None
    succeeds: str | None = None
    """The contract whose work it goes on with from `signed_on` on, the first day on which it runs."""
    changes: tuple[ContractChange, ...] = ()
    """What holds from later days on, in their order."""

    @property
    def latest(self) -> ContractFacts:
        """The contract with the client and the supplier last recorded."""
        return self.on(date.max)

    def on(self, day: date) -> ContractFacts:
        """The contract with the client and the supplier that it has on a day."""
        client, supplier = self.client, self.supplier
        for change in self.changes:
            if change.since <= day:
                client, supplier = change.client, change.supplier
        return replace(self, client=client, supplier=supplier)


def contract_list(view: View) -> list[ContractFacts]:
    """Every contract, in order of code."""
    ended = over(view, contract_ends)
    signed = known(view, contracts, _FACTS)
    return [_contract(code, said, ended.get(code)) for code, said in signed.items()]


def _contract(code: str, said: Said, ended: tuple[date, str] | None) -> ContractFacts:
    facts, agreed_on = said.facts, said.facts["agreed_on"]
    return ContractFacts(
        contract=code,
        client=facts["client"],
        supplier=facts["supplier"] or None,
        service=facts["service"] or None,
        signed_on=date.fromisoformat(facts["since"]),
        ended_on=ended[0] if ended else None,
        ended_because=ended[1] if ended else None,
        agreed_on=date.fromisoformat(agreed_on) if agreed_on else None,
        succeeds=facts["succeeds"] or None,
        changes=tuple(
            ContractChange(
                date.fromisoformat(change["since"]), change["client"], change["supplier"] or None
            )
            for change in said.changes
        ),
    )


def contract_named(view: View, code: str) -> ContractFacts:
    """The contract with that code; refuses one that is not known, or was not known then."""
    for facts in contract_list(view):
        if facts.contract == code:
            return facts
    raise UnknownContract(code, view.then)
