"""Changes, corrections, successions and voids beside a slow and obvious model, now and as known."""

from __future__ import annotations

from collections import Counter
from contextlib import closing, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Desk
from places import Place, PostgresPlace, SQLitePlace

from domain.contracts.contract_commands import ChangeContract, CorrectContract
from domain.places.site_commands import ChangeSite, CorrectSite
from domain.plans.plan_commands import NamedPlaces, RevisePlan
from domain.refusal import Refusal
from domain.voids import VoidLatest, VoidPosition
from projections.headcount import bridge, headcount
from projections.plans import plan_list
from projections.progress import progress

BEFORE, BASELINE, LAST = date(2018, 1, 1), date(2018, 1, 31), date(2018, 9, 1)
DAYS = [date(2018, month, day) for month in (2, 4, 6, 8) for day in (1, 2)]
ASKED = [BASELINE, *DAYS, LAST]
DAY = timedelta(days=1)
SITES = {"RO-IAS": "RO", "IT-CAG": "IT", "IT-LEC": "IT", "AL-TIR": "AL"}
OPERATORS = ["OP-1", "OP-2", "OP-3", "OP-4"]
SIGNED = ["A", "B"]
CONTRACTS = [*SIGNED, "N1", "N2"]
ENGAGEMENTS: list[Any] = ["permanent", "agency", None]
BY: tuple[Any, ...] = (
    *((by,) for by in ("site", "country", "city", "employer", "contract")),
    *((by,) for by in ("client", "supplier", "engagement")),
    *(("country", "client"), ("employer", "contract"), ("site", "engagement")),
    ("supplier", "country"),
)
THIRDS = 3
"""As known at an instant, a third of the columns is asked about: another third at the next."""
STEPS = ("opening", "hired", "transferred_in", "transferred_out", "reassigned", "left", "closing")

At = tuple[str, str | None, Any]


@dataclass
class Facts:
    """What is so of a site or a contract from its beginning, and from days on."""

    of: dict[str, Any]
    since: list[tuple[date, str, Any]] = field(default_factory=list)
    position: int = 0
    changed_at: list[int] = field(default_factory=list)
    """The positions of the changes that stand."""

    def on(self, name: str, day: date) -> Any:
        found = self.of[name]
        for since, what, value in self.since:
            if what == name and since <= day:
                found = value
        return found


@dataclass
class Model:
    """All that is known, and every figure counted from it one operator after another."""

    moves: list[tuple[str, date, At | None, At | None]] = field(default_factory=list)
    sites: dict[str, Facts] = field(default_factory=dict)
    contracts: dict[str, Facts] = field(default_factory=dict)
    origins: list[tuple[date, set[str]]] = field(default_factory=lambda: [(BEFORE, {"RO"})])

    def roster(self, day: date) -> dict[str, At]:
        there = {who: after for who, on, _, after in self.moves if on <= day}
        return {who: at for who, at in there.items() if at}

    def group(self, at: At, by: Any, day: date) -> Any:
        if isinstance(by, tuple):
            return tuple(self.group(at, each, day) for each in by)
        site, contract, engagement = at
        if by == "engagement":
            return engagement
        if by in ("site", "contract"):
            return site if by == "site" else contract
        if by in ("client", "supplier"):
            return self.contracts[contract].on(by, day) if contract else None
        return self.sites[site].on(by, day)

    def bridges(self, by: Any, since: date, on: date) -> dict[Any, Counter[str]]:
        found: dict[Any, Counter[str]] = {}

        def add(group: Any, step: str, heads: int) -> None:
            found.setdefault(group, Counter())[step] += heads

        for day, step in ((since, "opening"), (on, "closing")):
            for at in self.roster(day).values():
                add(self.group(at, by, day), step, 1)
        for day in (since + DAY * number for number in range(1, (on - since).days + 1)):
            for at in self.roster(day - DAY).values():
                add(self.group(at, by, day - DAY), "reassigned", -1)
                add(self.group(at, by, day), "reassigned", 1)
            for _, _, before, after in (move for move in self.moves if move[1] == day):
                here = before and self.group(before, by, day)
                there = after and self.group(after, by, day)
                if before and after:
                    stays = before[0] == after[0] or here == there
                    add(here, *(("reassigned", -1) if stays else ("transferred_out", 1)))
                    add(there, *(("reassigned", 1) if stays else ("transferred_in", 1)))
                elif after:
                    add(there, "hired", 1)
                else:
                    add(here, "left", 1)
        return found

    def brought_back(self, day: date) -> int:
        ever = [places for since, places in self.origins if since <= day] or [self.origins[0][1]]
        named = {"A"}
        while True:
            further = {
                code
                for code, facts in self.contracts.items()
                if facts.of["succeeds"] in named and facts.of["effective_on"] <= day
            }
            if further <= named:
                break
            named |= further

        def country(at: At) -> str:
            return str(self.sites[at[0]].of["country"])

        def counts(at: At | None) -> bool:
            return at is not None and country(at) == "IT" and at[1] in named

        was, now = self.roster(min(BASELINE, day)), self.roster(day)
        aside = {
            who
            for who, at in was.items()
            if not counts(at) and country(at) not in set().union(*ever)
        }
        closing_ = sum(counts(at) for who, at in now.items() if who not in aside)
        return closing_ - sum(map(counts, was.values()))


