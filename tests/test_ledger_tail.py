"""What is recorded next hangs on the end of the log: its instant, its form, and that it is there."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from ledgers import Desk
from places import Place, PostgresPlace
from refusing import refused_as

from domain.places.site_commands import OpenSite
from domain.places.site_events import SiteOpened
from domain.recorded import Recorded
from faces.refused import sentence
from ledger.ledger import Ledger
from ledger.store.codec import to_stored
from ledger.store.errors import (
    AheadOfTheClock,
    DamagedFigures,
    DamagedLedger,
    NotAsWritten,
    NotItsOwn,
    WouldNotBeRead,
)
from ledger.upkeep.doctor import diagnose

JANUARY = date(2018, 1, 1)
DAY = timedelta(days=1)


@pytest.fixture
def desk(place: Place) -> Desk:
    return Desk.where(place, two_sites)


def two_sites(desk: Desk) -> None:
    desk.open("IT-CAG", JANUARY)
    desk.open("RO-IAS", JANUARY)


def opened(desk: Desk, code: str = "IT-LEC") -> datetime:
    """When it was recorded that one more site was opened."""
    return desk.open(code, JANUARY).recorded[0].recorded_at


def last_instant(desk: Desk) -> datetime:
    """The instant of the last event, as it is stored."""
    position = desk.place.position_column
    stored = desk.sql(f"SELECT state FROM stored_events ORDER BY {position} DESC LIMIT 1")[0][0]
    return datetime.fromisoformat(json.loads(bytes(stored))["recorded_at"])


def without_guards(desk: Desk, statement: str) -> None:
    """Change events behind the ledger's back, as its owner can."""
    for what in ("update", "delete"):
        on = " ON stored_events" if isinstance(desk.place, PostgresPlace) else ""
        desk.sql(f"DROP TRIGGER stored_events_no_{what}{on}")
    desk.sql(statement.replace("position", desk.place.position_column))
    with desk.database.writing() as connection:
        desk.database.add_guards(connection)


ASK: list[Callable[[Desk], object]] = [
    lambda desk: desk.headcount("site", JANUARY),
    lambda desk: desk.open("IT-ROM", JANUARY),
]

# Instants -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["9999-12-31T23:59:59.999999Z", "", "2000-01-01T00:00:00.000000Z"])
def test_no_table_that_can_be_rebuilt_gives_an_instant(desk: Desk, said: str) -> None:
    desk.sql(f"UPDATE projected SET recorded_at = '{said}'")
    before = last_instant(desk)
    assert before < opened(desk) < before + timedelta(minutes=1)
    assert desk.findings() == []


def test_a_clock_that_was_set_back_a_little_stands_still(desk: Desk) -> None:
    before = last_instant(desk)
    desk.clock.now = before - timedelta(hours=23)
    assert opened(desk) == before


def test_a_long_pause_is_no_jump(desk: Desk) -> None:
    desk.clock.now += 3000 * DAY
    assert opened(desk) == desk.clock.now
    assert desk.findings() == []


def test_behind_an_event_of_the_future_nothing_is_recorded(desk: Desk) -> None:
    last = last_instant(desk)
    desk.clock.now = last - DAY - timedelta(minutes=1)
    with pytest.raises(AheadOfTheClock) as refused:
        opened(desk)
    for words in ("more than a day ahead", "Nothing was recorded", "Put the clock right"):
        assert words in sentence(refused.value)
    assert desk.position == 3
    desk.clock.now = last
    assert opened(desk) == desk.clock.now


