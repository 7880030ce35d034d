"""Runs the program on one file after another, and says what each run took of memory and time.

Each run is a process of its own, which is forked of one that has loaded the modules for an import:
that is done once. What the process that starts a program has of memory counts as the program's, so
none that has loaded the tests starts it. Where every case is asked for the program is really started.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn

from programs import EVERY_CASE, PROGRAM, SECONDS

_TOLD = "told"
_WRITTEN_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class Measured(NamedTuple):
    """How a run ended, what it told, and what it took."""

    status: int
    told: str
    mib: float
    """The most memory that it had at once."""
    seconds: float
    """Of the processor's time."""


class Measuring:
    """Runs the program, and measures it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, folder: Path, *words: str) -> Measured:
        """Run a command in a folder; what it tells is left there as a file."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([str(folder), *words]), file=self._process.stdin, flush=True)
        status, kib, seconds = json.loads(self._process.stdout.readline())
        told = (folder / _TOLD).read_text(encoding="utf-8")
        return Measured(status, told, kib / 1024, seconds)


@contextmanager
def measuring() -> Iterator[Measuring]:
    """Runs that are measured, while somebody is there who has loaded what an import needs."""
    with subprocess.Popen(
        [sys.executable, __file__],
        env={**os.environ, "RIENTRO_BY": "anna"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Measuring(process)


def _load() -> None:
    """Load what an import loads, by one of a file of which nothing is recorded."""
    from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
    from io import StringIO
    from tempfile import TemporaryDirectory

    from cli.main import cli

    told = StringIO()
    with (
        TemporaryDirectory() as folder,
        chdir(folder),
        redirect_stderr(told),
        redirect_stdout(told),
    ):
        Path("rows.csv").write_text(
            "movement,operator,site,effective_on\nhire,A,NOWHERE,2018-01-01\n"
        )
        for words in (["init"], ["import", "rows.csv"]):
            with suppress(SystemExit):
                cli.main(words, prog_name="rientro")
    if "NOWHERE" not in told.getvalue():
        raise RuntimeError(told.getvalue())


def _started(words: Sequence[str]) -> int:
    """The number of a process that runs a command here, and writes what it tells to a file."""
    if EVERY_CASE:
        to_file = [(os.POSIX_SPAWN_OPEN, 2, _TOLD, _WRITTEN_ANEW, 0o600)]
        return os.posix_spawn(PROGRAM, [PROGRAM, *words], os.environ, file_actions=to_file)
    return os.fork() or _run(words)


def _run(words: Sequence[str]) -> NoReturn:
    from cli.main import main

    try:
        os.dup2(os.open(_TOLD, _WRITTEN_ANEW, 0o600), 2)
        sys.argv = [PROGRAM, *words]
        main()
    finally:
        os._exit(1)


def _ended(pid: int) -> tuple[int, resource.struct_rusage]:
    """How a process ended, and what it took; it is ended where it does not end."""
    signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
    signal.alarm(SECONDS)
    _, status, took = os.wait4(pid, 0)
    signal.alarm(0)
    return status, took


def _measure() -> None:
    """Run each command that is asked for, in the folder that is named before it."""
    for line in sys.stdin:
        folder, *words = json.loads(line)
        os.chdir(folder)
        status, took = _ended(_started(words))
        seconds = took.ru_utime + took.ru_stime
        sys.stdout.write(
            f"{json.dumps([os.waitstatus_to_exitcode(status), took.ru_maxrss, seconds])}\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    if not EVERY_CASE:
        _load()
    _measure()
