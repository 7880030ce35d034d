"""A ledger that is only looked at answers all, writes nothing, and does not answer for ever."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import Rientro
from ledgers import ALL_TABLES
from places import Place, SQLitePlace

from answers.workforce.headcount import headcount_by
from domain.placement import Placement
from domain.workforce.movement_commands import Chosen, Hire
from ledger.ledger import Ledger
from ledger.reading.readings import Readings
from ledger.store.addresses import database_at
from ledger.store.errors import ReadOnlyLedger, TookTooLong

ON = date(2018, 9, 30)
LONG = 60.0
_ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
    "SELECT count(*) FROM n"
)


@pytest.fixture
def place(demo_anywhere: Rientro) -> Place:
    """Where the demonstration is, in each kind of database."""
    return demo_anywhere.place or SQLitePlace(demo_anywhere.folder, demo_anywhere.ledger.name)


def heads(readings: Readings) -> list[int]:
    with readings.asking() as view:
        return [row.figure.heads for row in headcount_by(view, ("country",), ON).rows]


def test_it_answers_and_nothing_of_the_file_changes(demo: Rientro) -> None:
    demo("headcount")
    before = demo.ledger.read_bytes()
    looked_at = Readings(database_at(str(demo.ledger), answer_within=LONG))
    assert heads(looked_at) == [220, 26]
    assert demo.ledger.read_bytes() == before


def test_it_knows_what_its_figures_do_not_and_writes_nothing(place: Place) -> None:
    heads(Readings(place.database()))
    events = place.sql("SELECT count(*) FROM stored_events")
    for table in set(ALL_TABLES) - {"projected"}:
        place.sql(f"DELETE FROM {table}")
    place.sql("UPDATE projected SET position = 0, recorded_at = ''")
    looked_at = Readings(database_at(place.url, answer_within=LONG))
    assert heads(looked_at) == [220, 26]
    assert place.sql("SELECT position FROM projected") == [(0,)]
    assert place.sql("SELECT count(*) FROM movements") == [(0,)]
    assert place.sql("SELECT count(*) FROM stored_events") == events


def test_nothing_is_recorded_in_it(place: Place) -> None:
    ledger = Ledger(
        database_at(place.url, answer_within=LONG), by="anna", clock=lambda: pytest.fail("late")
    )
    with pytest.raises(ReadOnlyLedger):
        ledger.record(Hire(Chosen(("OP-X",), None), at=Placement("IT-CAG"), effective_on=ON))


def test_a_question_ends_when_its_time_is_over(place: Place) -> None:
    database = database_at(place.url, answer_within=0.2)
    with pytest.raises(TookTooLong) as ended, database.reading() as connection:
        connection.exec_driver_sql(_ENDLESS)
    assert ended.value.facts["seconds"] == 0.2
