"""What happened to sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import Field, model_validator

from domain.event import Details, Event, Version, must_correct
from domain.values import CountryCode, Day, Heads, Line, OrganisationId, Posts, RegionCode

if TYPE_CHECKING:
    from typing import Self


@final
class SiteOpened(Event, topic="site-opened.2", stream="site"):
    """A workplace was opened, run by one employer in one country."""

    name: Line
    country: CountryCode
    region: RegionCode | None
    city: Line | None
    employer: Line | None
    employer_id: OrganisationId | None = None
    effective_on: Day


@final
class SiteOpeningVoided(Event, topic="site-opening-voided.1", stream="site"):
    """The opening of a site was taken back: it had been recorded by mistake.

    `version` is the place of the opening in the site's stream, and `effective_on` its own date.
    """

    version: Version
    effective_on: Day
    reason: Line


@final
class SiteChanged(Event, topic="site-changed.1", stream="site"):
    """A site has another name or employer from a day on; what holds then is said as a whole."""

    name: Line
    employer: Line | None
    employer_id: OrganisationId | None
    reason: Line
    effective_on: Day


@final
class SiteChangeVoided(Event, topic="site-change-voided.1", stream="site"):
    """A change of a site was taken back: it had been recorded by mistake.

    `version` is the place of the change in the site's stream, and `effective_on` its own date.
    """

    version: Version
    effective_on: Day
    reason: Line


class SiteDetails(Details):
    """Some of what is said of a site when it is opened."""

    name: Line | None = None
    country: CountryCode | None = None
    region: RegionCode | None = None
    city: Line | None = None
    employer: Line | None = None
    employer_id: OrganisationId | None = None
    effective_on: Day | None = None

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        return self._must_have("name", "country", "effective_on")


@final
class SiteCorrected(Event, topic="site-corrected.1", stream="site"):
    """What was written down wrong when a site was opened was put right, for the whole past."""

    was: SiteDetails
    is_: SiteDetails = Field(alias="is")
    reason: Line

    @model_validator(mode="after")
    def _corrects(self) -> Self:
        must_correct(self.was, self.is_)
        return self


@final
class SiteDownsized(Event, topic="site-downsized.1", stream="site"):
    """A site released a number of operators and kept the rest."""

    operators: Posts
    headcount_left: Heads
    reason: Line
    effective_on: Day


@final
class SiteClosed(Event, topic="site-closed.1", stream="site"):
    """A site was closed; `effective_on` is the first day on which it was no longer open."""

    reason: Line
    effective_on: Day


@final
class SiteClosingVoided(Event, topic="site-closing-voided.1", stream="site"):
    """The closing of a site was taken back: it had been recorded by mistake.

    `version` is the place of the closing in the site's stream, and `effective_on` its own date.
    """

    version: Version
    effective_on: Day
    reason: Line


@final
class HeadcountAttested(Event, topic="headcount-attested.1", stream="site"):
    """Somebody outside counted the heads at a site at the end of a day."""

    heads: Heads
    source: Line
    effective_on: Day


@final
class AttestationVoided(Event, topic="attestation-voided.1", stream="site"):
    """An outside count was taken back: it had been recorded by mistake.

    `version` is the place of the count in the site's stream, and `effective_on` the day counted.
    """

    version: Version
    effective_on: Day
    reason: Line


SiteEvent = (
    SiteOpened
    | SiteOpeningVoided
    | SiteChanged
    | SiteChangeVoided
    | SiteCorrected
    | SiteDownsized
    | SiteClosed
    | SiteClosingVoided
    | HeadcountAttested
    | AttestationVoided
)
"""What a site's stream is made of."""
