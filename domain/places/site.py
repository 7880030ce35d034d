"""A site: a workplace run by one employer in one country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from domain.correction_refusals import (
    CorrectedOtherwise,
)
from domain.corrections import (
    StandingChange,
    carried,
    changed_at,
    corrected,
    correction,
    standing,
)
from domain.logbook import CannotBeVoided
from domain.placement import UNCHANGED
from domain.places.site_events import (
    AttestationVoided,
    HeadcountAttested,
    SiteChanged,
    SiteChangeVoided,
    SiteClosed,
    SiteClosingVoided,
    SiteCorrected,
    SiteDetails,
    SiteDownsized,
    SiteEvent,
    SiteOpened,
    SiteOpeningVoided,
)
from domain.places.site_refusals import (
    SiteIsClosed,
    SiteNotYetOpen,
    UnknownSite,
)
from domain.places.site_rules import check
from domain.tidying import say_the_same
from domain.values import SiteCode

if TYPE_CHECKING:
    from domain.placement import Unchanged
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
    """The opening, as it is right after all corrections."""
    as_opened: SiteOpened | None = None
    """The opening, as it was first written down."""
    opened_at: int = 0
    """The version of the opening, while it stands."""
    standing_changes: tuple[StandingChange[SiteChanged], ...] = ()
    """In their order."""
    corrected_at: tuple[int, ...] = ()
    """The versions of the corrections."""
    closed: SiteClosed | None = None
    closed_at: int = 0
    """The version of the closing, while it stands."""
    latest_count: Count | None = None

    @property
    def closed_on(self) -> date | None:
        """The first day on which it is no longer open, once it is known."""
        return self.closed.effective_on if self.closed else None

    @property
    def changes(self) -> tuple[SiteChanged, ...]:
        """The changes that stand, in their order."""
        return tuple(each.event for each in self.standing_changes)

    @property
    def latest(self) -> SiteOpened | SiteChanged:
        """What holds after all changes; refuses a site that nobody opened."""
        return self.standing_changes[-1].event if self.standing_changes else self.known()

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
        if say_the_same(event, self.opened, self.as_opened):
            return None
        self.check(event, register)
        return event

    def change(
        self,
        *,
        name: str | Unchanged = UNCHANGED,
        employer: str | Unchanged | None = UNCHANGED,
        reason: str,
        effective_on: date,
        register: Register,
    ) -> SiteChanged | None:
        """Let the site have another name or employer from a day on, or say nothing again."""
        latest = self.latest
        says_another = latest is not self.opened and latest.effective_on == effective_on
        before = self._before() if says_another else latest
        event = SiteChanged(
            name=before.name if name is UNCHANGED else name,
            employer=before.employer if employer is UNCHANGED else employer,
            employer_id=before.employer_id,
            reason=reason,
            effective_on=effective_on,
        )
        if event == latest:
            return None
        self.check(event, register)
        return event

    def _before(self) -> SiteOpened | SiteChanged:
        """What held before the latest change."""
        return replace(self, standing_changes=self.standing_changes[:-1]).latest

    def correct(
        self, right: Mapping[str, Any], *, reason: str, register: Register
    ) -> SiteCorrected | None:
        """Put right what was written down wrong, or say nothing where it is right already."""
        event = correction(SiteCorrected, SiteDetails, self.known(), right, reason=reason)
        if event is None:
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
    ) -> SiteClosingVoided | AttestationVoided | SiteChangeVoided | SiteOpeningVoided:
        """Take back the closing, the outside count, the change or the opening of that version."""
        event: SiteClosingVoided | AttestationVoided | SiteChangeVoided | SiteOpeningVoided
        if self.closed is not None and version == self.closed_at:
            on = self.closed.effective_on
            event = SiteClosingVoided(version=version, effective_on=on, reason=reason)
        elif counted := self.count(version):
            on = counted.effective_on
            event = AttestationVoided(version=version, effective_on=on, reason=reason)
        elif change := changed_at(version, self.standing_changes):
            on = change.effective_on
            event = SiteChangeVoided(version=version, effective_on=on, reason=reason)
        elif version in self.corrected_at:
            raise CorrectedOtherwise("site", self.code)
        elif self.as_opened is not None and version == self.opened_at:
            on = self.as_opened.effective_on
            event = SiteOpeningVoided(version=version, effective_on=on, reason=reason)
        else:
            raise CannotBeVoided("site", self.code)
        self.check(event, register)
        return event

    # Rules ----------------------------------------------------------------------------------

    def check(self, event: SiteEvent, register: Register) -> None:
        """Refuse an event that the site's history or the operators there do not allow."""
        check(self, event, register)

    def must_be_open_on(self, on: date) -> None:
        """Refuse a date on which nobody can start or work at the site."""
        opened_on = self.known().effective_on
        if on < opened_on:
            raise SiteNotYetOpen(self.code, opened_on, on)
        if self.closed_on is not None and on >= self.closed_on:
            raise SiteIsClosed(self.code, self.closed_on, on)

    def must_release_on(self, on: date) -> None:
        """Refuse a date on which nobody can go away: that may still be the day it closes."""
        if self.closed_on != on:
            self.must_be_open_on(on)

    def count(self, version: int) -> HeadcountAttested | None:
        """The outside count of that version, while it stands."""
        found = (count.attested for count in self.counts if count.version == version)
        return next(found, None)

    def known(self) -> SiteOpened:
        """The opening, as it is right; refuses a site that nobody opened."""
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
                return replace(later, opened=event, as_opened=event, opened_at=version)
            case SiteOpeningVoided():
                return Site(self.code, version)
            case SiteChanged():
                change = standing(version, event, self.latest)
                return replace(later, standing_changes=(*self.standing_changes, change))
            case SiteChangeVoided():
                return replace(later, standing_changes=self.standing_changes[:-1])
            case SiteCorrected():
                return replace(
                    later,
                    opened=corrected(self.known(), event),
                    standing_changes=carried(self.standing_changes, event.is_.named),
                    corrected_at=(*self.corrected_at, version),
                )
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
