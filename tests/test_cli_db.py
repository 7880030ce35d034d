"""The tables behind a ledger are looked at, built anew and copied, and nothing is lost by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Rientro
from places import KINDS, Place, SQLitePlace, new_place

from ledger.upkeep.rebuilding import rebuild
from projections import reach


@pytest.fixture
def demo(demo_anywhere: Rientro) -> Rientro:
    """The demonstration, in each kind of database."""
    return demo_anywhere


@pytest.fixture
def place(demo: Rientro) -> Place:
    """The database of the demonstration, behind the program's back."""
    return demo.place or SQLitePlace(demo.folder, demo.ledger.name)


def figures(place: Place) -> dict[str, list[str]]:
    """Every row of the read model."""
    names = sorted(reach.TABLES)
    rows = place.each_sql(f"SELECT * FROM {name}" for name in names)
    return {name: sorted(map(str, each)) for name, each in zip(names, rows, strict=True)}


def indexes(place: Place) -> set[str]:
    source = "sqlite_master WHERE type = 'index'"
    if place.position_column != "rowid":
        source = "pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace"
    name = "name" if "master" in source else "relname"
    return {str(row[0]) for row in place.sql(f"SELECT {name} FROM {source}")}


# Building anew ------------------------------------------------------------------------------------


def test_figures_that_are_right_are_the_same_when_they_are_built_anew(
    demo: Rientro, place: Place
) -> None:
    before, indexed = figures(place), indexes(place)
    said = demo("db", "rebuild")
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == "The figures were built anew from the events; they are the same.\n"
    assert figures(place) == before
    assert indexes(place) == indexed
    assert demo("audit", "replay").exit_code == 0


def test_figures_that_were_changed_are_named_and_replaced(demo: Rientro, place: Place) -> None:
    before = figures(place)
    place.sql("UPDATE placements SET site = 'X' WHERE operator = 'IT-CAG-0001'")
    place.sql("DELETE FROM changes WHERE effective_on < '2018-02-01'")
    said = demo("db", "rebuild")
    assert said.exit_code == 1
    assert said.stdout.splitlines()[0].startswith("changes: ")
    assert "placements: 2 rows were not what the events give\n" in said.stdout
    assert "were replaced" in said.stderr
    assert figures(place) == before
    assert demo("db", "rebuild").exit_code == 0


def drop_figures(place: Place) -> None:
    place.each_sql(f"DROP TABLE {name}" for name in reach.TABLES)


def test_figures_that_were_dropped_are_built_when_somebody_asks(
    demo: Rientro, place: Place
) -> None:
    before, told = figures(place), demo("headcount").stdout
    drop_figures(place)
    assert demo("headcount").stdout == told
    assert figures(place) == before


def test_a_rebuild_that_fails_leaves_everything_as_it_was(demo: Rientro, place: Place) -> None:
    before, indexed = figures(place), indexes(place)

    def fail(done: int, of: int) -> None:
        assert of == 665
        if done == of:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        rebuild(place.database(), fail)
    assert figures(place) == before
    assert indexes(place) == indexed
    assert demo("db", "rebuild").exit_code == 0


# Tables of another version ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "headcount",
        "hire OP-1 --at IT-CAG --on 2018-10-01",
        "audit replay",
        "log --operator IT-CAG-0001",
    ],
)
def test_older_tables_are_refused_until_they_are_brought_up_to_date(
    demo: Rientro, place: Place, words: str
) -> None:
    before = figures(place)
    place.sql("UPDATE projected SET schema_version = 0")
    demo.typed(words).refused(4, "tables of version 0", "db upgrade")
    assert demo.position == 665
    said = demo("db", "upgrade")
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == f"The figures are in tables of version {reach.SCHEMA_VERSION} now.\n"
    assert figures(place) == before
    assert demo.typed(words).exit_code == 0


def test_todays_tables_are_left_as_they_are_by_an_upgrade(demo: Rientro, place: Place) -> None:
    place.sql("UPDATE placements SET site = 'X' WHERE operator = 'IT-CAG-0001'")
    said = demo("db", "upgrade")
    assert said.stderr == f"The figures are in tables of version {reach.SCHEMA_VERSION} already.\n"
    assert demo("db", "rebuild").exit_code == 1


@pytest.mark.parametrize(
    "words", ["headcount", "db upgrade", "db rebuild", "hire OP-1 --at IT-CAG --on 2018-10-01"]
)
def test_the_tables_of_a_newer_program_are_left_alone(
    demo: Rientro, place: Place, words: str
) -> None:
    place.sql("UPDATE projected SET schema_version = 99")
    before = figures(place)
    demo.typed(words).refused(4, "written by a newer rientro", "tables of version 99")
    assert figures(place) == before


# Looking ------------------------------------------------------------------------------------------


_OFF = ["fsync is off", "synchronous_commit is off", "full_page_writes is off"]


