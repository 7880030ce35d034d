"""Every step into every country on every day, and random notices, judged twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pycountry
import pytest
import slow_notices as slow
from examples import TIMES, examples
from hypothesis import given
from hypothesis import strategies as st

from domain.countries import KOSOVO
from domain.law import shipped
from domain.notices.laws import read_law
from projections.judging.arrivals import (
    EndOfDay,
    Step,
    Succession,
    Whereabouts,
    arrivals,
    steps,
)
from projections.judging.law import Employment, Law
from projections.judging.notices import Notice, NoticeRow, notices

EU = read_law(shipped("eu")).unions[0]
LAW = Law(read_law(shipped("it-24-bis")).rules, {"EU": EU})
COUNTRIES = sorted([*(country.alpha_2 for country in pycountry.countries), KOSOVO])
PRESENT = "IT-24BIS-2017-PRESENT"


def as_said(row: NoticeRow) -> slow.Row:
    return (
        row.moved_on,
        row.country,
        row.contract,
        row.rule,
        row.recipient,
        row.verdict,
        row.because,
        row.due_on,
        row.notice,
        row.days_late,
        row.more_than_stated,
    )


YEARS = range(2012, 2027) if TIMES > 1 else (2012, 2017, 2020)
"""All since the first rule in a soak; in every run those in which a rule or a member changed."""
DAY = timedelta(days=1)


def days_to_ask_about(year: int, on: date) -> list[date]:
    """Every day in a soak; in every run those on which something may turn, and their neighbours.

    Something turns where a month does, where a rule begins or ends, where a country joins or leaves
    the Union, and where a notice that was to be filed on the day of the question was for.
    """
    year_long = [date(year, 1, 1) + n * DAY for n in range(366)]
    known = [day for day in year_long if day.year == year]
    if TIMES > 1:
        return known
    turns = {date(year, month, 1) for month in range(1, 13)} | {*slow.SINCE.values()}
    turns |= {*slow.GONE.values(), on}
    for rule in slow.RULES:
        turns |= {rule.first_day, rule.last_day, on + (rule.days or 0) * DAY}
        turns |= {day for day in (rule.due, rule.present) if day is not None}
    return [day for day in known if turns & {day - DAY, day, day + DAY}]


@pytest.mark.parametrize("year", YEARS)
def test_every_step_into_every_country_on_every_day(year: int) -> None:
    """The year is asked about in its middle, so that some notices are still open.

    One recipient stands for all; that each has a row of its own is tested below.
    """
    first_only = tuple(replace(rule, recipients=rule.recipients[:1]) for rule in LAW.rules)
    law = replace(LAW, rules=first_only)
    on = date(year, 7, 1)
    asked = days_to_ask_about(year, on)
    for start in range(0, len(asked), 30):
        into = [(day, country) for day in asked[start : start + 30] for country in COUNTRIES]
        found = notices(
            [Step(day, country, None, hired=1) for day, country in into], {}, law, [], on
        )
        said = slow.rows(
            [slow.SlowStep(day, country, None, 1) for day, country in into], [], {}, on
        )
        expected = [row for row in said if row[4] in (None, "labour")]
        assert list(map(as_said, found)) == expected


def test_every_country_has_an_answer_for_each_union_on_each_day() -> None:
    assert len(COUNTRIES) == len(pycountry.countries) + 1
    for year in range(1957, 2027):
        for day in (date(year, 1, 1), date(year, 5, 1), date(year, 7, 1), date(year, 12, 31)):
            for country in COUNTRIES:
                assert EU.has_on(country, day) is slow.in_union(country, day)
    assert {spell.country for spell in EU.members} <= set(COUNTRIES)


CONTRACTS = ("A", "B", "C")
PLACES = ("IT", "RO", "AL", "GB")
days = st.one_of(
    st.dates(date(2016, 11, 1), date(2017, 3, 31)), st.dates(date(2020, 1, 15), date(2020, 3, 1))
)
successions = st.sampled_from([{}, {"B": "A"}, {"C": "B", "B": "A"}, {"A": "B", "B": "A"}])


def found_notices() -> st.SearchStrategy[slow.SlowNotice]:
    return st.builds(
        slow.SlowNotice,
        code=st.sampled_from(["N-1", "N-2", "N-3", "N-4"]),
        rule=st.sampled_from([rule.code for rule in slow.RULES]),
        recipient=st.sampled_from(["labour", "labour", "mise"]),
        country=st.sampled_from(PLACES[1:]),
        contracts=st.frozensets(st.sampled_from(CONTRACTS), max_size=2),
        workers=st.integers(1, 6),
        from_on=days,
        filed_on=days,
    )


slow_steps = st.lists(
    st.builds(
        slow.SlowStep,
        day=days,
        country=st.sampled_from(PLACES),
        contract=st.none() | st.sampled_from(CONTRACTS),
        heads=st.integers(1, 4),
        employees=st.none() | st.integers(18, 22),
    ),
    max_size=8,
    unique_by=lambda step: (step.day, step.country, step.contract),
)
there = st.lists(
    st.builds(
        slow.SlowStep,
        day=st.just(date(2017, 1, 1)),
        country=st.sampled_from(PLACES),
        contract=st.none() | st.sampled_from(CONTRACTS),
        heads=st.integers(1, 4),
        is_presence=st.just(True),
    ),
    max_size=3,
    unique_by=lambda step: (step.country, step.contract),
)


def fast_step(step: slow.SlowStep) -> Step:
    site = frozenset({f"{step.country}-{step.contract}"})
    if step.is_presence:
        return Step(step.day, step.country, step.contract, present=step.heads, sites=site)
    return Step(step.day, step.country, step.contract, hired=step.heads, sites=site)


@examples(25, soaked=80)
@given(
    slow_steps,
    there,
    st.lists(
        found_notices(), max_size=12, unique_by=lambda n: (n.code, n.rule, n.recipient, n.country)
    ),
    successions,
    days,
)
def test_every_row_is_that_of_the_words_of_the_rules(
    arriving: list[slow.SlowStep],
    present: list[slow.SlowStep],
    filed: list[slow.SlowNotice],
    before: dict[str, str],
    on: date,
) -> None:
    # On a day on which a rule asks who is there, arrivals of the same group would only be told apart by
    # which of the two comes first; that order is not what is tested here.
    present = [
        s
        for s in present
        if not any(
            (s.day, s.country, s.contract) == (a.day, a.country, a.contract) for a in arriving
        )
    ]
    employment = Employment(
        {
            (f"{s.country}-{s.contract}", s.day): f"{s.country}-{s.contract}-{s.day}"
            for s in arriving
            if s.employees is not None
        },
        {
            (f"{s.country}-{s.contract}-{s.day}", s.day): s.employees
            for s in arriving
            if s.employees is not None
        },
    )
    found = notices(
        map(fast_step, arriving),
        {PRESENT: list(map(fast_step, present))},
        LAW,
        [
            Notice(
                n.code,
                n.rule,
                n.recipient,
                n.country,
                n.workers,
                n.from_on,
                n.filed_on,
                n.contracts,
            )
            for n in filed
        ],
        on,
        succession=Succession(before),
        employment=employment,
    )
    said = slow.rows([*arriving, *present], filed, before, on)
    assert list(map(as_said, found)) == list(said)


WEEK = [date(2018, 3, 1) + timedelta(days=n) for n in range(7)]
moves = st.lists(
    st.tuples(
        st.sampled_from(["OP-1", "OP-2"]),
        st.sampled_from(WEEK),
        st.none() | st.tuples(st.sampled_from(PLACES[:3]), st.none() | st.sampled_from(CONTRACTS)),
    ),
    max_size=12,
)


@examples(25, soaked=80)
@given(moves, successions)
def test_arrivals_are_the_difference_between_one_end_of_day_and_the_next(
    told: list[tuple[str, date, slow.Place | None]], before: dict[str, str]
) -> None:
    recorded = sorted(told, key=lambda move: move[:2])
    ends = [
        EndOfDay(operator, day, Whereabouts(*place, site=place[0]) if place else None)
        for operator, day, place in recorded
    ]
    found = {
        (step.day, step.country, step.contract): {
            kind: count
            for kind, count in (
                ("hired", step.hired),
                ("transferred", step.transferred),
                ("reassigned", step.reassigned),
            )
            if count
        }
        for step in steps(arrivals(ends, Succession(before)))
    }
    assert found == slow.arrivals(recorded, before, WEEK)