# Steps ----------------------------------------------------------------------------------------

operators, days = st.sampled_from(OPERATORS), st.sampled_from(DAYS)
sites, contracts = st.sampled_from(list(SITES)), st.sampled_from(CONTRACTS)
employers = st.sampled_from(["Comdata", "Konecta", None])
engaged = st.sampled_from(ENGAGEMENTS)
clients = st.sampled_from(["Fastweb", "Vodafone"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("move"), operators, sites, contracts | st.none(), engaged, days),
        st.tuples(st.just("move"), operators, sites, contracts | st.none(), engaged, days),
        st.tuples(st.just("leave"), operators, days),
        st.tuples(st.just("void"), operators),
        st.tuples(st.just("take over"), sites, employers, days),
        st.tuples(st.just("new party"), contracts, st.just("client"), clients, days),
        st.tuples(st.just("new party"), contracts, st.just("supplier"), employers, days),
        st.tuples(st.just("as it was"), st.just("site"), sites),
        st.tuples(st.just("as it was"), st.just("contract"), contracts),
        st.tuples(st.just("sign"), contracts, contracts | st.none(), clients, days),
        st.tuples(st.just("unsign"), contracts),
        st.tuples(st.just("site"), sites, st.just("city"), st.sampled_from(["X", "Y"])),
        st.tuples(st.just("site"), sites, st.just("employer"), employers),
        st.tuples(st.just("site"), st.just("AL-TIR"), st.just("country"), st.just("RO")),
        st.tuples(st.just("contract"), contracts, st.just("succeeds"), contracts | st.none()),
        st.tuples(st.just("contract"), contracts, st.just("client"), clients),
        st.tuples(st.just("contract"), contracts, st.just("supplier"), employers),
        st.tuples(st.just("origins"), st.booleans(), days),
    ),
    min_size=4,
    max_size=18,
)


def take(desk: Desk, model: Model, step: Any) -> None:
    """Record a step, and if it is allowed note it in the model."""
    ledger = desk.ledger
    match step:
        case ("move", who, site, contract, engagement, on):
            how: Any = {"contract": contract, "engagement": engagement}
            at = model.roster(date.max).get(who)
            if at is None:
                done = desk.hire(who, at=site, on=on, **how)
            elif at[0] == site:
                done = desk.reassign(who, on=on, **how)
            else:
                done = desk.transfer(who, to=site, on=on, **how)
            if done.recorded:
                model.moves.append((who, on, at, (site, contract, engagement)))
        case ("leave", who, on):
            at = model.roster(date.max).get(who)
            if desk.leave(who, on=on).recorded:
                model.moves.append((who, on, at, None))
        case ("void", who):
            ledger.record(VoidLatest((who,), reason="mistaken"))
            latest = max(number for number, move in enumerate(model.moves) if move[0] == who)
            del model.moves[latest]
        case _:
            change(desk, model, step)


def change(desk: Desk, model: Model, step: Any) -> None:
    """The same, of what changes with nobody moving."""
    ledger = desk.ledger
    match step:
        case ("take over", site, employer, on):
            if ledger.record(
                ChangeSite(site, employer=employer, reason="merger", effective_on=on)
            ).recorded:
                model.sites[site].since.append((on, "employer", employer))
                model.sites[site].changed_at.append(desk.position)
        case ("new party", code, name, party, on):
            changed: Any = {name: party}
            if ledger.record(
                ChangeContract(code, **changed, reason="merger", effective_on=on)
            ).recorded:
                model.contracts[code].since.append((on, name, party))
                model.contracts[code].changed_at.append(desk.position)
        case ("as it was", kind, code):
            known = model.sites if kind == "site" else model.contracts
            if code in known and known[code].changed_at:
                ledger.record(VoidPosition(known[code].changed_at[-1], reason="mistaken"))
                del known[code].since[-1], known[code].changed_at[-1]
        case ("sign", code, before, client, on):
            if desk.sign(code, on, client, before).recorded:
                facts = {"client": client, "supplier": None}
                facts |= {"succeeds": before, "effective_on": on}
                model.contracts[code] = Facts(facts, position=desk.position)
        case ("unsign", code):
            if code in model.contracts:
                ledger.record(VoidPosition(model.contracts[code].position, reason="mistaken"))
                del model.contracts[code]
        case _:
            correct(desk, model, step)


