"""A ledger made of exported events: the same log, byte for byte, or nothing at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Rientro

Lines = list[bytes]


@pytest.fixture(scope="module")
def counted(recorded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Rientro:
    """The demonstration with an outside count that differs; it is copied and never touched."""
    folder = tmp_path_factory.mktemp("counted")
    shutil.copyfile(recorded_demo, folder / "rientro.db")
    run = Rientro(folder, {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(folder / "rientro.db")})
    for line in (
        "site attest IT-LEC --heads 7 --on 2018-09-30 --source badges",
        "void IT-LEC-0001 --reason mistaken",
    ):
        assert run.typed(line).exit_code == 0
    exported = run("export", "events", "--to", str(folder / "events.jsonl"))
    assert exported.exit_code == 0
    return run


@pytest.fixture
def log(demo: Rientro, counted: Rientro) -> Lines:
    """The log of that ledger, which is in use, line by line."""
    shutil.copyfile(counted.ledger, demo.ledger)
    return (counted.folder / "events.jsonl").read_bytes().splitlines(keepends=True)


def restored(run: Rientro, content: bytes, name: str = "new.db") -> tuple[int, str]:
    """How `init --from` ends, and what it says."""
    (run.folder / "events.jsonl").write_bytes(content)
    said = run("--ledger", name, "init", "--from", "events.jsonl")
    assert said.stdout == ""
    assert "should not" not in said.stderr
    return said.exit_code, said.stderr


def test_the_log_is_the_same_and_so_are_the_answers(demo: Rientro, log: Lines) -> None:
    assert restored(demo, b"".join(log)) == (
        0,
        "Created the ledger rientro-demo in new.db from 667 events.\n",
    )
    for words in (
        "export events",
        "export movements",
        "headcount --by city --on 2018-08-10",
        "bridge --by contract --since 2018-05-08 --on 2018-09-30 --format json",
        "progress --on 2018-09-30 --history",
        "audit replay --format json",
        "log --format json",
    ):
        assert demo.typed(f"--ledger new.db {words}") == demo.typed(words)


def test_recording_goes_on_in_the_new_ledger(demo: Rientro, log: Lines) -> None:
    restored(demo, b"".join(log))
    said = demo.typed("--ledger new.db hire IT-LEC-0001 --at IT-LEC --on 2018-07-02")
    assert said.stderr.endswith("(position 668).\n")


def test_events_come_from_standard_input_too(demo: Rientro, log: Lines) -> None:
    said = demo.program("--ledger", "new.db", "init", "--from", "-", given=b"".join(log))
    assert said.exit_code == 0
    assert said.stderr.startswith("Created the ledger rientro-demo in new.db from 667")


def test_the_newline_after_the_last_event_may_be_missing(demo: Rientro, log: Lines) -> None:
    assert restored(demo, b"".join(log).rstrip(b"\n"))[0] == 0
    assert demo("--ledger", "new.db", "export", "events").stdout.encode() == b"".join(log)


def changed(number: int, old: bytes, new: bytes) -> Callable[[Lines], bytes]:
    """The log with one line changed."""

    def change(log: Lines) -> bytes:
        line = log[number - 1]
        assert old in line, line
        return b"".join((*log[: number - 1], line.replace(old, new), *log[number:]))

    return change


def without(*numbers: int) -> Callable[[Lines], bytes]:
    return lambda log: b"".join(log[n - 1] for n in range(1, len(log) + 1) if n not in numbers)


REFUSED: dict[str, tuple[Callable[[Lines], bytes], str]] = {
    "an empty file": (lambda _: b"", "the file has no events"),
    "an empty line": (lambda log: b"".join(log[:5]) + b"\n", "line 6 is empty"),
    "a byte order mark": (lambda log: b"\xef\xbb\xbf" + b"".join(log), "line 1 begins with a byte"),
    "carriage returns": (lambda log: b"".join(log).replace(b"\n", b"\r\n"), "line 1 ends with a c"),
    "half a line": (lambda log: b"".join(log)[:-20], "line 667 is cut short"),
    "a blank more": (
        changed(9, b'"version":1', b'"version": 1'),
        "line 9 is not written as an exp",
    ),
    "a code escaped": (changed(9, b"operator:R", b"operator:\\u0052"), "line 9 is not written"),
    "version nothing": (changed(9, b'"version":1', b'"version":01'), "line 9 is not written as an"),
    "another kind of stream": (changed(9, b"operator:", b"person:"), "line 9 is not written"),
    "a list": (lambda log: b"[]\n" + b"".join(log), "line 1 is not written"),
    "no opening": (without(1), "line 1 is not the opening of a ledger"),
    "nothing but a hire": (lambda log: log[12], "line 1 is not the opening of a ledger"),
    "an unknown topic": (
        changed(13, b"operator-hired.2", b"operator-cloned.1"),
        "line 13 (operator:RO-IAS-0005): unknown-topic",
    ),
    "an unknown field": (
        changed(13, b'"site":', b'"place":'),
        "line 13 (operator:RO-IAS-0005): ma",
    ),
    "a site that is not there": (changed(13, b'"site":"RO-IAS"', b'"site":"X"'), "UnknownSite"),
    "an e-mail address": (changed(13, b"operator:RO-IAS-0005", b"operator:a.b@x.it"), "line 13"),
    "a tax code": (
        changed(13, b"operator:RO-IAS-0005", b"operator:RSSMRA80A01F205X"),
        "line 13 (operator:RSSMRA80A01F205X): not-allowed",
    ),
    "a gap in a stream": (changed(13, b'"version":1', b'"version":7'), "line 13"),
    "the same event twice": (
        lambda log: b"".join((*log[:13], log[12], *log[13:])),
        "line 14 is version 1",
    ),
    "a site opened twice": (
        lambda log: b"".join((*log[:4], log[3].replace(b'"version":1', b'"version":9'), *log[4:])),
        "line 5 (site:RO-IAS): ",
    ),
    "a number beyond all measure": (
        changed(666, b'"heads":7', b'"heads":7' + b"0" * 40),
        "less than or equal to 10000000",
    ),
    "a version beyond all measure": (changed(13, b'"version":1', b'"version":1' + b"0" * 17), "13"),
    "an event missing": (without(20), "announced 140 movements and has 139"),
    "the order changed": (
        lambda log: b"".join((*log[:7], log[8], log[7], *log[9:])),
        "line 8 (operator:RO-IAS-0001): batch-broken",
    ),
    "time running backwards": (
        lambda log: b"".join(
            (*log[:-1], log[-1].replace(b'"recorded_at":"20', b'"recorded_at":"19'))
        ),
        "time-runs-backwards",
    ),
    "two ledgers in one": (lambda log: b"".join(log) * 2, "version"),
    "a ledger opened twice": (
        lambda log: b"".join((log[0], log[0].replace(b'"version":1', b'"version":2'), *log[1:])),
        "line 2 (ledger): not-allowed: LedgerAlreadyOpened",
    ),
    "a batch recorded twice": (
        lambda log: b"".join(
            (*log[:541], log[536].replace(b'"version":1', b'"version":2'), *log[541:])
        ),
        "line 542 (batch:2018-09-leavers): not-allowed: BatchAlreadyRecorded",
    ),
}


@pytest.mark.parametrize(("change", "why"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_ledger_is_refused_and_nothing_is_left(
    demo: Rientro, log: Lines, change: Callable[[Lines], bytes], why: str
) -> None:
    before = {*demo.folder.iterdir(), demo.folder / "events.jsonl"}
    exit_code, message = restored(demo, change(log))
    assert exit_code == 3
    assert message.startswith("Error: The events do not make a ledger: ")
    assert why in message
    assert message.count("\n") == 1
    assert set(demo.folder.iterdir()) == before


def test_an_empty_file_that_was_there_stays(demo: Rientro, log: Lines) -> None:
    Path("new.db").touch()
    assert restored(demo, b"".join(log[1:]))[0] == 3
    assert Path("new.db").exists()
    assert restored(demo, b"".join(log))[0] == 0


def test_a_ledger_that_exists_is_left_as_it_is(demo: Rientro, log: Lines) -> None:
    before = demo("export", "events").stdout
    exit_code, message = restored(demo, b"".join(log), "rientro.db")
    assert (exit_code, "already exists" in message) == (3, True)
    assert demo("export", "events").stdout == before


def test_the_events_name_the_ledger(run: Rientro) -> None:
    (run.folder / "e").touch()
    run("init", "--from", "e", "--name", "x").refused(2, "--name does not go with --from")
    run("init", "--from", "nothing").refused(2, "does not exist")
    assert not run.ledger.exists()


def test_an_export_of_the_past_makes_a_ledger_too(demo: Rientro, log: Lines) -> None:
    rows = json.loads(demo("log", "--format", "json").stdout)["rows"]
    known_at = next(row["recorded_at"] for row in rows if row["topic"] == "plan-announced.1")
    past = demo("export", "events", "--known-at", known_at).stdout.encode()
    assert restored(demo, past)[0] == 0
    assert len(past.splitlines()) < len(log)
