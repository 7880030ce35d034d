"""Everything that can have happened. Events are facts: frozen, and kept for ever.

An event holds business facts only; who recorded it, when and in which batch is the envelope's
(`domain.recorded`). How events are named and written in storage is the ledger's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, final, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from domain.placement import Placement
from domain.values import (
    ContractCode,
    CountryCode,
    Day,
    Heads,
    Line,
    Posts,
    RegionCode,
    Sha256,
    SiteCode,
    Statement,
)
from domain.words import LeavingReason

if TYPE_CHECKING:
    from typing import Self

    from typing_extensions import TypeIs


class _Stored(BaseModel):
    """What is kept for ever: frozen, and read strictly."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        revalidate_instances="always",
        defer_build=True,  # most commands need one or two kinds of events
    )


class Event(_Stored):
    """A fact that happened in the world of the ledger."""

    @model_validator(mode="after")
    def _is_whole(self, info: ValidationInfo) -> Self:
        """Refuse a stored event that leaves out a field: those without a value are null."""
        if info.mode == "json" and len(self.model_fields_set) != len(type(self).model_fields):
            raise ValueError("a field is missing")
        return self


@final
class LedgerOpened(Event):
    """The ledger was created under its name."""

    name: Line


# Sites --------------------------------------------------------------------------------------


@final
class SiteOpened(Event):
    """A workplace was opened, run by one employer in one country."""

    name: Line
    country: CountryCode
    region: RegionCode | None
    city: Line | None
    employer: Line | None
    effective_on: Day


@final
class SiteDownsized(Event):
    """A site released a number of operators and kept the rest."""

    operators: Posts
    headcount_left: Heads
    reason: Line
    effective_on: Day


@final
class SiteClosed(Event):
    """A site was closed; `effective_on` is the first day on which it was no longer open."""

    reason: Line
    effective_on: Day


@final
class SiteClosingVoided(Event):
    """The closing of a site was taken back: it had been recorded by mistake.

    `version` is the place of the closing in the site's stream, and `effective_on` its own date.
    """

    version: Annotated[int, Field(ge=1)]
    effective_on: Day
    reason: Line


@final
class HeadcountAttested(Event):
    """Somebody outside counted the heads at a site at the end of a day."""

    heads: Heads
    source: Line
    effective_on: Day


@final
class AttestationVoided(Event):
    """An outside count was taken back: it had been recorded by mistake.

    `version` is the place of the count in the site's stream, and `effective_on` the day counted.
    """

    version: Annotated[int, Field(ge=1)]
    effective_on: Day
    reason: Line


# Contracts ----------------------------------------------------------------------------------


@final
class ContractSigned(Event):
    """A client bought a service from a supplier, or does it itself where none is named."""

    client: Line
    supplier: Line | None
    service: Line | None
    effective_on: Day


@final
class ContractEnded(Event):
    """A contract ended; `effective_on` is the first day on which it no longer ran."""

    reason: Line
    effective_on: Day


@final
class ContractEndVoided(Event):
    """The end of a contract was taken back: it had been recorded by mistake.

    `version` is the place of the end in the contract's stream, and `effective_on` its own date.
    """

    version: Annotated[int, Field(ge=1)]
    effective_on: Day
    reason: Line


# Movements ----------------------------------------------------------------------------------

# Two things may be said of a movement besides. `text` is the SHA-256 of a note that somebody added,
# which is kept elsewhere and can be erased; `again` is the position of the movement that this one
# repeats, behind another that was recorded late. Neither changes what happened.
Again = Annotated[int, Field(ge=1)] | None


@final
class OperatorHired(Event):
    """An operator started at a site; `effective_on` is the first day there."""

    placement: Placement
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None


@final
class OperatorTransferred(Event):
    """An operator's work moved from one site to another; `effective_on` is the first day there."""

    origin: Placement
    destination: Placement
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None


@final
class OperatorReassigned(Event):
    """An operator changed contract, hours or engagement and stayed at the site."""

    before: Placement
    after: Placement
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None


@final
class OperatorLeft(Event):
    """An operator left; `effective_on` is the first day on which the operator was not there."""

    placement: Placement
    reason: LeavingReason
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None


@final
class MovementVoided(Event):
    """An operator's latest movement was taken back: it had been recorded by mistake.

    `was` is the placement that the voided movement led to (none for a leaver) and `restored` the
    one before it (none for a hire); `effective_on` is the voided movement's own date.
    """

    version: Annotated[int, Field(ge=1)]
    was: Placement | None
    restored: Placement | None
    effective_on: Day
    reason: Line


Movement = OperatorHired | OperatorTransferred | OperatorReassigned | OperatorLeft
"""One change of one operator's placement."""
OperatorEvent = Movement | MovementVoided
"""What an operator's stream is made of."""
_OPERATOR_EVENTS = frozenset(get_args(OperatorEvent))


def is_operator_event(event: Event) -> TypeIs[OperatorEvent]:
    """Whether it is of an operator's stream: a movement, or the taking back of one."""
    return type(event) in _OPERATOR_EVENTS


# Plans --------------------------------------------------------------------------------------


@final
class InCountry(_Stored):
    """Every site in a country, whenever it is opened."""

    country: CountryCode


@final
class AtSite(_Stored):
    """One site."""

    site: SiteCode


Place = InCountry | AtSite
"""Where a plan takes posts from or brings them to."""


@final
class PlanAnnounced(Event):
    """Somebody promised to bring a number of posts from origins to destinations by a deadline."""

    statement: Statement | None
    source: Line | None
    client: Line | None
    supplier: Line | None
    origins: Annotated[tuple[Place, ...], Field(min_length=1)]
    destinations: Annotated[tuple[Place, ...], Field(min_length=1)]
    contracts: tuple[ContractCode, ...]
    target: Posts
    baseline_on: Day
    deadline_on: Day
    effective_on: Day


@final
class PlanRevised(Event):
    """A plan's target or deadline was changed; both are given as they stand from then on."""

    target: Posts
    deadline_on: Day
    reason: Line
    effective_on: Day


@final
class PlanWithdrawn(Event):
    """A plan was given up."""

    reason: Line
    effective_on: Day


# Batches ------------------------------------------------------------------------------------


@final
class BatchRecorded(Event):
    """A number of movements was recorded together, all or none."""

    source: Line | None
    sha256: Sha256 | None
    movements: Annotated[int, Field(ge=1)]


PlanEvent = PlanAnnounced | PlanRevised | PlanWithdrawn
SiteEvent = (
    SiteOpened
    | SiteDownsized
    | SiteClosed
    | SiteClosingVoided
    | HeadcountAttested
    | AttestationVoided
)
ContractEvent = ContractSigned | ContractEnded | ContractEndVoided

StreamKind = Literal["ledger", "site", "contract", "operator", "plan", "batch"]
STREAMS: dict[type[Event], StreamKind] = {
    LedgerOpened: "ledger",
    SiteOpened: "site",
    SiteDownsized: "site",
    SiteClosed: "site",
    SiteClosingVoided: "site",
    HeadcountAttested: "site",
    AttestationVoided: "site",
    ContractSigned: "contract",
    ContractEnded: "contract",
    ContractEndVoided: "contract",
    OperatorHired: "operator",
    OperatorTransferred: "operator",
    OperatorReassigned: "operator",
    OperatorLeft: "operator",
    MovementVoided: "operator",
    PlanAnnounced: "plan",
    PlanRevised: "plan",
    PlanWithdrawn: "plan",
    BatchRecorded: "batch",
}
"""Which kind of stream each event belongs to."""