def expected(demo: Rientro, *findings: str) -> list[str]:
    """The findings, after those of the server of the tests, which is fast and forgetful."""
    return [*(_OFF if demo.place else []), *findings]


def diagnosed(demo: Rientro) -> tuple[dict[str, object], list[str]]:
    said = demo("doctor", "--format", "json")
    document = json.loads(said.stdout)
    assert said.exit_code == (1 if document["findings"] else 0), said
    assert document["schema"] == "rientro.doctor.v1"
    assert document["findings_count"] == len(document["findings"])
    return {row["what"]: row["value"] for row in document["rows"]}, document["findings"]


def agree(findings: list[str], beginnings: list[str]) -> bool:
    return len(findings) == len(beginnings) and all(
        beginning in finding for finding, beginning in zip(findings, beginnings, strict=True)
    )


def test_the_doctor_tells_what_there_is(demo: Rientro) -> None:
    facts, findings = diagnosed(demo)
    assert agree(findings, expected(demo))
    assert facts["where"] == demo.shown
    assert str(facts["database"]).startswith("PostgreSQL 1" if demo.place else "SQLite 3.")
    assert facts["first_position"] == 1
    assert facts["last_position"] == facts["figures_position"] == 665
    assert (facts["gaps"], facts["figures_behind"], facts["schema_version"]) == (
        0,
        0,
        reach.SCHEMA_VERSION,
    )
    assert facts["events_of"] == {
        "batch": 13,
        "contract": 2,
        "ledger": 1,
        "operator": 620,
        "plan": 1,
        "protocol": 3,
        "site": 7,
        "volume": 18,
    }
    assert isinstance(facts["bytes"], int)
    assert facts["bytes"] > 100_000


def test_the_doctor_tells_the_same_to_people(demo: Rientro) -> None:
    said = demo("doctor")
    assert "last position         665\n" in said.stdout
    assert "events of             13 batch, 2 contract, 620 operator" in said.stdout
    if not demo.place:
        assert said.stdout.endswith("Nothing is wrong.\n")


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("DROP TRIGGER stored_events_no_update", "the trigger stored_events_no_update"),
        ("UPDATE projected SET schema_version = 0", "older tables; run rientro db upgrade"),
        ("UPDATE projected SET schema_version = 99", "a newer rientro made the tables"),
        (
            "UPDATE projected SET position = 671",
            "the figures count 6 events that the ledger does not have",
        ),
    ],
)
def test_the_doctor_finds_what_is_wrong(
    demo: Rientro, place: Place, statement: str, finding: str
) -> None:
    on = " ON stored_events" if demo.place and "TRIGGER" in statement else ""
    place.sql(statement + on)
    assert agree(diagnosed(demo)[1], expected(demo, finding))


def test_the_doctor_finds_events_that_are_missing(demo: Rientro, place: Place) -> None:
    if demo.place:
        place.sql("ALTER TABLE stored_events DISABLE TRIGGER ALL")
    else:
        place.sql("DROP TRIGGER stored_events_no_delete")
    place.sql(f"DELETE FROM stored_events WHERE {place.position_column} IN (100, 200)")
    assert any("2 positions have no event" in finding for finding in diagnosed(demo)[1])


def test_the_doctor_finds_a_clock_that_was_set_back(demo: Rientro, place: Place) -> None:
    if demo.place:
        place.sql("ALTER TABLE stored_events DISABLE TRIGGER ALL")
        text = "convert_from(state, 'UTF8')"
        place.sql(
            f"UPDATE stored_events SET state = convert_to(replace({text}, "
            "'recorded_at\":\"20', 'recorded_at\":\"21'), 'UTF8') WHERE notification_id = 665"
        )
    else:
        place.sql("DROP TRIGGER stored_events_no_update")
        place.sql(
            "UPDATE stored_events SET state = CAST(replace(CAST(state AS TEXT), "
            "'recorded_at\":\"20', 'recorded_at\":\"21') AS BLOB) WHERE rowid = 665"
        )
    assert any("clock is behind the last event" in each for each in diagnosed(demo)[1])


def test_the_doctor_changes_nothing(demo: Rientro, place: Place) -> None:
    drop_figures(place)
    facts, findings = diagnosed(demo)
    assert agree(findings, expected(demo))
    assert (facts["schema_version"], facts["figures_behind"]) == (None, 665)
    assert diagnosed(demo)[0]["schema_version"] is None


def test_the_doctor_finds_no_ledger_where_there_is_none(run_anywhere: Rientro) -> None:
    run_anywhere("doctor").refused(4, "There is no ledger at")


