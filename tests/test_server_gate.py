"""The server itself is the gate: what a role may do there by hand, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from conftest import Rientro
from ledgers import ALL_TABLES
from places import PostgresPlace
from planting import Stranger
from server_users import ROLES, Users

from ledger.store.postgres.gate_functions import functions

RECORD = "hire OP-1 --at IT-CAG --on 2018-10-01"
TABLES = sorted(
    {
        *ALL_TABLES,
        *("stored_events", "stored_events_turn", "stored_topics", "signed_checkpoints", "texts"),
    }
)
APPEND = "SELECT rientro_append(%s::text[], %s::int8[], %s::text[], %b::bytea[])"
READ = {
    "recorder": {*ALL_TABLES, "stored_events", "stored_topics", "signed_checkpoints", "texts"},
    "reader": {*ALL_TABLES, "stored_events", "stored_topics", "signed_checkpoints", "texts"},
    "auditor": {"stored_events", "stored_topics", "signed_checkpoints"},
    "signer": {"stored_events", "stored_topics", "signed_checkpoints"},
}


@pytest.fixture
def users(demo_on_server: Rientro) -> Users:
    return Users(demo_on_server)


def state(at: datetime | None = None, **event: object) -> bytes:
    """A state as the ledger writes it."""
    at = at or datetime.now(UTC)
    written = f"{at:%Y-%m-%dT%H:%M:%S.%f}Z"
    envelope = {"recorded_at": written, "recorded_by": "rec", "batch": None, "event": event}
    return json.dumps(envelope, separators=(",", ":")).encode()


def left(**changed: Any) -> bytes:
    """The state of an event that says that somebody left."""
    placement = {"site": "IT-CAG", "contract": None, "fte": "1", "engagement": None}
    named: dict[str, Any] = {"placement": placement, "reason": "resigned", "text": None}
    return state(**{**named, "effective_on": "2018-11-01", "again": None, **changed})


def findings(rientro: Rientro) -> list[str]:
    """What doctor finds, but for the settings by which the server of the tests is fast."""
    told: list[str] = json.loads(rientro("doctor", "--format", "json").stdout)["findings"]
    return [finding for finding in told if "the server may lose" not in finding]


# Rights -------------------------------------------------------------------------------------------


def test_every_right_of_every_role_is_one_of_these(users: Users) -> None:
    names = {f"{users.prefix}_{role}": role for role in ROLES}
    ask = "SELECT role, name, may FROM unnest(?::text[]) role, unnest(?::text[]) name, unnest(?::text[]) may"

    def found(where: str, things: list[str], *rights: str) -> set[tuple[str, str, str]]:
        rows = users.place.sql(f"{ask} WHERE {where}", list(names), things, list(rights))
        return {(names[role], name, may) for role, name, may in rows}

    assert found(
        "has_table_privilege(role, name, may) OR "
        "CASE WHEN may <> ALL('{DELETE,TRUNCATE,TRIGGER}') "
        "THEN has_any_column_privilege(role, name, may) END",
        TABLES,
        *("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"),
    ) == {
        *((role, table, "SELECT") for role, tables in READ.items() for table in tables),
        ("signer", "signed_checkpoints", "INSERT"),
    }
    of_sequences = "has_sequence_privilege(role, name, may)"
    numbers = ["stored_events_notification_id_seq"]
    assert found(of_sequences, numbers, "USAGE", "SELECT", "UPDATE") == set()
    called = {each.signature: each.name for each in functions('"public"')}
    assert found("has_function_privilege(role, name, may)", list(called), "EXECUTE") == {
        *(("recorder", signature, "EXECUTE") for signature in called),
        *(("signer", each, "EXECUTE") for each, name in called.items() if name == "rientro_turn"),
    }
    assert found("has_schema_privilege(role, name, may)", ["public"], "CREATE") == set()


DENIED = [
    *(f"INSERT INTO {table} DEFAULT VALUES" for table in TABLES),
    *(f"DELETE FROM {table}" for table in TABLES),
    *(f"TRUNCATE {table}" for table in TABLES),
    "UPDATE stored_events SET topic = 'x' WHERE notification_id = 5",
    "UPDATE changes SET heads = heads + 50",
    "UPDATE projected SET schema_version = 4",
    "UPDATE projected SET recorded_at = '9999-12-31T23:59:59.999999Z'",
    "SELECT setval('stored_events_notification_id_seq', 9223372036854775807)",
    "SELECT nextval('stored_events_notification_id_seq')",
    "ALTER SEQUENCE stored_events_notification_id_seq RESTART 1",
    "SET session_replication_role = replica",
    "COPY stored_events TO PROGRAM 'id'",
    (
        "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
        "VALUES ('ledger', 1, 't', 's') ON CONFLICT DO NOTHING"
    ),
    "SELECT 1 FROM stored_events WHERE notification_id = 1 FOR UPDATE",
    "LOCK TABLE stored_events IN ROW EXCLUSIVE MODE",
    "LOCK TABLE stored_events IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE stored_events_turn IN EXCLUSIVE MODE",
    "CREATE TABLE public.foo ()",
    "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'select 1'",
    "CREATE SCHEMA rientro_beside",
    "CREATE TRIGGER t BEFORE INSERT ON stored_events EXECUTE FUNCTION rientro_refuse_change()",
    "CREATE RULE r AS ON INSERT TO stored_events DO INSTEAD NOTHING",
    "ALTER TABLE stored_events ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY p ON stored_events USING (false)",
    "CREATE OR REPLACE FUNCTION rientro_turn() RETURNS void LANGUAGE sql AS ''",
    "ALTER FUNCTION rientro_turn() SECURITY INVOKER",
    "GRANT INSERT ON stored_events TO PUBLIC",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT 1 FROM pg_authid LIMIT 1",
]


@pytest.mark.parametrize("role", ["recorder", "reader"])
def test_nobody_does_by_hand_what_is_the_owners(users: Users, role: str) -> None:
    users.place.sql("SELECT 1")
    with psycopg.connect(users.url(role), autocommit=True) as session:
        for statement in DENIED:
            if "LOCK" in statement:
                statement = f"BEGIN; {statement}; COMMIT"  # noqa: PLW2901
            try:
                session.execute(statement.encode())
            except psycopg.errors.InsufficientPrivilege:
                session.rollback()
                continue
            if "GRANT" in statement:  # the server only warns that nothing was given
                continue
            raise AssertionError(statement)
    assert users.place.sql("SELECT count(*) FROM stored_events") == [(users.last,)]
    public = "SELECT has_table_privilege('public', 'stored_events', 'INSERT')"
    assert users.place.sql(public) == [(False,)]
    assert findings(users.demo) == []


@pytest.mark.parametrize("role", ["reader", "auditor", "signer"])
def test_only_a_recorder_calls_the_functions(users: Users, role: str) -> None:
    with users.in_one_session(role):
        for each in functions('"public"'):
            if (role, each.name) == ("signer", "rientro_turn"):
                continue
            nulls = ", ".join(f"NULL::{kind}" for kind in each.takes)
            users.may_not(role, f"SELECT {each.name}({nulls})")


def test_a_signer_signs_and_does_nothing_else(users: Users) -> None:
    signer = users("signer")
    for words in ("audit keygen --to s.key", "audit checkpoint --key s.key --to s.checkpoint"):
        said = signer.typed(words)
        assert said.exit_code == 0, said
    assert signer("audit", "checkpoints").exit_code == 0
    assert signer("audit", "replay").exit_code == 0
    signer.typed(RECORD).refused(4, "permission denied")
    users.may_not("recorder", "INSERT INTO signed_checkpoints DEFAULT VALUES")
    for role in ("recorder", "reader", "auditor"):
        said = users(role).typed(f"audit checkpoint --key s.key --to {role}.checkpoint")
        if role == "recorder":  # it had been signed before, which changes nothing
            assert said.exit_code == 0, said
        else:
            said.refused(4, "permission denied")


# Events -------------------------------------------------------------------------------------------


def other_events() -> dict[str, tuple[str, int, str, bytes | None, str]]:
    """What is no event: stream, version, topic, state, and why it is refused."""
    return {
        "no state": ("operator:X", 1, "operator-left.2", None, "no JSON object"),
        "garbage": ("operator:X", 1, "operator-left.2", b"garbage", "invalid input syntax"),
        "no UTF-8": ("operator:X", 1, "operator-left.2", b"\xff{}", "invalid byte sequence"),
        "hexadecimal digits": ("operator:X", 1, "operator-left.2", b"\\x7b7d", "invalid input"),
        "an array": ("operator:X", 1, "operator-left.2", b"[]", "no JSON object"),
        "an empty object": ("operator:X", 1, "operator-left.2", b"{}", "no JSON object"),
        "two lines": ("operator:X", 1, "operator-left.2", left().replace(b",", b",\n"), "no JSON"),
        "longer than a line that is verified": (
            *("operator:X", 1, "operator-left.2"),
            left()[:-1] + b" " * (16 << 20) + b"}",
            "no JSON",
        ),
        "another topic": ("operator:X", 1, "x.1", left(), "no event is known"),
        "another stream": ("site:X", 1, "operator-left.2", left(), "is no event of"),
        "no code": ("operator:", 1, "operator-left.2", left(), "is no event of"),
        "a version again": ("operator:RO-IAS-0001", 1, "operator-left.2", left(), "is taken"),
        "a version too far": ("operator:X", 2, "operator-left.2", left(), "left out"),
        "the future": (
            *("operator:X", 1, "operator-left.2"),
            state(datetime.now(UTC) + timedelta(hours=1)),
            "beyond the clock",
        ),
        "the end of time": (
            *("operator:X", 1, "operator-left.2"),
            state(datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
            "beyond the clock",
        ),
        "the past": (
            *("operator:X", 1, "operator-left.2"),
            state(datetime(2018, 1, 1, tzinfo=UTC)),
            "before the last instant",
        ),
        "another ledger": ("ledger", 2, "ledger-opened.2", state(name="x", id=None), "owner alone"),
        "an erased note": (
            "ledger",
            2,
            "text-erased.1",
            state(position=5, reason="x"),
            "owner alone",
        ),
        "an event set aside": (
            *("ledger", 2, "event-set-aside.1"),
            state(position=5, leaf_hash="0" * 64, reason="x"),
            "owner alone",
        ),
    }


def test_what_is_no_event_is_not_stored_and_nothing_stops(users: Users) -> None:
    with users.in_one_session("recorder"):
        for what, (stream, version, topic, written, why) in other_events().items():
            said = users.refused("recorder", APPEND, [stream], [version], [topic], [written])
            assert why in said, (what, said)
            # Neither does it come in behind one that is right.
            users.refused(
                *("recorder", APPEND, ["operator:Y", stream], [1, version]),
                *(["operator-left.2", topic], [left(), written]),
            )
        users.refused("recorder", APPEND, ["operator:Y"], [1, 2], ["operator-left.2"], [left()])
    with psycopg.connect(users.url("recorder")) as session:
        session.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        with pytest.raises(psycopg.DataError, match="read committed"):
            session.execute("SELECT rientro_turn()")
        session.rollback()
    assert users.place.sql("SELECT max(notification_id) FROM stored_events") == [(users.last,)]
    assert users("recorder").typed(RECORD).exit_code == 0
    assert users.demo("audit", "replay").exit_code == 0


def test_an_event_appended_by_hand_is_judged_by_the_replay_and_stops_nobody(users: Users) -> None:
    # It is written as events are; that nobody of that code was hired, the rules alone know.
    assert users.sql("recorder", APPEND, ["operator:X"], [1], ["operator-left.2"], [left()]) == [
        (users.last + 1,)
    ]
    # Its rows were not written. Who records next does that.
    said = users("recorder").typed(RECORD)
    assert said.exit_code == 0, said
    replay = json.loads(users.demo("audit", "replay", "--format", "json").stdout)
    assert {each["kind"] for each in replay["findings"]} <= {"not-allowed", "malformed-event"}
    assert replay["findings"]


# Rows of figures ------------------------------------------------------------------------------------

MOVE = (
    "SELECT rientro_add_movements(%s::int8[], '{0}', '{2018-10-01}', '{1}', '{1}', '{10000}', "
    "'{RO-IAS-0001}')"
)
CELL = "SELECT rientro_add_cells(%s::int4[], '{hired}', '{IT-CAG}', '{x}', '{}', '{}', '{}', '{}')"


def test_rows_of_events_that_are_counted_or_not_there_are_not_taken(users: Users) -> None:
    before = users.demo("headcount").stdout
    with users.in_one_session("recorder"):
        for position in (0, 5, users.last, users.last + 1, users.last + 50, None):
            assert "counted already" in users.refused("recorder", MOVE, [position])
        assert "do not follow" in users.refused("recorder", CELL, [1000])
        assert users.sql("recorder", "SELECT rientro_add_up()") == [("",)]
    assert users("reader")("headcount").stdout == before
    assert findings(users.demo) == []


def test_who_lies_in_the_rows_of_its_own_event_is_found_and_it_is_mended(users: Users) -> None:
    right = users.demo("headcount").stdout
    with psycopg.connect(users.url("recorder")) as session:
        written = [["operator:RO-IAS-0001"], [2], ["operator-left.2"], [left()]]
        versions = users.place.sql(
            "SELECT max(originator_version) FROM stored_events WHERE originator_id = "
            "'operator:RO-IAS-0001'"
        )
        written[1] = [versions[0][0] + 1]
        session.execute(APPEND.encode(), written)
        session.execute(MOVE.encode(), [[users.last + 1]])
        session.execute(b"SELECT rientro_add_up()")
        session.commit()
    assert users.demo("headcount").stdout != right
    doctor = users("reader")("doctor")
    assert doctor.exit_code == 1
    assert "the figures are not what the events give" in doctor.stdout
    replay = json.loads(users.demo("audit", "replay", "--format", "json").stdout)
    assert "read-model-differs" in {each["kind"] for each in replay["findings"]}
    assert users.demo("db", "rebuild").exit_code == 1
    assert "figures are not" not in users.demo("doctor").stdout


def test_a_note_that_is_not_its_events_is_not_kept(users: Users) -> None:
    said = users("recorder").typed(f"{RECORD} --note 'on trial'")
    assert said.exit_code == 0, said
    add = "SELECT rientro_add_texts(%s::int8[], %s::bytea[], %s::text[])"
    noted = users.last + 1
    for position in (5, noted, noted + 50):
        users.refused("recorder", add, [position], [b"0" * 16], ["something else"])
    [(salt, text)] = users.place.sql("SELECT salt, text FROM texts WHERE position = ?", noted)
    erased = users.demo("erase", "--position", str(noted), "--reason", "asked for")
    assert erased.exit_code == 0, erased
    assert "was erased" in users.refused("recorder", add, [noted], [salt], [text])
    assert users.place.sql("SELECT count(*) FROM texts") == [(0,)]


# What db roles takes away and tells -----------------------------------------------------------------


def test_what_is_more_is_seen_and_taken_away_and_what_is_others_is_told(
    demo_on_server: Rientro,
) -> None:
    users = Users(demo_on_server, others=True)
    recorder, place = f"{users.prefix}_recorder", users.place
    other = f"{users.prefix}_bi"
    for statement in (
        f"GRANT INSERT, UPDATE ON movements TO {recorder}",
        f"GRANT INSERT (topic) ON stored_events TO {recorder}",
        f"GRANT USAGE ON SEQUENCE stored_events_notification_id_seq TO {recorder}",
        f"GRANT EXECUTE ON FUNCTION rientro_turn() TO {users.prefix}_reader",
        "GRANT SELECT ON stored_events TO PUBLIC",
        "GRANT EXECUTE ON FUNCTION rientro_turn() TO PUBLIC",
        f"CREATE ROLE {other}",
        f"GRANT DELETE ON movements TO {other}",
        f"ALTER ROLE {recorder} CREATEDB",
    ):
        place.sql(statement)
    doctor = users.demo("doctor").stdout
    for words in (
        f"right INSERT of {recorder} on table movements",
        f"right INSERT of {recorder} on table stored_events",
        f"right DELETE of {other} on table movements",
        "right SELECT of PUBLIC on table stored_events",
        "right EXECUTE of PUBLIC on function rientro_turn()",
    ):
        assert words in doctor, words
    said = users.demo("db", "roles", "--apply", "--prefix", users.prefix)
    assert said.exit_code == 0
    assert f"Left as it is: {other} may DELETE TABLE movements.\n" in said.stderr
    assert f"Left as it is: {recorder} may make databases.\n" in said.stderr
    users.may_not("recorder", "INSERT INTO movements DEFAULT VALUES")
    users.may_not("reader", "SELECT rientro_turn()")
    assert [line for line in findings(users.demo) if other not in line] == []
    place.sql(f"DROP OWNED BY {other}")
    place.sql(f"DROP ROLE {other}")


def test_a_role_with_rights_in_another_database_is_told(demo_on_server: Rientro) -> None:
    users = Users(demo_on_server, others=True)
    second = PostgresPlace()
    other = Rientro(
        users.demo.folder, {**users.demo.settings, "RIENTRO_LEDGER": second.url}, second
    )
    assert other("init").exit_code == 0
    said = other("db", "roles", "--apply", "--prefix", users.prefix)
    told = f"{users.prefix}_recorder has rights in the database {users.place.name} too"
    assert told in said.stderr
    second.close()


def test_a_stranger_who_made_the_functions_first_does_not_keep_them(run: Rientro) -> None:
    stranger = Stranger(PostgresPlace())
    for each in functions('"public"'):
        stranger.makes(
            f"CREATE FUNCTION public.{each.signature} RETURNS text LANGUAGE plpgsql AS $$BEGIN "
            f"EXECUTE 'ALTER ROLE {stranger.name} SUPERUSER'; RETURN 'mine'; END$$"
        )
    settings = {**run.settings, "RIENTRO_LEDGER": stranger.place.url}
    ledger = Rientro(run.folder, settings, stranger.place)
    assert ledger("init").exit_code == 0
    assert not stranger.is_superuser
    query = "SELECT DISTINCT proowner::regrole::text FROM pg_proc WHERE proname LIKE 'rientro%'"
    assert stranger.place.sql(query) == [("postgres",)]
    assert ledger("site", "open", "IT-CAG", "--country", "IT", "--on", "2018-01-01").exit_code == 0
    stranger.leaves()


# A ledger from before there was a gate ----------------------------------------------------------------


def test_a_ledger_without_the_functions_is_upgraded_by_its_owner(users: Users) -> None:
    users.place.each_sql(f"DROP FUNCTION {each.signature}" for each in functions('"public"'))
    users.place.sql("DROP TABLE stored_topics")
    users.demo.typed(RECORD).refused(4, "rientro_append", "db upgrade")
    assert users.demo("headcount").exit_code == 0
    assert "through which roles write" in users.demo("doctor").stdout
    said = users.demo("db", "upgrade")
    assert said.exit_code == 0
    assert "db roles --apply" in said.stderr
    users("recorder").typed(RECORD).refused(4, "permission denied")
    assert users.demo("db", "roles", "--apply", "--prefix", users.prefix).exit_code == 0
    assert users("recorder").typed(RECORD).exit_code == 0


def test_functions_that_were_changed_are_seen_and_made_anew(users: Users) -> None:
    changes: list[Callable[[str], str]] = [
        lambda name: f"ALTER FUNCTION {name} SECURITY INVOKER",
        lambda name: f"ALTER FUNCTION {name} SET search_path = public",
        lambda name: f"ALTER FUNCTION {name} OWNER TO {users.prefix}_recorder",
    ]
    for change in changes:
        users.place.sql(change("rientro_add_up()"))
        users.demo.typed(RECORD).refused(4, "rientro_add_up", "db upgrade")
        assert users.demo("db", "upgrade").exit_code == 0
        assert users("recorder").typed(f"{RECORD} --dry-run").exit_code == 0
