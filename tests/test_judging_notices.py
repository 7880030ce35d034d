"""Who had notice of work that went abroad, and who must still have it: the worked example, and each rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from refusing import refused_as

from domain.commitments.commitment_refusals import UnknownUnion
from domain.law import shipped
from domain.notices.laws import read_law
from projections.judging.arrivals import (
    Arrival,
    EndOfDay,
    Step,
    Succession,
    Whereabouts,
    arrivals,
    steps,
)
from projections.judging.law import Employment, Law
from projections.judging.notices import Notice, NoticeRow, employers_wanted, notices

RULES = read_law(shipped("it-24-bis")).rules
EU = read_law(shipped("eu")).unions[0]
LAW = Law(RULES, {"EU": EU})
TEXT_2012, TEXT_2017, PRESENT = RULES
END_OF_2020 = date(2020, 12, 31)


def moved(
    day: date, country: str, heads: int = 1, contract: str | None = "FW-OLD", **kinds: int
) -> Step:
    """A step of transfers, unless it says otherwise."""
    counts = kinds or {"transferred": heads}
    return Step(day, country, contract, **counts, sites=frozenset({f"{country}-1"}))


def filed(
    recipient: str,
    on: date,
    *,
    country: str = "AL",
    rule: str = "IT-24BIS-2017",
    from_on: date = date(2018, 2, 1),
    workers: int = 10,
    contracts: Iterable[str] = (),
    code: str = "2018-AL-1",
) -> Notice:
    return Notice(code, rule, recipient, country, workers, from_on, on, frozenset(contracts))


def answered(
    *found: Step,
    on: date = END_OF_2020,
    notices_filed: Iterable[Notice] = (),
    law: Law = LAW,
    present: Mapping[str, list[Step]] | None = None,
    succession: Succession | None = None,
    employment: Employment | None = None,
) -> tuple[NoticeRow, ...]:
    return notices(
        found,
        present or {},
        law,
        notices_filed,
        on,
        succession=succession,
        employment=employment,
    )


def told(rows: Iterable[NoticeRow]) -> list[tuple[str | None, str, str | None]]:
    """Recipient, verdict and why not."""
    return [(row.recipient, row.verdict, row.because) for row in rows]


MISSING_IN_2017 = [
    ("labour", "missing", None),
    ("mise", "missing", None),
    ("garante", "missing", None),
]
MISSING_IN_2012 = [("labour", "missing", None), ("garante", "missing", None)]


# The worked example -------------------------------------------------------------------------


def test_a_move_to_a_third_country_has_a_verdict_for_each_recipient() -> None:
    rows = answered(
        moved(date(2018, 2, 1), "AL", 10),
        notices_filed=[filed("labour", date(2018, 1, 2)), filed("mise", date(2018, 1, 3))],
    )
    assert told(rows) == [
        ("labour", "in-time", None),
        ("mise", "late", None),
        ("garante", "missing", None),
    ]
    assert {row.due_on for row in rows} == {date(2018, 1, 2)}
    assert [row.days_late for row in rows] == [0, 1, 0]
    labour = rows[0]
    assert (labour.rule, labour.country, labour.contract, labour.moved_on, labour.heads) == (
        "IT-24BIS-2017",
        "AL",
        "FW-OLD",
        date(2018, 2, 1),
        10,
    )
    assert (labour.hired, labour.transferred, labour.reassigned, labour.member) == (0, 10, 0, False)
    assert (labour.notice, labour.filed_on, labour.workers) == ("2018-AL-1", date(2018, 1, 2), 10)
    assert (labour.more_than_stated, labour.employees, labour.before_rule) == (False, None, False)


def test_hiring_abroad_is_an_arrival_though_nobody_was_moved() -> None:
    rows = answered(moved(date(2017, 6, 1), "AL", hired=24))
    assert told(rows) == MISSING_IN_2017
    assert {(row.due_on, row.hired, row.transferred) for row in rows} == {(date(2017, 5, 2), 24, 0)}


def test_whoever_was_abroad_when_the_rule_came_is_asked_about_once() -> None:
    there = Step(date(2017, 1, 1), "AL", "FW-DIR", present=1)
    rows = answered(
        present={PRESENT.code: [there]},
        notices_filed=[
            filed(name, date(2017, 3, 3), rule=PRESENT.code, from_on=date(2020, 1, 1), workers=1)
            for name in ("labour", "mise", "garante")
        ],
    )
    assert [(row.verdict, row.days_late, row.due_on) for row in rows] == [
        ("late", 1, date(2017, 3, 2))
    ] * 3
    assert rows[0].heads == 1


def test_a_rule_for_employers_of_some_size_shows_the_heads_that_it_asked() -> None:
    hired = moved(date(2016, 2, 1), "AL", contract="FW-DIR", hired=1)
    employer = Employment({("AL-1", hired.day): "Comdata"}, {("Comdata", hired.day): 60 + 40 + 1})
    rows = answered(hired, employment=employer)
    assert told(rows) == MISSING_IN_2012
    assert {(row.due_on, row.employees) for row in rows} == {(date(2015, 10, 4), 101)}


def test_work_inside_the_area_needs_no_notice() -> None:
    (row,) = answered(moved(date(2018, 3, 1), "RO", 30))
    assert (row.verdict, row.because, row.member, row.rule) == (
        "not-needed",
        "in-area",
        True,
        "IT-24BIS-2017",
    )
    assert (row.recipient, row.due_on) == (None, None)


def test_being_in_the_union_did_not_matter_before_2017() -> None:
    romania = answered(moved(date(2016, 6, 1), "RO", 30))
    assert told(romania) == MISSING_IN_2012
    assert romania[0].due_on == date(2016, 2, 2)
    croatia = answered(moved(date(2013, 7, 15), "HR"))
    assert told(croatia) == MISSING_IN_2012
    assert croatia[0].due_on == date(2013, 3, 17)


def test_the_united_kingdom_was_a_member_until_the_end_of_january_2020() -> None:
    assert told(answered(moved(date(2020, 1, 31), "GB", 2))) == [(None, "not-needed", "in-area")]
    rows = answered(moved(date(2020, 2, 15), "GB", 2))
    assert told(rows) == MISSING_IN_2017
    assert rows[0].due_on == date(2020, 1, 16)
    assert rows[0].note is not None
    assert "31 December 2020" in rows[0].note


def test_work_that_comes_home_is_no_step() -> None:
    assert answered(moved(date(2018, 3, 1), "IT", 24)) == ()
    assert answered(moved(date(2014, 3, 1), "IT", 24)) == ()


def test_what_must_still_be_filed_is_known_in_advance() -> None:
    ahead = moved(date(2018, 10, 1), "AL", 12)
    rows = answered(ahead, on=date(2018, 8, 20))
    assert {(row.verdict, row.due_on) for row in rows} == {("open", date(2018, 9, 1))}
    assert {row.verdict for row in answered(ahead, on=date(2018, 9, 1))} == {"open"}
    assert {row.verdict for row in answered(ahead, on=date(2018, 9, 2))} == {"missing"}
    later = answered(moved(date(2018, 10, 10), "AL", 12), on=date(2018, 8, 20))
    assert later[0].due_on == date(2018, 9, 10)
    notice = filed("labour", date(2018, 8, 25), from_on=date(2018, 10, 1), workers=10)
    (labour, *_) = answered(ahead, on=date(2018, 9, 2), notices_filed=[notice])
    assert (labour.verdict, labour.more_than_stated, labour.workers) == ("in-time", True, 10)


# Arrivals -----------------------------------------------------------------------------------

HOME = Whereabouts("IT", "FW-OLD", "IT-CAG")
ABROAD = Whereabouts("AL", "FW-OLD", "AL-TIA")
MONDAY = date(2018, 2, 5)


def arrived(
    *course: tuple[date, Whereabouts | None], succession: Succession | None = None
) -> list[Arrival]:
    ends = [EndOfDay("OP-1", day, where) for day, where in course]
    return list(arrivals(ends, succession or Succession()))


def test_chains_within_a_day_cancel() -> None:
    assert arrived((MONDAY, HOME), (MONDAY, ABROAD), (MONDAY, HOME))[0].country == "IT"
    day_after = MONDAY + timedelta(days=1)
    there_and_back = arrived((MONDAY, HOME), (day_after, ABROAD), (day_after, HOME))
    assert [a.day for a in there_and_back] == [MONDAY]
    assert arrived((MONDAY, ABROAD), (MONDAY, None)) == []


def test_a_move_from_one_country_abroad_to_another_is_an_arrival() -> None:
    serbia = Whereabouts("RS", "FW-OLD", "RS-BEG")
    found = arrived((MONDAY, ABROAD), (MONDAY + timedelta(days=9), serbia))
    assert [(a.country, a.how) for a in found] == [("AL", "hired"), ("RS", "transferred")]


def test_another_contract_is_an_arrival_unless_it_succeeds_theirs() -> None:
    other = replace(ABROAD, contract="FW-NEW")
    later = MONDAY + timedelta(days=9)
    found = arrived((MONDAY, ABROAD), (later, other))
    assert [a.how for a in found] == ["hired", "reassigned"]
    chain = Succession({"FW-NEW": "FW-MID", "FW-MID": "FW-OLD"})
    assert [a.how for a in arrived((MONDAY, ABROAD), (later, other), succession=chain)] == ["hired"]
    back = arrived((MONDAY, other), (later, ABROAD), succession=chain)
    assert [a.how for a in back] == ["hired", "reassigned"]
    nothing = replace(ABROAD, contract=None)
    assert [a.how for a in arrived((MONDAY, nothing), (later, ABROAD))] == ["hired", "reassigned"]


def test_a_move_between_sites_of_one_country_is_no_arrival() -> None:
    found = arrived((MONDAY, ABROAD), (MONDAY + timedelta(days=1), replace(ABROAD, site="AL-DUR")))
    assert len(found) == 1


def test_arrivals_of_one_day_country_and_contract_are_one_step() -> None:
    found = [
        Arrival(MONDAY, "AL", "FW-OLD", "transferred", "AL-TIA", heads=7),
        Arrival(MONDAY, "AL", "FW-OLD", "hired", "AL-DUR"),
        Arrival(MONDAY, "AL", None, "hired", "AL-DUR"),
    ]
    both, without = steps(found)
    assert (both.heads, both.transferred, both.hired) == (8, 7, 1)
    assert both.sites == {"AL-TIA", "AL-DUR"}
    assert (without.contract, without.heads) == (None, 1)


# Which notice covers ------------------------------------------------------------------------


def labour(*found: Step, notices_filed: Iterable[Notice], **options: Succession) -> list[NoticeRow]:
    rows = answered(*found, notices_filed=notices_filed, **options)  # type: ignore[arg-type]
    return [row for row in rows if row.recipient == "labour"]


STEP = moved(date(2018, 2, 1), "AL", 10)
IN_TIME = date(2018, 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"country": "RS"},
        {"rule": "IT-24BIS-2012"},
        {"from_on": date(2018, 2, 2)},
        {"contracts": ["FW-SOHO"]},
    ],
)
def test_a_notice_of_something_else_covers_nothing(other: dict[str, object]) -> None:
    notice = filed("labour", IN_TIME, **other)  # type: ignore[arg-type]
    assert [row.verdict for row in labour(STEP, notices_filed=[notice])] == ["missing"]


def test_a_notice_names_the_contract_or_one_that_it_succeeds_or_none() -> None:
    for contracts in ([], ["FW-OLD"], ["FW-OLD", "FW-SOHO"]):
        notice = filed("labour", IN_TIME, contracts=contracts)
        assert labour(STEP, notices_filed=[notice])[0].verdict == "in-time"
    chain = Succession({"FW-NEW": "FW-OLD"})
    notice = filed("labour", IN_TIME, contracts=["FW-OLD"])
    successor = replace(STEP, contract="FW-NEW")
    assert labour(successor, notices_filed=[notice], succession=chain)[0].verdict == "in-time"
    named = filed("labour", IN_TIME, contracts=["FW-NEW"])
    assert labour(STEP, notices_filed=[named], succession=chain)[0].verdict == "missing"
    without = replace(STEP, contract=None)
    assert labour(without, notices_filed=[notice])[0].verdict == "missing"


def test_the_latest_day_stated_counts_and_of_these_the_earliest_filed() -> None:
    old = filed("labour", date(2017, 1, 1), from_on=date(2017, 6, 1), code="OLD")
    late = filed("labour", date(2018, 1, 9), code="LATE")
    corrected = filed("labour", date(2018, 1, 5), code="EARLIER")
    rows = labour(STEP, notices_filed=[late, old, corrected])
    assert [(row.notice, row.days_late) for row in rows] == [("EARLIER", 3)]


def test_a_notice_filed_after_the_day_asked_about_does_not_count() -> None:
    notice = filed("labour", date(2018, 1, 5))
    rows = answered(STEP, on=date(2018, 1, 4), notices_filed=[notice])
    assert rows[0].verdict == "missing"


def test_more_than_stated_is_said_from_the_step_that_exceeds_it() -> None:
    growth = [moved(date(2018, 2, day), "AL", 4) for day in (1, 2, 3, 4)]
    rows = labour(*growth, notices_filed=[filed("labour", IN_TIME, workers=8)])
    assert [row.more_than_stated for row in rows] == [False, False, True, True]


# Which rule holds ---------------------------------------------------------------------------


def test_before_any_rule_a_step_has_one_row_that_says_so() -> None:
    (row,) = answered(moved(date(2012, 8, 11), "AL"))
    assert (row.verdict, row.because, row.rule, row.member) == ("not-needed", "no-rule", None, None)
    first = answered(moved(date(2012, 8, 12), "AL"))
    assert told(first) == MISSING_IN_2012
    assert first[0].before_rule
    assert told(answered(moved(date(2016, 12, 31), "AL"))) == MISSING_IN_2012
    assert told(answered(moved(date(2017, 1, 1), "AL"))) == MISSING_IN_2017


def test_too_few_employees_need_no_notice_and_unknown_ones_count_as_enough() -> None:
    step = moved(date(2016, 2, 1), "AL")
    nineteen = Employment({("AL-1", step.day): "Small"}, {("Small", step.day): 19})
    rows = answered(step, employment=nineteen)
    assert told(rows) == [
        ("labour", "not-needed", "too-few-employees"),
        ("garante", "not-needed", "too-few-employees"),
    ]
    assert {row.employees for row in rows} == {19}
    twenty = Employment({("AL-1", step.day): "Small"}, {("Small", step.day): 20})
    assert told(answered(step, employment=twenty)) == MISSING_IN_2012
    unknown = answered(step)
    assert told(unknown) == MISSING_IN_2012
    assert {(row.employees, row.assumed) for row in unknown} == {(None, True)}


def test_the_largest_of_several_employers_is_asked() -> None:
    step = replace(moved(date(2016, 2, 1), "AL"), sites=frozenset({"AL-1", "AL-2", "AL-3"}))
    both = Employment(
        {("AL-1", step.day): "Small", ("AL-2", step.day): "Large"},
        {("Small", step.day): 5, ("Large", step.day): 50},
    )
    assert answered(step, employment=both)[0].employees == 50
    assert employers_wanted([step], LAW) == {(site, step.day) for site in step.sites}
    assert employers_wanted([moved(date(2018, 1, 1), "AL")], LAW) == frozenset()


def test_nothing_is_answered_before_the_union_is_described() -> None:
    with refused_as(UnknownUnion, match="IT-24BIS-2017 speaks of the union EU"):
        answered(STEP, law=Law(RULES, {}))
    assert answered(moved(date(2014, 1, 1), "AL"), law=Law((TEXT_2012,), {}))


def test_without_any_rule_there_is_nothing_to_answer() -> None:
    assert answered(STEP, law=Law((), {"EU": EU})) == ()


def test_a_rule_about_presence_asks_nothing_of_arrivals() -> None:
    only = Law((PRESENT,), {"EU": EU})
    assert told(answered(STEP, law=only)) == [(None, "not-needed", "no-rule")]