@pytest.mark.parametrize("year", [1800, 2300])
def test_an_event_that_could_not_be_read_again_is_not_stored(desk: Desk, year: int) -> None:
    database = desk.place.database()
    clock = {1800: datetime(1800, 1, 1, tzinfo=UTC), 2300: datetime(2300, 1, 1, tzinfo=UTC)}[year]
    ledger = Ledger(database, by="anna", clock=lambda: clock)
    if isinstance(desk.place, PostgresPlace) and year == 2300:
        # The server's clock is right.
        done = ledger.record(OpenSite("IT-LEC", country="IT", effective_on=JANUARY)).recorded[0]
        assert abs(done.recorded_at - datetime.now(UTC)) < timedelta(minutes=1)
        return
    with pytest.raises(WouldNotBeRead if year == 2300 else AheadOfTheClock):
        ledger.record(OpenSite("IT-LEC", country="IT", effective_on=JANUARY))
    assert desk.position == 3


def test_on_a_server_no_instant_is_beyond_the_servers_clock() -> None:
    place = PostgresPlace()
    desk = Desk(place)
    desk.clock.now = datetime.now(UTC) + 2 * DAY
    assert abs(opened(desk) - datetime.now(UTC)) < timedelta(minutes=1)
    assert opened(desk, "IT-CAG") >= last_instant(desk) - timedelta(minutes=1)
    place.close()


# What was written -----------------------------------------------------------------------------------

OTHER_STATE = {
    "postgresql": (
        (
            "CREATE FUNCTION nice() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.state := "
            "convert_to(replace(convert_from(NEW.state, 'UTF8'), 'IT-LEC', 'IT-XXX'), 'UTF8'); "
            "RETURN NEW; END$$; "
            "CREATE TRIGGER aaa BEFORE INSERT ON stored_events FOR EACH ROW EXECUTE FUNCTION nice()"
        ),
        (
            "CREATE FUNCTION nice() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.originator_id := "
            "'site:IT-XXX'; RETURN NEW; END$$; "
            "CREATE TRIGGER aaa BEFORE INSERT ON stored_events FOR EACH ROW EXECUTE FUNCTION nice()"
        ),
    ),
    "sqlite": (
        (
            "CREATE TRIGGER aaa AFTER INSERT ON stored_events BEGIN UPDATE stored_events "
            "SET state = CAST(replace(CAST(state AS TEXT), 'Lecce', 'Roma') AS BLOB) "
            "WHERE rowid = NEW.rowid; END"
        ),
        (
            "CREATE TRIGGER aaa AFTER INSERT ON stored_events WHEN NEW.topic <> 'x' BEGIN "
            "INSERT INTO stored_events VALUES ('x', 1, 'x', 'x'); END"
        ),
        (
            "CREATE TRIGGER aaa AFTER INSERT ON stored_events BEGIN UPDATE stored_events "
            "SET state = CAST(state AS TEXT) WHERE rowid = NEW.rowid; END"
        ),
        (
            "CREATE TRIGGER aaa AFTER INSERT ON stored_events BEGIN DELETE FROM stored_events "
            "WHERE rowid = NEW.rowid; END"
        ),
    ),
}
_LECCE = {
    "name": "IT-LEC",
    "country": "IT",
    "region": None,
    "city": "Lecce",
    "employer": None,
    "employer_id": None,
}
CHANGES = [(kind, each) for kind, made in OTHER_STATE.items() for each in made]


@pytest.mark.parametrize(("place", "other_state"), CHANGES, indirect=["place"])
def test_what_was_not_stored_as_it_was_written_is_not_kept(desk: Desk, other_state: str) -> None:
    on_server = isinstance(desk.place, PostgresPlace)
    before = desk.sql("SELECT * FROM stored_events")
    event = SiteOpened.model_validate({**_LECCE, "effective_on": JANUARY})
    recorded = Recorded(4, "site:IT-LEC", 1, desk.clock(), "anna", None, event)
    refused: NotAsWritten | None = None
    with suppress(NotAsWritten), desk.database.writing() as connection:
        if not on_server:
            connection.exec_driver_sql("DROP TRIGGER stored_events_no_update")
            connection.exec_driver_sql("DROP TRIGGER stored_events_no_delete")
        # It was not there yet when the transaction looked for what is not the ledger's own.
        made = other_state.replace("%", "%%")
        if on_server:
            made = f"SET LOCAL search_path = public; {made}; SET LOCAL search_path = pg_catalog"
        connection.exec_driver_sql(made)
        try:
            desk.database.append(connection, [to_stored(recorded)])
        except NotAsWritten as error:
            refused = error
            raise
    assert refused is not None
    assert "Nothing was recorded" in sentence(refused)
    assert desk.sql("SELECT * FROM stored_events") == before


