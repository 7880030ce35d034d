"""The program ends at once, and loses nothing of what it had to say."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import Rientro
from programs import SECONDS, program_for_shells

_linux = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")


def _in_a_shell(run: Rientro, line: str) -> subprocess.CompletedProcess[str]:
    """A command as a shell runs it, with the shell's redirections; `$R` is the program."""
    return subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=run.folder,
        env=run.environment(R=str(program_for_shells()), PYTHONUNBUFFERED=""),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def test_a_long_answer_arrives_whole_in_a_pipe(demo: Rientro) -> None:
    whole = demo("log", "--format", "json").stdout
    assert _in_a_shell(demo, "$R log --format json | cat").stdout == whole


def test_a_closed_standard_input_has_no_header(demo: Rientro) -> None:
    said = _in_a_shell(demo, "$R import - <&-")
    assert said.returncode == 3
    assert "The file has no header" in said.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [("headcount", 0), ("hire OP-1 --at NOWHERE --on 2018-10-01", 3), ("hire --nothing", 2)],
)
def test_the_status_reaches_the_shell(demo: Rientro, words: str, status: int) -> None:
    assert _in_a_shell(demo, f"$R {words}").returncode == status


@_linux
@pytest.mark.parametrize("words", ["headcount", "--help", "log --format csv"])
def test_an_answer_that_cannot_be_written_is_an_error(demo: Rientro, words: str) -> None:
    said = _in_a_shell(demo, f"$R {words} >/dev/full")
    assert said.returncode == 4
    assert said.stderr == "Error: The answer could not be written (No space left on device).\n"


@_linux
@pytest.mark.parametrize("count", [1, 500])
def test_what_was_recorded_is_told_where_the_answer_cannot_be_written(
    demo: Rientro, count: int
) -> None:
    hire = f"hire --count {count} --at IT-CAG --on 2018-10-01 --format csv"
    said = _in_a_shell(demo, f"$R {hire} >/dev/full")
    assert said.returncode == 4
    assert said.stderr.startswith(
        "Error: The answer could not be written (No space left on device). Recorded"
    )
    assert said.stderr.count("\n") == 1
    assert demo("audit", "replay").exit_code == 0
    assert f"{220 + count}" in demo("headcount", "--on", "2018-10-01").stdout


@_linux
@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("hire OP-1 --at IT-CAG --on 2018-10-01", 0),
        ("headcount --on nodate", 2),
        ("hire OP-1 --at NOWHERE --on 2018-10-01", 3),
        ("--ledger missing.db headcount", 4),
    ],
)
def test_the_status_is_right_where_nothing_can_be_told(
    demo: Rientro, words: str, status: int
) -> None:
    assert _in_a_shell(demo, f"$R {words} 2>/dev/full").returncode == status
    assert demo("audit", "replay").exit_code == 0


@pytest.mark.parametrize(
    ("encoding", "format_"),
    [
        ("ascii", "table"),
        ("ascii", "json"),
        ("ascii", "csv"),
        ("cp1252", "table"),
        ("utf-8", "csv"),
    ],
)
def test_what_is_piped_is_utf_8_whatever_the_terminal_would_be(
    demo: Rientro, encoding: str, format_: str
) -> None:
    demo("site", "open", "RO-IS", "--country", "RO", "--city", "Iași", "--on", "2018-01-01")
    ask = f"PYTHONIOENCODING={encoding} $R site list --format {format_}"
    said = _in_a_shell(demo, ask)
    assert (said.returncode, said.stderr) == (0, "")
    assert "Iași" in said.stdout


def test_a_command_records_where_its_streams_are_closed(demo: Rientro) -> None:
    said = _in_a_shell(demo, "$R hire OP-1 --at IT-CAG --on 2018-10-01 >&- 2>&-")
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    assert "OP-1" in demo("operator", "list", "--at", "IT-CAG", "--on", "2018-10-01").stdout
    assert demo("audit", "replay").exit_code == 0


@_linux
def test_what_was_recorded_is_told_where_its_answer_is_lost(demo: Rientro) -> None:
    said = _in_a_shell(demo, "$R hire OP-1 --at IT-CAG --on 2018-10-01 --format json >&-")
    assert (said.returncode, said.stdout) == (4, "")
    assert "The answer could not be written (Bad file descriptor)." in said.stderr
    assert "OP-1 hired at IT-CAG on 2018-10-01" in said.stderr
    assert "OP-1" in demo("operator", "list", "--at", "IT-CAG", "--on", "2018-10-01").stdout


def test_a_command_that_answers_nothing_needs_no_stdout(run: Rientro) -> None:
    said = _in_a_shell(run, "$R init >&-")
    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.parametrize(
    "name",
    [
        "postgresql:/u:SECRET@/x",
        "postgresql:u:SECRET@/x",
        "//u:SECRET@h/x",
        "u:SECRET@h/x",
        "password='SECRET' host=h",
        "PostgreSQL:u:SECRET@/x",
        "postgres+psycopg2:u:SECRET@/x",
        "mysql:/u:SECRET@h/x",
        "host=h password=SECRET",
        "host=h PASSWORD = 'SECRET'",
        "postgresql://h/x password=SECRET",
    ],
)
def test_a_secret_in_a_misspelt_address_is_never_shown(run: Rientro, name: str) -> None:
    for words in ("headcount", "init"):
        said = run("--ledger", name, words)
        said.refused(4, "a database is named by its URL: postgresql://USER@HOST/DATABASE")
        assert "SECRET" not in said.stderr
    assert not list(run.folder.iterdir())


def test_a_home_that_nobody_has_is_told(run: Rientro) -> None:
    run("--ledger", "~nosuchuser/x.db", "headcount").refused(4, 'there is no user "nosuchuser"')
    run("--ledger", "x.db", "copy", "--to", "~nosuchuser/x.db").refused(4)
