"""Where each post was and is, and what a plan makes of it: examples worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from ledgers import Desk, explained, movers
from places import Place

from domain.voids import VoidLatest
from projections.plans import plan_named
from projections.progress import progress

OPENED, BASELINE, DEADLINE = date(2018, 1, 1), date(2018, 5, 31), date(2018, 9, 30)
JUNE, OCTOBER, AT_LAST = date(2018, 6, 1), date(2018, 10, 5), date(2018, 12, 31)
DAY = timedelta(days=1)
TEN = tuple(f"OP-{number}" for number in range(1, 11))


def recorded(desk: Desk) -> None:
    """Ten operators in Iasi, and a plan to bring them to Cagliari or Lecce."""
    for code in ("RO-IAS", "IT-CAG", "IT-LEC", "IT-MIL", "AL-TIR"):
        desk.open(code, OPENED)
    for code in ("SOHO", "SB"):
        desk.sign(code, OPENED)
    desk.hire(*TEN, at="RO-IAS", on=OPENED, contract="SOHO")
    announce(desk, "HOME")


@pytest.fixture
def desk(place: Place) -> Desk:
    """A ledger of which the tests may make what they like."""
    return Desk.where(place, recorded)


def announce(desk: Desk, code: str, *contracts: str) -> None:
    desk.announce(
        code,
        target=10,
        origins=["RO"],
        destinations=["IT-CAG", "IT-LEC"],
        contracts=contracts,
        baseline=BASELINE,
        deadline=DEADLINE,
    )


def brought_back(desk: Desk, on: date, code: str = "HOME") -> tuple[int, int]:
    with desk.asking_at_once():
        at = desk.progress(code, on)
        assert explained(desk.plan_operators(code, on)) == at.brought_back
    return at.brought_back, at.not_counted


def test_posts_that_moved_on_to_a_third_country_are_not_brought_back(desk: Desk) -> None:
    desk.transfer(*TEN, to="IT-CAG", on=JUNE)
    desk.transfer(*TEN, to="AL-TIR", on=JUNE + DAY)
    desk.transfer(*TEN, to="RO-IAS", on=OCTOBER)
    with desk.asking_at_once():
        assert brought_back(desk, JUNE) == (10, 0)
        for day in (JUNE + DAY, DEADLINE, OCTOBER - DAY, OCTOBER, AT_LAST):
            at = desk.progress("HOME", day)
            assert (at.brought_back, at.held, at.met_on) == (0, False, JUNE)
        assert desk.progress("HOME", DEADLINE + DAY).status == "missed"
        assert [each.brought_back for each in desk.history("HOME", JUNE + DAY)] == [0, 10, 0]


@pytest.mark.parametrize(
    ("route", "counts"),
    [
        (["RO-IAS", "IT-MIL", "IT-CAG"], (1, 0)),
        (["IT-MIL", "RO-IAS", "IT-CAG"], (0, 1)),
        (["AL-TIR", "IT-LEC"], (0, 1)),
        (["IT-CAG", "AL-TIR"], (-1, 0)),
        (["IT-CAG", "AL-TIR", "IT-LEC"], (0, 0)),
        (["IT-CAG", "RO-IAS", "IT-LEC"], (0, 0)),
        (["RO-IAS", "IT-CAG", "AL-TIR"], (0, 0)),
    ],
)
def test_the_way_between_does_not_matter(
    desk: Desk, route: list[str], counts: tuple[int, int]
) -> None:
    start, *ways = route
    desk.hire("NEW", at=start, on=BASELINE)
    for number, site in enumerate(ways):
        desk.transfer("NEW", to=site, on=JUNE + number * DAY)
    assert brought_back(desk, AT_LAST) == counts


def test_a_post_hired_since_counts_and_one_hired_again_goes_by_the_baseline(desk: Desk) -> None:
    desk.hire("NEW", at="AL-TIR", on=JUNE)
    desk.transfer("NEW", to="IT-CAG", on=JUNE + DAY)
    desk.hire("OLD", at="AL-TIR", on=BASELINE)
    desk.leave("OLD", on=JUNE)
    desk.hire("OLD", at="IT-CAG", on=OCTOBER)
    desk.leave("OP-1", on=JUNE)
    desk.hire("OP-1", at="IT-LEC", on=OCTOBER)
    assert brought_back(desk, AT_LAST) == (2, 1)


def test_whoever_comes_on_the_baseline_was_there_and_on_the_day_after_was_not(desk: Desk) -> None:
    desk.transfer("OP-1", to="IT-CAG", on=BASELINE)
    desk.transfer("OP-2", to="IT-CAG", on=JUNE)
    desk.hire("AL-1", "AL-2", at="AL-TIR", on=OPENED)
    desk.transfer("AL-1", to="RO-IAS", on=BASELINE)
    desk.transfer("AL-2", to="RO-IAS", on=JUNE)
    desk.transfer("AL-1", "AL-2", to="IT-CAG", on=DEADLINE)
    with desk.asking_at_once():
        assert brought_back(desk, BASELINE) == (0, 0)
        assert brought_back(desk, DEADLINE - DAY) == (1, 0)
        assert brought_back(desk, DEADLINE) == (2, 1)


def test_work_at_a_destination_on_another_contract_is_aside(desk: Desk) -> None:
    announce(desk, "SOHO-ONLY", "SOHO")
    desk.hire("SB-1", at="IT-CAG", on=BASELINE, contract="SB")
    desk.reassign("SB-1", on=JUNE, contract="SOHO")
    desk.transfer("OP-1", to="IT-CAG", on=JUNE)
    desk.reassign("OP-1", on=OCTOBER, contract="SB")
    with desk.asking_at_once():
        assert brought_back(desk, JUNE, "SOHO-ONLY") == (1, 1)
        assert brought_back(desk, OCTOBER, "SOHO-ONLY") == (0, 1)


def test_an_origin_is_one_on_whatever_contract(desk: Desk) -> None:
    announce(desk, "SOHO-ONLY", "SOHO")
    desk.hire("SB-1", at="RO-IAS", on=BASELINE, contract="SB")
    desk.transfer("SB-1", to="IT-CAG", on=JUNE, contract="SOHO")
    assert brought_back(desk, JUNE, "SOHO-ONLY") == (1, 0)
    desk.hire("AL-1", at="AL-TIR", on=BASELINE)
    assert brought_back(desk, JUNE, "SOHO-ONLY") == (1, 0)


def test_late_news_changes_who_is_counted_and_the_past_answer_stays(desk: Desk) -> None:
    desk.hire("NEW", at="IT-CAG", on=JUNE)
    then = desk.clock.now
    assert brought_back(desk, AT_LAST) == (1, 0)
    desk.ledger.record(VoidLatest(("NEW",), reason="was in Tirana before"))
    desk.hire("NEW", at="AL-TIR", on=BASELINE)
    desk.transfer("NEW", to="IT-CAG", on=JUNE)
    assert brought_back(desk, AT_LAST) == (0, 1)
    with desk.ledger.asking(then) as view:
        at = progress(view, plan_named(view, "HOME"), AT_LAST)
    assert (at.brought_back, at.not_counted) == (1, 0)


def test_every_operator_behind_the_figure_has_the_event_that_brought_or_took_them(
    desk: Desk,
) -> None:
    desk.hire("AL-1", at="AL-TIR", on=OPENED)
    desk.hire("OLD-1", "OLD-2", at="IT-CAG", on=OPENED)
    there = desk.position
    desk.transfer("OP-1", to="IT-CAG", on=JUNE)
    desk.transfer("AL-1", to="IT-LEC", on=JUNE)
    desk.hire("NEW", at="IT-LEC", on=JUNE)
    desk.transfer("OP-1", to="IT-LEC", on=JUNE + DAY)
    desk.leave("OLD-2", on=OCTOBER)
    desk.leave("NEW", on=OCTOBER)
    desk.hire("BRIEF", at="IT-CAG", on=JUNE)
    desk.leave("BRIEF", on=JUNE)
    desk.leave("OLD-1", on=OCTOBER)
    desk.ledger.record(VoidLatest(("OLD-1",), reason="stays"))
    with desk.asking_at_once():
        rows = [
            (each.operator, each.came, each.was, each.now, each.event - there)
            for each in desk.plan_operators("HOME", OCTOBER)
        ]
        assert rows == [
            ("AL-1", "not-counted", "AL-TIR", "IT-LEC", 2),
            ("NEW", "hired", None, None, 6),
            ("OLD-1", "opening", "IT-CAG", "IT-CAG", -1),
            ("OLD-2", "opening", "IT-CAG", None, 5),
            ("OP-1", "origin", "RO-IAS", "IT-LEC", 1),
        ]
        assert brought_back(desk, OCTOBER) == (0, 1)


def test_whereabouts_see_the_work_that_moves_without_a_transfer(desk: Desk) -> None:
    made = movers(desk.hire(at="AL-TIR", count=24, on=JUNE, fte="0.5"))
    assert len(made) == 24
    desk.leave("OP-1", "OP-2", on=JUNE)
    desk.transfer("OP-3", to="IT-CAG", on=JUNE, fte="0.75")
    desk.reassign("OP-4", on=JUNE, fte="0.25")
    desk.hire("BRIEF", at="IT-MIL", on=JUNE)
    desk.leave("BRIEF", on=JUNE + DAY)
    whole = {
        ("RO-IAS", "RO-IAS"): (7, Decimal("6.25")),
        ("RO-IAS", "IT-CAG"): (1, Decimal("0.75")),
        ("RO-IAS", None): (2, Decimal(2)),
        (None, "AL-TIR"): (24, Decimal(12)),
    }
    with desk.asking_at_once():
        assert desk.whereabouts(BASELINE, AT_LAST) == whole
        assert desk.whereabouts(BASELINE, JUNE) == whole | {(None, "IT-MIL"): (1, Decimal(1))}
        assert desk.whereabouts(BASELINE, JUNE - DAY) == {("RO-IAS", "RO-IAS"): (10, Decimal(10))}
        assert desk.whereabouts(BASELINE, AT_LAST, "country") == {
            (before and before[:2], after and after[:2]): figure
            for (before, after), figure in whole.items()
        }
