"""What happened to sites, in words."""

from __future__ import annotations

from typing import assert_never

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
from faces.words import say
from faces.words.events.corrections import corrected


def site_event(code: str, event: SiteEvent) -> str:
    """What happened to a site."""
    match event:
        case SiteOpened(name=name, country=country, employer=employer, effective_on=on):
            key = "site-opened.run-by" if employer else "site-opened"
            return say(key, code=code, name=name, country=country, employer=employer, on=on)
        case SiteOpeningVoided(effective_on=on, reason=reason):
            return say("site-opening-voided", code=code, on=on, reason=reason)
        case SiteChanged(name=name, employer=employer, effective_on=on, reason=reason):
            key = "site-changed.run-by" if employer else "site-changed"
            return say(key, code=code, name=name, employer=employer, on=on, reason=reason)
        case SiteChangeVoided(effective_on=on, reason=reason):
            return say("site-change-voided", code=code, on=on, reason=reason)
        case SiteCorrected(reason=reason):
            return say("site-corrected", code=code, facts=corrected(event), reason=reason)
        case SiteDownsized(operators=operators, headcount_left=left, reason=reason):
            on = event.effective_on
            return say(
                "site-downsized", code=code, operators=operators, on=on, left=left, reason=reason
            )
        case SiteClosed(effective_on=on, reason=reason):
            return say("site-closed", code=code, on=on, reason=reason)
        case SiteClosingVoided(effective_on=on, reason=reason):
            return say("site-closing-voided", code=code, on=on, reason=reason)
        case HeadcountAttested(heads=heads, source=source, effective_on=on):
            return say("headcount-attested", code=code, heads=heads, on=on, source=source)
        case AttestationVoided(effective_on=on, reason=reason):
            return say("attestation-voided", code=code, on=on, reason=reason)
    assert_never(event)
