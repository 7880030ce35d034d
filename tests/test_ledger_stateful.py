"""Whatever is asked of a ledger, in whatever order, it agrees with a simple model of the world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from examples import examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from ledgers import Ask, Desk, batch, movers
from places import new_place
from world import (
    STEPS,
    Contract,
    Group,
    Plan,
    Said,
    Site,
    World,
    everybody,
    head,
    hours,
    together,
)

from domain.contracts.contract_commands import EndContract
from domain.placement import UNCHANGED, Placement, Unchanged
from domain.places.site_commands import CloseSite
from domain.plans.plan_commands import RevisePlan, WithdrawPlan
from domain.refusal import Refusal
from domain.voids import VoidPosition
from domain.words import By, Engagement, LeavingReason
from domain.workforce.movement_commands import Chosen, Downsize, Hire, Leave, Reassign, Transfer
from ledger.recording.outcome import Outcome
from projections.figures import Bridge, Figure
from projections.headcount import bridge, bridges, headcount
from projections.only import ALL, Only
from projections.operators import operator_list
from projections.plans import plan_list
from projections.progress import Progress, progress
from projections.view import View

BASELINE, DEADLINE = date(2018, 1, 31), date(2018, 6, 30)
DAYS = [
    date(2017, 12, 31),
    *(date(2018, month, 1) for month in (1, 2, 5, 7)),
    *(BASELINE, date(2018, 2, 28), date(2018, 5, 31), DEADLINE, date(2018, 12, 31)),
    *(date(2019, 1, 1), date(2019, 3, 15)),
]
CODES = ["OP-2", "OP-10", "op-2", "RO-IAS-7", "X"]
SITES = ["RO-IAS", "RO-BUC", "IT-CAG", "IT-LEC", "AL-TIA"]
CLIENTS = {"SOHO": "Fastweb", "SB": "Fastweb", "MOBILE": "TIM"}
SUPPLIERS = {"SOHO": "Comdata", "SB": "Konecta", "MOBILE": None}
GROUPINGS: tuple[By, ...] = get_args(By)

days = st.sampled_from(DAYS)
sites = st.sampled_from([*SITES, "NOWHERE"])
contracts = st.sampled_from([None, *CLIENTS])
hours_worked = st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.3333")])
engagements: st.SearchStrategy[Engagement | None] = st.sampled_from([None, "permanent", "agency"])
engaged_anew: st.SearchStrategy[Engagement | Unchanged | None]
engaged_anew = engagements | st.just(UNCHANGED)
named = st.lists(st.sampled_from(CODES), min_size=1, max_size=3)
some = named | st.integers(1, 3)
names = st.sampled_from([None, None, None, "june", "july"])
reasons: st.SearchStrategy[LeavingReason] = st.sampled_from(["resigned", "redundant"])


def facts_of(site: str) -> dict[str, str]:
    """What is said of a site when it opens."""
    return {"region": "IT-88", "city": "Cagliari"} if site == "IT-CAG" else {"employer": "C"}


def site_opened(code: str, on: date) -> Site:
    """The same in the world."""
    facts = facts_of(code)
    return Site(code[:2], on, facts.get("region"), facts.get("city"), facts.get("employer"))


def known_world() -> World:
    """Four sites, two contracts and two plans, before anybody moves."""
    world = World()
    for code in SITES[:4]:
        on = date(2018, 1, 1) if code == "IT-LEC" else DAYS[0]
        world.sites[code] = site_opened(code, on)
    for code, on in (("SOHO", DAYS[0]), ("SB", BASELINE)):
        world.contracts[code] = Contract(CLIENTS[code], on, SUPPLIERS[code])
    for code, origins, destinations, contracts, target in (
        ("HOME", ["RO"], ["IT"], [], 2),
        ("SOME", ["RO-IAS"], ["RO-BUC", "IT-CAG"], ["SOHO"], 1),
    ):
        places = (frozenset(origins), frozenset(destinations), frozenset[str](contracts))
        world.plans[code] = Plan(*places, BASELINE, [(BASELINE, target, DEADLINE)])
    return world


def known(desk: Desk) -> None:
    """The same in a ledger."""
    world = known_world()
    for code, site in world.sites.items():
        desk.open(code, site.opened_on, **facts_of(code))
    for code, contract in world.contracts.items():
        desk.sign(code, contract.signed_on, contract.client, supplier=contract.supplier)
    for code, plan in world.plans.items():
        desk.announce(
            code,
            target=plan.terms[0][1],
            origins=sorted(plan.origins),
            destinations=sorted(plan.destinations),
            contracts=sorted(plan.contracts),
            baseline=BASELINE,
            deadline=DEADLINE,
        )


def _part(bridge: Bridge, name: str) -> dict[str, int]:
    return {step: getattr(figure, name) for step, figure in bridge.steps.items()}


class TheLedgerAgrees(RuleBasedStateMachine):
    """One ledger, and the world as a list."""

    kind = "sqlite"

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.place = new_place(self.kind, Path(self.folder.name))
        self.desk = Desk.where(self.place, known)
        self.world = known_world()
        self.batches: set[str] = set()
        self.over: dict[tuple[str, str], int] = {}
        """Where the closings and ends that stand were recorded, by what is over."""
        self.position = self.desk.position
        self.latest = self.desk.clock.now
        self.repeat: Callable[[], None] = lambda: None

    @initialize()
    def what_is_known_agrees(self) -> None:
        self.everything_agrees(BASELINE)

    # Telling the ledger and the world the same ------------------------------------------------

    def tell(self, said: Said, ask: Ask, events: int, then: Callable[[], None]) -> None:
        """The ledger refuses what breaks a rule; else it records just what the world expects."""
        if said.broken:
            with pytest.raises(Refusal) as refused:
                ask()
            assert refused.value.name in said.broken
            assert self.desk.position == self.position
            return
        outcome = ask()
        self.position += events
        assert outcome.position == self.desk.position == self.position
        assert movers(outcome) == [move.operator for move in said.moves]
        self.world.moves += said.moves
        if events:
            then()
        self.repeat = lambda: self.stays_quiet(ask)
        self.everything_agrees(said.moves[0].on if said.moves else BASELINE)

    def stays_quiet(self, ask: Ask) -> None:
        """What was just said is recorded already."""
        outcome = ask()
        assert outcome.recorded == ()
        assert outcome.position == self.desk.position == self.position

    def tell_operators(
        self, chosen: Chosen, said: Said, name: str | None, ask: Ask, *, downsizing: bool = False
    ) -> None:
        if len(set(chosen.operators)) < len(chosen.operators):
            said.broken.add("NamedTwice")
        if name in self.batches:
            said.broken.add("BatchAlreadyRecorded")
        several = downsizing or chosen.several or name is not None
        events = len(said.moves) + several + downsizing if said.moves else 0
        self.tell(said, ask, events, lambda: self.batches.update([name] if name else []))
        if chosen.count is not None or name is not None or said.broken:
            self.repeat = lambda: None

    # Sites, contracts, plans ------------------------------------------------------------------

    def open(self, code: str, on: date) -> None:
        known = self.world.sites.get(code)
        broken = {"SiteAlreadyOpen"} if known and known.opened_on != on else set[str]()
        site = site_opened(code, on)
        self.tell(
            Said(broken, []),
            lambda: self.desk.open(code, on, **facts_of(code)),
            0 if known else 1,
            lambda: self.world.sites.update({code: site}),
        )

    def sign(self, code: str, on: date) -> None:
        known = self.world.contracts.get(code)
        broken = {"ContractAlreadySigned"} if known and known.signed_on != on else set[str]()
        signed = Contract(CLIENTS[code], on, SUPPLIERS[code])
        self.tell(
            Said(broken, []),
            lambda: self.desk.sign(code, on, CLIENTS[code], supplier=SUPPLIERS[code]),
            0 if known else 1,
            lambda: self.world.contracts.update({code: signed}),
        )

    @rule(code=st.sampled_from(SITES), on=days)
    def a_site_opens(self, code: str, on: date) -> None:
        self.open(code, on)

    @rule(code=sites, on=days)
    def a_site_closes(self, code: str, on: date) -> None:
        site = self.world.sites.get(code)
        again = site is not None and site.closed_on == on
        broken = set[str]() if again else self.world.not_closing(code, on)

        def close() -> None:
            self.world.sites[code].closed_on = on
            self.over["site", code] = self.position

        self.tell(
            Said(broken, []),
            lambda: self.desk.ledger.record(CloseSite(code, reason="over", effective_on=on)),
            0 if again else 1,
            close,
        )

    @rule(code=st.sampled_from([*CLIENTS]), on=days, ends=st.booleans())
    def a_contract_is_signed_or_ended(self, code: str, on: date, ends: bool) -> None:
        if not ends:
            self.sign(code, on)
            return
        known, broken = self.world.contracts.get(code), set[str]()
        again = known is not None and known.ended_on == on
        if known is None:
            broken = {"UnknownContract"}
        elif not again:
            broken |= {"ContractAlreadyEnded"} if known.ended_on else set()
            broken |= {"ContractEndsBeforeItStarts"} if on <= known.signed_on else set()

        def end() -> None:
            self.world.contracts[code].ended_on = on
            self.over["contract", code] = self.position

        self.tell(
            Said(broken, []),
            lambda: self.desk.ledger.record(EndContract(code, reason="over", effective_on=on)),
            0 if again else 1,
            end,
        )

    @precondition(lambda self: self.over)
    @rule(data=st.data())
    def a_closing_or_an_end_is_voided(self, data: st.DataObject) -> None:
        kind, code = data.draw(st.sampled_from(sorted(self.over)))
        position = self.over.pop((kind, code))

        def undo() -> None:
            if kind == "site":
                self.world.sites[code].closed_on = None
            else:
                self.world.contracts[code].ended_on = None

        self.tell(
            Said(set(), []),
            lambda: self.desk.ledger.record(VoidPosition(position, reason="typo")),
            1,
            undo,
        )
        self.repeat = lambda: None

    @rule(code=st.sampled_from(["HOME", "SOME"]), on=days, posts=st.integers(1, 3), until=days)
    def a_plan_is_revised(self, code: str, on: date, posts: int, until: date) -> None:
        plan = self.world.plans[code]
        again = len(plan.terms) > 1 and plan.terms[-1] == (on, posts, until)
        broken = {"PlanAlreadyWithdrawn"} if plan.withdrawn_on else set[str]()
        if not again:
            broken |= {"PlanOutOfOrder"} if on < plan.terms[-1][0] else set()
            broken |= {"DeadlineBeforeBaseline"} if until <= BASELINE else set()
            broken |= {"PlanUnchanged"} if plan.terms[-1][1:] == (posts, until) else set()
        self.tell(
            Said(broken, []),
            lambda: self.desk.ledger.record(
                RevisePlan(code, target=posts, deadline_on=until, reason="agreed", effective_on=on)
            ),
            0 if again else 1,
            lambda: plan.terms.append((on, posts, until)),
        )

    @precondition(lambda self: len(self.world.moves) > 8)
    @rule(on=days)
    def a_plan_is_withdrawn(self, on: date) -> None:
        plan = self.world.plans["SOME"]
        broken = {"PlanAlreadyWithdrawn"} if plan.withdrawn_on not in {None, on} else set[str]()
        broken |= {"PlanOutOfOrder"} if on < plan.terms[-1][0] else set()
        self.tell(
            Said(broken, []),
            lambda: self.desk.ledger.record(
                WithdrawPlan("SOME", reason="given up", effective_on=on)
            ),
            0 if plan.withdrawn_on else 1,
            lambda: setattr(plan, "withdrawn_on", on),
        )

    # Movements ------------------------------------------------------------------------------

    @rule(
        who=some,
        at=sites,
        contract=contracts,
        fte=hours_worked,
        engagement=engagements,
        on=days,
        name=names,
    )
    def operators_are_hired(
        self,
        who: list[str] | int,
        at: str,
        contract: str | None,
        fte: Decimal,
        engagement: Engagement | None,
        on: date,
        name: str | None,
    ) -> None:
        there = Placement(at, contract, fte, engagement)
        codes = who if isinstance(who, list) else self.world.new_codes(at, who)
        chosen = Chosen(codes) if isinstance(who, list) else Chosen((), who)
        said = together(self.world.hire(code, there, on) for code in codes)
        ledger = self.desk.ledger
        self.tell_operators(
            chosen,
            said,
            name,
            lambda: ledger.record(Hire(chosen, at=there, effective_on=on), batch=batch(name)),
        )

    @rule(
        who=some,
        to=sites,
        origin=st.none() | sites,
        contract=contracts | st.just(UNCHANGED),
        fte=hours_worked | st.just(UNCHANGED),
        engagement=engaged_anew,
        on=days,
        name=names,
    )
    def operators_are_transferred(
        self,
        who: list[str] | int,
        to: str,
        origin: str | None,
        contract: str | Unchanged | None,
        fte: Decimal | Unchanged,
        engagement: Engagement | Unchanged | None,
        on: date,
        name: str | None,
    ) -> None:
        origin = origin or (None if isinstance(who, list) else "RO-IAS")
        self.move(
            who,
            "transferred",
            on,
            name,
            origin,
            lambda here: here.but(site=to, contract=contract, fte=fte, engagement=engagement),
            lambda chosen: self.desk.ledger.record(
                Transfer(
                    chosen,
                    to_site=to,
                    from_site=origin,
                    contract=contract,
                    fte=fte,
                    engagement=engagement,
                    effective_on=on,
                ),
                batch=batch(name),
            ),
        )

    @rule(
        who=named,
        contract=contracts | st.just(UNCHANGED),
        fte=hours_worked | st.just(UNCHANGED),
        engagement=engaged_anew,
        on=days,
        name=names,
    )
    def operators_are_reassigned(
        self,
        who: list[str],
        contract: str | Unchanged | None,
        fte: Decimal | Unchanged,
        engagement: Engagement | Unchanged | None,
        on: date,
        name: str | None,
    ) -> None:
        self.move(
            who,
            "reassigned",
            on,
            name,
            None,
            lambda here: here.but(contract=contract, fte=fte, engagement=engagement),
            lambda chosen: self.desk.ledger.record(
                Reassign(
                    chosen, contract=contract, fte=fte, engagement=engagement, effective_on=on
                ),
                batch=batch(name),
            ),
        )

    @rule(
        who=some,
        origin=st.none() | sites,
        reason=reasons,
        on=days,
        name=names,
    )
    def operators_leave(
        self,
        who: list[str] | int,
        origin: str | None,
        reason: LeavingReason,
        on: date,
        name: str | None,
    ) -> None:
        origin = origin or (None if isinstance(who, list) else "RO-IAS")
        self.move(
            who,
            "left",
            on,
            name,
            origin,
            lambda _: None,
            lambda chosen: self.desk.ledger.record(
                Leave(chosen, from_site=origin, reason=reason, effective_on=on), batch=batch(name)
            ),
            reason,
        )

    @rule(who=some, site=sites, on=days, name=names)
    def a_site_is_downsized(
        self, who: list[str] | int, site: str, on: date, name: str | None
    ) -> None:
        self.move(
            who,
            "left",
            on,
            name,
            site,
            lambda _: None,
            lambda chosen: self.desk.ledger.record(
                Downsize(site, chosen, reason="rientro", effective_on=on), batch=batch(name)
            ),
            "redundant",
            downsizing=True,
        )

    def move(
        self,
        who: list[str] | int,
        kind: str,
        on: date,
        name: str | None,
        origin: str | None,
        change: Callable[[Placement], Placement | None],
        ask: Callable[[Chosen], Outcome],
        reason: str | None = None,
        *,
        downsizing: bool = False,
    ) -> None:
        """The same command to the world, for each operator, and to the ledger."""
        broken, codes = set[str](), who
        if isinstance(codes, int):
            broken, codes = self.world.pick(origin or "", codes, on)
        moves = (self.world.move(code, kind, on, change, origin, reason) for code in codes)
        said = together([Said(broken, []), *moves])
        if downsizing and said.moves and origin:
            said.broken.update(self.world.not_open(origin, on))
        chosen = Chosen(who) if isinstance(who, list) else Chosen((), who)
        self.tell_operators(chosen, said, name, lambda: ask(chosen), downsizing=downsizing)

    @rule()
    def the_same_is_said_again(self) -> None:
        self.repeat()

    @rule(back=st.integers(1, 100_000))
    def the_clock_is_set_back(self, back: int) -> None:
        clock = self.desk.clock
        self.latest = max(self.latest, clock.now)
        # A ledger whose last event is more than a day ahead of the clock takes nothing more.
        clock.now = max(clock.now - timedelta(seconds=back), self.latest - timedelta(hours=23))

    # What must hold -------------------------------------------------------------------------

    def everything_agrees(self, on: date) -> None:
        """Every question, on the day, the day before it and another one."""
        other = DAYS[self.position % len(DAYS)]
        first, last = sorted((on, other))
        with self.desk.ledger.asking() as view:
            for day in {on, on - timedelta(days=1), other}:
                people = operator_list(view, on=day)
                there = {
                    each.operator: (each.site, each.contract, each.engagement, each.figure)
                    for each in people
                }
                assert there == {
                    code: (at.site, at.contract, at.engagement, Figure(1, hours(at)))
                    for code, at in self.world.roster(day).items()
                }
            for by in GROUPINGS:
                found = {row.group: row.bridge for row in bridge(view, by=by, since=first, on=last)}
                self.bridges_agree(found, partial(self.world.group, by=by), first, last)
                assert list(found) == sorted(found, key=lambda group: (group is None, group or ""))
                moves = [move for move in self.world.moves if move.on <= last]
                places = [at for move in moves for at in (move.before, move.after) if at]
                assert set(found) == {self.world.group(at, by) for at in places}
                figures = {row.group: row.figure for row in headcount(view, by=by, on=last)}
                assert figures == {group: each.closing for group, each in found.items()}
            self.pairs_agree(view, first, last)
            for plan in plan_list(view):
                for day in (on, other):
                    self.progress_agrees(progress(view, plan, day), day)

    def pairs_agree(self, view: View, since: date, on: date) -> None:
        """The bridges by pairs of columns, of everybody and of some of them, and the whole."""
        pairs = list(permutations(GROUPINGS, 2))
        by = pairs[self.position * 7 % len(pairs)]
        places = [at for move in self.world.moves for at in (move.before, move.after) if at]
        columns = ("country", "site", "contract", "client", "supplier", "employer", "engagement")
        column = columns[self.position % len(columns)]
        groups = sorted({self.world.group(at, column) or "" for at in places})
        chosen = frozenset(groups[self.position % 2 :: 2])

        def pair(at: Placement) -> tuple[Group, ...]:
            return tuple(self.world.group(at, each) for each in by)

        def counts(at: Placement) -> bool:
            return not chosen or (self.world.group(at, column) or "") in chosen

        for only, counted in ((ALL, everybody), (Only(**{column: chosen}), counts)):
            found = bridges(view, by=by, since=since, on=on, only=only)
            rows = {row.groups: row.bridge for row in found.groups}
            for worth, part in ((head, "heads"), (hours, "fte_units")):
                expected = self.world.bridges(pair, since, on, worth, counted)
                assert {group: _part(each, part) for group, each in rows.items()} == expected
                whole = self.world.bridges(lambda _: "", since, on, worth, counted)
                nothing = dict.fromkeys(STEPS, 0)
                assert _part(found.whole, part) == whole.get("", nothing)
            figures = headcount(view, by=by, on=on, only=only)
            assert {row.groups: row.figure for row in figures} == {
                group: each.closing for group, each in rows.items()
            }

    def bridges_agree(
        self,
        found: dict[str | None, Bridge],
        group: Callable[[Placement], Group],
        since: date,
        on: date,
    ) -> None:
        """A bridge closes, in heads and in FTE, and has the steps that the world counts."""
        for each in found.values():
            arrived = each.opening + each.hired + each.transferred_in + each.reassigned
            assert arrived - each.transferred_out - each.left == each.closing
        heads, units = (self.world.bridges(group, since, on, worth) for worth in (head, hours))
        nothing = dict.fromkeys(STEPS, 0)
        for name, each in found.items():
            assert {step: part.heads for step, part in each.steps.items()} == heads.get(
                name, nothing
            )
            assert {step: part.fte_units for step, part in each.steps.items()} == units.get(
                name, nothing
            )

    def progress_agrees(self, found: Progress, day: date) -> None:
        world, plan = self.world, self.world.plans[found.plan]
        target, deadline = plan.terms_on(day)
        brought_back = world.brought_back(plan, day)
        earlier = world.brought_back(plan, day - timedelta(weeks=8))
        assert (found.target, found.deadline_on) == (target, deadline)
        assert (found.brought_back, found.not_counted) == (
            brought_back,
            world.not_counted(plan, day),
        )
        assert found.remaining == max(target - brought_back, 0)
        assert found.held == (brought_back >= target)
        assert found.met_on == world.met_on(plan, BASELINE, day)
        assert found.status == world.status(plan, day)
        assert found.elsewhere.heads == world.elsewhere(plan, day)
        assert found.pace_per_week == round((brought_back - earlier) / 8, 2)
        assert found.origin_change == (found.origin.closing - found.origin.opening).heads
        assert found.backfilled == found.origin.hired.heads
        since = min(BASELINE, day)
        for end, steps in (("destination", found.destination), ("origin", found.origin)):
            self.bridges_agree({end: steps}, partial(world.end, plan), since, day)

    def teardown(self) -> None:
        """Filled anew from the events the tables are the same, and an audit finds nothing."""
        try:
            assert self.desk.findings() == []
            before = self.desk.read_model()
            self.desk.forget_read_model()
            assert self.desk.position == self.position
            assert self.desk.read_model() == before
            assert self.desk.findings() == []
        finally:
            self.place.close()
            self.folder.cleanup()


class TheLedgerOnAServerAgrees(TheLedgerAgrees):
    """The same in a database on a server."""

    kind = "postgresql"


TestTheLedgerAgrees = TheLedgerAgrees.TestCase
TestTheLedgerAgrees.settings = settings(examples(4, soaked=10), stateful_step_count=20)
TestTheLedgerOnAServerAgrees = TheLedgerOnAServerAgrees.TestCase
TestTheLedgerOnAServerAgrees.settings = settings(examples(2, soaked=3), stateful_step_count=20)
