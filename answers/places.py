"""The workplaces that operators are at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import SPREAD
from answers.workforce.heads import Heads
from projections.attestations import attestation_list
from projections.headcount import figure_at
from projections.sites import SiteFacts, site_named
from projections.sites import site_list as known_sites

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site and its life."""

    site: str
    name: str
    country: str
    region: str | None
    city: str | None
    employer: str | None
    opened_on: date
    closed_on: date | None
    closed_because: str | None

    @classmethod
    def of(cls, facts: SiteFacts) -> SiteRow:
        """A site as it is told."""
        return cls(
            site=facts.site,
            name=facts.name,
            country=facts.country,
            region=facts.region,
            city=facts.city,
            employer=facts.employer,
            opened_on=facts.opened_on,
            closed_on=facts.closed_on,
            closed_because=facts.closed_because,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteListAnswer(Answer[SiteRow]):
    """Every site, in order of code."""

    schema: ClassVar[str] = "site-list"


def site_list(view: View) -> SiteListAnswer:
    """The sites that are known, each with the name and the employer last recorded."""
    rows = [SiteRow.of(facts.latest) for facts in known_sites(view)]
    return SiteListAnswer(head=Envelope.of(view), rows=rows)


@dataclass(frozen=True, slots=True)
class AttestationRow:
    """What somebody outside counted, beside what the ledger says."""

    on: date
    heads: int
    ledger_heads: int
    source: str


@dataclass(frozen=True, slots=True)
class SiteChangeRow:
    """What a site is called and who runs it, from a day on."""

    since: date
    name: str
    employer: str | None


@dataclass(frozen=True, slots=True)
class SiteShownRow:
    """A site, its headcount on a day, and what was counted from outside."""

    site: Annotated[SiteRow, SPREAD]
    figure: Annotated[Heads, SPREAD]
    attestations: Sequence[AttestationRow]
    changes: Sequence[SiteChangeRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteShownAnswer(Answer[SiteShownRow]):
    """One site, on a day."""

    schema: ClassVar[str] = "site-show"


def site_shown(view: View, code: str, on: date) -> SiteShownAnswer:
    """The site on the day; refuses one that is not known."""
    facts = site_named(view, code)
    counted = [
        AttestationRow(each.on, each.heads, each.ledger_heads, each.source)
        for each in attestation_list(view, code)
    ]
    changes = [SiteChangeRow(each.since, each.name, each.employer) for each in facts.changes]
    figure = Heads.of(figure_at(view, code, on))
    row = SiteShownRow(SiteRow.of(facts.on(on)), figure, counted, changes)
    return SiteShownAnswer(head=Envelope.of(view, on), rows=[row])