@pytest.mark.parametrize(("place", "other_state"), CHANGES, indirect=["place"])
def test_a_trigger_that_is_not_the_ledgers_own_stops_all_and_is_told(
    desk: Desk, other_state: str
) -> None:
    on_server = isinstance(desk.place, PostgresPlace)
    desk.sql(other_state)
    for ask in ASK:
        with refused_as(NotItsOwn, match="trigger aaa on stored_events") as refused:
            ask(desk)
        assert "doctor" in sentence(refused.value)
    assert [finding.kind for finding in desk.findings()] == ["not-its-own"]
    found = diagnose(desk.database, desk.clock()).findings
    assert [each for each in found if "aaa" in str(each)] == [
        "not as the ledger made it: trigger aaa on stored_events"
    ]
    desk.sql(f"DROP TRIGGER aaa {'ON stored_events' if on_server else ''}")
    assert desk.open("IT-LEC", JANUARY).position == 4


def test_events_keep_their_order_and_every_sign(desk: Desk) -> None:
    text = "\\x41 \\ ' \" “Ţ” 中 %s {} NULL ,"
    desk.open("IT-LEC", JANUARY, city=text)
    outcome = desk.hire(count=2500, at="IT-CAG", on=JANUARY)
    assert [each.position for each in outcome.recorded] == list(range(5, 2506))
    with desk.ledger.asking() as view:
        raws = list(desk.database.at(view.connection, [4, 6, 2505]))
    assert json.loads(raws[0].state)["event"]["city"] == text
    assert [raw.stream for raw in raws[1:]] == ["operator:IT-CAG-0001", "operator:IT-CAG-2500"]
    assert desk.findings() == []


# A log that is not whole --------------------------------------------------------------------------


@pytest.mark.parametrize("ask", ASK)
def test_a_log_that_lost_its_end_answers_nothing_and_takes_nothing(
    desk: Desk, ask: Callable[[Desk], object]
) -> None:
    without_guards(desk, "DELETE FROM stored_events WHERE position >= 3")
    with refused_as(DamagedLedger, match="1 events are missing at its end"):
        ask(desk)


@pytest.mark.parametrize("ask", ASK)
@pytest.mark.parametrize("table", ["sites", "movements", "batches"])
def test_figures_that_claim_more_than_there_is_answer_nothing(
    desk: Desk, ask: Callable[[Desk], object], table: str
) -> None:
    desk.hire(count=2, at="IT-CAG", on=JANUARY)
    if table == "sites":
        desk.open("IT-LEC", JANUARY)
    last = desk.position
    where = {"sites": 1, "movements": 1, "batches": 3}[table]
    without_guards(desk, f"DELETE FROM stored_events WHERE position > {last - where}")
    desk.sql(f"UPDATE projected SET position = {last - where}")
    with refused_as(
        DamagedFigures, match="they hold rows of events that they do not count as read"
    ):
        ask(desk)


def test_behind_an_event_that_cannot_be_read_nothing_is_recorded(desk: Desk) -> None:
    broken = "'{}'::bytea" if isinstance(desk.place, PostgresPlace) else "CAST('{}' AS BLOB)"
    without_guards(desk, f"UPDATE stored_events SET state = {broken} WHERE position = 3")
    with refused_as(DamagedLedger, match="its last event cannot be read"):
        desk.open("IT-ROM", JANUARY)
    assert [finding.kind for finding in desk.findings()][:1] == ["malformed-event"]
