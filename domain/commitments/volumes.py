"""The volumes of a contract: whole months, each reported once, and corrected with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from domain.commitments.amounts import month_of, volume, volume_text
from domain.commitments.shares import runs_in
from domain.commitments.volume_events import ReportedVolume, Volumes, VolumesReported
from domain.commitments.volume_refusals import (
    CountedTwice,
    MonthAlreadyReported,
    NothingReported,
    OtherUnit,
    PlaceNamedTwice,
    UnitNeeded,
)
from domain.contracts.contract_refusals import ContractNotRunning
from domain.correction_refusals import StillLeanedOn
from domain.logbook import CannotBeVoided
from domain.places.site_refusals import SiteIsClosed, SiteNotYetOpen, UnknownSite
from domain.plans.plan_events import AtSite, InCountry
from domain.plans.plan_places import place, place_text
from domain.refusal import HistoryDiffers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from domain.commitments.shares import Month
    from domain.register import Register
    from domain.values import ContractCode
    from domain.words import Unit


class Replaced(NamedTuple):
    """What a report replaced."""

    version: int
    """The version of the report."""
    unit: Unit
    before: Volumes


@dataclass(frozen=True, slots=True)
class MonthReports:
    """What was reported of a month."""

    standing: Volumes = ()
    """None where no report stands."""
    latest: Replaced | None = None
    steps: tuple[Replaced, ...] = ()
    """What led to what stands, without what was taken back since."""


@dataclass(frozen=True, slots=True)
class VolumeReports:
    """The volumes of a contract as the ledger knows them."""

    code: ContractCode
    version: int = 0
    unit: Unit | None = None
    """None as long as no report stands."""
    months: Mapping[str, MonthReports] = field(default_factory=dict)

    def report(
        self,
        month: Month,
        volumes: Sequence[tuple[str, str]],
        *,
        unit: Unit | None,
        source: str | None,
        reason: str | None,
        register: Register,
    ) -> VolumesReported | None:
        """Report a month, as places and volumes were typed, or say nothing of the same again."""
        register.contract(self.code).known()
        measured = unit or self.unit
        if measured is None:
            raise UnitNeeded(self.code)
        if not volumes:
            raise NothingReported(self.code, str(month))
        said = tuple(
            ReportedVolume(place=place(where, register), volume=volume(amount, measured))
            for where, amount in volumes
        )
        _check_named_once(said)
        was = self._of(str(month)).standing
        if same_volumes(was, said) and measured == self.unit:
            return None
        event = VolumesReported(
            month=str(month),
            unit=measured,
            volumes=said,
            was=was,
            source=source,
            reason=reason,
        )
        self.check(event, register)
        return event

    def void(self, version: int, *, reason: str, register: Register) -> VolumesReported:
        """Take back the latest report of a month, which restores what stood before it."""
        for name, month in self.months.items():
            for step in (month.latest, *reversed(month.steps)):
                if step is None or step.version != version:
                    continue
                if step not in (month.latest, month.steps[-1] if month.steps else None):
                    raise StillLeanedOn("report", self.code, "its-later-report")
                event = VolumesReported(
                    month=name,
                    unit=step.unit,
                    volumes=step.before,
                    was=month.standing,
                    source=None,
                    reason=reason,
                )
                self.check(event, register)
                return event
        raise CannotBeVoided("volume", self.code)

    def check(self, event: VolumesReported, register: Register) -> None:
        """Refuse a report that the contract, its sites or the reports before do not allow."""
        month = self._of(event.month)
        if not same_volumes(event.was, month.standing):
            raise HistoryDiffers(self.code, "volumes-before")
        if self.unit is not None and event.unit != self.unit:
            raise OtherUnit(self.code, self.unit, event.unit)
        if same_volumes(event.was, event.volumes):
            raise HistoryDiffers(self.code, "same-volumes")
        if event.was and event.reason is None:
            raise MonthAlreadyReported(self.code, event.month, volumes_in_words(event.was))
        _check_named_once(event.volumes)
        if not event.volumes:
            return
        self._check_contract(month_of(event.month), register)
        _check_sites(event.volumes, month_of(event.month), register)
        if not any(same_volumes(event.volumes, each) for each in _restorable(month)):
            _check_counted_once(event.volumes, register)

    def _check_contract(self, month: Month, register: Register) -> None:
        contract = register.contract(self.code)
        runs_from, ended_on = contract.known().effective_on, contract.ended_on
        if runs_in(month, runs_from, ended_on):
            return
        if runs_from > month.last:
            raise ContractNotRunning(self.code, month.last, runs_from=runs_from)
        raise ContractNotRunning(self.code, max(month.first, runs_from), ended_on=ended_on)

    def after(self, event: VolumesReported) -> VolumeReports:
        """The volumes after the event, which is believed."""
        version, month = self.version + 1, self._of(event.month)
        replaced = Replaced(version, event.unit, month.standing)
        goes_back = bool(month.steps) and same_volumes(month.steps[-1].before, event.volumes)
        steps = month.steps[:-1] if goes_back else (*month.steps, replaced)
        months = {**self.months, event.month: MonthReports(event.volumes, replaced, steps)}
        stands = any(each.standing for each in months.values())
        return replace(self, version=version, unit=event.unit if stands else None, months=months)

    def names_site(self, code: str) -> bool:
        """Whether a report that stands names the site."""
        at = AtSite(site=code)
        return any(each.place == at for month in self.months.values() for each in month.standing)

    @property
    def in_use(self) -> tuple[str, ContractCode] | None:
        """The word for it, and the contract's code, as long as a report stands."""
        stands = any(month.standing for month in self.months.values())
        return ("volumes-reported", self.code) if stands else None

    def _of(self, month: str) -> MonthReports:
        return self.months.get(month, MonthReports())


