"""Whatever is typed, cut, locked or interrupted: one clear line, and nothing is recorded."""

from __future__ import annotations

import os
import shlex
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import Rientro
from killing import wait_until
from programs import SECONDS, Running, program_for_shells, started
from refusing import refused_as
from rows import for_each

from domain.placement import Placement
from domain.workforce.movement_commands import Chosen, Hire
from ledger.ledger import Ledger
from ledger.store.errors import LockedLedger
from ledger.store.sqlite.sqlite_database import SQLiteDatabase

HIRE = "hire OP-1 --at IT-CAG --on 2018-10-01"
PLAN = (
    "plan announce P --from RO --to IT --baseline 2018-05-08 --deadline 2018-09-30 --on 2018-05-08"
)
LONG = "X" * 10_240
BAD_DAYS = (
    *("", "tomorrow", "2018-02-29", "2018-13-01", "2018-9-3", "20180930", "30/09/2018", LONG),
    *("1899-12-31", "2201-01-01", "0000-01-01", "2018-09-30T00:00", "٢٠١٨-٠٩-٣٠", "2018-09-30\n"),
)
BAD_CODES = ("", " ", "OP 1", "OP\t1", "OP-1\n", "OP\x1b[31m", "Größe", "OP,1", "a" * 65, LONG)
BAD_VALUES = (
    *(["hire", "OP-1", "--at", "IT-CAG", "--on", each] for each in BAD_DAYS),
    *(["headcount", "--on", each] for each in BAD_DAYS),
    *(["hire", "--at", "IT-CAG", "--on", "2018-10-01", "--", each] for each in BAD_CODES),
    *(["transfer", "RO-BUC-0080", "--to", each, "--on", "2018-10-01"] for each in BAD_CODES),
    *(["operator", "show", each] for each in ("anna@example.it", "RSSMRA80A01F205X")),
    *(["hire", each, *shlex.split(HIRE)[2:]] for each in ("a.b@x.it", "rssmra80a01f205x")),
    *(
        ["hire", "--count", each, *shlex.split(HIRE)[2:]]
        for each in ("0", "-1", "1000000000", "many", "1.5", "", "9" * 5000)
    ),
    *(
        [*shlex.split(HIRE), "--fte", each]
        for each in ("2", "-1", "abc", "0.12345", "1.0001", "1e-1", "", "NaN", "½", LONG)
    ),
    *(
        ["site", "open", "X", "--country", each, "--on", "2018-01-01"]
        for each in ("", "it", "XX", "ITA", "Italia", "I\x00", LONG)
    ),
    *(
        ["site", "open", "X", "--country", "IT", "--region", each, "--on", "2018-01-01"]
        for each in ("", "RO-B", "88", "IT-99", "it-88", "Sardegna", LONG)
    ),
    *(
        ["site", "open", "X", "--country", "IT", "--on", "2018-01-01", option, each]
        for option in ("--name", "--city", "--employer")
        for each in ("", " ", "a\nb", "a\x1b[31mb", "\u202eb", LONG)
    ),
    *([*shlex.split(PLAN), "--target", each] for each in ("0", "-1", "1000000000", "all")),
    ["--by", " ", *shlex.split(HIRE)],
    ["--by", "anna\nbruno", *shlex.split(HIRE)],
    ["--by", LONG, *shlex.split(HIRE)],
    ["leave", "IT-CAG-0056", "--reason", "tired", "--on", "2018-10-01"],
)
CONFLICTS = {
    "hire OP-1 --count 2 --at IT-CAG --on 2018-10-01": "not both",
    "hire --at IT-CAG --on 2018-10-01": "--count",
    "hire OP-1 --at IT-CAG": "'--on'",
    f"{HIRE} --contract FW-SB --no-contract": "not both",
    "transfer --count 2 --to IT-CAG --on 2018-10-01": "--from",
    "leave --count 2 --on 2018-10-01": "--from",
    "leave OP-1 --count 2 --from IT-CAG --on 2018-10-01": "not both",
    "downsize RO-BUC --on 2018-10-01 --reason moved": "--count",
    "reassign IT-CAG-0056 --on 2018-10-01": "--fte",
    "reassign --fte 0.5 --on 2018-10-01": "operator",
    "plan revise FW-2018 --reason x --on 2018-10-01": "--target",
    "bridge --since 2018-10-01 --on 2018-05-08": "earlier day first",
}
BROKEN_RULES = {
    "hire RO-BUC-0080 --at IT-CAG --on 2018-10-01": "Transfer the operator",
    "hire OP-1 --at NOPE --on 2018-10-01": "rientro site list",
    "hire OP-1 --at IT-CAG --on 2017-12-31": "opens on 2018-01-01",
    f"{HIRE} --contract NOPE": "rientro contract list",
    "hire OP-1 OP-1 --at IT-CAG --on 2018-10-01": "named twice",
    "transfer NOPE --to IT-CAG --on 2018-10-01": "rientro hire NOPE",
    "transfer RO-BUC-0080 --to RO-BUC --on 2018-10-01": "rientro reassign",
    "transfer RO-BUC-0080 --from RO-IAS --to IT-CAG --on 2018-10-01": "at RO-BUC, not at RO-IAS",
    "transfer RO-BUC-0086 --to IT-CAG --on 2018-08-19": "later than 2018-08-19",
    "transfer --count 27 --from RO-BUC --to IT-LEC --on 2018-10-01": "26",
    "leave IT-CAG-0001 --on 2018-10-01": "left on 2018-09-03",
    "site close RO-BUC --on 2018-10-01 --reason x": "26 operators",
    "site open IT-CAG --country RO --on 2018-01-01": "other facts",
    "site show NOPE": "rientro site list",
    "operator show NOPE": "rientro operator list",
    "plan show NOPE": "rientro plan list",
    "progress NOPE": "rientro plan list",
    "plan revise FW-2018 --target 220 --reason x --on 2018-10-01": "differs",
}


