"""Sites are opened, counted and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.places.site_events import SiteOpened
from ledger.recording.commands import Commands

if TYPE_CHECKING:
    from datetime import date

    from ledger.recording.unit_of_work import Outcome


class SiteCommands(Commands):
    """What is recorded of sites."""

    def open_site(
        self,
        code: str,
        *,
        country: str,
        effective_on: date,
        name: str | None = None,
        region: str | None = None,
        city: str | None = None,
        employer: str | None = None,
    ) -> Outcome:
        """Open a site."""
        event = SiteOpened(
            name=name or code,
            country=country,
            region=region,
            city=city,
            employer=employer,
            effective_on=effective_on,
        )
        with self._recording("site-open") as recording:
            register = recording.aggregates
            recording.decide(code, register.site(code).open(event, register))
        return recording.outcome

    def close_site(self, code: str, *, reason: str, effective_on: date) -> Outcome:
        """Close a site on which nobody is left."""
        with self._recording("site-close") as recording:
            register = recording.aggregates
            closed = register.site(code).close(
                reason=reason, effective_on=effective_on, register=register
            )
            recording.decide(code, closed)
        return recording.outcome

    def attest_site(self, code: str, *, heads: int, source: str, effective_on: date) -> Outcome:
        """Keep what somebody outside counted at a site at the end of a day."""
        with self._recording("site-attest") as recording:
            register = recording.aggregates
            attested = register.site(code).attest(
                heads=heads, source=source, effective_on=effective_on, register=register
            )
            recording.decide(code, attested)
        return recording.outcome
