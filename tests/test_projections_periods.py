"""A stretch of days, period by period."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from ledgers import Desk, days_between, in_heads
from places import Place

from domain.words import PERIODS, Every
from projections.figures import Bridge, Figure
from projections.headcount import Bridges, bridges, bridges_of
from projections.only import ALL, Only
from projections.periods import Period, periods

JANUARY, MARCH, JUNE = date(2018, 1, 1), date(2018, 3, 1), date(2018, 6, 1)
DAY = timedelta(days=1)
TURNS = {
    *(date(2017, 12, 30), date(2017, 12, 31), JANUARY, date(2018, 1, 15), date(2018, 1, 31)),
    *(date(2018, 2, 28), MARCH, date(2018, 3, 31), JUNE, date(2018, 6, 2)),
}
"""The days on which something takes effect, and the ends of the stretch."""
QUIET = {each for each in days_between(min(TURNS), max(TURNS)) if not TURNS & {each, each + DAY}}
"""All other days but those before them: of one quiet day and the next there is nothing to tell."""


@pytest.mark.parametrize(
    ("every", "since", "on", "ends"),
    [
        ("day", "2018-02-27", "2018-03-01", ["2018-02-28", "2018-03-01"]),
        ("week", "2018-06-01", "2018-06-12", ["2018-06-03", "2018-06-10", "2018-06-12"]),
        ("week", "2018-06-03", "2018-06-10", ["2018-06-10"]),
        ("week", "2018-12-30", "2019-01-06", ["2019-01-06"]),
        ("month", "2020-01-31", "2020-03-15", ["2020-02-29", "2020-03-15"]),
        ("month", "2018-05-08", "2018-06-30", ["2018-05-31", "2018-06-30"]),
        ("quarter", "2018-03-31", "2018-10-01", ["2018-06-30", "2018-09-30", "2018-10-01"]),
        ("quarter", "2018-11-15", "2019-01-01", ["2018-12-31", "2019-01-01"]),
        ("year", "2017-12-31", "2019-02-01", ["2018-12-31", "2019-02-01"]),
        ("year", "2018-06-01", "2018-06-01", []),
    ],
)
def test_periods_end_where_the_calendars_end_and_the_last_one_on_the_day(
    every: Every, since: str, on: str, ends: list[str]
) -> None:
    found = periods(every, date.fromisoformat(since), date.fromisoformat(on))
    assert [each.on.isoformat() for each in found] == ends
    assert [each.since.isoformat() for each in found] == [since, *ends][: len(ends)]


def recorded(desk: Desk) -> None:
    """Movements on the edges of months and years, one that came late, and one taken back."""
    for site in ("RO-IAS", "IT-CAG", "IT-LEC"):
        desk.open(site, date(2017, 1, 1))
    desk.sign("SB", date(2017, 1, 1))
    desk.hire("A", "B", "C", at="RO-IAS", on=date(2017, 12, 31), contract="SB")
    desk.hire("D", at="IT-CAG", on=JANUARY, fte="0.5")
    desk.transfer("A", to="IT-CAG", on=date(2018, 1, 31), contract="SB")
    desk.transfer("D", to="IT-LEC", on=date(2018, 2, 28), fte="0.75")
    desk.reassign("B", on=MARCH, contract=None)
    desk.leave("C", on=date(2018, 3, 31))
    desk.hire("E", at="IT-LEC", on=date(2018, 1, 15))
    desk.leave("A", on=JUNE)


@pytest.fixture
def desk(place: Place) -> Desk:
    """A ledger of which the tests may make what they like."""
    return Desk.where(place, recorded)


@pytest.mark.parametrize("every", PERIODS)
@pytest.mark.parametrize(
    "only", [ALL, Only(contract=frozenset({"SB"})), Only(site=frozenset({""}))]
)
def test_each_period_has_the_bridge_that_is_asked_for_alone(
    desk: Desk, every: Every, only: Only
) -> None:
    stretch = periods(every, date(2017, 12, 30), date(2018, 6, 2))
    instants = (None, desk.clock.now - timedelta(seconds=1))
    for at in instants:
        with desk.ledger.asking(at) as view:
            for by in ("country", ("site", "contract")):
                found = bridges_of(view, stretch, by=by, only=only)
                assert len(found) == len(stretch)
                for (since, on), each in zip(stretch, found, strict=True):
                    if on - since > DAY or not {since, on} <= QUIET:
                        assert each == bridges(view, by=by, since=since, on=on, only=only)
                    else:
                        assert all(quiet(row.bridge) for row in each.groups)
                for before, after in pairwise(found):
                    assert standing(before, "closing") == standing(after, "opening")


def quiet(bridge: Bridge) -> bool:
    """Whether nothing led from one figure to the other."""
    return in_heads(bridge).keys() <= {"opening", "closing"} and bridge.opening == bridge.closing


def standing(found: Bridges, end: str) -> dict[object, Figure]:
    """The figures of the groups that are not empty at one end of a period."""
    figures = {row.groups: getattr(row.bridge, end) for row in found.groups}
    return {group: figure for group, figure in figures.items() if figure != Figure()}


def test_what_takes_effect_on_the_last_day_of_a_period_is_in_it(desk: Desk) -> None:
    stretch = [Period(date(2017, 12, 31), date(2018, 1, 31)), Period(date(2018, 1, 31), MARCH)]
    with desk.ledger.asking() as view:
        first, second = bridges_of(view, stretch, by="country")
    italy = [in_heads(each.groups[0].bridge) for each in (first, second)]
    assert italy[0] == {"hired": 2, "transferred_in": 1, "closing": 3}
    assert italy[1] == {"opening": 3, "closing": 3}
