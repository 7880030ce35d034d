"""What happened to contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field, model_validator

from domain.event import Details, Event, Version, must_correct
from domain.values import ContractCode, Day, Line, OrganisationId

if TYPE_CHECKING:
    from typing import Self


@final
class ContractSigned(Event, topic="contract-signed.2", stream="contract"):
    """A client bought a service from a supplier, or does it itself where none is named.

    `effective_on` is the first day on which it runs, and `agreed_on` the day on which it was
    concluded. It may succeed another: the same work under a new supplier or new terms.
    """

    client: Line
    client_id: OrganisationId | None = None
    supplier: Line | None
    supplier_id: OrganisationId | None = None
    service: Line | None
    agreed_on: Day | None = None
    succeeds: ContractCode | None = None
    effective_on: Day


@final
class ContractSigningVoided(Event, topic="contract-signing-voided.1", stream="contract"):
    """The signing of a contract was taken back: it had been recorded by mistake.

    `version` is the place of the signing in the contract's stream, and `effective_on` its own date.
    """

    version: Version
    effective_on: Day
    reason: Line


@final
class ContractChanged(Event, topic="contract-changed.1", stream="contract"):
    """A contract has another client or supplier from a day on; both are said as a whole."""

    client: Line
    client_id: OrganisationId | None
    supplier: Line | None
    supplier_id: OrganisationId | None
    reason: Line
    effective_on: Day


@final
class ContractChangeVoided(Event, topic="contract-change-voided.1", stream="contract"):
    """A change of a contract was taken back: it had been recorded by mistake.

    `version` is the place of the change in the contract's stream, and `effective_on` its own date.
    """

    version: Version
    effective_on: Day
    reason: Line


class ContractDetails(Details):
    """Some of what is said of a contract when it is signed."""

    client: Line | None = None
    client_id: OrganisationId | None = None
    supplier: Line | None = None
    supplier_id: OrganisationId | None = None
    service: Line | None = None
    agreed_on: Day | None = None
    succeeds: ContractCode | None = None
    effective_on: Day | None = None

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        return self._must_have("client", "effective_on")


@final
class ContractCorrected(Event, topic="contract-corrected.1", stream="contract"):
    """What was written down wrong when a contract was signed was put right, for the whole past."""

    was: ContractDetails
    is_: ContractDetails = Field(alias="is")
    reason: Line

    @model_validator(mode="after")
    def _corrects(self) -> Self:
        must_correct(self.was, self.is_)
        return self


@final
class ContractEnded(Event, topic="contract-ended.1", stream="contract"):
    """A contract ended; `effective_on` is the first day on which it no longer ran."""

    reason: Line
    effective_on: Day


@final
class ContractEndVoided(Event, topic="contract-end-voided.1", stream="contract"):
    """The end of a contract was taken back: it had been recorded by mistake.

    `version` is the place of the end in the contract's stream, and `effective_on` its own date.
    """

    version: Version
    effective_on: Day
    reason: Line


ContractEvent = (
    ContractSigned
    | ContractSigningVoided
    | ContractChanged
    | ContractChangeVoided
    | ContractCorrected
    | ContractEnded
    | ContractEndVoided
)
"""What a contract's stream is made of."""
