"""Which sites there are, and since when and until when each is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Table, select

from domain.nearly_known import nearest_code
from domain.places.site_events import SiteClosed, SiteClosingVoided, SiteOpened
from domain.places.site_refusals import UnknownSite
from domain.tidying import as_group
from projections.projection import Projection
from projections.tables import NONE, AppendedRows, ExactText, latest_of_each, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
    Column("site", ExactText, nullable=False, index=True),
    Column("closed_on", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
)
"""Whether each site is closed, as last recorded; no day where its closing was voided."""


class Sites(Projection):
    """Writes a row for every site that opens or closes."""

    def __init__(self) -> None:
        self.opened = AppendedRows(sites)
        self.closed = AppendedRows(site_closures)
        self.appended = (
            self.opened,
            self.closed,
        )
        self.handles = {
            SiteOpened: self.on_opened,
            SiteClosed: self.on_closed,
            SiteClosingVoided: self.on_closing_voided,
        }

    def on_opened(self, recorded: Recorded[SiteOpened]) -> None:
        """A site was opened."""
        site = recorded.event
        self.opened.add(
            (
                recorded.position,
                recorded.code,
                as_group(site.name),
                site.country,
                site.region or NONE,
                as_group(site.city),
                as_group(site.employer),
                site.effective_on.isoformat(),
            )
        )

    def on_closed(self, recorded: Recorded[SiteClosed]) -> None:
        """A site was closed."""
        event = recorded.event
        closed_on = event.effective_on.isoformat()
        self.closed.add((recorded.position, recorded.code, closed_on, event.reason))

    def on_closing_voided(self, recorded: Recorded[SiteClosingVoided]) -> None:
        """The closing of a site was taken back."""
        self.closed.add((recorded.position, recorded.code, NONE, NONE))


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


def site_list(view: View) -> list[SiteFacts]:
    """Every site, in order of code."""
    closed = latest_of_each(view, site_closures, site_closures.c.site)
    query = (
        select(sites, closed.c.closed_on, closed.c.reason)
        .select_from(sites.outerjoin(closed, closed.c.site == sites.c.code))
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
            closed_because=row.reason or None,
        )
        for row in view.connection.execute(query)
    ]


def codes_of(connection: Connection) -> list[str]:
    """The codes of all sites ever opened."""
    return list(connection.execute(select(sites.c.code)).scalars())


def site_named(view: View, code: str) -> SiteFacts:
    """The site with that code; refuses one that is not known, or was not known then."""
    known = {facts.site: facts for facts in site_list(view)}
    if code not in known:
        raise UnknownSite(code, view.then, near=nearest_code(code, known))
    return known[code]
