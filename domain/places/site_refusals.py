"""What is refused of sites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.refusal import Refusal, facts


@facts
class UnknownSite(Refusal):
    """A site must have been opened before it is used."""

    site: str
    known_at: datetime | None = None
    near: str | None = None

    def variants(self) -> Iterator[str]:
        if self.known_at is not None:
            yield "known_at"
        if self.near is not None:
            yield "near"


@facts
class SiteNotYetOpen(Refusal):
    """A site is used only from the date on which it opens."""

    site: str
    opened_on: date
    on: date


@facts
class SiteIsClosed(Refusal):
    """A closed site is not used any more."""

    site: str
    closed_on: date
    on: date


@facts
class SiteAlreadyOpen(Refusal):
    """A site is opened once; its facts are not rewritten."""

    site: str
    opened_on: date


@facts
class SiteAlreadyClosed(Refusal):
    """A site is closed once."""

    site: str
    closed_on: date


@facts
class BothEndsOfPlan(Refusal):
    """A site is corrected so that it stays at one end of every plan."""

    site: str
    country: str
    plan: str


@facts
class SiteClosesTooEarly(Refusal):
    """A site closes after it was opened."""

    site: str
    opened_on: date
    on: date


@facts
class SiteNotEmpty(Refusal):
    """A site closes only when nobody is left."""

    site: str
    on: date
    heads: int
    last_on: date

    def variants(self) -> Iterator[str]:
        if self.last_on != self.on:
            yield "later"


@facts
class TooManyDownsized(Refusal):
    """A site cannot release more operators than it has."""

    site: str
    operators: int
    heads: int
    on: date


@facts
class RegionElsewhere(Refusal):
    """A site's region lies in its country."""

    site: str
    region: str
    country: str


@facts
class OpensAfterUse(Refusal):
    """A site was open when somebody was there."""

    site: str
    on: date
    used_on: date


@facts
class OpensAfterReports(Refusal):
    """A site is open in every month of which a report names it."""

    site: str
    on: date
    contract: str
    """The first whose reports do."""
    months: tuple[str, ...]
    """Those in which it would not be open yet."""


@facts
class ClosesBeforeReports(Refusal):
    """A site is open in every month of which a report names it."""

    site: str
    on: date
    contract: str
    """The first whose reports do."""
    months: tuple[str, ...]
    """Those in which it would be open no more."""
