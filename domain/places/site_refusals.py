"""What is refused of sites."""

from __future__ import annotations

from datetime import date, datetime

from domain.refusal import Refusal, operators_said, unknown_said


class UnknownSite(Refusal):
    """A site must have been opened before it is used."""

    def __init__(
        self, site: str, known_at: datetime | None = None, *, near: str | None = None
    ) -> None:
        self.site = site
        advice = (
            f"Did you mean {near}? All are in: rientro site list"
            if near
            else "Check the code with: rientro site list, "
            f"or open it: rientro site open {site} --country CC --on DATE"
        )
        super().__init__(unknown_said(f"site {site}", advice, known_at))


class SiteNotYetOpen(Refusal):
    """A site is used only from the date on which it opens."""

    def __init__(self, site: str, opened_on: date, on: date) -> None:
        super().__init__(
            f"{site} opens on {opened_on} and is not open on {on}. Give a date from {opened_on} on."
        )


class SiteIsClosed(Refusal):
    """A closed site is not used any more."""

    def __init__(self, site: str, closed_on: date, on: date) -> None:
        super().__init__(
            f"{site} is closed from {closed_on} on and is not open on {on}. "
            "Give an earlier date or another site."
        )


class SiteAlreadyOpen(Refusal):
    """A site is opened once; its facts are not rewritten."""

    def __init__(self, site: str, opened_on: date) -> None:
        super().__init__(
            f"{site} was already opened on {opened_on} with other facts. "
            f"See them with: rientro site show {site}, or open the new site under another code."
        )


class SiteAlreadyClosed(Refusal):
    """A site is closed once."""

    def __init__(self, site: str, closed_on: date) -> None:
        super().__init__(
            f"{site} is already closed from {closed_on} on. Where that is wrong, void it by its "
            f"position in rientro log --site {site}: rientro void --position N --reason TEXT"
        )


class SiteClosesTooEarly(Refusal):
    """A site closes after it was opened."""

    def __init__(self, site: str, opened_on: date, on: date) -> None:
        super().__init__(
            f"{site} is open from {opened_on} and cannot close on {on}. Give a later date."
        )


class SiteNotEmpty(Refusal):
    """A site closes only when nobody is left."""

    def __init__(self, site: str, on: date, heads: int, last_on: date) -> None:
        when = f"on {on}" if last_on == on else f"on {last_on}, after it would close on {on}"
        super().__init__(
            f"There would still be {operators_said(heads)} at {site} {when}. Transfer or release them first; "
            f"see who they are: rientro operator list --at {site} --on {last_on}"
        )


class TooManyDownsized(Refusal):
    """A site cannot release more operators than it has."""

    def __init__(self, site: str, operators: int, heads: int, on: date) -> None:
        super().__init__(
            f"{site} has {operators_said(heads)} on {on} and cannot release {operators}. "
            f"See who is there: rientro operator list --at {site} --on {on}"
        )


class RegionElsewhere(Refusal):
    """A site's region lies in its country."""

    def __init__(self, site: str, region: str, country: str) -> None:
        super().__init__(
            f"{site} would be in region {region}, which is not in {country}. Give both."
        )


class OpensAfterUse(Refusal):
    """A site was open when somebody was there."""

    def __init__(self, site: str, on: date, used_on: date) -> None:
        super().__init__(
            f"Somebody is at {site} on {used_on}, so it did not open on {on}. Give an earlier date."
        )
