"""A site: a workplace run by one employer in one country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, assert_never

from domain.events import (
    AttestationVoided,
    HeadcountAttested,
    SiteClosed,
    SiteClosingVoided,
    SiteDownsized,
    SiteEvent,
    SiteOpened,
)
from domain.refusals import (
    CannotBeVoided,
    HistoryDiffers,
    SiteAlreadyClosed,
    SiteAlreadyOpen,
    SiteClosesTooEarly,
    SiteIsClosed,
    SiteNotEmpty,
    SiteNotYetOpen,
    TooManyDownsized,
    UnknownSite,
)
from domain.values import SiteCode

if TYPE_CHECKING:
    from domain.occupancy import Occupancy
    from domain.register import Register


class Count(NamedTuple):
    """An outside count that stands, and the ones before it."""

    version: int
    attested: HeadcountAttested
    earlier: Count | None


@dataclass(frozen=True, slots=True)
class Site:
    """A site as the ledger knows it; a site that nobody opened is unknown."""

    code: SiteCode
    version: int = 0
    opened: SiteOpened | None = None
    closed: SiteClosed | None = None
    closed_at: int = 0
    """The version of the closing, while it stands."""
    latest_count: Count | None = None

    @property
    def closed_on(self) -> date | None:
        """The first day on which it is no longer open, once it is known."""
        return self.closed.effective_on if self.closed else None

    @property
    def counts(self) -> Iterator[Count]:
        """The outside counts that stand, latest first."""
        count = self.latest_count
        while count is not None:
            yield count
            count = count.earlier

    # Commands -------------------------------------------------------------------------------

    def open(self, event: SiteOpened, register: Register) -> SiteOpened | None:
        """Open the site, or say nothing where it was opened just so."""
        if event == self.opened:
            return None
        self.check(event, register)
        return event

    def downsize(
        self, *, operators: int, reason: str, effective_on: date, register: Register
    ) -> SiteDownsized:
        """Release a number of operators; who they are is recorded beside it."""
        there = register.occupancy(self.code).heads_on(effective_on)
        event = SiteDownsized(
            operators=operators,
            headcount_left=max(there - operators, 0),
            reason=reason,
            effective_on=effective_on,
        )
        self.check(event, register)
        return event

    def close(self, *, reason: str, effective_on: date, register: Register) -> SiteClosed | None:
        """Close the site, on which nobody may be left."""
        event = SiteClosed(reason=reason, effective_on=effective_on)
        if event == self.closed:
            return None
        self.check(event, register)
        return event

    def attest(
        self, *, heads: int, source: str, effective_on: date, register: Register
    ) -> HeadcountAttested | None:
        """Keep what somebody outside counted."""
        event = HeadcountAttested(heads=heads, source=source, effective_on=effective_on)
        if any(count.attested == event for count in self.counts):
            return None
        self.check(event, register)
        return event

    def void(
        self, version: int, *, reason: str, register: Register
    ) -> SiteClosingVoided | AttestationVoided:
        """Take back the closing or the outside count of that version."""
        event: SiteClosingVoided | AttestationVoided
        if self.closed is not None and version == self.closed_at:
            on = self.closed.effective_on
            event = SiteClosingVoided(version=version, effective_on=on, reason=reason)
        elif counted := self._count(version):
            on = counted.effective_on
            event = AttestationVoided(version=version, effective_on=on, reason=reason)
        else:
            raise CannotBeVoided(f"site {self.code}")
        self.check(event, register)
        return event

    # Rules ----------------------------------------------------------------------------------

    def check(self, event: SiteEvent, register: Register) -> None:
        """Refuse an event that the site's history or the operators there do not allow."""
        on = event.effective_on
        match event:
            case SiteOpened():
                if self.opened is not None:
                    raise SiteAlreadyOpen(self.code, self.opened.effective_on)
            case SiteDownsized():
                self._check_downsizing(event, register.occupancy(self.code))
            case SiteClosed():
                self._check_closing(on, register.occupancy(self.code))
            case SiteClosingVoided():
                if (event.version, on) != (self.closed_at, self.closed_on):
                    raise HistoryDiffers(self.code, "a void names its closing")
            case HeadcountAttested():
                self._known()
            case AttestationVoided():
                counted = self._count(event.version)
                if counted is None or counted.effective_on != on:
                    raise HistoryDiffers(self.code, "a void names an outside count")
            case _:
                assert_never(event)

    def _check_downsizing(self, event: SiteDownsized, occupancy: Occupancy) -> None:
        on = event.effective_on
        self.must_be_open_on(on)
        there = occupancy.heads_on(on)
        if event.operators > there:
            raise TooManyDownsized(self.code, event.operators, there, on)
        if event.headcount_left != there - event.operators:
            raise HistoryDiffers(
                self.code, f"a downsizing says that {event.headcount_left} were left"
            )

    def _check_closing(self, on: date, occupancy: Occupancy) -> None:
        opened_on = self._known().effective_on
        if self.closed_on is not None:
            raise SiteAlreadyClosed(self.code, self.closed_on)
        if on <= opened_on:
            raise SiteClosesTooEarly(self.code, opened_on, on)
        occupied = occupancy.first_occupied(on)
        if occupied is not None:
            raise SiteNotEmpty(self.code, on, occupied[1], occupied[0])

    def must_be_open_on(self, on: date) -> None:
        """Refuse a date on which nobody can start or work at the site."""
        opened_on = self._known().effective_on
        if on < opened_on:
            raise SiteNotYetOpen(self.code, opened_on, on)
        if self.closed_on is not None and on >= self.closed_on:
            raise SiteIsClosed(self.code, self.closed_on, on)

    def must_release_on(self, on: date) -> None:
        """Refuse a date on which nobody can go away: that may still be the day it closes."""
        if self.closed_on != on:
            self.must_be_open_on(on)

    def _count(self, version: int) -> HeadcountAttested | None:
        found = (count.attested for count in self.counts if count.version == version)
        return next(found, None)

    def _known(self) -> SiteOpened:
        if self.opened is None:
            raise UnknownSite(self.code)
        return self.opened

    # What follows ---------------------------------------------------------------------------

    def after(self, event: SiteEvent) -> Site:
        """The site after the event, which is believed."""
        version = self.version + 1
        later = replace(self, version=version)
        match event:
            case SiteOpened():
                return replace(later, opened=event)
            case SiteClosed():
                return replace(later, closed=event, closed_at=version)
            case SiteClosingVoided():
                return replace(later, closed=None, closed_at=0)
            case HeadcountAttested():
                return replace(later, latest_count=Count(version, event, self.latest_count))
            case AttestationVoided(version=taken_back):
                return replace(later, latest_count=_without(taken_back, self.latest_count))
            case SiteDownsized():
                return later
        assert_never(event)


def _without(version: int, latest: Count | None) -> Count | None:
    """The counts but for the one of that version."""
    later = []
    while latest is not None and latest.version != version:
        later.append(latest)
        latest = latest.earlier
    standing = latest.earlier if latest else None
    for count in reversed(later):
        standing = count._replace(earlier=standing)
    return standing
