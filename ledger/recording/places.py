"""Sites are opened, counted and closed."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from domain import countries
from domain.places.site_commands import AttestSite, ChangeSite, CloseSite, CorrectSite, OpenSite
from domain.places.site_events import SiteOpened

if TYPE_CHECKING:
    from ledger.recording.carrying_out import CarriesOut
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


def change_site(recording: Recording, command: ChangeSite) -> None:
    """Let the site decide on a change of its name or employer."""
    register = recording.aggregates
    changed = register.site(command.code).change(
        name=command.name,
        employer=command.employer,
        reason=command.reason,
        effective_on=command.effective_on,
        register=register,
    )
    recording.decide(command.code, changed)


def correct_site(recording: Recording, command: CorrectSite) -> None:
    """Let the site decide on what is put right."""
    register, right = recording.aggregates, command.right
    site = register.site(command.code)
    if right.get("region") is not None and site.opened is not None:
        country = right.get("country", site.opened.country)
        right = {**right, "region": countries.region(right["region"], country)}
    corrected = site.correct(right, reason=command.reason, register=register)
    recording.decide(command.code, corrected)


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


CARRIES_OUT: CarriesOut = MappingProxyType(
    {
        OpenSite: open_site,
        ChangeSite: change_site,
        CorrectSite: correct_site,
        CloseSite: close_site,
        AttestSite: attest_site,
    }
)
"""What carries out each kind of command about them."""
