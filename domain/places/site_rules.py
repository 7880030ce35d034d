"""What a site's history, and the operators there, allow to be said of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, assert_never

from domain.correction_refusals import ChangeOutOfOrder, NothingDiffers, StillLeanedOn
from domain.corrections import check_change_voided, check_was, corrected
from domain.places.site_events import (
    AttestationVoided,
    HeadcountAttested,
    SiteChanged,
    SiteChangeVoided,
    SiteClosed,
    SiteClosingVoided,
    SiteCorrected,
    SiteDownsized,
    SiteEvent,
    SiteOpened,
    SiteOpeningVoided,
)
from domain.places.site_refusals import (
    BothEndsOfPlan,
    ClosesBeforeReports,
    OpensAfterReports,
    OpensAfterUse,
    RegionElsewhere,
    SiteAlreadyClosed,
    SiteAlreadyOpen,
    SiteClosesTooEarly,
    SiteIsClosed,
    SiteNotEmpty,
    TooManyDownsized,
)
from domain.refusal import HistoryDiffers
from domain.reported import begun_from, months_of_first, over_before

if TYPE_CHECKING:
    from domain.occupancy import Occupancy
    from domain.places.site import Site
    from domain.register import Register


def check(site: Site, event: SiteEvent, register: Register) -> None:
    """Refuse an event that the site's history or the operators there do not allow."""
    occupancy = register.occupancy
    match event:
        case SiteOpened():
            if site.opened is not None:
                raise SiteAlreadyOpen(site.code, site.opened.effective_on)
        case SiteChanged():
            _check_change(site, event)
        case SiteCorrected():
            _check_correction(site, event, register)
        case SiteDownsized():
            _check_downsizing(site, event, occupancy(site.code))
        case SiteClosed(effective_on=on):
            _check_closing(site, on, register)
        case HeadcountAttested():
            site.known()
        case SiteOpeningVoided():
            _check_opening_voided(site, event, register)
        case SiteChangeVoided():
            check_change_voided(site.code, site.standing_changes, event)
        case SiteClosingVoided() | AttestationVoided():
            _check_void(site, event)
        case _:
            assert_never(event)


def _check_void(site: Site, event: SiteClosingVoided | AttestationVoided) -> None:
    if isinstance(event, SiteClosingVoided):
        if (event.version, event.effective_on) != (site.closed_at, site.closed_on):
            raise HistoryDiffers(site.code, "void-of-closing")
        return
    counted = site.count(event.version)
    if counted is None or counted.effective_on != event.effective_on:
        raise HistoryDiffers(site.code, "void-of-outside-count")


def _check_opening_voided(site: Site, event: SiteOpeningVoided, register: Register) -> None:
    opened = site.as_opened
    if opened is None or (event.version, event.effective_on) != (
        site.opened_at,
        opened.effective_on,
    ):
        raise HistoryDiffers(site.code, "void-of-opening")
    used = register.occupancy(site.code).first_occupied(date.min)
    if used is not None:
        raise StillLeanedOn("opening", site.code, "somebody", used[0])
    if site.closed is not None:
        raise StillLeanedOn("opening", site.code, "its-closing", site.closed_on)
    if site.changes:
        raise StillLeanedOn("opening", site.code, "its-change", site.changes[-1].effective_on)
    if site.latest_count is not None:
        on = site.latest_count.attested.effective_on
        raise StillLeanedOn("opening", site.code, "outside-count", on)
    named_by = register.who_names_site(site.code)
    if named_by is not None:
        raise StillLeanedOn("opening", site.code, *named_by[:1], by=named_by[1])


def _check_change(site: Site, event: SiteChanged) -> None:
    now = site.latest
    on = event.effective_on
    if on <= now.effective_on:
        raise ChangeOutOfOrder("site", site.code, on, now.effective_on)
    if site.closed_on is not None and on >= site.closed_on:
        raise SiteIsClosed(site.code, site.closed_on, on)
    if _run_by(event) == _run_by(now):
        raise NothingDiffers("site", site.code, now.effective_on)


def _check_correction(site: Site, event: SiteCorrected, register: Register) -> None:
    opened = site.known()
    check_was(site.code, opened, event)
    right = corrected(opened, event)
    if right.region is not None and not right.region.startswith(f"{right.country}-"):
        raise RegionElsewhere(site.code, right.region, right.country)
    if right.country != opened.country:
        plan = register.plan_with_both_ends_at(site.code, right.country)
        if plan is not None:
            raise BothEndsOfPlan(site.code, right.country, plan)
    on = right.effective_on
    used = register.occupancy(site.code).first_occupied(date.min)
    if used is not None and used[0] < on:
        raise OpensAfterUse(site.code, on, used[0])
    if site.closed_on is not None and on >= site.closed_on:
        raise SiteClosesTooEarly(site.code, on, site.closed_on)
    if site.changes and on >= site.changes[0].effective_on:
        raise ChangeOutOfOrder("site", site.code, site.changes[0].effective_on, on)
    if on > opened.effective_on:
        earlier = months_of_first(over_before(register.reported_at(site.code), on))
        if earlier is not None:
            raise OpensAfterReports(site.code, on, *earlier)


def _check_downsizing(site: Site, event: SiteDownsized, occupancy: Occupancy) -> None:
    on = event.effective_on
    site.must_be_open_on(on)
    there = occupancy.heads_on(on)
    if event.operators > there:
        raise TooManyDownsized(site.code, event.operators, there, on)
    if event.headcount_left != there - event.operators:
        raise HistoryDiffers(site.code, "downsizing", event.headcount_left)


def _check_closing(site: Site, on: date, register: Register) -> None:
    opened_on = site.known().effective_on
    if site.closed_on is not None:
        raise SiteAlreadyClosed(site.code, site.closed_on)
    if on <= opened_on:
        raise SiteClosesTooEarly(site.code, opened_on, on)
    occupied = register.occupancy(site.code).first_occupied(on)
    if occupied is not None:
        raise SiteNotEmpty(site.code, on, occupied[1], occupied[0])
    later = months_of_first(begun_from(register.reported_at(site.code), on))
    if later is not None:
        raise ClosesBeforeReports(site.code, on, *later)


def _run_by(facts: SiteOpened | SiteChanged) -> tuple[str | None, ...]:
    return facts.name, facts.employer, facts.employer_id