@for_each("words", BAD_VALUES)
def test_a_value_that_cannot_be_is_wrong_usage(demo: Rientro, words: list[str]) -> None:
    said = demo(*words)
    said.refused(2)
    assert len(said.stderr) < 500
    assert "\x1b" not in said.stderr
    assert demo.position == 665


@for_each(("words", "hint"), CONFLICTS.items())
def test_options_that_conflict_or_miss_are_wrong_usage(
    demo: Rientro, words: str, hint: str
) -> None:
    demo.typed(words).refused(2, hint)
    assert demo.position == 665


@for_each(("words", "hint"), BROKEN_RULES.items())
def test_a_broken_rule_is_refused_and_says_what_to_do(demo: Rientro, words: str, hint: str) -> None:
    demo.typed(words).refused(3, hint)
    assert demo.position == 665


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        ([b"site", b"show", b"\xff\xfe"], 2),
        ([b"headcount", b"--on", b"2018-\xff"], 2),
        ([b"headcount", b"\xff"], 2),
        ([b"--by", b"\xff", *HIRE.encode().split()], 2),
        (
            [
                b"site",
                b"open",
                b"X",
                b"--country",
                b"IT",
                b"--on",
                b"2018-01-01",
                b"--name",
                b"\xff",
            ],
            2,
        ),
        ([b"--ledger", b"\xff.db", b"headcount"], 4),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    demo: Rientro, words: list[str | bytes], exit_code: int
) -> None:
    demo.program(*words).refused(exit_code)
    assert demo.position == 665


# Ledgers that cannot be used ----------------------------------------------------------------------


def _a_table(columns: str) -> Callable[[Path, bytes], None]:
    def make(path: Path, _: bytes) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"CREATE TABLE {columns}")

    return make