def same_volumes(one: Volumes, other: Volumes) -> bool:
    """Whether both say the same of the same places, in whatever order."""
    return {each.place: each.volume for each in one} == {
        each.place: each.volume for each in other
    } and len(one) == len(other)


def volumes_in_words(volumes: Volumes) -> tuple[str, ...]:
    """The volumes place by place, as they are written."""
    return tuple(f"{place_text(each.place)} {volume_text(each.volume)}" for each in volumes)


def _restorable(month: MonthReports) -> Iterable[Volumes]:
    """What stood before what stands, which taking it back restores as it was once said."""
    for step in (month.latest, month.steps[-1] if month.steps else None):
        if step is not None:
            yield step.before


def _check_named_once(volumes: Volumes) -> None:
    seen = set()
    for each in volumes:
        if each.place in seen:
            raise PlaceNamedTwice(place_text(each.place))
        seen.add(each.place)


def _check_sites(volumes: Volumes, month: Month, register: Register) -> None:
    """Refuse a site that was not open in the month."""
    for each in volumes:
        if not isinstance(each.place, AtSite):
            continue
        site = register.site(each.place.site)
        if site.opened is None:
            raise UnknownSite(site.code)
        opened_on, closed_on = site.opened.effective_on, site.closed_on
        if opened_on > month.last:
            raise SiteNotYetOpen(site.code, opened_on, month.last)
        if closed_on is not None and closed_on <= max(month.first, opened_on):
            raise SiteIsClosed(site.code, closed_on, max(month.first, opened_on))


def _check_counted_once(volumes: Volumes, register: Register) -> None:
    """Refuse a site that stands beside its own country."""
    countries = {each.place.country for each in volumes if isinstance(each.place, InCountry)}
    for each in volumes:
        if isinstance(each.place, AtSite):
            opened = register.site(each.place.site).opened
            if opened is not None and opened.country in countries:
                raise CountedTwice(each.place.site, opened.country)
