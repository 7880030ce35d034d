"""Shares, percentages and months as values, and shares of random contracts judged twice."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from promised import figures, months, share
from refusing import refused_as

from domain.commitments.commitment_refusals import InvalidMonth, InvalidPeriod
from domain.commitments.shares import (
    UNITS_PER_ONE,
    Month,
    Period,
    Share,
    amount_text,
    due_day,
    last_whole_month,
    month,
    percent_text,
    period,
    runs_in,
    total,
    window,
)
from projections.judging.facts import ContractFacts, MissingMonth
from projections.judging.sector import TurnoverShare, sector
from projections.judging.shares import By, Question, history, shares
from projections.judging.verdicts import Verdict

EIGHTY = Fraction(80)


# Percentages --------------------------------------------------------------------------------


def test_a_share_is_printed_with_two_decimals_half_up() -> None:
    assert Share(1, 3).percent() == 33.33
    assert Share(2, 3).percent() == 66.67
    assert Share(8005, 80_000).percent() == 10.01
    assert Share(0, 5).percent() == 0.0
    assert Share(0, 0).percent() is None


def test_a_percentage_is_rounded_down_where_rounding_would_reach_what_is_not_reached() -> None:
    almost = Share(79_996, 100_000)
    assert almost.percent() == 80.0
    assert almost.percent([EIGHTY]) == 79.99
    assert Share(99_999, 100_000).percent() == 99.99
    assert Share(100_000, 100_000).percent() == 100.0
    baseline = Fraction(260, 3)
    assert Share(86_666, 100_000).percent([baseline]) == 86.66
    assert Share(260, 300).percent([baseline]) == 86.67


@examples(40, soaked=100)
@given(
    st.integers(0, 10**9),
    st.integers(1, 10**9),
    st.lists(st.fractions(min_value=Fraction(1, 10_000), max_value=100, max_denominator=10_000)),
)
def test_no_percentage_is_printed_onto_a_floor_that_is_not_reached(
    part: int, rest: int, floors: list[Fraction]
) -> None:
    taken = Share(part, part + rest)
    printed = taken.percent(floors)
    assert printed is not None
    shown = Fraction(str(printed))
    exact = Fraction(100 * part, part + rest)
    assert abs(shown - exact) < Fraction(1, 100)
    for floor in [*floors, Fraction(100)]:
        assert taken.reaches(floor) == (exact >= floor)
        assert taken.is_above(floor) == (exact > floor)
        if exact < floor:
            assert shown < floor
    if not any(exact < floor <= exact + Fraction(1, 100) for floor in [*floors, Fraction(100)]):
        assert abs(shown - exact) <= Fraction(1, 200)


def test_a_change_is_taken_of_exact_shares() -> None:
    assert Share(1, 3).change_since(Share(2, 3)) == -33.33
    assert Share(80_125, 100_000).change_since(Share(80_000, 100_000)) == 0.13
    assert Share(80_000, 100_000).change_since(Share(80_125, 100_000)) == -0.13
    assert Share(1, 2).change_since(Share(0, 0)) is None


def test_amounts_are_exact_texts() -> None:
    assert [amount_text(units) for units in (81_500_000, 5000, 1, 0, -12_500)] == [
        "8150",
        "0.5",
        "0.0001",
        "0",
        "-1.25",
    ]
    assert percent_text(Fraction(260, 3)) == "86.6667"
    assert percent_text(Fraction(87)) == "87"


# Months -------------------------------------------------------------------------------------


def test_a_month_counts_once_its_last_day_has_come() -> None:
    assert last_whole_month(date(2018, 3, 30)) == month("2018-02")
    assert last_whole_month(date(2018, 3, 31)) == month("2018-03")
    assert last_whole_month(date(2020, 2, 28)) == month("2020-01")
    assert list(map(str, window(date(2018, 1, 31), 3))) == ["2017-11", "2017-12", "2018-01"]


def test_a_due_day_that_its_month_lacks_is_the_last_of_it() -> None:
    assert due_day(date(2017, 5, 4), 6) == date(2017, 11, 4)
    assert due_day(date(2017, 8, 31), 6) == date(2018, 2, 28)
    assert due_day(date(2015, 8, 31), 6) == date(2016, 2, 29)
    assert due_day(date(2017, 5, 4), None) == date(2017, 5, 4)
    assert due_day(date(2017, 12, 31), 12) == date(2018, 12, 31)


def test_one_day_of_a_month_is_enough() -> None:
    march, april = month("2018-03"), month("2018-04")
    assert runs_in(march, date(2018, 3, 31), None)
    assert not runs_in(march, date(2018, 4, 1), None)
    assert runs_in(april, date(2018, 3, 31), date(2018, 4, 2))
    assert not runs_in(april, date(2018, 3, 31), date(2018, 4, 1))
    assert not runs_in(march, date(2018, 3, 31), date(2018, 3, 31))


@given(
    st.dates(date(2016, 1, 1), date(2019, 1, 1)),
    st.none() | st.integers(0, 400),
    st.integers(0, 40),
)
def test_a_contract_runs_in_a_month_if_it_runs_on_a_day_of_it(
    start: date, length: int | None, later: int
) -> None:
    asked = month("2016-01").plus(later)
    end = start + timedelta(days=length) if length is not None else None
    days = [asked.first + timedelta(days=n) for n in range((asked.last - asked.first).days + 1)]
    expected = any(start <= day and (end is None or day < end) for day in days)
    assert runs_in(asked, start, end) == expected


@given(st.integers(1900, 2199), st.integers(1, 12), st.integers(-600, 600))
def test_months_add_up(year: int, number: int, more: int) -> None:
    start = Month(year, number)
    later = start.plus(more)
    assert later.plus(-more) == start
    assert len(start.until(later)) == max(more + 1, 0)
    assert (later > start) == (more > 0)


@pytest.mark.parametrize(
    "text", ["2018-13", "2018-00", "2018-1", "1899-12", "2201-01", "2018", "x"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with refused_as(InvalidMonth, match="write it like 2018-03"):
        month(text)


@pytest.mark.parametrize(
    "text", ["2018-13", "2018-Q5", "2018-H3", "2018-Q0", "18", "2018-06/2018-07"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with refused_as(InvalidPeriod, match="2018-06, 2018-Q2, 2018-H1 or 2018"):
        period(text)


def test_periods_overlap_if_a_month_is_in_both() -> None:
    quarter = period("2018-Q2")
    assert (quarter.first, quarter.last) == (month("2018-04"), month("2018-06"))
    assert quarter.overlaps(period("2018-06"))
    assert quarter.overlaps(period("2018"))
    assert not quarter.overlaps(period("2018-07"))
    assert period("2018-H2") == Period(month("2018-07"), 6)


# Rows ---------------------------------------------------------------------------------------

ON = date(2018, 3, 31)
ONE = ContractFacts("A", "Fastweb", "Comdata", date(2018, 1, 15), unit="contacts")
TWO = ContractFacts("B", "Fastweb", None, date(2017, 1, 1), date(2018, 2, 2), unit="contacts")
MINUTES = ContractFacts("C", "TIM", "Comdata", date(2010, 1, 1), unit="minutes")
SILENT = ContractFacts("D", "TIM", "Comdata", date(2010, 1, 1))
REPORTED = figures(
    {
        "A": months("2018-01", [(1, 1), (2, 2), (6, 2)]),
        "B": months("2018-01", [(1, 0)]),
        "C": months("2018-01", [(5, 5)] * 3),
    }
)


def rows_by(by: By) -> list[tuple[str | None, str | None, str, str, tuple[str, ...]]]:
    answer = shares([ONE, TWO, MINUTES], REPORTED, Question("IT", ON, 3, by=by))
    return [
        (row.contract or row.client or row.supplier, row.unit, row.part, row.whole, row.missing)
        for row in answer.rows
    ]


def test_a_month_in_which_a_contract_ran_for_a_day_is_missing_if_it_is_not_reported() -> None:
    by_contract = rows_by("contract")
    assert by_contract[0] == ("A", "contacts", "9", "14", ())
    assert by_contract[1] == ("B", "contacts", "1", "1", ("2018-02",))


def test_units_are_never_added() -> None:
    assert rows_by("supplier") == [
        ("Comdata", "contacts", "9", "14", ()),
        ("Comdata", "minutes", "15", "30", ()),
        (None, "contacts", "1", "1", ("2018-02",)),
    ]
    assert rows_by("client") == [
        ("Fastweb", "contacts", "10", "15", ("2018-02",)),
        ("TIM", "minutes", "15", "30", ()),
    ]
    answer = shares([ONE, TWO, MINUTES], REPORTED, Question("IT", ON, 3, by="client"))
    assert answer.rows[0].missing_from == (MissingMonth("B", "2018-02"),)
    assert [(t.unit, t.part, t.whole) for t in answer.total] == [
        ("contacts", "10", "15"),
        ("minutes", "15", "30"),
    ]


def test_a_contract_that_never_reported_is_missing_wherever_it_may_belong() -> None:
    answer = shares([MINUTES, SILENT], REPORTED, Question("IT", ON, 3, by="total"))
    (row,) = answer.rows
    assert (row.unit, row.percent, row.missing) == (
        "minutes",
        50.0,
        ("2018-01", "2018-02", "2018-03"),
    )
    alone = shares([SILENT], REPORTED, Question("IT", ON, 3))
    assert (alone.rows[0].unit, alone.rows[0].percent, len(alone.rows[0].missing)) == (
        None,
        None,
        3,
    )


def test_history_goes_month_by_month() -> None:
    course = history([ONE], REPORTED, Question("IT", ON, 4), lambda day: ())
    assert [answer.on for answer in course] == [
        date(2017, 12, 31),
        date(2018, 1, 31),
        date(2018, 2, 28),
        ON,
    ]
    assert [[row.percent for row in answer.rows] for answer in course] == [
        [],
        [50.0],
        [50.0],
        [75.0],
    ]


@examples(20, soaked=60)
@given(st.integers(0, 10_000), st.dates(date(2017, 3, 1), date(2018, 7, 5)), st.integers(1, 5))
def test_every_share_is_that_of_the_words_of_the_rules(seed: int, on: date, width: int) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    contracts = [
        ContractFacts(
            code,
            random.choice(["Fastweb", "TIM"]),
            "Comdata",
            start := date(2016, 9, 1) + timedelta(days=random.randint(0, 600)),
            start + timedelta(days=random.randint(1, 500)) if random.random() < 0.3 else None,
            unit=random.choice(["contacts", "minutes"]),
        )
        for code in ("A", "B", "C", "D")
    ]
    every = month("2016-01").until(month("2018-12"))
    reports = {
        c.code: {
            m: share(random.randint(0, 4), random.randint(4, 9))
            for m in every
            if c.runs_in(m) and random.random() < 0.9
        }
        for c in contracts
    }
    over = [m for m in every if m.last <= on]
    answer = shares(contracts, figures(reports), Question("IT", on, width, by="client"))
    seen: set[tuple[str, str]] = set()
    for row in answer.rows:
        assert row.client is not None
        assert row.unit is not None
        those = [c for c in contracts if (c.client, c.unit) == (row.client, row.unit)]
        now = [(c, m) for c in those for m in over[-width:] if c.runs_in(m)]
        before = [(c, m) for c in those for m in over[-2 * width : -width] if c.runs_in(m)]
        assert now
        told = [reports[c.code][m] for c, m in now if m in reports[c.code]]
        assert row.part == amount_text(total(told).part)
        assert row.whole == amount_text(total(told).whole)
        assert row.missing_from == tuple(
            MissingMonth(code, text)
            for text, code in sorted((str(m), c.code) for c, m in now if m not in reports[c.code])
        )
        assert (row.since, row.until) == (str(min(m for _, m in now)), str(max(m for _, m in now)))
        was = [reports[c.code].get(m) for c, m in before]
        comparable = None not in was and total(s for s in was if s).whole > 0
        assert (row.change is not None) == (comparable and total(told).whole > 0)
        seen.add((row.client, row.unit))
    expected = {(c.client, c.unit) for c in contracts if any(map(c.runs_in, over[-width:]))}
    assert seen == expected


# The sector ---------------------------------------------------------------------------------

VERDICTS: list[Verdict] = ["broken", "not-yet-known", "not-yet-due", "kept", "not-bound"]


@given(
    st.dictionaries(
        st.sampled_from(["Fastweb", "TIM", "Wind Tre", "Enel"]),
        st.tuples(
            st.integers(1, 200_000),
            st.sampled_from([2014, 2015]),
            st.lists(st.sampled_from(VERDICTS), max_size=3),
        ),
    )
)
def test_the_parts_of_the_sector_always_add_up_to_the_whole(
    told: dict[str, tuple[int, int, list[Verdict]]],
) -> None:
    sums = sector(
        TurnoverShare(None, 800_000, 2015, "made up"),
        [TurnoverShare(name, part, year, "made up") for name, (part, year, _) in told.items()],
        {name: verdicts for name, (_, _, verdicts) in told.items()},
    )
    parts = (sums.keeps, sums.breaks, sums.not_yet_known, sums.not_asked, sums.not_attributed)
    assert sum(Fraction(part or 0) for part in parts) == Fraction(sums.stated or 0) == 80
    breaks = sum(p for p, year, those in told.values() if year == 2015 and "broken" in those)
    assert Fraction(sums.breaks) == Fraction(breaks, UNITS_PER_ONE)
    assert len(sums.other_years) == sum(year == 2014 for _, year, _ in told.values())


@examples(50, soaked=200)
@given(
    st.dates(date(2017, 1, 28), date(2017, 6, 3)),
    st.none() | st.dates(date(2017, 1, 28), date(2017, 9, 3)),
)
def test_the_months_in_which_a_contract_runs_are_those_of_its_days(
    runs_from: date, ends_on: date | None
) -> None:
    contract = ContractFacts("C", "Fastweb", None, runs_from, ends_on)
    every = Month(2016, 12).until(Month(2017, 12))
    days = [date(2016, 12, 1) + timedelta(days=n) for n in range(396)]
    ran = {Month.of(day) for day in days if contract.runs_on(day)}
    assert contract.months_among(every) == [month for month in every if month in ran]