# Damage -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("DROP TABLE changes", "the table changes is missing"),
        ("DROP TABLE projected", "the table projected is missing"),
        ("DROP TABLE plan_terms", "the table plan_terms is missing"),
        ("DELETE FROM projected", "they do not say how far they reach"),
        ("UPDATE projected SET one = 2, recorded_at = ''", ""),
        (
            "ALTER TABLE changes RENAME COLUMN heads_so_far TO others",
            "one of their tables lacks a column, or has a column of another type",
        ),
        (
            "UPDATE projected SET position = position - 3",
            "they hold rows of events that they do not count as read",
        ),
    ],
)
def test_damaged_figures_are_named_by_all_and_built_anew(
    demo: Rientro, place: Place, damage: str, what: str
) -> None:
    place.sql(damage)
    replayed = demo("audit", "replay", "--format", "json")
    assert replayed.exit_code == 1
    findings = json.loads(replayed.stdout)["findings"]
    assert {each["kind"] for each in findings} == {"read-model-differs"}
    if what and "RENAME" not in damage and "position" not in damage:
        demo("db", "upgrade").refused(4, what, "db rebuild")
    if what:
        assert what in {each["message"] for each in findings} or "position" in damage
        advice = f"{what}. Build them anew from the events: rientro --ledger"
        demo("headcount").refused(4, advice)
        demo("hire", "OP-1", "--at", "IT-CAG", "--on", "2018-10-01").refused(4, advice)
        if "RENAME" not in damage:
            assert "run rientro db rebuild" in demo("doctor").stdout
    demo("db", "rebuild")
    assert "rientro db rebuild" not in demo("doctor").stdout


def test_an_event_that_cannot_be_read_is_damage_to_every_answer_that_needs_it(
    demo: Rientro, place: Place
) -> None:
    if demo.place:
        place.sql("ALTER TABLE stored_events DISABLE TRIGGER ALL")
    else:
        place.sql("DROP TRIGGER stored_events_no_update")
    place.sql(
        f"UPDATE stored_events SET topic = 'operator-flown.1' WHERE {place.position_column} = 644"
    )
    for words in ("log", "export movements", "export movements --as hledger"):
        said = demo.typed(words)
        assert said.exit_code == 4
        assert "an event cannot be read: no event is known by the topic" in said.stderr
        assert "rientro audit replay finds it" in said.stderr


# Copying ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_is_the_same_log_byte_for_byte(demo: Rientro, kind: str, tmp_path: Path) -> None:
    target = new_place(kind, tmp_path)
    said = demo("copy", "--to", target.url)
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr.startswith(f"Copied 665 events to {target.url}. Both logs have the root ")
    copied = Rientro(demo.folder, {**demo.settings, "RIENTRO_LEDGER": target.url}, target)
    replayed = json.loads(copied("audit", "replay", "--format", "json").stdout)
    assert replayed["findings"] == []
    assert replayed["root"] in said.stderr
    for words in ("export events", "log", "progress", "headcount --by site"):
        assert copied.typed(words) == demo.typed(words)
    assert copied.typed("hire OP-1 --at IT-CAG --on 2018-10-01").exit_code == 0
    assert (copied.position, demo.position) == (666, 665)
    target.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_copied_over_a_ledger(demo: Rientro, kind: str, tmp_path: Path) -> None:
    target = new_place(kind, tmp_path)
    assert demo("--ledger", target.url, "init").exit_code == 0
    demo("copy", "--to", target.url).refused(3, f"{target.url} already exists")
    assert target.sql("SELECT count(*) FROM stored_events") == [(1,)]
    target.close()


def test_nothing_is_copied_into_another_programs_database(demo: Rientro, tmp_path: Path) -> None:
    target = new_place("postgresql", tmp_path)
    target.sql("CREATE TABLE theirs (one int)")
    demo("copy", "--to", target.url).refused(4, "another program's database")
    target.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_with_gaps_is_not_copied(
    demo: Rientro, place: Place, kind: str, tmp_path: Path
) -> None:
    if demo.place:
        place.sql("ALTER TABLE stored_events DISABLE TRIGGER ALL")
    else:
        place.sql("DROP TRIGGER stored_events_no_delete")
    place.sql(f"DELETE FROM stored_events WHERE {place.position_column} = 100")
    target = new_place(kind, tmp_path)
    demo("copy", "--to", target.url).refused(4, "is damaged", "gaps")
    demo("--ledger", target.url, "log").refused(4, "There is no ledger at")
    target.close()


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("DROP TABLE stored_events", "is not a ledger"),
        ("UPDATE stored_events SET state = x'ff' WHERE rowid = 1", "is damaged"),
        ("UPDATE stored_events SET state = CAST(state AS TEXT) WHERE rowid = 9", "is damaged"),
    ],
)
def test_what_is_wrong_with_a_ledger_is_told_of_it_and_not_of_its_copy(
    demo: Rientro, place: Place, broken: str, why: str
) -> None:
    if demo.place:
        pytest.skip("a file is damaged more easily than a server")
    place.sql("DROP TRIGGER stored_events_no_update")
    place.sql(broken)
    said = demo("copy", "--to", "copy.db")
    assert said.exit_code == 4
    assert f"{demo.ledger.name} {why}" in said.stderr
    assert "copy.db" not in said.stderr
    assert not (demo.folder / "copy.db").exists()
