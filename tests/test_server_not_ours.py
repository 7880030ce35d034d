"""What stands on a ledger's tables and is not the ledger's: seen by doctor, and never believed."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from contextlib import closing
from datetime import date

import psycopg
import pytest
from conftest import Rientro
from ledgers import Desk
from places import PostgresPlace, SQLitePlace
from server_users import Users

from ledger.store.errors import LedgerUnusable, LockedLedger
from ledger.upkeep.doctor import diagnose
from ledger.upkeep.rebuilding import rebuild

JANUARY = date(2018, 1, 1)
STOPS = {
    "trigger aaa on stored_events": (
        "CREATE FUNCTION nice() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
        "CREATE TRIGGER aaa BEFORE INSERT ON stored_events FOR EACH ROW EXECUTE FUNCTION nice()"
    ),
    "trigger stored_events_no_update on stored_events": (
        "CREATE FUNCTION rientro_nice() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
        "DROP TRIGGER stored_events_no_update ON stored_events; "
        "CREATE TRIGGER stored_events_no_update BEFORE INSERT ON stored_events FOR EACH ROW "
        "EXECUTE FUNCTION rientro_nice()"
    ),
    "rule also on stored_events": (
        "CREATE RULE also AS ON INSERT TO stored_events DO ALSO NOTIFY something"
    ),
    "policy hidden on movements": "CREATE POLICY hidden ON movements USING (false)",
    "row level security on movements": "ALTER TABLE movements ENABLE ROW LEVEL SECURITY",
    "child public.more of stored_events": "CREATE TABLE more () INHERITS (stored_events)",
    "parent public.less of movements": (
        'CREATE TABLE less (operator text COLLATE "C" NOT NULL); ALTER TABLE movements INHERIT less'
    ),
    "constraint few on movements": "ALTER TABLE movements ADD CONSTRAINT few CHECK (heads < 5)",
    "value of column more of sites": (
        "ALTER TABLE sites ADD COLUMN more text GENERATED ALWAYS AS (code) STORED"
    ),
    "value of column heads of movements": "ALTER TABLE movements ALTER heads SET DEFAULT 50",
    "type of column operator of movements": (
        "CREATE DOMAIN code AS text CHECK (VALUE <> 'x'); "
        "ALTER TABLE movements ALTER operator TYPE code"
    ),
    "type of column topic of stored_events": (
        "ALTER TABLE stored_events ALTER topic TYPE varchar(80)"
    ),
    "collation of column operator of placements": (
        'ALTER TABLE placements ALTER operator TYPE text COLLATE "POSIX"'
    ),
}
BESIDE = {
    "view public.figures of movements": "CREATE VIEW figures AS SELECT heads FROM movements",
    "no primary key of stored_events": (
        "ALTER TABLE stored_events DROP CONSTRAINT stored_events_pkey"
    ),
    "no index stored_events_notification_id_idx": ("DROP INDEX stored_events_notification_id_idx"),
    "column further of sites": "ALTER TABLE sites ADD COLUMN further text",
    "constraint other_position_fkey of public.other on sites": (
        "CREATE TABLE other (position bigint REFERENCES sites)"
    ),
    "publication news of stored_events": "CREATE PUBLICATION news FOR TABLE stored_events",
    "right SELECT of PUBLIC on what postgres will make": (
        "ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT SELECT ON TABLES TO PUBLIC"
    ),
    "index once on sites": "CREATE UNIQUE INDEX once ON sites (code, position)",
    "unlogged table movements": "ALTER TABLE movements SET UNLOGGED",
    "function public.rientro_more() of postgres": (
        "CREATE FUNCTION rientro_more() RETURNS int LANGUAGE sql AS 'SELECT 1'"
    ),
    "function public.quote_ident(name) of postgres": (
        "CREATE FUNCTION quote_ident(name) RETURNS text LANGUAGE sql AS 'SELECT ''x'''"
    ),
    "right CREATE of PUBLIC on schema public": "GRANT CREATE ON SCHEMA public TO PUBLIC",
    "right UPDATE of PUBLIC on table changes": "GRANT UPDATE ON changes TO PUBLIC",
    "event trigger seen": (
        "CREATE FUNCTION seen() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; "
        "CREATE EVENT TRIGGER seen ON ddl_command_end EXECUTE FUNCTION seen()"
    ),
    "setting session_replication_role of the database": (
        "DO $$BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || "
        "' SET session_replication_role = replica'; END$$"
    ),
}


@pytest.fixture
def desk(run: Rientro) -> Desk:
    place = PostgresPlace()
    desk = Desk(place)
    desk.open("IT-CAG", JANUARY)
    desk.hire(count=2, at="IT-CAG", on=JANUARY)
    return desk


def findings(desk: Desk) -> list[str]:
    found = diagnose(desk.database, desk.clock()).findings
    said = [each for each in found if isinstance(each, str)]
    return [each for each in said if each.startswith("not as the ledger made it: ")]


def test_all_that_can_change_rows_stops_everybody_and_is_named(desk: Desk) -> None:
    assert findings(desk) == []
    place = desk.place
    assert isinstance(place, PostgresPlace)
    for what, statement in STOPS.items():
        # Each in a copy of its own.
        copy = PostgresPlace(template=place.name)
        copy.sql(statement)
        ledger = Desk.__new__(Desk)
        ledger.__dict__.update(desk.__dict__)
        ledger.place, ledger.sql, ledger.database = copy, copy.sql, copy.database()
        ledger.ledger = type(desk.ledger)(ledger.database, by="anna", clock=desk.clock)
        assert f"not as the ledger made it: {what}" in findings(ledger), what
        assert "not-its-own" in {each.kind for each in ledger.findings()}, what
        with pytest.raises(LedgerUnusable):
            ledger.headcount("site", JANUARY)
        with pytest.raises(LedgerUnusable):
            ledger.open("X", JANUARY)
        copy.close()
    place.close()


def test_what_stands_beside_is_named_and_stops_nobody(desk: Desk) -> None:
    for statement in BESIDE.values():
        desk.sql(statement)
    told = findings(desk)
    for what in BESIDE:
        assert f"not as the ledger made it: {what}" in told, (what, told)
    assert desk.open("IT-LEC", JANUARY).position == 6
    assert desk.headcount("site", JANUARY)
    desk.sql("DROP EVENT TRIGGER seen")
    desk.place.close()


FILE_STOPS = {
    "trigger aaa on movements": (
        "CREATE TRIGGER aaa AFTER INSERT ON movements BEGIN UPDATE movements SET heads = 9; END"
    ),
    "trigger stored_events_no_update on stored_events": (
        "CREATE TRIGGER stored_events_no_update AFTER INSERT ON stored_events BEGIN SELECT 1; END"
    ),
    "GENERATED in table sites": "ALTER TABLE sites ADD COLUMN more GENERATED ALWAYS AS (code)",
    "DEFAULT in table sites": "ALTER TABLE sites ADD COLUMN more TEXT DEFAULT 'x'",
    "VIRTUAL in table site_closures": (
        "CREATE VIRTUAL TABLE site_closures USING fts5(position, site, closed_on, reason)"
    ),
    "CHECK in table sites": "ALTER TABLE sites ADD COLUMN more TEXT CHECK (more <> 'x')",
}


@pytest.mark.parametrize("what", FILE_STOPS)
def test_a_file_with_something_else_in_it_is_not_used_and_is_judged(
    demo: Rientro, what: str
) -> None:
    place = SQLitePlace(demo.folder, demo.ledger.name)
    if "no_update" in what:
        place.sql("DROP TRIGGER stored_events_no_update")
    if "VIRTUAL" in what:
        place.sql("DROP TABLE site_closures")
    place.sql(FILE_STOPS[what])
    for line in ("headcount", "hire OP-1 --at IT-CAG --on 2018-10-01", "log"):
        demo.typed(line).refused(4, "not its own", what, "doctor")
    doctor = demo("doctor")
    assert (doctor.exit_code, f"not as the ledger made it: {what}" in doctor.stdout) == (1, True)
    replay = json.loads(demo("audit", "replay", "--format", "json").stdout)
    assert "not-its-own" in {each["kind"] for each in replay["findings"]}


def test_a_file_trusts_nothing_that_stands_in_it(demo: Rientro) -> None:
    database = SQLitePlace(demo.folder, demo.ledger.name).database()
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA trusted_schema").scalar() == 0
    place = SQLitePlace(demo.folder, demo.ledger.name)
    place.sql("CREATE VIEW figures AS SELECT heads FROM movements")
    place.sql("CREATE INDEX own ON movements (heads) WHERE heads > 0")
    place.sql("ALTER TABLE sites ADD COLUMN further TEXT")
    told = demo("doctor").stdout
    assert "not as the ledger made it: column further of sites" in told
    assert "not as the ledger made it: view figures of movements" in told
    assert "not as the ledger made it: index own on movements" in told
    assert demo("headcount").exit_code == 0


def test_a_guard_that_was_replaced_in_a_file_is_put_back(demo: Rientro) -> None:
    with closing(sqlite3.connect(demo.ledger)) as connection, connection:
        connection.execute("DROP TRIGGER stored_events_no_update")
        connection.execute(
            "CREATE TRIGGER stored_events_no_update AFTER INSERT ON stored_events BEGIN SELECT 1; END"
        )
    demo("headcount").refused(4, "not its own")
    assert demo("audit", "guard").exit_code in {0, 1}
    assert demo("headcount").exit_code == 0
    assert demo("doctor").exit_code == 0


def test_what_the_owner_lets_others_do_with_all_that_is_made_is_not_meant_for_figures(
    demo_on_server: Rientro,
) -> None:
    users = Users(demo_on_server)
    reader = f"{users.prefix}_reader"
    for what in ("ALL ON TABLES", "EXECUTE ON FUNCTIONS"):
        users.place.sql(f"ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT {what} TO {reader}")
    users.place.sql("DROP FUNCTION rientro_add_up()")
    assert users.demo("db", "upgrade").exit_code == 0
    assert users.demo("db", "rebuild").exit_code == 0
    users.may_not("reader", "SELECT rientro_add_up()")
    users.may_not("reader", "DELETE FROM movements")
    assert users("reader")("headcount").exit_code == 0


def test_a_schema_that_somebody_has_made_stops_neither_a_user_nor_a_rebuild(
    demo_on_server: Rientro,
) -> None:
    users = Users(demo_on_server)
    other = f"{users.prefix}_auditor_anna"
    users.place.sql(f"GRANT CREATE ON DATABASE {users.place.name} TO {other}")
    named = f"{users.prefix}_recorder_anna"
    for name in (named, "rientro_beside"):
        users.sql("auditor", f"CREATE SCHEMA {name}")
        users.sql("auditor", f"GRANT ALL ON SCHEMA {name} TO PUBLIC")
    said = users("recorder").typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    assert said.exit_code == 0, said
    assert users.demo("db", "rebuild").exit_code == 0
    # One of the user's own is where the user may keep a ledger.
    users.place.sql(f"ALTER SCHEMA {named} OWNER TO {named}")
    users("recorder").typed("headcount").refused(4, "There is no ledger")


# Nobody is held up by who only reads --------------------------------------------------------------


def test_a_rebuild_lets_others_read_while_it_waits_and_says_for_whom(
    demo_on_server: Rientro,
) -> None:
    users = Users(demo_on_server)
    reader = f"{users.prefix}_reader_anna"
    waiting: list[BaseException] = []
    database = users.place.database(busy_seconds=3.0)

    def switch() -> None:
        try:
            rebuild(database)
        except LockedLedger as error:
            waiting.append(error)

    with psycopg.connect(users.url("reader")) as idle:
        idle.execute("SELECT count(*) FROM movements, stored_events LIMIT 1")
        thread = threading.Thread(target=switch)
        thread.start()
        time.sleep(0.5)
        longest = 0.0
        while thread.is_alive():
            began = time.monotonic()
            users.sql("reader", "SELECT count(*) FROM stored_events")
            longest = max(longest, time.monotonic() - began)
            time.sleep(0.05)
        thread.join()
        assert longest < 2.0, longest
    assert isinstance(waiting[0], LockedLedger)
    assert (waiting[0].by, waiting[0].since is not None) == (reader, True)
    assert waiting[0].process
    assert rebuild(database).differences == {}


def test_a_writer_who_waits_in_vain_is_told_for_whom(demo_on_server: Rientro) -> None:
    users = Users(demo_on_server)
    database = users.place.database()
    with psycopg.connect(users.url("recorder")) as slow:
        slow.execute("SELECT rientro_turn()")
        with pytest.raises(LockedLedger) as refused, database.writing():
            pass
    assert refused.value.by == f"{users.prefix}_recorder_anna"


def test_nobody_without_rights_holds_up_who_makes_a_ledger(run: Rientro) -> None:
    place = PostgresPlace()
    name = f"nob_{place.name}"
    place.sql(f"CREATE ROLE {name} LOGIN")
    with psycopg.connect(place.server.url(place.name, name)) as idle:
        for key in (0x7269656E74726F, 0):
            idle.execute("SELECT pg_advisory_lock(%s)", [key])
        idle.execute("SELECT count(*) FROM pg_class, pg_namespace LIMIT 1")
        began = time.monotonic()
        ledger = Rientro(run.folder, {**run.settings, "RIENTRO_LEDGER": place.url}, place)
        assert ledger("init").exit_code == 0
        assert ledger("db", "rebuild").exit_code == 0
        assert time.monotonic() - began < 20
    place.close()
    with place.server.session() as session:
        session.execute(f"DROP ROLE {name}".encode())
