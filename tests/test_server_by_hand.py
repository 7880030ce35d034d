"""Everything that there is to record is recorded, read, replayed and signed by who may, and by hand it stops nobody."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from itertools import cycle, product
from pathlib import Path
from typing import Any

import psycopg
import pytest
from conftest import Rientro
from server_users import Users
from test_server_gate import APPEND, findings, left, state

from domain.subjects import EVENTS

GOLDEN = Path(__file__).parent / "golden"
_EVENTS = ("events", "shapes", "changes", "measured", "promised", "more")
_OWNERS = ("ledger", "text-erased", "event-set-aside")
RECORDED = (
    "hire OP-1 --at IT-CAG --on 2018-10-01 --note 'on trial'",
    "volume report FW-SB --month 2018-11 --unit contacts --in IT=8150 AL=1850",
    "protocol sign P-1 --shipped protocollo-2017 --on 2017-05-05",
    "protocol join P-1 Fastweb --on 2017-05-05",
    "protocol turnover P-1 --share 65 --year 2015 --source press",
    "quality define --shipped agcom",
    "quality target answer-seconds --value 70 --client TIM --source own --on 2017-01-01",
    (
        "quality report FW-SOHO --indicator answer-seconds --period 2018-06 "
        "--site IT-CAG --numerator 960000 --denominator 12000"
    ),
    "rule adopt --shipped it-24-bis",
    "rule adopt --shipped eu",
    (
        "notice file 2018-AL-1 --rule IT-24BIS-2017 --to labour --country AL --contract FW-SB "
        "--workers 10 --from 2018-02-01 --filed 2018-01-02"
    ),
    "void OP-1 --reason mistyped",
    "batch sign 2018-06-hires --key r.key",
)
ASKED = (
    "headcount --on 2018-10-01",
    "progress FW-2018",
    "forecast FW-2018 --on 2018-07-31",
    "bridge --since 2018-05-08 --on 2018-09-30",
    "turnover --since 2018-05-08 --on 2018-09-30",
    "whereabouts --since 2018-05-08 --on 2018-09-30",
    "flows --on 2018-09-30",
    "shares --on 2018-09-30",
    "commitments --on 2018-09-30",
    "quality --since 2018-05 --on 2018-06-30",
    "quality list",
    "quality indicators",
    "notices --on 2018-08-20 --since 2018-01-01",
    "notice list",
    "rule list",
    "union show EU --on 2020-02-01",
    "volume list",
    "protocol list",
    "batch list",
    "log --limit 30",
    "export movements",
    "report FW-2018",
    "doctor",
)


@pytest.fixture
def users(demo_on_server: Rientro) -> Users:
    return Users(demo_on_server)


def test_a_recorder_records_all_there_is_a_reader_asks_it_an_auditor_replays_it(
    users: Users,
) -> None:
    recorder, reader = users("recorder"), users("reader")
    assert recorder.typed("audit keygen --to r.key").exit_code == 0
    for line in RECORDED:
        said = recorder.typed(line)
        assert said.exit_code == 0, (line, said.stderr)
    for line, role in zip(RECORDED[:-2], cycle(("reader", "auditor", "signer")), strict=False):
        assert users(role).typed(line).exit_code in {3, 4}, (role, line)
    for line in ASKED:
        said = reader.typed(line)
        assert said.exit_code == (1 if line == "doctor" else 0), (line, said.stderr)
    replay = json.loads(users("auditor")("audit", "replay", "--format", "json").stdout)
    assert replay["findings"] == []
    assert findings(users.demo) == []


def by_hand(users: Users, stream: str, version: int, topic: str, event: dict[str, Any]) -> None:
    users.sql("recorder", APPEND, [stream], [version], [topic], [state(**event)])


def golden() -> dict[str, tuple[str, dict[str, Any]]]:
    """An event of every topic that anybody may append: its stream, and what it says."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for name in _EVENTS:
        for line in (GOLDEN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            kind = said["topic"].partition(".")[0]
            if said["topic"] in EVENTS and not kind.startswith(_OWNERS):
                stream = said.get("stream") or f"{EVENTS[said['topic']].stream}:X-1"
                found[said["topic"]] = stream, said["state"].get("event", said["state"])
    return found


def test_no_event_that_the_rules_refuse_stops_who_records_and_who_asks(users: Users) -> None:
    events = golden()
    assert len(events) > 45
    versions: Counter[str] = Counter(
        dict(
            users.place.sql(
                "SELECT originator_id, max(originator_version) FROM stored_events GROUP BY 1"
            )
        )
    )
    with users.in_one_session("recorder"):
        for topic, (stream, event) in sorted(events.items()):
            for _ in range(2):  # the second time it surely is not allowed
                versions[stream] += 1
                by_hand(users, stream, versions[stream], topic, event)
    for role, line in (
        ("reader", "headcount"),
        ("recorder", "hire OP-NEXT --at IT-CAG --on 2018-10-01"),
        ("reader", "batch list"),
        ("reader", "log --limit 3"),
    ):
        said = users(role).typed(line)
        assert said.exit_code == 0, (line, said)
    replay = json.loads(users.demo("audit", "replay", "--format", "json").stdout)
    assert "not-allowed" in {each["kind"] for each in replay["findings"]}
    assert findings(users.demo) == []


def test_a_number_that_no_database_keeps_is_no_event_and_can_be_set_aside(users: Users) -> None:
    said: dict[str, Any] = {
        "source": None,
        "sha256": None,
        "movements": 10**30,
        "records": 1,
        "text": None,
        "kind": "movements",
        "mapping": None,
        "replaces": None,
    }
    by_hand(users, "batch:B-1", 1, "batch-recorded.2", said)
    users("recorder").typed("headcount").refused(4, "less than or equal to", "set-aside")
    aside = f"db set-aside --position {users.last + 1} --reason 'made by hand'"
    assert users.demo.typed(aside).exit_code == 0
    assert users("reader").typed("headcount").exit_code == 0


def test_a_batch_that_opens_as_no_part_of_itself_is_found_with_its_signature(users: Users) -> None:
    opening: dict[str, Any] = {
        "source": None,
        "sha256": None,
        "movements": 0,
        "records": 1,
        "text": None,
        "kind": "movements",
        "mapping": None,
        "replaces": None,
    }
    signed: dict[str, Any] = {
        "public_key": "ab" * 32,
        "sha256": "0" * 64,
        "root": "0" * 64,
        "signature": "0" * 128,
    }
    by_hand(users, "batch:B-1", 1, "batch-recorded.2", opening)
    by_hand(users, "batch:B-1", 2, "batch-signed.1", signed)
    replay = json.loads(users.demo("audit", "replay", "--format", "json").stdout)
    kinds = {each["kind"] for each in replay["findings"]}
    assert {"batch-broken", "signature-differs"} <= kinds


ROWS = (
    "SELECT rientro_add_movements(%s::int8[], '{0}', '{2018-10-01}', '{1}', '{1}', "
    "'{10000}', '{RO-IAS-0001}')"
)


def an_event(users: Users) -> list[list[Any]]:
    """An event that may come next in the stream of an operator, as the gate takes it."""
    [(version,)] = users.place.sql(
        "SELECT max(originator_version) FROM stored_events WHERE originator_id = ?",
        "operator:RO-IAS-0001",
    )
    return [["operator:RO-IAS-0001"], [version + 1], ["operator-left.2"], [left()]]


def test_rows_that_are_left_uncounted_are_not_kept(users: Users) -> None:
    event = an_event(users)
    with psycopg.connect(users.url("recorder")) as session:
        for how in ("SELECT 1", "SET CONSTRAINTS ALL IMMEDIATE", "SAVEPOINT s"):
            session.execute(how.encode())
            session.execute(APPEND.encode(), event)
            with pytest.raises(psycopg.DataError, match="not added up"):  # noqa: PT012 (when it is kept)
                session.execute(ROWS.encode(), [[users.last + 1]])
                session.commit()
            session.rollback()
    # Neither are those of an event that was appended before.
    users.sql("recorder", APPEND, *event)
    assert "not added up" in users.refused("recorder", ROWS, [users.last + 1])
    with psycopg.connect(users.url("recorder")) as session:
        session.execute(ROWS.encode(), [[users.last + 1]])
        session.execute(b"SELECT rientro_add_up()")
        another = [event[0], [event[1][0] + 1], *event[2:]]
        session.execute(APPEND.encode(), another)
        with pytest.raises(psycopg.DataError, match="not added up"):
            session.commit()
    for role in ("reader", "recorder"):
        assert users(role).typed("headcount").exit_code == 0
    assert users.place.sql("SELECT count(*) FROM stored_events_turn") == [(0,)]
    assert findings(users.demo) == []


def test_what_no_sum_could_hold_is_no_row(users: Users) -> None:
    event = an_event(users)
    for heads, units in (("2147483647", "1"), ("-2147483648", "1"), ("2", "1"), ("1", "10001")):
        with psycopg.connect(users.url("recorder")) as session:
            session.execute(APPEND.encode(), event)
            rows = ROWS.replace("{1}', '{1}", f"{{1}}', '{{{heads}}}").replace("10000", units)
            with pytest.raises(psycopg.DataError, match="of movements is not from -1"):
                session.execute(rows.encode(), [[users.last + 1]])


def test_rows_that_no_question_can_read_stop_no_question(users: Users, tmp_path: Path) -> None:
    asked = ("headcount --by site", "site list", "progress FW-2018", "log --limit 3")
    right = {line: users.demo.typed(f"{line} --format json").stdout for line in asked}
    rows = (
        "SELECT rientro_add_sites(%s::int8[], '{IT-CAG}', '{opened}', '{some day}', '{x}', '{ZZ}', "
        "'{x}', '{x}', '{x}')"
    )
    with psycopg.connect(users.url("recorder")) as session:
        session.execute(APPEND.encode(), an_event(users))
        session.execute(rows.encode(), [[users.last + 1]])
        session.execute(b"SELECT rientro_add_up()")
        session.commit()
    told = False
    for role, line in product(("reader", "recorder"), asked):
        said = users(role).typed(f"{line} --format json")
        assert said.exit_code == 0, (line, said)
        told |= "folded of the events alone" in said.stderr
        now, before = json.loads(said.stdout), json.loads(right[line])
        if "log" not in line and "folded" in said.stderr:
            before["position"] = now["position"]
            before["rows"] = now["rows"] if line == "progress FW-2018" else before["rows"]
            assert now["rows"] == before["rows"], line
    assert told
    said = users("reader").typed("export movements --to -")
    assert said.exit_code in {0, 4}
    said = users("reader").typed(f"export movements --to {tmp_path / 'movements.csv'}")
    assert said.exit_code == 0, said
    assert any("the table in use has" in each for each in findings(users.demo))
    assert users("recorder").typed("hire OP-1 --at IT-CAG --on 2018-10-01").exit_code == 0
    assert users.demo("db", "rebuild").exit_code == 1
    assert "folded" not in users("reader")("headcount").stderr


def test_a_trigger_that_sees_to_it_is_missed_and_made_anew(users: Users) -> None:
    for statement in (
        "DROP TRIGGER rientro_all_counted ON stored_events_turn",
        "ALTER TABLE stored_events_turn DISABLE TRIGGER rientro_all_counted",
        "ALTER FUNCTION rientro_all_counted() SECURITY INVOKER",
    ):
        users.place.sql(statement)
        users.demo.typed("hire OP-1 --at IT-CAG --on 2018-10-01 --dry-run").refused(
            4, "rientro_all_counted", "db upgrade"
        )
        assert "rientro_all_counted, through which" in " ".join(findings(users.demo))
        assert users.demo("db", "upgrade").exit_code == 0
        assert findings(users.demo) == []


def test_an_event_whose_line_nobody_verifies_is_found_by_the_replay(demo: Rientro) -> None:
    long = left()[:-1] + b" " * (16 << 20) + b"}"
    with closing(sqlite3.connect(demo.ledger)) as file, file:
        file.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
            "VALUES ('operator:X', 1, 'operator-left.2', ?)",
            (long,),
        )
    replay = json.loads(demo("audit", "replay", "--format", "json").stdout)
    assert "malformed-event" in {each["kind"] for each in replay["findings"]}
