"""By whatever routes posts go, a plan counts where they were on the baseline and where they are.

Operators wander between origins, destinations, another site at home and a third country, are hired,
leave and come back, and some of it is taken back or told late. A dict of who is where on each day
says the same as the ledger, on every day, and as known at every step.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Desk, days_between, explained
from places import PostgresPlace, SQLitePlace

from domain.placement import UNCHANGED, Placement
from domain.refusal import Refusal
from domain.voids import VoidLatest
from domain.workforce.movement_events import MovementVoided, is_operator_event
from ledger.recording.outcome import Outcome
from projections.headcount import headcount
from projections.plan_operators import plan_operators
from projections.plans import PlanFacts, plan_named
from projections.progress import history, progress
from projections.view import View
from projections.whereabouts import whereabouts

OPENED, BASELINE, DEADLINE, LAST = (date(2018, 1, day) for day in (1, 10, 13, 16))
DAYS = list(days_between(BASELINE - timedelta(days=1), LAST))
ORIGINS, DESTINATIONS = {"RO-IAS", "RO-BUC"}, {"IT-CAG", "IT-LEC"}
SITES = [*sorted(ORIGINS), *sorted(DESTINATIONS), "IT-MIL", "AL-TIR"]
CONTRACTS = ["SOHO", "SB"]
OPERATORS = ["OP-1", "OP-2", "OP-3", "OP-4"]
PLANS: dict[str, set[str]] = {"ANY": set(), "ONE": {"SOHO"}}

Step = tuple[Any, ...]
Roster = dict[str, Placement]
whom, sites = st.sampled_from(OPERATORS), st.sampled_from(SITES)
days, contracts = st.sampled_from(DAYS), st.sampled_from([*CONTRACTS, None])
hours = st.sampled_from(["1", "0.5"])
moves: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("hire"), whom, sites, contracts, hours, days),
    st.tuples(st.just("transfer"), whom, sites, contracts | st.just(UNCHANGED), days),
    st.tuples(st.just("transfer"), whom, sites, st.just(UNCHANGED), days),
    st.tuples(st.just("reassign"), whom, contracts, hours, days),
    st.tuples(st.just("leave"), whom, days),
)
voids = st.tuples(st.just("void"), whom, days)
placed = st.lists(st.tuples(sites, contracts), min_size=2, max_size=4)
routes = st.lists(moves, min_size=2, max_size=10).map(lambda taken: sorted(taken, key=_day))
late = st.lists(moves | voids, max_size=5)


def _day(step: Step) -> date:
    day = step[-1]
    assert isinstance(day, date)
    return day


class Posts:
    """Who is where: for every operator what happened and was not taken back, in order of date."""

    def __init__(self) -> None:
        self.happened: dict[str, list[tuple[date, Placement | None]]] = {}

    def learn(self, outcome: Outcome) -> None:
        for recorded in outcome.recorded:
            event, code = recorded.event, recorded.code
            if isinstance(event, MovementVoided):
                self.happened[code].pop()
            elif is_operator_event(event):
                step = event.effective_on, event.leads_to
                self.happened.setdefault(code, []).append(step)

    def on(self, day: date) -> Roster:
        roster = {}
        for operator, happened in self.happened.items():
            there = [place for effective_on, place in happened if effective_on <= day]
            if there and there[-1] is not None:
                roster[operator] = there[-1]
        return roster

    def copy(self) -> Posts:
        other = Posts()
        other.happened = {operator: list(each) for operator, each in self.happened.items()}
        return other


def counts(at: Placement | None, contracts: set[str]) -> bool:
    return (
        at is not None and at.site in DESTINATIONS and (not contracts or at.contract in contracts)
    )


def reckoned(posts: Posts, contracts: set[str], day: date) -> tuple[int, int]:
    """What is brought back, and what is not counted, by the words of the rule."""
    was, now = posts.on(min(day, BASELINE)), posts.on(day)
    opening = sum(counts(at, contracts) for at in was.values())
    closing = sum(counts(at, contracts) for at in now.values())
    not_counted = sum(
        counts(at, contracts)
        and operator in was
        and was[operator].site not in ORIGINS
        and not counts(was[operator], contracts)
        for operator, at in now.items()
    )
    return closing - opening - not_counted, not_counted


def agree(view: View, posts: Posts) -> None:
    """The ledger says of every day what the dict says."""
    for code, named in PLANS.items():
        plan = plan_named(view, code)
        series = {each.day: each for each in history(view, plan, LAST)}
        assert list(series) == list(days_between(BASELINE, LAST))
        for day, each in series.items():
            assert each.brought_back == reckoned(posts, named, day)[0]
        for day in DAYS:
            progress_agrees(view, plan, posts, day)
    for since, on in ((BASELINE, LAST), (DAYS[0], BASELINE), (BASELINE, BASELINE)):
        whereabouts_agree(view, posts, since, on)


def progress_agrees(view: View, plan: PlanFacts, posts: Posts, day: date) -> None:
    at, named = progress(view, plan, day), PLANS[plan.plan]
    assert (at.brought_back, at.not_counted) == reckoned(posts, named, day)
    there = at.destination
    assert at.brought_back == there.closing.heads - there.opening.heads - at.not_counted
    assert -there.opening.heads <= at.brought_back
    assert at.brought_back <= there.closing.heads - there.opening.heads
    reached = (each for each in days_between(BASELINE + timedelta(days=1), day))
    assert at.met_on == next((d for d in reached if reckoned(posts, named, d)[0] >= 2), None)
    assert (DEADLINE in at.missed_deadlines) == (
        day > DEADLINE and reckoned(posts, named, DEADLINE)[0] < 2
    )
    behind = plan_operators(view, plan, day)
    was, now = posts.on(min(day, BASELINE)), posts.on(day)
    assert explained(behind) == at.brought_back
    assert sum(e.now is not None for e in behind) == there.closing.heads
    assert sum(e.came == "not-counted" and e.now is not None for e in behind) == at.not_counted
    for each in behind:
        on_baseline, today = was.get(each.operator), now.get(each.operator)
        assert each.was == (on_baseline.site if on_baseline else None)
        assert each.now == (today.site if today and counts(today, named) else None)
        assert (each.came == "hired") == (on_baseline is None)


def whereabouts_agree(view: View, posts: Posts, since: date, on: date) -> None:
    was, now = posts.on(since), posts.on(on)
    pairs: Counter[tuple[str | None, str | None]] = Counter()
    fte: Counter[tuple[str | None, str | None]] = Counter()
    for operator in was.keys() | now.keys():
        before, after = was.get(operator), now.get(operator)
        pair = before.site if before else None, after.site if after else None
        there = after or before
        assert there is not None
        pairs[pair] += 1
        fte[pair] += int(there.fte * 10_000)
    found = whereabouts(view, by="site", since=since, on=on)
    assert {(each.was, each.now): each.figure.heads for each in found} == pairs
    assert {(each.was, each.now): each.figure.fte_units for each in found} == fte
    countries = Counter[tuple[str | None, str | None]]()
    for (before_at, after_at), heads in pairs.items():
        countries[before_at and before_at[:2], after_at and after_at[:2]] += heads
    by_country = whereabouts(view, by="country", since=since, on=on)
    assert {(each.was, each.now): each.figure.heads for each in by_country} == countries
    for end, day in (("was", since), ("now", on)):
        there_then = sum(each.figure.heads for each in found if getattr(each, end) is not None)
        assert there_then == sum(row.figure.heads for row in headcount(view, by="site", on=day))


def recorded(desk: Desk) -> None:
    """Sites, contracts and two plans, and nobody anywhere."""
    for code in SITES:
        desk.open(code, OPENED)
    for code in CONTRACTS:
        desk.sign(code, OPENED)
    for code, named in PLANS.items():
        desk.announce(
            code,
            target=2,
            origins=["RO"],
            destinations=sorted(DESTINATIONS),
            contracts=sorted(named),
            baseline=BASELINE,
            deadline=DEADLINE,
        )


def taken(desk: Desk, step: Step) -> Outcome:
    match step:
        case ("hire", code, site, contract, fte, on):
            return desk.hire(code, at=site, contract=contract, fte=fte, on=on)
        case ("transfer", code, site, contract, on):
            return desk.transfer(code, to=site, contract=contract, on=on)
        case ("reassign", code, contract, fte, on):
            return desk.reassign(code, contract=contract, fte=fte, on=on)
        case ("leave", code, on):
            return desk.leave(code, on=on)
        case ("void", code, _):
            return desk.ledger.record(VoidLatest((code,), reason="mistaken"))
    raise AssertionError(step)


def go(desk: Desk, start: list[tuple[str, str | None]], steps: list[Step]) -> None:
    """Take the steps that are allowed, and ask what was known at three moments, and now."""
    posts, known = Posts(), list[tuple[datetime, Posts]]()
    hired = [
        ("hire", operator, *at, "1", OPENED) for operator, at in zip(OPERATORS, start, strict=False)
    ]
    for step in (*hired, *steps):
        with suppress(Refusal):
            posts.learn(taken(desk, step))
            known.append((desk.clock.now, posts.copy()))
    for then, posts_then in (known[len(known) // 3], known[2 * len(known) // 3]):
        with desk.ledger.asking(then) as view:
            agree(view, posts_then)
    with desk.ledger.asking() as view:
        agree(view, posts)


@examples(4, soaked=12)
@given(start=placed, route=routes, news=late)
def test_only_where_each_post_was_and_is_matters(
    start: list[tuple[str, str | None]], route: list[Step], news: list[Step]
) -> None:
    with TemporaryDirectory() as folder:
        go(Desk.where(SQLitePlace(Path(folder)), recorded), start, [*route, *news])


@pytest.mark.parametrize("by_way_of", ["AL-TIR", "IT-MIL", "RO-BUC"])
@examples(1)
@given(start=placed, route=routes, news=late)
def test_and_so_it_is_in_a_database_on_a_server(
    by_way_of: str, start: list[tuple[str, str | None]], route: list[Step], news: list[Step]
) -> None:
    there_and_back: list[Step] = [
        ("transfer", "OP-1", by_way_of, UNCHANGED, BASELINE + timedelta(days=1)),
        ("transfer", "OP-1", "IT-CAG", UNCHANGED, DEADLINE),
        ("void", "OP-2", BASELINE),
    ]
    with closing(PostgresPlace()) as place:
        go(Desk.where(place, recorded), start, [*there_and_back, *route, *news])
