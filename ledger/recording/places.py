"""Sites are opened, counted and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.places.site_events import SiteOpened

if TYPE_CHECKING:
    from domain.places.site_commands import AttestSite, CloseSite, OpenSite
    from ledger.recording.unit_of_work import Recording


def open_site(recording: Recording, command: OpenSite) -> None:
    """Let the site decide on its opening."""
    event = SiteOpened(
        name=command.name or command.code,
        country=command.country,
        region=command.region,
        city=command.city,
        employer=command.employer,
        effective_on=command.effective_on,
    )
    register = recording.aggregates
    recording.decide(command.code, register.site(command.code).open(event, register))


def close_site(recording: Recording, command: CloseSite) -> None:
    """Let the site decide on its closing."""
    register = recording.aggregates
    closed = register.site(command.code).close(
        reason=command.reason, effective_on=command.effective_on, register=register
    )
    recording.decide(command.code, closed)


def attest_site(recording: Recording, command: AttestSite) -> None:
    """Let the site decide on an outside count."""
    register = recording.aggregates
    attested = register.site(command.code).attest(
        heads=command.heads,
        source=command.source,
        effective_on=command.effective_on,
        register=register,
    )
    recording.decide(command.code, attested)
