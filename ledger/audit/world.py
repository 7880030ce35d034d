"""The world as an auditor rebuilds it: every rule is asked again about every event."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from domain.batches import Batch
from domain.contracts.contract import Contract
from domain.contracts.contract_events import ContractEvent
from domain.logbook import LedgerEvent, Logbook
from domain.occupancy import Occupancy
from domain.places.site import Site
from domain.places.site_events import HeadcountAttested, SiteEvent
from domain.plans.plan import Plan
from domain.plans.plan_events import PlanEvent
from domain.refusal import Refusal
from domain.values import code as checked_code
from domain.values import operator_code
from domain.workforce.movement_events import OperatorEvent
from domain.workforce.operator import Operator
from ledger.store.passed_over import one_further

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.batches import BatchEvent
    from domain.event import Event
    from domain.recorded import Recorded

A = TypeVar("A", Site, Contract, Plan)


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


class Contradicted(NamedTuple):
    """An outside count that the ledger does not bear out."""

    position: int
    site: str
    attested: HeadcountAttested
    heads: int
    """What the ledger says."""


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
        self._logbook = Logbook()
        self._texts: dict[int, str] = {}
        """The hashes of texts that were added to events, by position."""
        self._unreadable: dict[int, str] = {}
        """The leaf hashes of events that cannot be read, by position."""
        self._gaps: set[str] = set()
        """The streams of which an event was set aside; of an operator it may have been anywhere."""
        self._leant = False
        """Whether a rule that was asked leant on one of these."""
        self._heads: defaultdict[str, _Heads] = defaultdict(_Heads)
        self._counted_at: dict[tuple[str, int], int] = {}
        """The positions of outside counts, by site and version."""

    def site(self, code: str, /) -> Site:
        """The site, which may not have been opened yet."""
        self._lean(f"site:{code}")
        return self._sites.get(code) or Site(code)

    def contract(self, code: str, /) -> Contract:
        """The contract, which may not have been signed yet."""
        self._lean(f"contract:{code}")
        return self._contracts.get(code) or Contract(code)

    def batch(self, name: str, /) -> Batch:
        """The batch, which may not have been recorded yet."""
        self._lean(f"batch:{name}")
        return self._batches.get(name) or Batch(name)

    def text_at(self, position: int, /) -> str | None:
        """The hash of the text that was added to the event there."""
        return self._texts.get(position)

    def unreadable_at(self, position: int, /) -> str | None:
        """The leaf hash of the event there, if it cannot be read."""
        return self._unreadable.get(position)

    def note_unreadable(self, position: int, leaf_hash: str) -> None:
        """Keep in mind that there is an event that cannot be read."""
        self._unreadable[position] = leaf_hash

    def pass_over(self, stream: str) -> None:
        """Pass over an event of the stream that was set aside: it has a version, and no more.

        Nobody knows what it said. Where a rule leans on its stream from now on, it may be that event
        for want of which the rule refuses.
        """
        self._gaps.add(stream)
        kind, _, code = stream.partition(":")
        if kind == "operator":
            self._operators[code] = one_further(self._operators.get(code) or Operator(code))
        elif kind == "site":
            self._sites[code] = one_further(self.site(code))
        elif kind == "contract":
            self._contracts[code] = one_further(self.contract(code))
        elif kind == "plan":
            self._plans[code] = one_further(self._plans.get(code) or Plan(code))
        elif kind == "batch":
            self._batches[code] = one_further(self.batch(code))
        else:
            self._logbook = one_further(self._logbook)

    @property
    def texts(self) -> dict[int, str]:
        """The hashes of the texts that were added to events, by position."""
        return self._texts

    @property
    def erased(self) -> frozenset[int]:
        """The positions of the events whose text was erased."""
        return self._logbook.erased

    def follow(self, recorded: Recorded[Event]) -> tuple[int, Refusal | None]:
        """Take the event in; returns the version that it should have, and why it is not allowed.

        What is refused for want of an event that was set aside, perhaps, is not judged.
        """
        self._leant = False
        self._lean(recorded.stream)
        version, refusal = self._follow(recorded)
        return version, None if self._leant else refusal

    def _lean(self, stream: str) -> None:
        if self._gaps and stream in self._gaps:
            self._leant = True

    def _follow(self, recorded: Recorded[Event]) -> tuple[int, Refusal | None]:
        event = recorded.event
        kind = event.stream
        code = recorded.stream[len(kind) + 1 :]
        text = getattr(event, "text", None)
        if text is not None:
            self._texts[recorded.position] = text
        if kind == "operator":
            return self._follow_operator(code, cast("OperatorEvent", event))
        if kind == "site":
            return self._follow_site(code, cast("SiteEvent", event), recorded.position)
        if kind == "contract":
            return self._follow_contract(code, cast("ContractEvent", event))
        if kind == "plan":
            return self._follow_plan(code, cast("PlanEvent", event))
        if kind == "batch":
            return self._follow_batch(code, cast("Recorded[BatchEvent]", recorded))
        return self._follow_ledger(cast("LedgerEvent", event))

    def headcount(self) -> dict[str, int]:
        """Heads per country after all that was recorded so far, whenever it takes effect."""
        countries: Counter[str] = Counter()
        for code, heads in self._heads.items():
            opened = self.site(code).opened
            countries[opened.country if opened else "?"] += heads.now
        return dict(sorted(countries.items()))

    def contradicted_attestations(self) -> list[Contradicted]:
        """The outside counts that stand and differ from the ledger, as they were recorded."""
        found = []
        for code, site in self._sites.items():
            occupancy = self.occupancy(code)
            for version, attested, _ in site.counts:
                heads = occupancy.heads_on(attested.effective_on)
                if heads != attested.heads:
                    position = self._counted_at[code, version]
                    found.append(Contradicted(position, code, attested, heads))
        return sorted(found)

    def occupancy(self, site: str, /) -> Occupancy:
        """The heads at the site on every day, by all that was recorded so far."""
        if any(stream.startswith("operator:") for stream in self._gaps):
            self._leant = True
        heads = self._heads.get(site)
        return Occupancy(heads.changes.items() if heads else ())

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

    def _follow_site(
        self, code: str, event: SiteEvent, position: int
    ) -> tuple[int, Refusal | None]:
        site = self.site(code)
        refusal = _refusal(code, lambda: site.check(event, self))
        later = self._sites[code] = self._after(site, event)
        if isinstance(event, HeadcountAttested):
            self._counted_at[code, later.version] = position
        return later.version, refusal

    def _follow_contract(self, code: str, event: ContractEvent) -> tuple[int, Refusal | None]:
        contract = self.contract(code)
        refusal = _refusal(code, lambda: contract.check(event, self))
        later = self._contracts[code] = self._after(contract, event)
        return later.version, refusal

    def _follow_plan(self, code: str, event: PlanEvent) -> tuple[int, Refusal | None]:
        plan = self._plans.get(code) or Plan(code)
        refusal = _refusal(code, lambda: plan.check(event, self))
        later = self._plans[code] = self._after(plan, event)
        return later.version, refusal

    def _follow_batch(
        self, name: str, recorded: Recorded[BatchEvent]
    ) -> tuple[int, Refusal | None]:
        batch = self.batch(name)
        refusal = _refusal(name, lambda: batch.check(recorded.event, self))
        later = self._batches[name] = batch.after(recorded)
        return later.version, refusal

    def _after(self, aggregate: A, event: Any) -> A:
        """The aggregate after the event, also where what that event corrects was set aside."""
        known: Any = aggregate
        try:
            return cast("A", known.after(event))
        except Refusal:
            if not self._leant:
                raise
            return one_further(aggregate)

    def _follow_ledger(self, event: LedgerEvent) -> tuple[int, Refusal | None]:
        refusal: Refusal | None = None
        try:
            self._logbook.check(event, self)
        except Refusal as error:
            refusal = error
        self._logbook = self._logbook.after(event)
        return self._logbook.version, refusal


def _refusal(code: str, check: Callable[[], None]) -> Refusal | None:
    """Why an event under the code is not allowed."""
    try:
        checked_code(code)
        check()
    except Refusal as error:
        return error
    return None
