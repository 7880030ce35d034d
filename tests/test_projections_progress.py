"""How far a plan is from its target: examples worked out by hand.

The plan brings 4 posts from Romania to Italy, from 31 January to 30 June 2018.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from ledgers import Desk, days_between, in_fte, in_heads
from places import Place, SQLitePlace

from domain.plans.plan_commands import AnnouncePlan, RevisePlan, WithdrawPlan

BASELINE, DEADLINE = date(2018, 1, 31), date(2018, 6, 30)
FEBRUARY, MARCH, APRIL, MAY, JUNE, JULY, AUGUST = (date(2018, m, 1) for m in range(2, 9))
DAY = timedelta(days=1)


def recorded(desk: Desk) -> None:
    """Ten operators in Iasi, and a plan to bring four posts to Italy."""
    for code in ("RO-IAS", "RO-BUC", "IT-CAG", "IT-LEC", "AL-TIA"):
        desk.open(code, date(2017, 1, 1))
    desk.sign("SOHO", date(2017, 1, 1))
    desk.sign("SB", date(2017, 1, 1))
    desk.hire(at="RO-IAS", on=date(2017, 6, 1), count=10, contract="SOHO")
    announce(desk)


@pytest.fixture
def desk(place: Place) -> Desk:
    """A ledger of which the tests may make what they like."""
    return Desk.where(place, recorded)


def announce(
    desk: Desk, code: str = "HOME", target: int = 4, contracts: tuple[str, ...] = ()
) -> None:
    desk.announce(
        code,
        target=target,
        origins=["RO"],
        destinations=["IT-CAG", "IT-LEC"],
        contracts=contracts,
        baseline=BASELINE,
        deadline=DEADLINE,
    )


def bring(desk: Desk, count: int, on: date, to: str = "IT-CAG") -> None:
    desk.transfer(count=count, origin="RO-IAS", to=to, on=on)


def revise(desk: Desk, on: date, target: int | None = None, until: date | None = None) -> None:
    desk.ledger.record(
        RevisePlan("HOME", target=target, deadline_on=until, reason="agreed", effective_on=on)
    )


def status(desk: Desk, on: date) -> tuple[str, bool, int]:
    at = desk.progress("HOME", on)
    return at.status, at.held, at.brought_back


# Statuses -------------------------------------------------------------------------------------


def test_a_plan_that_nobody_began_is_not_started_and_then_missed(desk: Desk) -> None:
    with desk.asking_at_once():
        for day in (BASELINE, MAY, DEADLINE):
            assert status(desk, day) == ("not-started", False, 0)
        assert status(desk, DEADLINE + DAY) == ("missed", False, 0)


def test_a_plan_is_in_progress_from_the_first_post_and_met_with_the_last(desk: Desk) -> None:
    bring(desk, 1, MARCH)
    bring(desk, 3, MAY)
    with desk.asking_at_once():
        assert status(desk, MARCH - DAY) == ("not-started", False, 0)
        assert status(desk, MARCH) == ("in-progress", False, 1)
        assert status(desk, MAY) == ("met", True, 4)
        assert status(desk, AUGUST) == ("met", True, 4)
        assert desk.progress("HOME", MAY - DAY).met_on is None
        assert desk.progress("HOME", AUGUST).met_on == MAY


def test_a_post_that_arrives_on_the_deadline_is_in_time(desk: Desk) -> None:
    bring(desk, 4, DEADLINE)
    with desk.asking_at_once():
        assert status(desk, DEADLINE - DAY) == ("not-started", False, 0)
        assert status(desk, DEADLINE) == ("met", True, 4)
        assert status(desk, DEADLINE + DAY) == ("met", True, 4)
        assert desk.progress("HOME", DEADLINE).met_on == DEADLINE


def test_a_target_reached_the_day_after_the_deadline_is_met_late(desk: Desk) -> None:
    bring(desk, 3, MAY)
    bring(desk, 1, DEADLINE + DAY)
    bring(desk, 1, AUGUST)
    with desk.asking_at_once():
        assert status(desk, DEADLINE) == ("in-progress", False, 3)
        assert status(desk, DEADLINE + DAY) == ("met-late", True, 4)
        assert desk.progress("HOME", AUGUST).met_on == DEADLINE + DAY


def test_a_promise_missed_by_one_post_stays_missed(desk: Desk) -> None:
    bring(desk, 3, MAY)
    with desk.asking_at_once():
        assert status(desk, AUGUST) == ("missed", False, 3)
        assert desk.progress("HOME", AUGUST).met_on is None


def test_a_promise_kept_and_then_undone_stays_met_but_is_not_held(desk: Desk) -> None:
    bring(desk, 4, MAY)
    desk.leave(count=1, origin="IT-CAG", on=JULY)
    with desk.asking_at_once():
        assert status(desk, JULY - DAY) == ("met", True, 4)
        assert status(desk, JULY) == ("met", False, 3)
        assert desk.progress("HOME", JULY).met_on == MAY


def test_a_target_reached_and_undone_before_the_deadline_is_missed(desk: Desk) -> None:
    bring(desk, 4, MARCH)
    desk.leave(count=1, origin="IT-CAG", on=JUNE)
    with desk.asking_at_once():
        assert status(desk, JUNE) == ("in-progress", False, 3)
        assert status(desk, JULY) == ("missed", False, 3)
        assert desk.progress("HOME", JULY).met_on == MARCH


def test_a_target_reached_late_and_undone_again_is_still_met_late(desk: Desk) -> None:
    bring(desk, 4, JULY)
    desk.leave(count=2, origin="IT-CAG", on=AUGUST)
    assert status(desk, AUGUST) == ("met-late", False, 2)


def test_a_withdrawn_plan_is_withdrawn_from_its_day_on_though_it_was_met(desk: Desk) -> None:
    bring(desk, 4, MARCH)
    desk.ledger.record(WithdrawPlan("HOME", reason="sold", effective_on=MAY))
    with desk.asking_at_once():
        assert status(desk, MAY - DAY) == ("met", True, 4)
        assert status(desk, MAY) == ("withdrawn", True, 4)
        assert status(desk, AUGUST) == ("withdrawn", True, 4)


# What counts ----------------------------------------------------------------------------------


def test_transfers_and_hires_count_and_leavers_do_not(desk: Desk) -> None:
    bring(desk, 2, MARCH)
    desk.hire("NEW-1", "NEW-2", "NEW-3", at="IT-LEC", on=APRIL, fte="0.5")
    desk.leave("NEW-1", on=MAY)
    at = desk.progress("HOME", MAY)
    assert at.brought_back == 4
    assert in_heads(at.destination) == {"hired": 3, "transferred_in": 2, "left": 1, "closing": 4}
    assert in_fte(at.destination) == {
        "hired": "1.5",
        "transferred_in": "2",
        "left": "0.5",
        "closing": "3",
    }
    assert in_heads(at.origin) == {"opening": 10, "transferred_out": 2, "closing": 8}
    assert (at.origin_change, at.backfilled) == (-2, 0)


def test_posts_there_before_the_baseline_do_not_count_unless_they_leave(desk: Desk) -> None:
    desk.hire("OLD-1", "OLD-2", at="IT-CAG", on=BASELINE)
    desk.leave("OLD-1", on=MARCH)
    with desk.asking_at_once():
        at = desk.progress("HOME", MARCH)
        assert at.brought_back == -1
        assert (at.percent, at.remaining) == (-25.0, 5)
        assert in_heads(at.destination) == {"opening": 2, "left": 1, "closing": 1}
        assert status(desk, MARCH) == ("not-started", False, -1)


def test_transfers_back_to_the_origins_are_taken_off(desk: Desk) -> None:
    bring(desk, 3, MARCH)
    desk.transfer(count=2, origin="IT-CAG", to="RO-BUC", on=APRIL)
    at = desk.progress("HOME", APRIL)
    assert (at.brought_back, at.elsewhere.heads) == (1, 0)
    assert in_heads(at.destination) == {"transferred_in": 3, "transferred_out": 2, "closing": 1}
    assert in_heads(at.origin) == {
        "opening": 10,
        "transferred_in": 2,
        "transferred_out": 3,
        "closing": 9,
    }


def test_whoever_worked_elsewhere_on_the_baseline_does_not_count(desk: Desk) -> None:
    desk.hire("AL-1", "AL-2", "AL-3", at="AL-TIA", on=BASELINE)
    desk.transfer("AL-1", "AL-2", "AL-3", to="IT-CAG", on=MARCH)
    with desk.asking_at_once():
        assert status(desk, MARCH) == ("not-started", False, 0)
        at = desk.progress("HOME", MARCH)
    assert (at.not_counted, at.elsewhere.heads) == (3, 3)
    bring(desk, 2, APRIL)
    desk.transfer("AL-1", to="AL-TIA", on=MAY, fte="0.5")
    at = desk.progress("HOME", MAY)
    assert (at.brought_back, at.not_counted, at.elsewhere.heads) == (2, 2, 2)
    assert in_heads(at.destination) == {"transferred_in": 5, "transferred_out": 1, "closing": 4}


def test_whoever_was_hired_since_counts_by_whatever_way_they_came(desk: Desk) -> None:
    desk.hire("AL-1", at="AL-TIA", on=FEBRUARY)
    desk.transfer("AL-1", to="IT-CAG", on=MARCH)
    at = desk.progress("HOME", MARCH)
    assert (at.brought_back, at.not_counted, at.elsewhere.heads) == (1, 0, 1)


def test_an_origin_that_sends_posts_elsewhere_brings_nothing_back(desk: Desk) -> None:
    desk.transfer(count=4, origin="RO-IAS", to="AL-TIA", on=MARCH)
    at = desk.progress("HOME", MARCH)
    assert (at.brought_back, at.elsewhere.heads, at.origin_change) == (0, 0, -4)


def test_moving_people_about_at_home_cancels_but_for_their_hours(desk: Desk) -> None:
    bring(desk, 2, MARCH)
    desk.transfer(count=1, origin="IT-CAG", to="IT-LEC", on=APRIL, fte="0.75")
    desk.transfer(count=2, origin="RO-IAS", to="RO-BUC", on=APRIL, fte="0.5")
    at = desk.progress("HOME", APRIL)
    assert at.brought_back == 2
    assert in_heads(at.destination) == {"transferred_in": 2, "closing": 2}
    assert in_fte(at.destination) == {
        "transferred_in": "2",
        "reassigned": "-0.25",
        "closing": "1.75",
    }
    assert in_heads(at.origin) == {"opening": 10, "transferred_out": 2, "closing": 8}
    assert in_fte(at.origin)["reassigned"] == "-1"


def test_hires_at_the_origins_after_the_baseline_are_backfilled(desk: Desk) -> None:
    desk.hire("B-0", at="RO-IAS", on=BASELINE)
    desk.hire("B-1", "B-2", at="RO-BUC", on=BASELINE + DAY)
    desk.leave(count=5, origin="RO-IAS", on=MARCH)
    at = desk.progress("HOME", MARCH)
    assert (at.backfilled, at.origin_change) == (2, -3)
    assert in_heads(at.origin) == {"opening": 11, "hired": 2, "left": 5, "closing": 8}


def test_a_plan_for_some_contracts_counts_posts_on_those_only(desk: Desk) -> None:
    announce(desk, "SOHO-ONLY", target=2, contracts=("SOHO",))
    desk.hire("SB-1", "SB-2", at="IT-CAG", on=FEBRUARY, contract="SB")
    desk.hire("FREE", at="IT-CAG", on=FEBRUARY)
    assert desk.progress("SOHO-ONLY", FEBRUARY).brought_back == 0
    desk.reassign("SB-1", on=MARCH, contract="SOHO")
    bring(desk, 1, MARCH)
    desk.transfer(count=1, origin="RO-IAS", to="IT-LEC", on=MARCH, contract="SB")
    with desk.asking_at_once():
        at = desk.progress("SOHO-ONLY", MARCH)
        assert (at.brought_back, at.status, at.elsewhere.heads) == (2, "met", 0)
        assert in_heads(at.destination) == {"transferred_in": 1, "reassigned": 1, "closing": 2}
        assert in_heads(at.origin) == {"opening": 10, "transferred_out": 2, "closing": 8}
        assert desk.progress("HOME", MARCH).brought_back == 5


def test_an_inside_transfer_to_another_contract_leaves_a_plan_for_one(desk: Desk) -> None:
    announce(desk, "SOHO-ONLY", target=2, contracts=("SOHO",))
    bring(desk, 2, MARCH)
    desk.transfer(count=1, origin="IT-CAG", to="IT-LEC", on=APRIL, contract="SB")
    at = desk.progress("SOHO-ONLY", APRIL)
    assert at.brought_back == 1
    assert in_heads(at.destination) == {"transferred_in": 2, "reassigned": -1, "closing": 1}


def test_an_inside_transfer_to_the_plan_s_contract_is_no_transfer_into_the_plan(desk: Desk) -> None:
    announce(desk, "SOHO-ONLY", target=2, contracts=("SOHO",))
    desk.hire("SB-1", at="IT-CAG", on=FEBRUARY, contract="SB")
    desk.transfer("SB-1", to="IT-LEC", on=MARCH, contract="SOHO")
    desk.transfer("RO-IAS-0001", to="RO-BUC", on=MARCH, contract="SB")
    at = desk.progress("SOHO-ONLY", MARCH)
    assert in_heads(at.destination) == {"reassigned": 1, "closing": 1}
    assert in_heads(at.origin) == {"opening": 10, "reassigned": -1, "closing": 9}


def test_a_site_opened_later_belongs_to_its_country(desk: Desk) -> None:
    desk.open("RO-CLJ", MARCH)
    desk.hire("CLJ-1", at="RO-CLJ", on=MARCH)
    desk.transfer("CLJ-1", to="IT-CAG", on=APRIL)
    at = desk.progress("HOME", APRIL)
    assert (at.brought_back, at.elsewhere.heads, at.backfilled) == (1, 0, 1)


# Revisions ------------------------------------------------------------------------------------


def test_a_revised_target_is_in_force_from_its_day_on(desk: Desk) -> None:
    bring(desk, 3, MARCH)
    revise(desk, MAY, target=3)
    with desk.asking_at_once():
        assert status(desk, MAY - DAY) == ("in-progress", False, 3)
        assert status(desk, MAY) == ("met", True, 3)
        at = desk.progress("HOME", AUGUST)
        assert (at.status, at.target, at.original_target, at.met_on) == ("met", 3, 4, MAY)
        assert desk.progress("HOME", MAY - DAY).target == 4


def test_a_target_that_is_raised_is_no_longer_reached(desk: Desk) -> None:
    bring(desk, 4, MARCH)
    revise(desk, MAY, target=5)
    with desk.asking_at_once():
        assert status(desk, MAY - DAY) == ("met", True, 4)
        assert status(desk, MAY) == ("in-progress", False, 4)
        assert status(desk, AUGUST) == ("missed", False, 4)
        assert desk.progress("HOME", AUGUST).met_on == MARCH


def test_a_target_lowered_after_the_deadline_is_met_late(desk: Desk) -> None:
    bring(desk, 3, MARCH)
    revise(desk, JULY, target=3)
    with desk.asking_at_once():
        assert status(desk, JULY - DAY) == ("in-progress", False, 3)
        assert status(desk, JULY) == ("met-late", True, 3)
        assert desk.progress("HOME", JULY).met_on == JULY


def test_a_deadline_put_off_gives_more_time(desk: Desk) -> None:
    bring(desk, 3, MARCH)
    bring(desk, 1, AUGUST)
    revise(desk, JULY + DAY, until=AUGUST)
    with desk.asking_at_once():
        assert status(desk, JULY) == ("missed", False, 3)
        assert status(desk, JULY + DAY) == ("in-progress", False, 3)
        assert status(desk, AUGUST) == ("met", True, 4)
        assert desk.plan("HOME").original.deadline_on == DEADLINE


def missed(desk: Desk, day: date) -> list[date]:
    return list(desk.progress("HOME", day).missed_deadlines)


def test_a_deadline_that_was_missed_stays_missed_however_it_is_put_off(desk: Desk) -> None:
    bring(desk, 3, MARCH)
    bring(desk, 1, AUGUST)
    with desk.asking_at_once():
        assert (missed(desk, DEADLINE), missed(desk, DEADLINE + DAY)) == ([], [DEADLINE])
    revise(desk, JULY + DAY, until=AUGUST)
    with desk.asking_at_once():
        assert (status(desk, AUGUST), missed(desk, AUGUST)) == (("met", True, 4), [DEADLINE])


def test_a_deadline_put_off_in_time_or_met_is_none_that_was_missed(desk: Desk) -> None:
    revise(desk, DEADLINE, until=JULY)
    assert missed(desk, JULY + DAY) == [JULY]
    bring(desk, 4, AUGUST)
    revise(desk, AUGUST, target=3, until=AUGUST)
    assert missed(desk, AUGUST + DAY) == [JULY]


def test_a_deadline_that_comes_into_force_when_it_has_passed_is_missed(desk: Desk) -> None:
    revise(desk, JUNE, until=APRIL)
    with desk.asking_at_once():
        assert (missed(desk, JUNE - DAY), missed(desk, JUNE)) == ([], [APRIL])
    revise(desk, JULY, until=AUGUST)
    assert missed(desk, AUGUST + DAY) == [APRIL, AUGUST]


def test_on_days_before_the_announcement_the_terms_are_those_announced(desk: Desk) -> None:
    desk.ledger.record(
        AnnouncePlan(
            "LATE",
            target=3,
            origins=["RO"],
            destinations=["IT"],
            baseline_on=BASELINE,
            deadline_on=APRIL,
            effective_on=JULY,
        )
    )
    with desk.asking_at_once():
        for day in (JUNE, JULY):
            at = desk.progress("LATE", day)
            assert (at.status, at.missed_deadlines) == ("missed", (APRIL,))


def test_a_deadline_of_terms_that_were_changed_the_same_day_is_none(desk: Desk) -> None:
    revise(desk, JUNE, until=APRIL)
    revise(desk, JUNE, until=AUGUST)
    assert missed(desk, AUGUST) == []


def test_a_plan_given_up_in_time_missed_nothing(desk: Desk) -> None:
    desk.ledger.record(WithdrawPlan("HOME", reason="lost", effective_on=DEADLINE))
    assert missed(desk, AUGUST) == []


# Numbers --------------------------------------------------------------------------------------


def test_pace_and_need_are_posts_a_week(desk: Desk) -> None:
    bring(desk, 1, MARCH)
    bring(desk, 2, APRIL)
    with desk.asking_at_once():
        at = desk.progress("HOME", date(2018, 4, 26))
        assert (at.brought_back, at.remaining, at.percent) == (3, 1, 75.0)
        # 2 in eight weeks, the one of 1 March on the last day before
        assert at.pace_per_week == 0.25
        assert desk.progress("HOME", date(2018, 4, 25)).pace_per_week == 0.38  # 3 in eight weeks
        assert at.days_left == 65
        assert at.needed_per_week == 0.11  # 1 post in 65 days
        assert desk.progress("HOME", MARCH).pace_per_week == 0.12


def test_nothing_is_needed_a_week_once_met_and_no_pace_helps_without_days(desk: Desk) -> None:
    with desk.asking_at_once():
        last = desk.progress("HOME", DEADLINE - DAY)
        assert (last.days_left, last.needed_per_week) == (1, 28.0)
        for day in (DEADLINE, AUGUST):
            over = desk.progress("HOME", day)
            assert (over.days_left, over.needed_per_week) == (0, None)
    bring(desk, 5, DEADLINE)
    met = desk.progress("HOME", AUGUST)
    assert (met.remaining, met.needed_per_week, met.percent) == (0, 0.0, 125.0)


def test_the_percentage_is_below_a_hundred_as_long_as_posts_remain(tmp_path: Path) -> None:
    desk = Desk.where(SQLitePlace(tmp_path), recorded)  # no database reckons a percentage
    desk.hire(at="IT-CAG", count=19_999, on=MARCH)
    revise(desk, MARCH, target=20_000)
    at = desk.progress("HOME", MARCH)
    assert (at.remaining, at.percent) == (1, 99.99)
    desk.hire(at="IT-CAG", count=1, on=MARCH)
    at = desk.progress("HOME", MARCH)
    assert (at.remaining, at.percent) == (0, 100.0)


@pytest.mark.parametrize("day", [BASELINE, BASELINE - DAY, date(2017, 7, 1)])
def test_until_the_end_of_the_baseline_nothing_is_brought_back(desk: Desk, day: date) -> None:
    desk.transfer("RO-IAS-0001", to="IT-CAG", on=date(2017, 7, 1))
    with desk.asking_at_once():
        at = desk.progress("HOME", day)
        assert (at.status, at.brought_back, at.pace_per_week) == ("not-started", 0, 0.0)
        assert in_heads(at.destination) == {"opening": 1, "closing": 1}
        assert in_heads(at.origin) == {"opening": 9, "closing": 9}
        assert at.met_on is None
        assert desk.history("HOME", BASELINE - DAY) == []


def test_a_day_before_the_baseline_is_seen_as_it_was_then(desk: Desk) -> None:
    bring(desk, 2, BASELINE - DAY)
    at = desk.progress("HOME", BASELINE - 2 * DAY)
    assert in_heads(at.destination) == {}
    assert in_heads(at.origin) == {"opening": 10, "closing": 10}
    assert (at.status, at.brought_back, at.origin_change) == ("not-started", 0, 0)


def test_the_history_says_of_every_day_what_progress_says(desk: Desk) -> None:
    desk.hire("OLD", at="IT-CAG", on=BASELINE)
    bring(desk, 2, MARCH)
    revise(desk, APRIL, target=2, until=MAY)
    desk.transfer("OLD", to="AL-TIA", on=MAY)
    desk.leave(count=1, origin="RO-IAS", on=MAY)
    with desk.asking_at_once():
        series = desk.history("HOME", JUNE)
        assert [each.day for each in series] == list(days_between(BASELINE, JUNE))
        turns = (BASELINE, MARCH, APRIL, MAY, JUNE)
        asked = {day + n * DAY for day in turns for n in (-1, 0, 1)}
        for before, each in pairwise([series[0], *series]):
            if each.day not in asked:  # nothing happened, and all is as the day before
                assert replace(before, day=each.day, scope_changed=False) == each
                continue
            at = desk.progress("HOME", each.day)
            assert (each.target, each.deadline_on) == (at.target, at.deadline_on)
            assert (each.brought_back, each.remaining) == (at.brought_back, at.remaining)
            assert each.origin == at.origin.closing.heads
            assert each.destination == at.destination.closing.heads
    assert (series[0].destination, series[0].origin) == (1, 10)
    assert (series[-1].brought_back, series[-1].destination, series[-1].origin) == (1, 2, 7)
