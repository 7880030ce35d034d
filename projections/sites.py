"""Which sites there are, by whom they are run, and since and until when each is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Table, select

from domain.places.site_refusals import UnknownSite
from projections.projection import Projection
from projections.statements import add_said, known, over
from projections.tables import NONE, AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sqlalchemy import Connection

    from domain.places.site_events import (
        SiteChanged,
        SiteChangeVoided,
        SiteClosed,
        SiteClosingVoided,
        SiteCorrected,
        SiteOpened,
        SiteOpeningVoided,
    )
    from domain.recorded import Recorded
    from projections.statements import Said
    from projections.view import View

sites = Table(
    "sites",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False, index=True),
    Column("kind", ExactText, nullable=False),
    Column("since", ExactText),
    Column("name", ExactText),
    Column("country", ExactText),
    Column("region", ExactText),
    Column("city", ExactText),
    Column("employer", ExactText),
)
"""What was said of each site: when it was opened, of a change from a day on, or of a correction.

What was not said is null, and what there is none of is the empty text. A voided opening says nothing.
"""

site_closures = Table(
    "site_closures",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("site", ExactText, nullable=False, index=True),
    Column("closed_on", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
)
"""Whether each site is closed, as last recorded; no day where its closing was voided."""
_FACTS = ("name", "country", "region", "city", "employer")


class Sites(Projection):
    """Writes a row for all that is said of a site, and for every closing."""

    def __init__(self) -> None:
        from domain.places import site_events as events  # no question needs them

        self.facts = AppendedRows(sites)
        self.closed = AppendedRows(site_closures)
        self.appended = (self.facts, self.closed)
        self.handles = {
            events.SiteOpened: self.on_opened,
            events.SiteOpeningVoided: self.on_opening_voided,
            events.SiteChanged: self.on_changed,
            events.SiteChangeVoided: self.on_change_voided,
            events.SiteCorrected: self.on_corrected,
            events.SiteClosed: self.on_closed,
            events.SiteClosingVoided: self.on_closing_voided,
        }

    def on_opened(self, recorded: Recorded[SiteOpened]) -> None:
        """A site was opened."""
        event = recorded.event
        self._say(recorded, "opened", {name: getattr(event, name) for name in _FACTS})

    def on_opening_voided(self, recorded: Recorded[SiteOpeningVoided]) -> None:
        """The opening of a site was taken back."""
        self._say(recorded, "voided", {})

    def on_changed(self, recorded: Recorded[SiteChanged]) -> None:
        """A site has another name or employer from a day on."""
        event = recorded.event
        self._say(recorded, "changed", {"name": event.name, "employer": event.employer})

    def on_change_voided(self, recorded: Recorded[SiteChangeVoided]) -> None:
        """The latest change of a site was taken back."""
        self._say(recorded, "unchanged", {})

    def on_corrected(self, recorded: Recorded[SiteCorrected]) -> None:
        """What was said of a site was put right."""
        self._say(recorded, "corrected", recorded.event.is_.named)

    def on_closed(self, recorded: Recorded[SiteClosed]) -> None:
        """A site was closed."""
        event = recorded.event
        closed_on = event.effective_on.isoformat()
        self.closed.add((recorded.position, recorded.code, closed_on, event.reason))

    def on_closing_voided(self, recorded: Recorded[SiteClosingVoided]) -> None:
        """The closing of a site was taken back."""
        self.closed.add((recorded.position, recorded.code, NONE, NONE))

    def _say(self, recorded: Recorded[Any], kind: str, said: Mapping[str, Any]) -> None:
        add_said(self.facts, recorded, kind, said, _FACTS)


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What a site is called and who runs it, from a day on."""

    since: date
    name: str
    employer: str | None


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site and its life; its name and employer are those of its opening, as far as is not said."""

    site: str
    name: str
    country: str
    region: str | None
    city: str | None
    employer: str | None
    opened_on: date
    closed_on: date | None
    closed_because: str | None
    changes: tuple[SiteChange, ...] = ()
    """What holds from later days on, in their order."""

    @property
    def latest(self) -> SiteFacts:
        """The site with the name and the employer last recorded."""
        return self.on(date.max)

    def on(self, day: date) -> SiteFacts:
        """The site with the name and the employer that it has on a day."""
        name, employer = self.name, self.employer
        for change in self.changes:
            if change.since <= day:
                name, employer = change.name, change.employer
        return replace(self, name=name, employer=employer)


def site_list(view: View) -> list[SiteFacts]:
    """Every site, in order of code."""
    closed = over(view, site_closures)
    return [
        _site(code, said, closed.get(code)) for code, said in known(view, sites, _FACTS).items()
    ]


def _site(code: str, said: Said, closed: tuple[date, str] | None) -> SiteFacts:
    facts = said.facts
    return SiteFacts(
        site=code,
        name=facts["name"],
        country=facts["country"],
        region=facts["region"] or None,
        city=facts["city"] or None,
        employer=facts["employer"] or None,
        opened_on=date.fromisoformat(facts["since"]),
        closed_on=closed[0] if closed else None,
        closed_because=closed[1] if closed else None,
        changes=tuple(
            SiteChange(
                date.fromisoformat(change["since"]), change["name"], change["employer"] or None
            )
            for change in said.changes
        ),
    )


def codes_of(connection: Connection) -> list[str]:
    """The codes of all sites ever opened."""
    return list(connection.execute(select(sites.c.code).distinct()).scalars())


def site_named(view: View, code: str) -> SiteFacts:
    """The site with that code; refuses one that is not known, or was not known then."""
    for facts in site_list(view):
        if facts.site == code:
            return facts
    raise UnknownSite(code, view.then)


def countries(view: View) -> dict[str, str]:
    """The country of every site."""
    return {facts.site: facts.country for facts in site_list(view)}
