"""The recorded way out of a stored event that cannot be read, from the damage to the next command."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from itertools import count
from os import getpid

import pytest
from conftest import Rientro
from places import Place, PostgresPlace

_numbers = count(1)
GARBAGE = b"\x00\x93 not what it was"
LINES = (
    "init --name Comdata",
    "site open IT-CAG --country IT --on 2018-01-01",
    "site open RO-IAS --country RO --on 2018-01-01",
    "hire OP-1 --at RO-IAS --on 2018-02-01",
    "hire OP-2 --at RO-IAS --on 2018-02-01",
    "transfer OP-2 --to IT-CAG --on 2018-03-01",
    "hire OP-3 --at IT-CAG --on 2018-03-01 --note 'came back'",
)


@pytest.fixture
def ledger(run_anywhere: Rientro) -> Rientro:
    """A ledger of seven events."""
    return run_anywhere.given(*LINES)


def damage(rientro: Rientro, *positions: int, state: bytes | str = GARBAGE) -> None:
    """Overwrite what is stored, as somebody can who owns the database."""
    place = place_of(rientro)
    on = " ON stored_events" if isinstance(place, PostgresPlace) else ""
    place.sql(f"DROP TRIGGER stored_events_no_update{on}")
    for position in positions:
        place.sql(
            f"UPDATE stored_events SET state = ? WHERE {place.position_column} = ?", state, position
        )
    assert rientro("audit", "guard").exit_code in {0, 1}


def place_of(rientro: Rientro) -> Place:
    assert rientro.place is not None
    return rientro.place


def set_aside(rientro: Rientro, position: int) -> None:
    said = rientro.typed(f"db set-aside --position {position} --reason 'a disk fault'")
    assert said.exit_code == 0, said
    assert f"event at position {position} set aside" in said.stderr


def replayed(rientro: Rientro) -> dict[str, object]:
    said = rientro("audit", "replay", "--format", "json")
    document: dict[str, object] = json.loads(said.stdout)
    assert said.exit_code == (1 if document["findings"] else 0), said
    return document


def heads(rientro: Rientro) -> dict[str, int]:
    said = rientro.typed("headcount --on 2018-12-31 --format json")
    assert said.exit_code == 0, said
    return {row["country"]: row["heads"] for row in json.loads(said.stdout)["rows"]}


def test_the_end_of_the_log_is_damaged_and_set_aside(ledger: Rientro) -> None:
    damage(ledger, 7)
    hire = "hire OP-9 --at IT-CAG --on 2018-04-01"
    ledger.typed(hire).refused(4, "cannot be read", "db set-aside")
    ledger.typed("log").refused(4, "cannot be read", "db set-aside")
    doctor = ledger("doctor")
    assert (doctor.exit_code, "db set-aside --position 7" in doctor.stdout) == (1, True)
    assert findings(ledger)[0]["kind"] == "malformed-event"

    set_aside(ledger, 7)

    document = replayed(ledger)
    assert document["findings"] == []
    assert document["set_aside"] == [
        {
            "position": 7,
            "stream": "operator:OP-3",
            "version": 1,
            "at": 8,
            "reason": "a disk fault",
        }
    ]
    told = ledger("audit", "replay").stdout
    assert (
        "Passed over: position 7 (operator:OP-3), which cannot be read and was set aside at "
        "position 8 (a disk fault).\n"
    ) in told
    doctor = ledger("doctor")
    assert "cannot be read" not in doctor.stdout
    assert any(line.split() == ["set", "aside", "7"] for line in doctor.stdout.splitlines())
    assert heads(ledger) == {"IT": 1, "RO": 1}
    assert place_of(ledger).sql("SELECT * FROM texts") == []
    # The version of the lost event stays taken; the operator can be hired as it was.
    said = ledger.typed("hire OP-3 --at IT-CAG --on 2018-03-01")
    assert said.exit_code == 0, said
    versions = place_of(ledger).sql(
        "SELECT originator_version FROM stored_events WHERE originator_id = 'operator:OP-3' "
        "ORDER BY 1"
    )
    assert versions == [(1,), (2,)]
    assert heads(ledger) == {"IT": 2, "RO": 1}
    assert replayed(ledger)["findings"] == []


def findings(rientro: Rientro) -> list[dict[str, str]]:
    found = replayed(rientro)["findings"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("positions", [[2], [3, 5], [4, 6], [7]], ids=str)
def test_whatever_events_are_set_aside_the_ledger_can_be_used(
    ledger: Rientro, positions: list[int]
) -> None:
    damage(ledger, *positions)
    for position in positions:
        set_aside(ledger, position)
    assert findings(ledger) == []
    for line in (
        "headcount --by site",
        "bridge --since 2018-01-01",
        "log",
        "log --known-at 2100-01-01",
        "operator list",
        "db rebuild",
        "export movements --as hledger",
        "export movements",
        "export events --as cloudevents",
        *(f"audit replay --until {position}" for position in positions),
        "audit checkpoint",
        "hire OP-9 --at IT-CAG --on 2018-04-01 --dry-run",
        "site open IT-LEC --country IT --on 2018-01-01",
        "hire OP-9 --at IT-LEC --on 2018-04-01",
    ):
        said = ledger.typed(line)
        if 2 in positions and line.startswith("hire OP-9 --at IT-CAG"):
            said.refused(3, "IT-CAG")  # whether it was opened, nobody can tell any more
            continue
        assert said.exit_code == 0, (line, said)
    assert findings(ledger) == []
    for position in positions:
        ledger.typed(f"void --position {position} --reason x").refused(3, "was set aside")


def test_a_batch_without_its_opening_or_one_of_its_movements_is_whole(ledger: Rientro) -> None:
    for line in (
        "hire --count 3 --at RO-IAS --on 2018-04-01 --batch april",
        "downsize RO-IAS --count 2 --on 2018-05-01 --reason 'the work went home'",
    ):
        assert ledger.typed(line).exit_code == 0
    damage(ledger, 8, 10, 13, 15)
    set_aside(ledger, 8)
    told = ledger.typed("db set-aside --position 13 --reason 'a disk fault'")
    assert "The event at position 10 cannot be read either" in told.stderr
    ledger("headcount").refused(4)
    set_aside(ledger, 10)
    set_aside(ledger, 15)
    assert findings(ledger) == []
    assert ledger("db", "rebuild").exit_code == 0


def test_only_what_cannot_be_read_is_set_aside_and_once(ledger: Rientro) -> None:
    aside = ("db", "set-aside", "--reason", "x", "--position")
    ledger(*aside, "4").refused(3, "position 4 can be read")
    ledger(*aside, "40").refused(3, "40")
    damage(ledger, 4)
    set_aside(ledger, 4)
    ledger(*aside, "4").refused(3, "set aside already")
    # Other bytes than those that were set aside are another damage.
    damage(ledger, 4, state=b"{}")
    assert "malformed-event" in [each["kind"] for each in findings(ledger)]


def test_what_a_newer_program_recorded_is_never_set_aside(ledger: Rientro) -> None:
    damage(ledger, 4)
    place_of(ledger).sql("UPDATE projected SET schema_version = schema_version + 1")
    aside = ("db", "set-aside", "--reason", "x", "--position", "4")
    ledger(*aside).refused(4, "newer rientro")
    assert ledger.position == 7


def test_an_event_that_can_be_read_counts_whatever_the_log_says(ledger: Rientro) -> None:
    place = place_of(ledger)
    damage(ledger, 4)
    [(before,)] = place.sql(f"SELECT state FROM stored_events WHERE {place.position_column} = 5")
    set_aside(ledger, 4)
    damage(ledger, 4, state=bytes(before).replace(b"OP-2", b"OP-1"))
    kinds = [each["kind"] for each in findings(ledger)]
    assert kinds[0] == "not-allowed"
    assert "read-model-differs" in kinds


def test_a_file_that_took_text_in_the_place_of_bytes_has_the_same_way_out(
    run: Rientro,
) -> None:
    run.given(*LINES)
    with closing(sqlite3.connect(run.ledger)) as connection, connection:
        connection.execute("DROP TRIGGER stored_events_no_update")
        connection.execute("UPDATE stored_events SET state = 'overwritten' WHERE rowid = 4")
    run("audit", "guard")
    set_aside(run, 4)
    for line in (
        "audit replay",
        "audit keygen --to my.key",
        "audit checkpoint --key my.key",
        "audit bundle --to all.zip",
        "copy --to copied.db",
        "export events --to events.jsonl",
        "--ledger again.db init --from events.jsonl",
        "--ledger again.db audit replay",
    ):
        said = run.typed(line)
        assert said.exit_code == (1 if line == "--ledger again.db audit replay" else 0), (
            line,
            said,
        )
    # Only the note of another event is missing, since none was given.
    assert "1 findings.\ntext-missing at position 7" in said.stdout


def test_copies_exports_bundles_proofs_and_restored_ledgers_pass_over_it_too(
    ledger: Rientro,
) -> None:
    damage(ledger, 4, state=b'{"recorded_at":"lost"}')
    set_aside(ledger, 4)
    for line in (
        "audit keygen --to my.key",
        "audit checkpoint --key my.key --to kept.checkpoint",
        "audit prove 4 --to 4.tlog-proof",
        "audit bundle --to all.zip",
        "copy --to copied.db",
        "export events --to events.jsonl",
        "export texts --to texts.jsonl",
        "audit verify kept.checkpoint --events events.jsonl",
        "--ledger again.db init --from events.jsonl --texts texts.jsonl",
    ):
        said = ledger.typed(line)
        assert said.exit_code == 0, (line, said)
    for other in ("copied.db", "again.db"):
        for line in ("audit replay", "headcount --on 2018-12-31", "audit verify kept.checkpoint"):
            said = ledger.typed(f"--ledger {other} {line}")
            assert said.exit_code == 0, (other, line, said)
        assert "Passed over: position 4" in ledger.typed(f"--ledger {other} audit replay").stdout


def test_on_a_server_only_the_owner_sets_an_event_aside_or_erases_a_note(run: Rientro) -> None:
    place = PostgresPlace()
    settings = {**run.settings, "RIENTRO_LEDGER": place.address}
    ledger = Rientro(run.folder, settings, place).given(*LINES)
    prefix = f"s{getpid()}_{next(_numbers)}"
    assert ledger("db", "roles", "--apply", "--prefix", prefix).exit_code == 0
    roles: dict[str, Rientro] = {}
    for role in ("recorder", "reader", "auditor"):
        place.sql(f"CREATE ROLE {prefix}_{role}_anna LOGIN IN ROLE {prefix}_{role}")
        url = place.server.url(place.name, f"{prefix}_{role}_anna")
        roles[role] = Rientro(run.folder, {**run.settings, "RIENTRO_LEDGER": url}, place)
    noted = roles["recorder"].typed("hire OP-8 --at IT-CAG --on 2018-04-01 --note 'on trial'")
    assert noted.exit_code == 0, noted
    assert "(note: on trial)" in roles["reader"]("log").stdout
    roles["reader"].typed("hire OP-9 --at IT-CAG --on 2018-04-01 --note x").refused(4)
    auditor = roles["auditor"]("audit", "replay")
    assert auditor.exit_code == 0, auditor
    assert "The notes were not compared: permission denied for table texts.\n" in auditor.stdout
    erase = ("erase", "--position", "8", "--reason", "asked for")
    roles["recorder"](*erase).refused(4, "only the owner of its tables may erase a note")
    for privilege in ("UPDATE", "DELETE", "TRUNCATE"):
        may = f"SELECT has_table_privilege('{prefix}_recorder', 'texts', '{privilege}')"
        assert place.sql(may) == [(False,)]
    damage(ledger, 4)
    aside = ("db", "set-aside", "--position", "4", "--reason", "x")
    roles["recorder"](*aside).refused(4, "only the owner of its tables may set an event aside")
    for name in ("reader", "auditor"):
        roles[name](*aside).refused(4, "does not let you do that")
    set_aside(ledger, 4)
    assert ledger(*erase).exit_code == 0
    for name in ("recorder", "reader"):
        said = roles[name]("audit", "replay")
        assert said.exit_code == 0, said
        assert roles[name]("headcount").exit_code == 0
    place.close()
