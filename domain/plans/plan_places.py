"""The places of a plan: countries and known sites, as they are named, written and kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.countries import is_country, may_be_country
from domain.plans.plan_events import AtSite, InCountry, Place
from domain.plans.plan_refusals import AmbiguousPlace, PlacesOverlap, UnknownPlace
from domain.values import place_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.register import Register


def place(text: str, register: Register) -> Place:
    """The country or the known site that somebody named.

    Where a code means both, `country:` or `site:` before it has to say which.
    """
    what, _, named = place_name(text).rpartition(":")
    is_site = what != "country" and register.site(named).opened is not None
    if what != "site" and is_country(named):
        if is_site:
            raise AmbiguousPlace(named)
        return InCountry(country=named)
    if is_site:
        return AtSite(site=named)
    raise UnknownPlace(text)


def place_text(named: Place) -> str:
    """A place as it is written: its code, and more where a site could be taken for a country."""
    if isinstance(named, InCountry):
        return named.country
    return f"site:{named.site}" if may_be_country(named.site) else named.site


def check_places(
    origins: Sequence[Place], destinations: Sequence[Place], register: Register
) -> None:
    """Refuse a site that is not known, and a place that is both an origin and a destination."""
    for named in (*origins, *destinations):
        if isinstance(named, AtSite) and register.site(named.site).opened is None:
            raise UnknownPlace(named.site)
    overlap = [
        place_text(destination)
        for destination in destinations
        if any(_overlap(origin, destination, register) for origin in origins)
    ]
    if overlap:
        raise PlacesOverlap(tuple(overlap))


def _overlap(one: Place, other: Place, register: Register) -> bool:
    if isinstance(one, InCountry) and isinstance(other, AtSite):
        return one.country == _country(other, register)
    if isinstance(one, AtSite) and isinstance(other, InCountry):
        return other.country == _country(one, register)
    return one == other


def _country(at: AtSite, register: Register) -> str | None:
    opened = register.site(at.site).opened
    return opened.country if opened else None
