"""What happened to plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, final

from pydantic import Field, model_validator

from domain.event import Details, Event, Stored, Version, must_correct
from domain.values import ContractCode, CountryCode, Day, Line, Posts, SiteCode, Statement

if TYPE_CHECKING:
    from typing import Self


@final
class InCountry(Stored):
    """Every site in a country, whenever it is opened."""

    country: CountryCode


@final
class AtSite(Stored):
    """One site."""

    site: SiteCode


Place = InCountry | AtSite
"""Where a plan takes posts from or brings them to."""
Places = Annotated[tuple[Place, ...], Field(min_length=1)]
"""One place or more."""


@final
class PlanAnnounced(Event, topic="plan-announced.1", stream="plan"):
    """Somebody promised to bring a number of posts from origins to destinations by a deadline."""

    statement: Statement | None
    source: Line | None
    client: Line | None
    supplier: Line | None
    origins: Places
    destinations: Places
    contracts: tuple[ContractCode, ...]
    target: Posts
    baseline_on: Day
    deadline_on: Day
    effective_on: Day


class PlanDetails(Details):
    """Some of what is said of a plan when it is announced."""

    statement: Statement | None = None
    source: Line | None = None
    client: Line | None = None
    supplier: Line | None = None
    origins: Places | None = None
    destinations: Places | None = None
    contracts: tuple[ContractCode, ...] | None = None
    target: Posts | None = None
    baseline_on: Day | None = None
    deadline_on: Day | None = None
    effective_on: Day | None = None

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        return self._must_have(
            *("origins", "destinations", "contracts", "target"),
            *("baseline_on", "deadline_on", "effective_on"),
        )


@final
class PlanCorrected(Event, topic="plan-corrected.1", stream="plan"):
    """What was written down wrong when a plan was announced was put right, for the whole past."""

    was: PlanDetails
    is_: PlanDetails = Field(alias="is")
    reason: Line

    @model_validator(mode="after")
    def _corrects(self) -> Self:
        must_correct(self.was, self.is_)
        return self


@final
class PlanRevised(Event, topic="plan-revised.2", stream="plan"):
    """A plan was changed from a day on: its target, its deadline, its places or its contracts.

    A target or a deadline that stays as it is is null, and what is neither added nor dropped stays.
    """

    target: Posts | None
    deadline_on: Day | None
    added_origins: tuple[Place, ...] = ()
    dropped_origins: tuple[Place, ...] = ()
    added_destinations: tuple[Place, ...] = ()
    dropped_destinations: tuple[Place, ...] = ()
    added_contracts: tuple[ContractCode, ...] = ()
    dropped_contracts: tuple[ContractCode, ...] = ()
    reason: Line
    effective_on: Day


@final
class PlanWithdrawn(Event, topic="plan-withdrawn.1", stream="plan"):
    """A plan was given up."""

    reason: Line
    effective_on: Day


@final
class PlanAnnouncementVoided(Event, topic="plan-announcement-voided.1", stream="plan"):
    """The announcement of a plan was taken back: it had been recorded by mistake.

    `version` is the place of the announcement in the plan's stream, and `effective_on` its own date.
    """

    version: Version
    effective_on: Day
    reason: Line


@final
class PlanRevisionVoided(Event, topic="plan-revision-voided.1", stream="plan"):
    """The latest revision of a plan was taken back: it had been recorded by mistake.

    `version` is the place of the revision in the plan's stream, and `effective_on` its own date.
    """

    version: Version
    effective_on: Day
    reason: Line


@final
class PlanWithdrawalVoided(Event, topic="plan-withdrawal-voided.1", stream="plan"):
    """The withdrawal of a plan was taken back: it had been recorded by mistake.

    `version` is the place of the withdrawal in the plan's stream, and `effective_on` its own date.
    """

    version: Version
    effective_on: Day
    reason: Line


PlanEvent = (
    PlanAnnounced
    | PlanAnnouncementVoided
    | PlanCorrected
    | PlanRevised
    | PlanRevisionVoided
    | PlanWithdrawn
    | PlanWithdrawalVoided
)
"""What a plan's stream is made of."""
