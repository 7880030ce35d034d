"""One row of a judgment: which months, which floor, and whether it is reached.

Where the contract of this capability leaves room, this is what is done:
the last so many months are those of the calendar, and of them the ones in which the contract ran, so that
a contract that ended leaves the window in time (`ended`);
the share so far, before the due day, is that of the months that begin on or after the day of joining.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from domain.commitments.shares import (
    UNITS_PER_ONE,
    Month,
    Share,
    last_whole_month,
    rounded_up,
    total,
)
from domain.commitments.shares import window as last_months
from domain.commitments.terms import Commitment
from projections.judging.facts import (
    WHOLE_THINGS,
    ContractCode,
    ContractFacts,
    ProtocolFacts,
    Signatory,
)
from projections.judging.floors import (
    Before,
    Floor,
    FloorFrom,
    Weighed,
    commitments_by_month,
    floor_of,
    weigh,
)
from projections.judging.newness import Considered
from projections.judging.sums import Summed, only_months
from projections.judging.verdicts import Judgment
from projections.judging.workings import Workings


@dataclass(frozen=True, slots=True)
class Scope:
    """What one row is about: one contract, or all together in one unit."""

    contracts: tuple[Considered, ...]
    unit: str | None
    alone: bool
    decides: bool = True

    @property
    def facts(self) -> tuple[ContractFacts, ...]:
        """Its contracts."""
        return tuple(one.contract for one in self.contracts)


@dataclass(frozen=True, slots=True)
class Found:
    """What a row comes to, before it is written."""

    judgment: Judgment
    share: Share | None = None
    months: Summed | None = None
    """None where nothing is taken of months."""
    floor: Fraction | None = None
    origin: FloorFrom | None = None
    short: int | None = None
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Weighing:
    """What every row of one commitment is weighed by, for one signatory on one day."""

    protocol: ProtocolFacts
    signatory: Signatory
    commitment: Commitment
    contracts: Mapping[ContractCode, ContractFacts]
    """All that are known; of those of the signatory and the kind the share before joining is taken."""
    workings: Workings
    on: date
    due_on: date
    """From when the commitment is owed."""

    def of(self, scope: Scope) -> Found:
        """What the row comes to."""
        return self._by_stock(scope) if self.commitment.is_proxy else self._by_volume(scope)

    def _by_volume(self, scope: Scope) -> Found:
        texts = self._texts()
        can_hold = any(text.hold_above for text in (self.commitment, *texts.values()))
        before = self._before(scope) if can_hold else None
        summed = self.workings.monthly(scope.facts, self.commitment.place).over(texts)
        found = self._so_far(summed.share, summed, before)
        if self.on < self.due_on:
            return found
        if not summed.by_month:
            return replace(found, judgment=self._without_months(scope))
        if summed.missing_from:
            return replace(found, judgment=Judgment("not-yet-known", "months-missing"))
        floors: dict[Month, Floor] = {}
        of_text: dict[int, Floor] = {}
        for month in summed.by_month:
            text = texts[month]
            if id(text) not in of_text:  # a text is the same in nearly all months
                of_text[id(text)] = floor_of(text, before)
            floors[month] = of_text[id(text)]
        return _against(found, summed, floors, scope.unit)

    def _by_stock(self, scope: Scope) -> Found:
        """A proxy: heads or FTE at the end of the day, of the contracts that run on it."""
        running = [contract for contract in scope.facts if contract.runs_on(self.on)]
        measure, place = self.commitment.measure, self.commitment.place
        figures = self.workings.figures
        share = total(figures.stock(measure, place, self.on, c.code) for c in running)
        before = self._before(scope) if self.commitment.hold_above else None
        found = self._so_far(share, None, before)
        if self.on < self.due_on:
            return found
        if not running:
            return replace(found, judgment=Judgment("not-bound", "ended"))
        this_month = Month.of(self.on)
        floors = {this_month: floor_of(self.commitment, before)}
        return _against(found, Summed({this_month: share}, ()), floors, scope.unit)

    def _before(self, scope: Scope) -> Before:
        return self.workings.before(self.commitment, self.signatory, self.contracts, scope.unit)

    def _so_far(self, share: Share, months: Summed | None, before: Before | None) -> Found:
        """The row as it is as long as nothing is owed."""
        floor = floor_of(self.commitment, before)
        return Found(
            Judgment("not-yet-due", "before-due-day"),
            share,
            months,
            floor.percent,
            floor.origin if floor.percent is not None else None,
            before=before,
        )

    def _texts(self) -> Mapping[Month, Commitment]:
        """The months that may be judged, each with the commitment as it was then in force."""
        # All that it depends on but the day: mostly the same for many signatories.
        alike = self.workings.which(self.protocol), self.workings.which(self.commitment)
        return self.workings.texts(
            (*alike, self.signatory.spells, self.on),
            lambda: commitments_by_month(
                self.protocol, self.commitment.code, self._months(), self.on
            ),
        )

    def _months(self) -> list[Month]:
        """The months of the window that are owed, and in which the signatory was never out."""
        return [
            month
            for month in last_months(self.on, self.commitment.months)
            if self._is_owed(month) and not self.signatory.was_out_in(month)
        ]

    def _is_owed(self, month: Month) -> bool:
        """Of a new contract all months since it runs; else those that begin on or after the due day."""
        if self.commitment.contracts == "new":
            return True
        is_due = self.on >= self.due_on
        return month.first >= (self.due_on if is_due else self.signatory.joined_on)

    def _without_months(self, scope: Scope) -> Judgment:
        """Whether a month is still to come that can be judged."""
        month = last_whole_month(self.on).plus(1)
        while self.signatory.was_out_in(month) or not self._is_owed(month):
            month = month.plus(1)
        if any(
            contract.ends_on is None or contract.ends_on > max(month.first, contract.runs_from)
            for contract in scope.facts
        ):
            return Judgment("not-yet-known", "no-whole-month")
        return Judgment("not-bound", "ended")


def _against(
    found: Found, summed: Summed, floors: Mapping[Month, Floor], unit: str | None
) -> Found:
    """The verdict, given what was done and the floor of each month."""
    bare = {month for month, floor in floors.items() if floor.percent is None}
    if any(floor.awaits_baseline for floor in floors.values()):
        weighed = weigh(floors, summed.by_month)
        # A floor that is missed is missed, whether or not the share before joining raises it.
        if not bare and summed.share.part < weighed.needed:
            return _judged(found, summed, weighed, unit)
        return replace(found, judgment=Judgment("not-yet-known", "baseline-missing"))
    if len(bare) == len(floors):
        is_known = found.before is not None and found.before.standing == "known"
        return replace(
            found, judgment=Judgment("not-bound", "not-above" if is_known else "no-baseline")
        )
    bound = only_months(summed, floors.keys() - bare)
    return _judged(found, bound, weigh(floors, bound.by_month), unit)


def _judged(found: Found, summed: Summed, weighed: Weighed, unit: str | None) -> Found:
    share = summed.share
    if not share.whole:
        return replace(found, judgment=Judgment("not-bound", "no-volume"))
    lacking = weighed.needed - share.part
    step = UNITS_PER_ONE if unit in WHOLE_THINGS else 1
    is_kept = lacking <= 0
    return replace(
        found,
        judgment=Judgment("kept", "reaches-floor")
        if is_kept
        else Judgment("broken", "below-floor"),
        share=share,
        months=summed if found.months is not None else None,
        floor=weighed.percent,
        origin=weighed.origin,
        short=0 if is_kept else step * rounded_up(lacking / step),
    )
