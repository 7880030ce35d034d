"""The world as an auditor rebuilds it: every rule is asked again about every event."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, cast

from domain.batch import Batch
from domain.contract import Contract
from domain.events import (
    STREAMS,
    AttestationVoided,
    ContractEvent,
    HeadcountAttested,
    OperatorEvent,
    PlanEvent,
    SiteClosed,
    SiteDownsized,
    SiteEvent,
)
from domain.operator import Operator
from domain.plan import Plan
from domain.refusals import LedgerAlreadyOpened, Refusal
from domain.site import Occupancy, Site
from domain.values import code as checked_code
from domain.values import operator_code

if TYPE_CHECKING:
    from domain.events import BatchRecorded, Event
    from domain.recorded import Recorded

_NOT_ASKED = Occupancy()


class _Heads:
    """The heads at one site by all that was recorded so far, and how they change from day to day."""

    __slots__ = ("changes", "now")

    def __init__(self) -> None:
        self.now = 0
        self.changes: defaultdict[date, int] = defaultdict(int)

    def change(self, on: date, heads: int) -> None:
        """Count heads that come or go."""
        self.now += heads
        self.changes[on] += heads


class World:
    """Operators, sites, contracts and plans, as the events so far made them.

    Kept for the whole replay: each operator's standing movements (any may still be voided), sites,
    contracts, plans, batches, and the change of heads per site and day.
    """

    def __init__(self) -> None:
        self._operators: dict[str, Operator] = {}
        self._sites: dict[str, Site] = {}
        self._contracts: dict[str, Contract] = {}
        self._plans: dict[str, Plan] = {}
        self._batches: dict[str, Batch] = {}
        self._openings = 0
        self._heads: defaultdict[str, _Heads] = defaultdict(_Heads)
        self._attested: dict[tuple[str, int], Recorded[HeadcountAttested]] = {}
        """The outside counts that stand, by stream and version."""

    def site(self, code: str, /) -> Site:
        """The site, which may not have been opened yet."""
        return self._sites.get(code) or Site(code)

    def contract(self, code: str, /) -> Contract:
        """The contract, which may not have been signed yet."""
        return self._contracts.get(code) or Contract(code)

    def follow(self, recorded: Recorded[Event]) -> tuple[int, Refusal | None]:
        """Take the event in; returns the version that it should have, and why it is not allowed."""
        event = recorded.event
        kind = STREAMS[type(event)]
        code = recorded.stream[len(kind) + 1 :]
        if kind == "operator":
            return self._follow_operator(code, cast("OperatorEvent", event))
        if kind == "site":
            if isinstance(event, HeadcountAttested):
                counted = cast("Recorded[HeadcountAttested]", recorded)
                self._attested[recorded.stream, recorded.version] = counted
            elif isinstance(event, AttestationVoided):
                self._attested.pop((recorded.stream, event.version), None)
            return self._follow_site(code, cast("SiteEvent", event))
        if kind == "contract":
            return self._follow_contract(code, cast("ContractEvent", event))
        if kind == "plan":
            return self._follow_plan(code, cast("PlanEvent", event))
        if kind == "batch":
            return self._follow_batch(code, cast("Recorded[BatchRecorded]", recorded))
        return self._follow_opening()

    def headcount(self) -> dict[str, int]:
        """Heads per country after all that was recorded so far, whenever it takes effect."""
        countries: Counter[str] = Counter()
        for code, heads in self._heads.items():
            opened = self.site(code).opened
            countries[opened.country if opened else "?"] += heads.now
        return dict(sorted(countries.items()))

    def contradicted_attestations(self) -> list[tuple[Recorded[HeadcountAttested], int]]:
        """The outside counts that differ from the ledger, and what the ledger says."""
        counted = ((each, self._heads_at(each)) for each in self._attested.values())
        return [(each, heads) for each, heads in counted if heads != each.event.heads]

    def _heads_at(self, attested: Recorded[HeadcountAttested]) -> int:
        return self._occupancy(attested.code).heads_on(attested.event.effective_on)

    def _occupancy(self, site: str) -> Occupancy:
        return Occupancy(self._heads[site].changes.items())

    def _follow_operator(self, code: str, event: OperatorEvent) -> tuple[int, Refusal | None]:
        operator, refusal = self._operators.get(code), None
        try:
            if operator is None:
                operator = Operator(operator_code(code))
            operator.check(event, self)
        except Refusal as error:
            refusal = error
        operator = operator or Operator(code)
        later = self._operators[code] = operator.after(event)
        before, after = operator.placement, later.placement
        if before is not None:
            self._heads[before.site].change(event.effective_on, -1)
        if after is not None:
            self._heads[after.site].change(event.effective_on, +1)
        return later.version, refusal

    def _follow_site(self, code: str, event: SiteEvent) -> tuple[int, Refusal | None]:
        site, refusal = self.site(code), None
        asks_who_is_there = isinstance(event, SiteDownsized | SiteClosed)
        try:
            checked_code(code)
            site.check(event, self._occupancy(code) if asks_who_is_there else _NOT_ASKED)
        except Refusal as error:
            refusal = error
        self._sites[code] = site = site.after(event)
        return site.version, refusal

    def _follow_contract(self, code: str, event: ContractEvent) -> tuple[int, Refusal | None]:
        contract, refusal = self.contract(code), None
        try:
            checked_code(code)
            contract.check(event)
        except Refusal as error:
            refusal = error
        self._contracts[code] = contract = contract.after(event)
        return contract.version, refusal

    def _follow_plan(self, code: str, event: PlanEvent) -> tuple[int, Refusal | None]:
        plan, refusal = self._plans.get(code) or Plan(code), None
        try:
            checked_code(code)
            plan.check(event, self)
        except Refusal as error:
            refusal = error
        self._plans[code] = plan = plan.after(event)
        return plan.version, refusal

    def _follow_batch(
        self, name: str, recorded: Recorded[BatchRecorded]
    ) -> tuple[int, Refusal | None]:
        batch, refusal = self._batches.get(name) or Batch(name), None
        try:
            checked_code(name)
            batch.check()
        except Refusal as error:
            refusal = error
        self._batches[name] = batch = batch.after(recorded)
        return batch.version, refusal

    def _follow_opening(self) -> tuple[int, Refusal | None]:
        refusal = LedgerAlreadyOpened() if self._openings else None
        self._openings += 1
        return self._openings, refusal
