"""The sums are those of the movements, on every day, however late anything was learnt."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Desk, heads, in_heads
from places import Place, new_place

from domain.voids import VoidLatest
from domain.words import Engagement
from projections.cells import cells
from projections.changes import heads_per_day
from projections.headcount import headcount
from projections.occupancy import changes_at

DAY = timedelta(days=1)
FIRST, LAST = date(2017, 1, 1), date(2021, 12, 31)
TURNS = [
    *(date(2017, 12, 30), date(2017, 12, 31), date(2018, 1, 1), date(2018, 1, 2)),
    *(date(2018, 1, 31), date(2018, 2, 1), date(2018, 2, 28), date(2018, 3, 1)),
    *(date(2018, 12, 31), date(2019, 1, 1), date(2020, 2, 29), date(2020, 3, 1)),
]


@pytest.fixture
def desk(place: Place) -> Desk:
    """Two sites where nobody has worked yet."""
    return Desk.where(place, with_sites)


def with_sites(desk: Desk) -> None:
    for code in ("RO-IAS", "IT-CAG"):
        desk.open(code, FIRST)


def at_iasi(desk: Desk, *days: date) -> list[int]:
    with desk.asking_at_once():
        return [heads(desk.headcount("site", day)).get("RO-IAS", 0) for day in days]


@pytest.mark.parametrize("on", TURNS)
def test_the_day_itself_counts_and_the_day_before_does_not(desk: Desk, on: date) -> None:
    desk.hire("A", at="RO-IAS", on=on)
    with desk.asking_at_once():
        assert at_iasi(desk, on - DAY, on, on + DAY) == [0, 1, 1]
        into = desk.bridge("site", on - DAY, on)["RO-IAS"]
        out_of = desk.bridge("site", on, on + DAY)["RO-IAS"]
    assert in_heads(into) == {"hired": 1, "closing": 1}
    assert in_heads(out_of) == {"opening": 1, "closing": 1}


@pytest.mark.parametrize(("first", "then"), list(pairwise(TURNS)))
def test_what_is_learnt_late_is_in_the_sums_of_all_later_days(
    desk: Desk, first: date, then: date
) -> None:
    desk.hire("A", at="RO-IAS", on=then)
    desk.hire("B", "C", at="RO-IAS", on=first)
    assert at_iasi(desk, first - DAY, first, then - DAY, then, LAST) == [0, 2, 2, 3, 3]
    assert desk.findings() == []


def test_what_is_taken_back_is_out_of_the_sums_of_all_later_days(desk: Desk) -> None:
    for code, on in zip("ABC", (TURNS[0], TURNS[4], TURNS[8]), strict=True):
        desk.hire(code, at="RO-IAS", on=on)
    desk.ledger.record(VoidLatest(("A",), reason="mistaken"))
    assert at_iasi(desk, *TURNS) == [0] * 4 + [1] * 4 + [2] * 4
    with desk.ledger.asking() as view:
        assert changes_at(view, "RO-IAS") == [(TURNS[0], 0), (TURNS[4], 1), (TURNS[8], 1)]


def test_a_day_without_changes_has_no_row_and_several_on_one_day_have_one(desk: Desk) -> None:
    for code in "ABC":
        desk.hire(code, at="RO-IAS", on=TURNS[0])
    desk.hire("D", at="RO-IAS", on=TURNS[3])
    rows = sorted(desk.sql("SELECT effective_on, heads, heads_so_far FROM changes"))
    assert rows == [(TURNS[0].isoformat(), 3, 3), (TURNS[3].isoformat(), 1, 4)]


def test_heads_per_day_leave_out_the_first_day_and_take_in_the_last(desk: Desk) -> None:
    days = [TURNS[1], TURNS[2], TURNS[3]]
    for code, on in zip("ABC", days, strict=True):
        desk.hire(code, at="RO-IAS", on=on)
    before = desk.clock.now
    desk.hire("D", at="RO-IAS", on=days[2])
    for known_at, last in ((None, 2), (before, 1)):
        with desk.ledger.asking(known_at) as view:
            at = cells.c.site == "RO-IAS"
            found = heads_per_day(view, at, after=days[0], up_to=days[2])
            assert found == [(days[1], 1), (days[2], last)]
            found = heads_per_day(view, at, after=days[0], up_to=days[1])
            assert found == [(days[1], 1)]


@pytest.mark.parametrize("on", TURNS)
def test_what_was_known_in_the_middle_is_without_what_came_later(desk: Desk, on: date) -> None:
    desk.hire("A", at="RO-IAS", on=on)
    middle = desk.clock.now
    desk.hire("B", at="RO-IAS", on=on - DAY)
    desk.transfer("A", to="IT-CAG", on=on + DAY)
    with desk.ledger.asking(middle) as view:
        found = [headcount(view, by="site", on=day) for day in (on - DAY, on, on + DAY)]
    then = [{row.group: row.figure.heads for row in rows} for rows in found]
    assert then == [{}, {"RO-IAS": 1}, {"RO-IAS": 1}]
    assert at_iasi(desk, on - DAY, on, on + DAY) == [1, 2, 1]


days = st.sampled_from(TURNS)
engagements: st.SearchStrategy[Engagement | None] = st.sampled_from([None, "permanent", "agency"])
hires = st.lists(st.lists(st.tuples(days, engagements), min_size=1, max_size=2), max_size=4)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_in_whatever_order_days_are_learnt_the_sums_are_those_of_the_movements(
    kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @given(hires)
    @(examples(4, soaked=8) if kind == "sqlite" else examples(2, soaked=3))
    def holds(commands: list[list[tuple[date, Engagement | None]]]) -> None:
        place = new_place(kind, tmp_path_factory.mktemp("sums"))
        try:
            desk = Desk.where(place, with_sites)
            hired = Counter[tuple[Engagement | None, date]]()
            for number, chosen in enumerate(commands):
                for each, (on, engagement) in enumerate(chosen):
                    desk.hire(f"N{number}-{each}", at="RO-IAS", on=on, engagement=engagement)
                    hired[engagement, on] += 1
            with desk.asking_at_once():
                asked = [heads(desk.headcount("engagement", day)) for day in TURNS]
            for day, found in zip(TURNS, asked, strict=True):
                expected = Counter[Engagement | None]()
                for (engagement, on), count in hired.items():
                    if on <= day:
                        expected[engagement] += count
                assert found == expected
            (rows,), (sides,) = (
                desk.sql(f"SELECT count(*) FROM {table}") for table in ("changes", "movements")
            )
            assert rows <= sides
            assert desk.findings() == []
        finally:
            place.close()

    holds()
