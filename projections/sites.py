"""Which sites there are, and since when and until when each is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Table, and_, select

from domain.refusals import UnknownSite
from projections.tables import NONE, AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from domain.events import HeadcountAttested, SiteClosed, SiteOpened
    from domain.recorded import Recorded
    from projections.view import View

sites = Table(
    "sites",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False, unique=True),
    Column("name", ExactText, nullable=False),
    Column("country", ExactText, nullable=False),
    Column("region", ExactText, nullable=False),
    Column("city", ExactText, nullable=False),
    Column("employer", ExactText, nullable=False),
    Column("opened_on", ExactText, nullable=False),
)

site_closures = Table(
    "site_closures",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("site", ExactText, nullable=False, unique=True),
    Column("closed_on", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
)

attestations = Table(
    "attestations",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("site", ExactText, nullable=False, index=True),
    Column("counted_on", ExactText, nullable=False),
    Column("heads", BigInteger, nullable=False),
    Column("source", ExactText, nullable=False),
)


class Sites:
    """Writes a row for every site that opens, closes or is counted."""

    def __init__(self) -> None:
        self.opened = AppendedRows(sites)
        self.closed = AppendedRows(site_closures)
        self.attested = AppendedRows(attestations)

    def on_opened(self, recorded: Recorded[SiteOpened]) -> None:
        """A site was opened."""
        site = recorded.event
        self.opened.add(
            (
                recorded.position,
                recorded.code,
                site.name,
                site.country,
                site.region or NONE,
                site.city or NONE,
                site.employer or NONE,
                site.effective_on.isoformat(),
            )
        )

    def on_closed(self, recorded: Recorded[SiteClosed]) -> None:
        """A site was closed."""
        event = recorded.event
        closed_on = event.effective_on.isoformat()
        self.closed.add((recorded.position, recorded.code, closed_on, event.reason))

    def on_attested(self, recorded: Recorded[HeadcountAttested]) -> None:
        """Somebody outside counted the heads at a site."""
        event = recorded.event
        counted_on = event.effective_on.isoformat()
        self.attested.add((recorded.position, recorded.code, counted_on, event.heads, event.source))


@dataclass(frozen=True, slots=True)
class SiteFacts:
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


@dataclass(frozen=True, slots=True)
class Attestation:
    """An outside count of the heads at a site at the end of a day."""

    position: int
    counted_on: date
    heads: int
    source: str


def site_list(view: View) -> list[SiteFacts]:
    """Every site, in order of code."""
    closed = and_(site_closures.c.site == sites.c.code, site_closures.c.position <= view.position)
    query = (
        select(sites, site_closures.c.closed_on, site_closures.c.reason)
        .select_from(sites.outerjoin(site_closures, closed))
        .where(sites.c.position <= view.position)
        .order_by(sites.c.code)
    )
    return [
        SiteFacts(
            site=row.code,
            name=row.name,
            country=row.country,
            region=row.region or None,
            city=row.city or None,
            employer=row.employer or None,
            opened_on=date.fromisoformat(row.opened_on),
            closed_on=date.fromisoformat(row.closed_on) if row.closed_on else None,
            closed_because=row.reason,
        )
        for row in view.connection.execute(query)
    ]


def site_named(view: View, code: str) -> SiteFacts:
    """The site with that code; refuses one that is not known, or was not known then."""
    for facts in site_list(view):
        if facts.site == code:
            return facts
    raise UnknownSite(code, view.known_at)


def attestation_list(view: View, site: str) -> list[Attestation]:
    """The outside counts of a site, in the order in which they were recorded."""
    query = select(attestations).where(
        attestations.c.site == site, attestations.c.position <= view.position
    )
    return [
        Attestation(row.position, date.fromisoformat(row.counted_on), row.heads, row.source)
        for row in view.connection.execute(query.order_by(attestations.c.position))
    ]
