"""Contracts that succeed others, and sites and contracts that change with nobody moving."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from ledgers import Desk, explained, heads, in_heads
from places import Place

from domain.contracts.contract_commands import ChangeContract, CorrectContract
from domain.contracts.contract_refusals import SucceedsItself, UnknownContract
from domain.correction_refusals import ChangeOutOfOrder, NothingDiffers, StillLeanedOn
from domain.places.site_commands import ChangeSite, CorrectSite
from domain.plans.plan_commands import NOT_NAMED, CorrectPlan, NamedPlaces, RevisePlan, WithdrawPlan
from domain.plans.plan_refusals import PlanAlreadyWithdrawn
from domain.voids import VoidPosition
from projections.flows import flows
from projections.headcount import bridges, bridges_of, headcount
from projections.only import Only
from projections.operators import operator_list
from projections.periods import Period
from projections.plans import plan_list
from projections.sites import site_list, site_named

if TYPE_CHECKING:
    from projections.groups import Columns

BASELINE, DEADLINE = date(2018, 1, 31), date(2018, 6, 30)
MARCH, APRIL, MAY, JUNE = (date(2018, m, 1) for m in (3, 4, 5, 6))
DAY = timedelta(days=1)


def recorded(desk: Desk) -> None:
    """Six operators in Iasi on one contract, of whom three came to Cagliari in March."""
    for code in ("RO-IAS", "IT-CAG", "IT-LEC"):
        desk.open(code, date(2017, 1, 1), employer="Comdata")
    desk.sign("OLD", date(2017, 1, 1))
    desk.hire(at="RO-IAS", on=date(2017, 6, 1), count=6, contract="OLD")
    desk.announce(
        "HOME",
        target=3,
        origins=["RO"],
        destinations=["IT"],
        contracts=["OLD"],
        baseline=BASELINE,
        deadline=DEADLINE,
    )
    desk.transfer(count=3, origin="RO-IAS", to="IT-CAG", on=MARCH)


@pytest.fixture
def desk(place: Place) -> Desk:
    """A ledger of which the tests may make what they like."""
    return Desk.where(place, recorded)


MOVED = ("RO-IAS-0001", "RO-IAS-0002", "RO-IAS-0003")


# Contracts that succeed others ----------------------------------------------------------------


def test_a_plan_counts_the_contract_that_succeeds_its_own(desk: Desk) -> None:
    desk.sign("NEW", MAY, succeeds="OLD")
    desk.reassign(*MOVED[:2], on=MAY, contract="NEW")
    with desk.asking_at_once():
        at = desk.progress("HOME", JUNE)
        assert (at.brought_back, at.held, at.met_on) == (3, True, MARCH)
        assert {row.day for row in desk.history("HOME", JUNE) if row.scope_changed} == {MAY}
        assert {row.brought_back for row in desk.history("HOME", JUNE) if row.day >= MARCH} == {3}
        assert explained(desk.plan_operators("HOME", JUNE)) == 3
    assert desk.findings() == []


def test_a_contract_of_which_nothing_is_said_does_not_count(desk: Desk) -> None:
    desk.sign("NEW", MAY)
    desk.reassign(*MOVED[:2], on=MAY, contract="NEW")
    assert desk.progress("HOME", JUNE).brought_back == 1


def test_a_chain_counts_from_the_day_on_which_its_last_link_runs(desk: Desk) -> None:
    desk.sign("NEW", MAY, succeeds="OLD")
    desk.sign("NEWER", APRIL, succeeds="NEW")
    desk.reassign(*MOVED, on=APRIL, contract="NEWER")
    with desk.asking_at_once():
        assert desk.progress("HOME", MAY - DAY).brought_back == 0
        assert desk.progress("HOME", MAY).brought_back == 3


def test_what_a_new_contract_succeeds_is_known_from_when_it_was_recorded(desk: Desk) -> None:
    desk.sign("NEW", APRIL)
    desk.reassign(*MOVED, on=APRIL, contract="NEW")
    then = desk.clock.now
    desk.ledger.record(CorrectContract("NEW", {"succeeds": "OLD"}, reason="it was left out"))
    assert desk.progress("HOME", JUNE).brought_back == 3
    assert desk.progress("HOME", JUNE, known_at=then).brought_back == 0


def test_no_contract_succeeds_itself_or_one_that_nobody_knows(desk: Desk) -> None:
    desk.sign("NEW", MAY, succeeds="OLD")
    with pytest.raises(UnknownContract):
        desk.sign("NEWER", JUNE, succeeds="NOPE")
    with pytest.raises(SucceedsItself):
        desk.sign("NEWER", JUNE, succeeds="NEWER")
    with pytest.raises(SucceedsItself):
        desk.ledger.record(CorrectContract("OLD", {"succeeds": "NEW"}, reason="typo"))


# Changes --------------------------------------------------------------------------------------


def take_over(desk: Desk, on: date = MAY, employer: str | None = "Konecta") -> None:
    desk.ledger.record(ChangeSite("IT-CAG", employer=employer, reason="merger", effective_on=on))


def test_a_site_that_is_taken_over_goes_from_one_employer_to_another(desk: Desk) -> None:
    desk.leave(MOVED[0], on=MAY)
    take_over(desk)
    desk.hire("NEW-1", at="IT-CAG", on=JUNE)
    with desk.asking_at_once():
        assert heads(desk.headcount("employer", MAY - DAY)) == {"Comdata": 6}
        assert heads(desk.headcount("employer", JUNE)) == {"Comdata": 3, "Konecta": 3}
        bridges = desk.bridge("employer", BASELINE, JUNE)
        assert in_heads(desk.bridge("site", BASELINE, JUNE)["IT-CAG"])["closing"] == 3
        assert desk.progress("HOME", JUNE).brought_back == 2
    assert in_heads(bridges["Comdata"]) == {"opening": 6, "reassigned": -3, "closing": 3}
    assert in_heads(bridges["Konecta"]) == {"hired": 1, "reassigned": 3, "left": 1, "closing": 3}
    assert desk.findings() == []


def test_a_site_may_pass_on_and_come_back_and_every_bridge_closes(desk: Desk) -> None:
    take_over(desk, APRIL)
    take_over(desk, JUNE, "Comdata")
    month_ends = [each - DAY for each in (MARCH, APRIL, MAY, JUNE)]
    days = {BASELINE, BASELINE + DAY, *month_ends, *(each + DAY for each in month_ends), JUNE}
    with desk.asking_at_once():
        asked = {since: desk.bridge("employer", since, JUNE) for since in sorted(days)}
    for since, groups in asked.items():
        for group, bridge in groups.items():
            steps = {name: part.heads for name, part in bridge.steps.items()}
            net = steps["hired"] + steps["transferred_in"] + steps["reassigned"]
            lost = steps["transferred_out"] + steps["left"]
            assert steps["opening"] + net - lost == steps["closing"], (group, since)
    assert heads(desk.headcount("employer", JUNE)) == {"Comdata": 6}


def test_a_contract_passes_to_another_client_with_nobody_moving(desk: Desk) -> None:
    desk.ledger.record(ChangeContract("OLD", client="Vodafone", reason="merger", effective_on=MAY))
    with desk.asking_at_once():
        assert heads(desk.headcount("client", MAY)) == {"Vodafone": 6}
        bridges = desk.bridge("client", BASELINE, JUNE)
    assert in_heads(bridges["Fastweb"]) == {"opening": 6, "reassigned": -6}
    assert in_heads(bridges["Vodafone"]) == {"reassigned": 6, "closing": 6}


def test_a_change_is_known_from_when_it_was_recorded(desk: Desk) -> None:
    then = desk.clock.now
    take_over(desk)
    with desk.ledger.asking(then) as view:
        assert [row.group for row in headcount(view, by="employer", on=JUNE)] == ["Comdata"]


def test_a_change_says_something_new_on_a_later_day(desk: Desk) -> None:
    take_over(desk)
    assert desk.ledger.record(
        ChangeSite("IT-CAG", employer="Konecta", reason="merger", effective_on=MAY)
    ).already
    with pytest.raises(NothingDiffers):
        take_over(desk, JUNE)
    with pytest.raises(ChangeOutOfOrder):
        take_over(desk, APRIL, "Other")


# Corrections ----------------------------------------------------------------------------------


def test_a_correction_holds_for_the_whole_past_and_not_for_what_was_known(desk: Desk) -> None:
    then = desk.clock.now
    desk.ledger.record(CorrectSite("IT-CAG", {"city": "Cagliari", "country": "IT"}, reason="typo"))
    assert heads(desk.headcount("city", MARCH)) == {None: 3, "Cagliari": 3}
    with desk.ledger.asking(then) as view:
        assert [row.group for row in headcount(view, by="city", on=MARCH)] == [None]
    assert desk.ledger.record(CorrectSite("IT-CAG", {"city": "Cagliari"}, reason="typo")).already
    assert desk.findings() == []


def test_the_tables_built_anew_are_those_that_grew(desk: Desk) -> None:
    take_over(desk)
    desk.sign("NEW", MAY, succeeds="OLD")
    desk.ledger.record(CorrectContract("NEW", {"supplier": "Konecta"}, reason="typo"))
    grown = desk.read_model()
    desk.forget_read_model()
    desk.headcount("site", JUNE)
    assert desk.read_model() == grown


# Plans that are revised ------------------------------------------------------------------------


def revise(desk: Desk, on: date, added: NamedPlaces, dropped: NamedPlaces = NOT_NAMED) -> None:
    desk.ledger.record(
        RevisePlan("HOME", added=added, dropped=dropped, reason="agreed", effective_on=on)
    )


def test_places_in_force_on_a_day_count_from_the_baseline(desk: Desk) -> None:
    desk.open("AL-TIR", date(2017, 1, 1))
    desk.hire("AL-1", at="AL-TIR", on=date(2017, 6, 1), contract="OLD")
    desk.transfer("AL-1", to="IT-LEC", on=APRIL)
    assert desk.progress("HOME", MAY - DAY).brought_back == 3
    revise(desk, MAY, NamedPlaces(origins=["AL"]))
    with desk.asking_at_once():
        at = desk.progress("HOME", MAY)
        assert (at.brought_back, at.not_counted, at.met_on) == (4, 0, MARCH)
        assert in_heads(at.origin)["opening"] == 7
        assert [row.day for row in desk.history("HOME", JUNE) if row.scope_changed] == [MAY]
        assert explained(desk.plan_operators("HOME", MAY)) == 4


def test_an_origin_that_is_dropped_stays_one_for_whoever_was_there(desk: Desk) -> None:
    desk.open("AL-TIR", date(2017, 1, 1))
    revise(desk, MAY, NamedPlaces(origins=["AL"]), NamedPlaces(origins=["RO"]))
    with desk.asking_at_once():
        at = desk.progress("HOME", JUNE)
        assert (at.brought_back, in_heads(at.origin)) == (3, {})
        assert explained(desk.plan_operators("HOME", JUNE)) == 3
    assert desk.findings() == []


def test_a_contract_added_counts_for_the_opening_as_well(desk: Desk) -> None:
    desk.sign("SB", date(2017, 1, 1))
    desk.hire("SB-1", at="IT-LEC", on=date(2017, 6, 1), contract="SB")
    desk.leave("SB-1", on=APRIL)
    revise(desk, MAY, NamedPlaces(contracts=["SB"]))
    at = desk.progress("HOME", JUNE)
    assert (at.brought_back, in_heads(at.destination)["opening"]) == (2, 1)


def test_a_plan_is_corrected_for_the_whole_past(desk: Desk) -> None:
    then = desk.clock.now
    desk.ledger.record(CorrectPlan("HOME", {"destinations": ["IT-LEC"]}, reason="typo"))
    assert desk.progress("HOME", JUNE).brought_back == 0
    assert desk.progress("HOME", JUNE, known_at=then).brought_back == 3
    assert desk.findings() == []


# What is taken back ----------------------------------------------------------------------------


def test_an_opening_is_voided_and_made_again_if_nothing_leans_on_it(desk: Desk) -> None:
    desk.open("IT-ROM", MARCH, city="Rome")
    desk.ledger.record(VoidPosition(desk.position, reason="mistaken"))
    with desk.ledger.asking() as view:
        assert "IT-ROM" not in [each.site for each in site_list(view)]
    desk.open("IT-ROM", APRIL, city="Roma")
    with desk.ledger.asking() as view:
        assert site_named(view, "IT-ROM").city == "Roma"
    assert desk.findings() == []


def test_what_leans_on_an_opening_a_signing_or_an_announcement_is_named(desk: Desk) -> None:
    at = {code: number for number, code in enumerate(("RO-IAS", "IT-CAG", "IT-LEC", "OLD"), 2)}
    with pytest.raises(StillLeanedOn, match="leaning='somebody'"):
        desk.ledger.record(VoidPosition(at["RO-IAS"], reason="mistaken"))
    with pytest.raises(StillLeanedOn, match="somebody-on-it"):
        desk.ledger.record(VoidPosition(at["OLD"], reason="mistaken"))
    desk.sign("FREE", MARCH)
    signed = desk.position
    desk.sign("NEXT", MAY, succeeds="FREE")
    with pytest.raises(StillLeanedOn, match=r"succeeded.*NEXT"):
        desk.ledger.record(VoidPosition(signed, reason="mistaken"))
    desk.ledger.record(VoidPosition(desk.position, reason="mistaken"))
    desk.ledger.record(VoidPosition(signed, reason="mistaken"))
    desk.sign("FREE", APRIL)
    revise(desk, APRIL, NamedPlaces(contracts=["FREE"]))
    with pytest.raises(StillLeanedOn, match=r"named-by-plan.*HOME"):
        desk.ledger.record(VoidPosition(desk.position - 1, reason="mistaken"))
    assert desk.findings() == []


def test_a_plan_is_voided_and_announced_again(desk: Desk) -> None:
    announced = desk.position - 4  # before the batch of three transfers
    desk.ledger.record(VoidPosition(announced, reason="mistaken"))
    with desk.ledger.asking() as view:
        assert plan_list(view) == []
    desk.announce(
        "HOME", target=2, origins=["RO"], destinations=["IT"], baseline=BASELINE, deadline=DEADLINE
    )
    assert desk.progress("HOME", JUNE).target == 2
    assert desk.findings() == []


def test_an_announcement_said_again_after_a_withdrawal_says_so(desk: Desk) -> None:
    desk.ledger.record(WithdrawPlan("HOME", reason="mistaken", effective_on=MAY))
    with pytest.raises(PlanAlreadyWithdrawn):
        desk.announce(
            "HOME",
            target=3,
            origins=["RO"],
            destinations=["IT"],
            contracts=["OLD"],
            baseline=BASELINE,
            deadline=DEADLINE,
        )


# Two columns, filters and periods -------------------------------------------------------------


def test_a_change_is_told_in_two_columns_under_a_filter_and_in_its_period(desk: Desk) -> None:
    take_over(desk)
    at = [
        Period(date(2018, 1, 31), date(2018, 4, 30)),
        Period(date(2018, 4, 30), date(2018, 5, 31)),
        Period(date(2018, 5, 31), JUNE),
    ]
    with desk.ledger.asking() as view:
        by: Columns = ("employer", "country")
        told = bridges_of(view, at, by=by)
        assert told == [bridges(view, by=by, since=each.since, on=each.on) for each in at]
        gained = {
            row.groups: (row.bridge.reassigned.heads, row.bridge.closing.heads)
            for row in told[1].groups
        }
        assert gained == {
            ("Comdata", "IT"): (-3, 0),
            ("Comdata", "RO"): (0, 3),
            ("Konecta", "IT"): (3, 3),
        }
        only = Only(employer=frozenset({"Comdata"}))
        narrowed = bridges_of(view, at, by="site", only=only)
        assert [each.whole.closing.heads for each in narrowed] == [6, 3, 3]
        assert narrowed[1].whole.reassigned.heads == -3
        assert narrowed == [
            bridges(view, by="site", since=each.since, on=each.on, only=only) for each in at
        ]
        assert len(operator_list(view, on=MAY, only=only)) == 3
        assert len(operator_list(view, on=MAY - DAY, only=only)) == 6
        arrived = flows(view, by="country", since=None, on=JUNE, only=only)
        assert [(each.origin, each.destination, each.figure.heads) for each in arrived] == [
            ("RO", "IT", 3)
        ]
