"""A program that the parent forks is as one that is really started.

Where RIENTRO_EVERY_CASE is set, what is said here is tried with one that is.
"""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import subprocess
import termios
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import programs
import pytest
from conftest import Rientro
from killing import wait_until
from programs import SECONDS, Running, command, leave_programs, program_for_shells, started

HIRE = "hire OP-1 --at IT-CAG --on 2018-10-01"
Way = Callable[..., Running]


def really(
    arguments: programs.Words,
    folder: Path,
    environment: Mapping[str, str],
    *,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
) -> Running:
    """The command as a program that is really started."""
    return subprocess.Popen(
        command(*arguments),
        cwd=folder,
        env=environment,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
    )


def said(
    way: Way, run: Rientro, words: str, given: bytes = b"", **settings: str
) -> tuple[int, bytes | None, bytes | None]:
    """The status of a command, and what it says."""
    pipe = subprocess.PIPE
    streams = {"stdin": pipe, "stdout": pipe, "stderr": pipe}
    with way(words.split(), run.folder, run.environment(**settings), **streams) as program:
        spoken = program.communicate(given, timeout=SECONDS)
        return program.wait(), *spoken


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        (
            "headcount",
            {
                "RIENTRO_LANG": "it",
                "TZ": "Pacific/Kiritimati",
                "PYTHONUNBUFFERED": "1",
                "PYTHONIOENCODING": "ascii",
            },
        ),
        ("", {}),
        ("headcount --nothing", {}),
        ("--by \udcff hire OP-1 --at IT-CAG --on 2018-10-01", {}),
        ("import -", {}),
    ],
)
def test_it_says_the_same_in_every_environment(
    demo: Rientro, words: str, settings: dict[str, str]
) -> None:
    file = b"movement,operator,site,effective_on\nhire,OP-1,NOPE,2018-10-01\n"
    forked = said(started, demo, words, file, **settings)
    assert forked == said(really, demo, words, file, **settings)


def test_a_terminal_is_one_for_it(demo: Rientro) -> None:
    ours, theirs = pty.openpty()
    environment = demo.environment(TERM="xterm", COLUMNS="60", PAGER="")
    words = ("headcount", "--by", "site")
    with started(words, demo.folder, environment, stdout=theirs) as program:
        assert program.wait(SECONDS) == 0
    assert "───" in os.read(ours, 65_536).decode()
    os.close(ours)
    os.close(theirs)


def test_it_has_a_number_of_its_own_and_can_be_stopped_and_killed(demo: Rientro) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for sent, status in ((signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)):
        pipe = subprocess.PIPE
        with started(
            ("import", "-"), demo.folder, demo.environment(), stdin=pipe, stderr=pipe
        ) as program:
            assert program.stdin is not None
            program.stdin.write(b"movement")
            program.stdin.flush()
            wait_until(partial(_taken_out, program.stdin.fileno()), "it reads nothing")
            assert program.poll() is None
            with pytest.raises(subprocess.TimeoutExpired):
                program.wait(0.01)
            program.send_signal(sent)
            assert program.wait(SECONDS) == status
            assert program.pid != os.getpid()
        program.kill()  # which is nobody's number any more


def _taken_out(pipe: int) -> bool:
    """Whether somebody has taken all out of a pipe."""
    return not any(fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("$R log | head -n 1", 0),
        ("$R headcount >&-", 4),
        ("$R import <(echo movement)", 3),
        ("cd /; $R --ledger $HOME/rientro.db headcount 2>&- <&-", 0),
    ],
)
def test_a_shell_calls_it_as_it_calls_the_program(demo: Rientro, line: str, status: int) -> None:
    found = [
        subprocess.run(
            ["/bin/bash", "-c", line],
            cwd=demo.folder,
            env=demo.environment(R=str(called), HOME=str(demo.folder), PYTHONUNBUFFERED=""),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        for called in (program_for_shells(), command()[0])
    ]
    forked, real = ((each.returncode, each.stdout, each.stderr) for each in found)
    assert forked == real
    assert forked[0] == status


def test_what_one_command_does_to_itself_the_next_does_not_see(demo: Rientro) -> None:
    before = said(started, demo, "headcount --on 2018-10-01")
    assert b"paese" in (said(started, demo, "headcount", RIENTRO_LANG="it")[1] or b"")
    assert said(started, demo, HIRE)[0] == 0
    assert said(started, demo, "headcount", RIENTRO_LEDGER="nowhere.db")[0] == 4
    assert said(started, demo, "headcount --on 2018-10-01") != before


def test_it_has_nothing_of_an_environment_but_its_own(demo: Rientro) -> None:
    environment = demo.environment(LC_MESSAGES="it_IT.UTF-8")
    del environment["RIENTRO_LANG"]
    with started(["headcount"], demo.folder, environment, stdout=subprocess.PIPE) as program:
        assert b"paese" in (program.communicate(timeout=SECONDS)[0] or b"")


def test_where_the_parent_has_gone_another_takes_its_place(demo: Rientro) -> None:
    leave_programs()
    assert demo.program("headcount").exit_code == 0