UNUSABLE: dict[str, tuple[Callable[[Path, bytes], object], str]] = {
    "missing": (lambda path, _: None, "There is no ledger at"),
    "a folder": (lambda path, _: path.mkdir(), "it is a folder"),
    "a text": (lambda path, _: path.write_text("site,heads\n"), "it is a file of another kind"),
    "empty": (lambda path, _: path.write_bytes(b""), "it is an empty file"),
    "a header": (lambda path, demo: path.write_bytes(demo[:100]), "is damaged"),
    "cut in half": (lambda path, demo: path.write_bytes(demo[: len(demo) // 2]), "is damaged"),
    "another program's": (_a_table("notes (text)"), "it is another program's database"),
    "another event store": (_a_table("stored_events (text)"), "is not a ledger"),
}


@pytest.mark.parametrize("words", ["headcount", "site list", HIRE, "audit replay", "log"])
@pytest.mark.parametrize(("make", "hint"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_is_not_a_ledger_cannot_be_used(
    run: Rientro,
    recorded_demo: Path,
    make: Callable[[Path, bytes], object],
    hint: str,
    words: str,
) -> None:
    make(run.ledger, recorded_demo.read_bytes())
    run.typed(words).refused(4, hint, "rientro.db")


def test_a_database_of_another_program_is_left_as_it_is(run: Rientro) -> None:
    _a_table("notes (text)")(run.ledger, b"")
    before = run.ledger.read_bytes()
    run("init").refused(4, "it is another program's database")
    assert run.ledger.read_bytes() == before


@pytest.mark.parametrize("name", ["", "x\ny.db", "no folder/x.db", "n" * 300, "mysql://h/x"])
@pytest.mark.parametrize("words", ["headcount", "init"])
def test_a_name_that_is_no_place_for_a_ledger_is_refused(
    run: Rientro, name: str, words: str
) -> None:
    if name == "x\ny.db" and words == "init":
        pytest.skip("a file may be called so")
    run("--ledger", name, words).refused(4)


def test_a_password_in_the_name_of_a_ledger_is_not_repeated(run: Rientro) -> None:
    said = run("--ledger", "mysql://anna:secret@host/ledger", "headcount")
    said.refused(4, "mysql")
    assert "secret" not in said.stderr


def test_a_demonstration_that_finds_no_folder_says_nothing_else(run: Rientro) -> None:
    run("--ledger", "nowhere/demo.db", "demo").refused(4, "there is no folder", "nowhere")


def test_a_ledger_that_may_only_be_read_answers_and_refuses_to_record(read_only: Rientro) -> None:
    read_only.typed(HIRE).refused(4, "cannot be written", "permissions")
    assert read_only("headcount").exit_code == 0


def test_a_locked_ledger_is_told_after_some_patience(demo: Rientro) -> None:
    database = SQLiteDatabase(demo.ledger, busy_seconds=0.1)
    ledger = Ledger(database, by="anna", clock=lambda: datetime.now(UTC))
    with closing(sqlite3.connect(demo.ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with refused_as(LockedLedger, match=r"in use by another program for 0\.1 seconds"):
            ledger.record(
                Hire(Chosen(["OP-1"]), at=Placement("IT-CAG"), effective_on=date(2018, 10, 1))
            )
        assert demo("headcount").exit_code == 0
        other.execute("ROLLBACK")
    assert demo.position == 665


# Ends that nobody planned -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        *("log", "log --format json", "log --format csv", "operator list --format csv"),
        *("export movements", "export events"),
    ],
)
def test_a_reader_that_goes_away_is_no_error(demo: Rientro, words: str) -> None:
    script = f"{program_for_shells()} {words} | head -1; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(
        ["/bin/bash", "-c", script],
        cwd=demo.folder,
        env=demo.environment(PYTHONUNBUFFERED=""),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.count(b"\n") == 1


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux")
def test_ctrl_c_stops_a_command_and_nothing_is_recorded(demo: Rientro) -> None:
    with closing(sqlite3.connect(demo.ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with _started(demo, HIRE) as program:
            wait_until(lambda: _has_open(program.pid, demo.ledger), "it opened no ledger")
            program.send_signal(signal.SIGINT)
            other.execute("ROLLBACK")
            stderr = (program.communicate(timeout=SECONDS)[1] or b"").decode()
    assert (program.returncode, stderr.strip()) == (130, "Stopped.")
    assert demo.position == 665


def test_ctrl_c_after_recording_does_not_say_that_nothing_was_recorded(demo: Rientro) -> None:
    words = "hire --count 500 --at IT-CAG --on 2018-10-01 --format json"
    with _started(demo, words) as program:  # and its answer is more than the pipe holds
        wait_until(lambda: demo.position > 665, "it recorded nothing")
        time.sleep(0.5)
        program.send_signal(signal.SIGINT)
        stderr = (program.communicate(timeout=SECONDS)[1] or b"").decode()
    assert "Traceback" not in stderr
    assert "Nothing was recorded" not in stderr


def _started(run: Rientro, words: str) -> Running:
    # Tests that run in the background ignore Ctrl-C, and what they start would, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return started(
        words.split(),
        run.folder,
        run.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _has_open(pid: int, file: Path) -> bool:
    opened = Path(f"/proc/{pid}/fd")
    try:
        return any(os.path.realpath(each) == str(file) for each in opened.iterdir())
    except FileNotFoundError:  # closed while it was looked at
        return False
