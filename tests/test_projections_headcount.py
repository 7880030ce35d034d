"""How many are where, and what led from one day to another: by every grouping."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from ledgers import Desk, heads, in_fte, in_heads
from places import Place

from domain.voids import VoidLatest
from domain.words import GROUPINGS, By
from projections.figures import Bridge, Figure
from projections.flows import FlowsBy, flows
from projections.headcount import bridge, headcount
from projections.operators import operator_list

JANUARY, FEBRUARY, MARCH, APRIL, MAY = (date(2018, month, 1) for month in range(1, 6))
DAY = timedelta(days=1)
ONE, HALF = Decimal(1), Decimal("0.5")


def recorded(desk: Desk) -> None:
    """Two sites in Italy, one in Romania, three contracts, five operators in January."""
    desk.open("RO-IAS", JANUARY, city="Iasi", employer="Comdata")
    desk.open("IT-CAG", JANUARY, region="IT-88", city="Cagliari", employer="Comdata")
    desk.open("IT-LEC", JANUARY, region="IT-75", employer="Abramo")
    desk.sign("SOHO", JANUARY)
    desk.sign("SB", JANUARY)
    desk.sign("MOBILE", JANUARY, client="TIM")
    desk.hire("A", "B", at="RO-IAS", on=JANUARY, contract="SOHO")
    desk.hire("C", at="RO-IAS", on=JANUARY, contract="SB", fte="0.5")
    desk.hire("D", at="IT-CAG", on=JANUARY, contract="MOBILE")
    desk.hire("E", at="IT-LEC", on=JANUARY, fte="0.3333")


@pytest.fixture
def desk(place: Place) -> Desk:
    """A ledger of which the tests may make what they like."""
    return Desk.where(place, recorded)


def moved(desk: Desk) -> None:
    """Every kind of movement, on one day in March."""
    desk.transfer("A", to="IT-CAG", on=MARCH, fte="0.5", engagement="agency")
    desk.transfer("D", to="IT-LEC", on=MARCH, contract="SB")
    desk.reassign("B", on=MARCH, contract="MOBILE", fte="0.25", engagement="seconded")
    desk.hire("F", at="RO-IAS", on=MARCH)
    desk.leave("E", on=MARCH)


@pytest.fixture
def in_march(place: Place) -> Desk:
    """The same ledger, in which everything moved."""
    return Desk.where(place, recorded, moved)


@pytest.mark.parametrize(
    ("by", "figures"),
    [
        ("country", [("IT", 2, "1.3333"), ("RO", 3, "2.5")]),
        ("region", [("IT-75", 1, "0.3333"), ("IT-88", 1, "1"), (None, 3, "2.5")]),
        ("city", [("Cagliari", 1, "1"), ("Iasi", 3, "2.5"), (None, 1, "0.3333")]),
        ("site", [("IT-CAG", 1, "1"), ("IT-LEC", 1, "0.3333"), ("RO-IAS", 3, "2.5")]),
        ("employer", [("Abramo", 1, "0.3333"), ("Comdata", 4, "3.5")]),
        ("contract", [("MOBILE", 1, "1"), ("SB", 1, "0.5"), ("SOHO", 2, "2"), (None, 1, "0.3333")]),
        ("client", [("Fastweb", 3, "2.5"), ("TIM", 1, "1"), (None, 1, "0.3333")]),
        ("engagement", [(None, 5, "3.8333")]),
    ],
)
def test_heads_and_fte_are_counted_by_every_grouping_with_none_last(
    desk: Desk, by: By, figures: list[tuple[str | None, int, str]]
) -> None:
    found = desk.headcount(by, JANUARY)
    assert list(found) == [group for group, _, _ in figures]
    assert found == {group: (count, Decimal(fte)) for group, count, fte in figures}


def test_a_figure_is_that_at_the_end_of_the_day(desk: Desk) -> None:
    desk.leave("A", on=MARCH)
    desk.transfer("B", to="IT-CAG", on=MARCH)
    with desk.asking_at_once():
        assert desk.headcount("country", JANUARY - DAY) == {}
        assert heads(desk.headcount("country", MARCH - DAY)) == {"IT": 2, "RO": 3}
        assert heads(desk.headcount("country", MARCH)) == {"IT": 3, "RO": 1}


@pytest.mark.parametrize(
    "on",
    [
        date(2017, 12, 31),
        *(date(2018, 1, day) for day in (1, 30, 31)),
        *(date(2018, 2, day) for day in (1, 28)),
        *(date(2018, 12, 31), date(2019, 1, 1), date(2019, 12, 31), date(2020, 2, 29)),
    ],
)
def test_every_day_counts_once_at_the_turn_of_months_and_years(desk: Desk, on: date) -> None:
    desk.open("BG-SOF", date(2000, 1, 1))
    desk.hire("NEW", at="BG-SOF", on=on)
    days = [on - timedelta(days=400), on - DAY, on, on + DAY, on + timedelta(days=400)]
    with desk.asking_at_once():
        found = [heads(desk.headcount("site", day)).get("BG-SOF", 0) for day in days]
        steps = desk.bridge("site", on - DAY, on)["BG-SOF"]
    assert found == [0, 0, 1, 1, 1]
    assert in_heads(steps) == {"hired": 1, "closing": 1}


def test_a_group_that_everybody_left_is_still_listed(desk: Desk) -> None:
    desk.leave("E", on=MARCH)
    with desk.asking_at_once():
        assert desk.headcount("site", MARCH)["IT-LEC"] == (0, Decimal(0))
        assert in_heads(desk.bridge("site", MARCH, APRIL)["IT-LEC"]) == {}


# Bridges --------------------------------------------------------------------------------------


def test_a_bridge_opens_at_the_end_of_its_first_day(desk: Desk) -> None:
    desk.hire("F", at="IT-CAG", on=MARCH)
    desk.hire("G", at="IT-CAG", on=MARCH + DAY)
    desk.leave("F", on=APRIL)
    desk.leave("G", on=APRIL + DAY)
    assert in_heads(desk.bridge("site", MARCH, APRIL)["IT-CAG"]) == {
        "opening": 2,
        "hired": 1,
        "left": 1,
        "closing": 2,
    }


def test_a_transfer_leaves_one_group_and_arrives_in_the_other_at_its_hours_there(
    desk: Desk,
) -> None:
    desk.transfer("A", to="IT-CAG", on=MARCH, fte="0.5")
    found = desk.bridge("country", FEBRUARY, MARCH)
    assert in_fte(found["RO"]) == {"opening": "2.5", "transferred_out": "1", "closing": "1.5"}
    assert in_fte(found["IT"]) == {
        "opening": "1.3333",
        "transferred_in": "0.5",
        "closing": "1.8333",
    }


def test_a_transfer_inside_a_group_cancels_and_its_hours_are_reassigned(desk: Desk) -> None:
    desk.transfer("D", to="IT-LEC", on=MARCH, fte="0.5")
    with desk.asking_at_once():
        inside = desk.bridge("country", FEBRUARY, MARCH)["IT"]
        assert in_heads(inside) == {"opening": 2, "closing": 2}
        assert in_fte(inside) == {"opening": "1.3333", "reassigned": "-0.5", "closing": "0.8333"}
        by_site = desk.bridge("site", FEBRUARY, MARCH)
    assert in_heads(by_site["IT-CAG"]) == {"opening": 1, "transferred_out": 1}
    assert in_heads(by_site["IT-LEC"]) == {"opening": 1, "transferred_in": 1, "closing": 2}


@pytest.mark.parametrize("by", GROUPINGS)
def test_in_all_groups_together_every_transfer_cancels(in_march: Desk, by: By) -> None:
    together = Bridge.together(in_march.bridge(by, FEBRUARY, MARCH).values())
    assert in_heads(together) == {"opening": 5, "hired": 1, "left": 1, "closing": 5}
    assert in_fte(together) == {
        "opening": "3.8333",
        "hired": "1",
        "reassigned": "-1.25",
        "left": "0.3333",
        "closing": "3.25",
    }


def test_two_columns_group_by_each_pair_and_transfers_inside_a_pair_cancel(desk: Desk) -> None:
    desk.open("IT-CTA", JANUARY, employer="Comdata")
    desk.transfer("A", to="IT-CAG", on=MARCH)
    desk.transfer("D", to="IT-CTA", on=MARCH, fte="0.5")
    with desk.ledger.asking() as view:
        rows = bridge(view, by=("contract", "country"), since=FEBRUARY, on=MARCH)
        found = [(row.groups, in_heads(row.bridge)) for row in rows]
        fte = in_fte({row.groups: row.bridge for row in rows}["MOBILE", "IT"])
    assert found == [
        (("MOBILE", "IT"), {"opening": 1, "closing": 1}),
        (("SB", "RO"), {"opening": 1, "closing": 1}),
        (("SOHO", "IT"), {"transferred_in": 1, "closing": 1}),
        (("SOHO", "RO"), {"opening": 2, "transferred_out": 1, "closing": 1}),
        ((None, "IT"), {"opening": 1, "closing": 1}),
    ]
    assert fte == {"opening": "1", "reassigned": "-0.5", "closing": "0.5"}


def test_every_pair_of_columns_closes_and_has_the_figures_of_each_alone(in_march: Desk) -> None:
    pairs: list[tuple[By, By]] = [*permutations(GROUPINGS, 2)]
    with in_march.ledger.asking() as view:
        alone = {by: bridge(view, by=(by,), since=FEBRUARY, on=MARCH) for by in GROUPINGS}
        found = {by: bridge(view, by=by, since=FEBRUARY, on=MARCH) for by in pairs}
    for by, rows in found.items():
        for number, column in enumerate(by):
            for name in ("opening", "closing", "hired", "left"):
                summed: dict[str | None, Figure] = {}
                for row in rows:
                    group, step = row.groups[number], row.bridge.steps[name]
                    summed[group] = summed.get(group, Figure()) + step
                assert summed == {row.groups[0]: row.bridge.steps[name] for row in alone[column]}, (
                    by
                )
        for row in rows:
            steps = row.bridge.steps
            came = steps["opening"] + steps["hired"] + steps["transferred_in"] + steps["reassigned"]
            assert came - steps["transferred_out"] - steps["left"] == steps["closing"], by


def test_what_has_no_group_is_a_group_too_and_transfers_in_it_cancel(desk: Desk) -> None:
    desk.open("RO-BUC", JANUARY)
    desk.transfer("A", "C", to="RO-BUC", on=MARCH)
    with desk.asking_at_once():
        elsewhere = in_heads(desk.bridge("region", FEBRUARY, MARCH)[None])
        in_the_city = in_heads(desk.bridge("city", FEBRUARY, MARCH)["Iasi"])
    assert elsewhere == {"opening": 3, "closing": 3}
    assert in_the_city == {"opening": 3, "transferred_out": 2, "closing": 1}


def test_a_reassignment_moves_work_between_contracts_but_not_between_clients(desk: Desk) -> None:
    desk.reassign("A", on=MARCH, contract="SB", fte="0.5")
    with desk.asking_at_once():
        by_contract = desk.bridge("contract", FEBRUARY, MARCH)
        assert in_heads(by_contract["SOHO"]) == {"opening": 2, "reassigned": -1, "closing": 1}
        assert in_fte(by_contract["SB"]) == {"opening": "0.5", "reassigned": "0.5", "closing": "1"}
        client = desk.bridge("client", FEBRUARY, MARCH)["Fastweb"]
        assert in_heads(client) == {"opening": 3, "closing": 3}
        assert in_fte(client)["reassigned"] == "-0.5"
        assert in_fte(desk.bridge("site", FEBRUARY, MARCH)["RO-IAS"])["reassigned"] == "-0.5"


def test_a_transfer_to_another_contract_is_one_between_contracts(desk: Desk) -> None:
    desk.transfer("D", to="IT-LEC", on=MARCH, contract="SB")
    desk.transfer("A", to="IT-CAG", on=MARCH)
    with desk.asking_at_once():
        by_contract = desk.bridge("contract", FEBRUARY, MARCH)
        assert in_heads(by_contract["MOBILE"]) == {"opening": 1, "transferred_out": 1}
        assert in_heads(by_contract["SB"]) == {"opening": 1, "transferred_in": 1, "closing": 2}
        assert in_heads(by_contract["SOHO"]) == {"opening": 2, "closing": 2}
        by_client = desk.bridge("client", FEBRUARY, MARCH)
    assert in_heads(by_client["Fastweb"])["transferred_in"] == 1
    assert in_heads(by_client["TIM"])["transferred_out"] == 1


def test_who_is_engaged_anew_moves_between_engagements_and_nowhere_else(desk: Desk) -> None:
    desk.hire("P", "Q", at="RO-IAS", on=FEBRUARY, engagement="fixed-term", fte="0.5")
    desk.reassign("P", on=MARCH, engagement="permanent")
    with desk.asking_at_once():
        by_engagement = desk.bridge("engagement", FEBRUARY, MARCH)
        at_the_site = in_heads(desk.bridge("site", FEBRUARY, MARCH)["RO-IAS"])
    assert list(by_engagement) == ["fixed-term", "permanent", None]
    assert in_heads(by_engagement["fixed-term"]) == {"opening": 2, "reassigned": -1, "closing": 1}
    assert in_heads(by_engagement["permanent"]) == {"reassigned": 1, "closing": 1}
    assert in_fte(by_engagement["permanent"]) == {"reassigned": "0.5", "closing": "0.5"}
    assert in_heads(by_engagement[None]) == {"opening": 5, "closing": 5}
    assert at_the_site == {"opening": 5, "closing": 5}
    with desk.ledger.asking() as view:
        people = {each.operator: each for each in operator_list(view, on=MARCH, site="RO-IAS")}
    assert (people["P"].engagement, people["P"].since) == ("permanent", "2018-03-01")
    assert (people["Q"].engagement, people["A"].engagement) == ("fixed-term", None)
    assert desk.sql("SELECT engagement FROM placements WHERE operator = 'P'") == [("permanent",)]
    desk.ledger.record(VoidLatest(("P",), reason="mistaken"))
    assert heads(desk.headcount("engagement", MARCH)) == {"fixed-term": 2, "permanent": 0, None: 5}
    assert desk.findings() == []


def test_a_transfer_that_changes_the_engagement_is_one_between_engagements(desk: Desk) -> None:
    desk.hire("P", at="RO-IAS", on=FEBRUARY, engagement="agency")
    desk.transfer("P", to="IT-CAG", on=MARCH, engagement="permanent")
    found = desk.bridge("engagement", FEBRUARY, MARCH)
    assert in_heads(found["agency"]) == {"opening": 1, "transferred_out": 1}
    assert in_heads(found["permanent"]) == {"transferred_in": 1, "closing": 1}


def test_a_correction_recorded_later_changes_the_past(desk: Desk) -> None:
    desk.hire("LATE", at="IT-CAG", on=MAY)
    before = desk.headcount("site", FEBRUARY)
    desk.hire("EARLY", at="IT-CAG", on=FEBRUARY)
    assert before["IT-CAG"][0] == 1
    assert desk.headcount("site", FEBRUARY)["IT-CAG"][0] == 2


# Flows and operators --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("site", [("IT-CAG", "RO-IAS", 1, ONE), ("RO-IAS", "IT-CAG", 2, ONE + HALF)]),
        ("country", [("IT", "RO", 1, ONE), ("RO", "IT", 2, ONE + HALF)]),
    ],
)
def test_flows_count_arrivals_after_the_first_day(
    desk: Desk, by: FlowsBy, expected: list[tuple[str, str, int, Decimal]]
) -> None:
    desk.transfer("E", to="IT-CAG", on=FEBRUARY)
    desk.transfer("A", to="IT-CAG", on=MARCH)
    desk.transfer("B", to="IT-CAG", on=APRIL, fte="0.5")
    desk.transfer("D", to="RO-IAS", on=APRIL)
    desk.transfer("C", to="IT-LEC", on=APRIL + DAY)
    with desk.ledger.asking() as view:
        found = flows(view, by=by, since=FEBRUARY, on=APRIL)
        everything = flows(view, by="country", since=None, on=APRIL + DAY)
    ways = [(each.origin, each.destination, each.figure.heads, each.figure.fte) for each in found]
    assert ways == expected
    assert [(each.origin, each.destination, each.figure.heads) for each in everything] == [
        ("IT", "IT", 1),
        ("IT", "RO", 1),
        ("RO", "IT", 3),
    ]


def test_the_operators_of_a_day_are_listed_in_natural_order(desk: Desk) -> None:
    desk.hire("OP-10", "OP-9", at="RO-IAS", on=MARCH)
    desk.transfer("A", to="IT-CAG", on=MARCH, contract="SB", fte="0.5")
    desk.transfer("A", to="RO-IAS", on=APRIL)
    desk.reassign("B", on=APRIL, fte="0.5")
    desk.leave("C", on=APRIL)

    def there(on: date, site: str | None) -> list[tuple[str, str | None, str]]:
        with desk.ledger.asking() as view:
            found = operator_list(view, on=on, site=site)
        return [(each.operator, each.contract, f"{each.figure.fte:f}") for each in found]

    assert there(JANUARY - DAY, None) == []
    assert [operator for operator, _, _ in there(JANUARY, None)] == ["A", "B", "C", "D", "E"]
    assert there(MARCH, "IT-CAG") == [("A", "SB", "0.5"), ("D", "MOBILE", "1")]
    assert there(MARCH, "RO-IAS") == [
        ("B", "SOHO", "1"),
        ("C", "SB", "0.5"),
        ("OP-9", None, "1"),
        ("OP-10", None, "1"),
    ]
    assert there(date(2030, 1, 1), "RO-IAS") == [
        ("A", "SB", "0.5"),
        ("B", "SOHO", "0.5"),
        ("OP-9", None, "1"),
        ("OP-10", None, "1"),
    ]
    with desk.ledger.asking() as view:
        since = {each.operator: each.since for each in operator_list(view, on=MAY)}
    assert (since["A"], since["D"]) == ("2018-04-01", "2018-01-01")


def known(desk: Desk, at: datetime) -> list[tuple[str | None, Figure]]:
    with desk.ledger.asking(at) as view:
        return [(row.group, row.figure) for row in headcount(view, by="country", on=JANUARY)]


def test_the_sums_made_ready_answer_what_is_known_at_the_end(desk: Desk) -> None:
    at_the_end = known(desk, desk.clock.now)
    assert [figure.heads for _, figure in at_the_end] == [2, 3]
    desk.sql("DELETE FROM movements")
    assert known(desk, desk.clock.now) == at_the_end


def test_what_was_known_not_long_ago_is_the_sums_less_what_came_since(desk: Desk) -> None:
    before = desk.clock.now - timedelta(seconds=1)
    then = known(desk, before)
    desk.sql(f"DELETE FROM movements WHERE position < {desk.position}")
    assert known(desk, before) == then
    desk.hire("LATE", at="RO-IAS", on=JANUARY)
    assert known(desk, before) == then


def test_what_was_known_long_ago_is_what_the_movements_add_up_to(desk: Desk) -> None:
    long_ago = desk.clock.now
    then = known(desk, long_ago)
    desk.hire(at="RO-IAS", on=JANUARY, count=desk.position)
    assert known(desk, long_ago) == then
    desk.sql("DELETE FROM changes")
    assert known(desk, long_ago) == then


def test_a_group_that_only_came_later_was_not_there_before(desk: Desk) -> None:
    desk.open("AL-TIR", JANUARY)
    before = desk.clock.now
    then = known(desk, before)
    desk.hire("LATE", at="AL-TIR", on=JANUARY)
    desk.ledger.record(VoidLatest(("A",), reason="typo"))
    assert known(desk, before) == then
    assert known(desk, desk.clock.now) != then