def correct(desk: Desk, model: Model, step: Any) -> None:
    """The same, of what is put right, and of a plan that is revised."""
    ledger = desk.ledger
    match step:
        case ("site", site, name, value):
            ledger.record(CorrectSite(site, {name: value}, reason="typo"))
            model.sites[site].of[name] = value
        case ("contract", code, name, value):
            ledger.record(CorrectContract(code, {name: value}, reason="typo"))
            model.contracts[code].of[name] = value
        case ("origins", adds, on):
            places = NamedPlaces(origins=["AL"])
            changed: Any = {"added": places} if adds else {"dropped": places}
            if ledger.record(
                RevisePlan("HOME", **changed, reason="agreed", effective_on=on)
            ).recorded:
                model.origins.append((on, {"RO", "AL"} if adds else {"RO"}))


def agree(desk: Desk, model: Model, known_at: datetime | None, columns: Any = BY) -> None:
    """Every figure, bridge and plan is that of the model."""
    with desk.ledger.asking(known_at) as view:
        for by in columns:
            for on in ASKED:
                found = {
                    row.groups: row.figure.heads
                    for row in headcount(view, by=by, on=on)
                    if row.figure.heads
                }
                there = model.roster(on).values()
                assert found == Counter(model.group(at, by, on) for at in there), (by, on)
            for since in (BASELINE, DAYS[2]):
                expected = model.bridges(by, since, LAST)
                for each in bridge(view, by=by, since=since, on=LAST):
                    parts = each.bridge.steps
                    told = {step: parts[step].heads for step in STEPS}
                    right = expected.pop(each.groups, Counter())
                    assert told == {step: right[step] for step in STEPS}, (by, each.groups)
                assert not [group for group, left in expected.items() if any(left.values())]
        for plan in plan_list(view):
            for on in ASKED:
                assert progress(view, plan, on).brought_back == model.brought_back(on), on


def recorded(desk: Desk) -> None:
    """Four sites of one employer, two contracts, a plan, and an operator at each site."""
    for code in SITES:
        desk.open(code, BEFORE, employer="Comdata")
    for code in SIGNED:
        desk.sign(code, BEFORE)
    desk.announce(
        "HOME",
        target=2,
        origins=["RO"],
        destinations=["IT"],
        contracts=["A"],
        baseline=BASELINE,
        deadline=LAST,
    )
    for who, site in zip(OPERATORS, SITES, strict=True):
        desk.hire(who, at=site, on=BEFORE, contract="A")


def begun() -> Model:
    """The same, as the model has it."""
    model = Model()
    for code, country in SITES.items():
        model.sites[code] = Facts({"country": country, "city": None, "employer": "Comdata"})
    for position, code in enumerate(SIGNED, 2 + len(SITES)):  # the ledger's opening is the first
        facts = {"client": "Fastweb", "supplier": None, "succeeds": None, "effective_on": BEFORE}
        model.contracts[code] = Facts(facts, position=position)
    for who, site in zip(OPERATORS, SITES, strict=True):
        model.moves.append((who, BEFORE, None, (site, "A", None)))
    return model


def follow(place: Place, taken: list[Any]) -> None:
    desk, model = Desk.where(place, recorded), begun()
    known: list[tuple[datetime, Model]] = []
    for step in taken:
        known.append((desk.clock.now, deepcopy(model)))
        with suppress(Refusal):
            take(desk, model, step)
    agree(desk, model, None)
    for turn, (at, then) in enumerate(known[::4]):
        agree(desk, then, at, BY[turn % THIRDS :: THIRDS])
    assert desk.findings() == []
    grown = desk.read_model()
    desk.forget_read_model()
    agree(desk, model, None, BY[:1])
    assert desk.read_model() == grown, "built anew, every table is the same, and every answer so"


@examples(2, soaked=10)
@given(steps)
def test_every_figure_is_that_of_the_model_now_and_as_known(taken: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        follow(SQLitePlace(Path(folder)), taken)


@examples(1, soaked=2)
@given(steps)
def test_it_is_so_in_postgresql(taken: list[Any]) -> None:
    with closing(PostgresPlace()) as place:
        follow(place, taken)
