"""Starts the program as often as tests want it, without loading it anew each time.

Each command runs in a process of its own: it has its own arguments, folder, environment,
descriptors, signals, memory and exit code, and can be killed. Only loading the modules is shared,
and what libraries make for themselves at the first command. That is done once, by a parent
(`parent_of_programs`), which forks itself for each command. What an interpreter reads when it
starts cannot be given to a fork: whoever sets another `LC_ALL`, say, gets the program really
started, and so does everybody where RIENTRO_EVERY_CASE is set.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import IO, NamedTuple, Protocol, Self

import parent_of_programs
from parent_of_programs import ENCODING, Request, ask, number, read_when_starting

SECONDS = 60
"""The longest that anybody waits for a program."""
Words = Sequence[str | bytes]
EVERY_CASE = bool(os.environ.get("RIENTRO_EVERY_CASE"))
"""Whether every case is asked for, of each test and in each form; programs are really started then."""
_TESTS = Path(__file__).resolve().parent
PROGRAM = Path(sys.executable).with_name("rientro").as_posix()


class Running(Protocol):
    """A program that was started, as `subprocess.Popen` has it."""

    pid: int
    returncode: int | None
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def communicate(
        self, given: bytes | None = None, /, timeout: float | None = None
    ) -> tuple[bytes | None, bytes | None]: ...
    def send_signal(self, sig: int) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
        /,
    ) -> None: ...


def command(*arguments: str | bytes) -> Words:
    """The command line as a program that is really started."""
    return [PROGRAM, *arguments]


def started(
    arguments: Words,
    folder: Path,
    environment: Mapping[str, str],
    *,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    terminal: bool = False,
) -> Running:
    """The command as a program that has begun; its terminal may be that of its standard input."""
    if EVERY_CASE or not _parent().is_alike(environment):
        return subprocess.Popen(
            command(*arguments),
            cwd=folder,
            env=environment,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=terminal,
        )
    return _Forked(arguments, folder, environment, (stdin, stdout, stderr), terminal=terminal)


def ended(
    arguments: Words,
    folder: Path,
    environment: Mapping[str, str],
    *,
    given: bytes | None = None,
    stdin: int | None = None,
    stdout: int | None = subprocess.PIPE,
) -> subprocess.CompletedProcess[str]:
    """The command as a program that has come to its end, and what it said in UTF-8."""
    program = started(
        arguments,
        folder,
        environment,
        stdin=stdin if given is None else subprocess.PIPE,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )
    with program:
        try:
            said, told = program.communicate(given, SECONDS)
        except BaseException:
            program.kill()
            raise
    assert program.returncode is not None
    said, told = said or b"", told or b""
    return subprocess.CompletedProcess(arguments, program.returncode, said.decode(), told.decode())


def program_for_shells() -> Path:
    """A `rientro` that a shell can call: it hands over all that the shell gave it, and waits."""
    return Path(PROGRAM) if EVERY_CASE else _parent().client


class _Forked:
    """A program that the parent has forked."""

    def __init__(
        self,
        arguments: Words,
        folder: Path,
        environment: Mapping[str, str],
        streams: tuple[int | None, int | None, int | None],
        *,
        terminal: bool,
    ) -> None:
        self.returncode: int | None = None
        ours: list[IO[bytes] | None] = []
        theirs: list[int] = []
        to_close: list[int] = []
        for place, wanted in enumerate(streams):
            file = None
            if wanted == subprocess.PIPE:
                reading, writing = os.pipe()
                end, mine = (reading, writing) if place == 0 else (writing, reading)
                file = open(mine, "wb" if place == 0 else "rb")  # noqa: PTH123, SIM115
                to_close.append(end)
            elif wanted == subprocess.DEVNULL:
                end = os.open(os.devnull, os.O_RDWR)
                to_close.append(end)
            else:
                end = place if wanted is None else wanted
            ours.append(file)
            theirs.append(end)
        self.stdin, self.stdout, self.stderr = ours
        request = Request(
            arguments=list(map(os.fsencode, command(*arguments))),
            folder=os.fsencode(folder),
            environment={os.fsencode(k): os.fsencode(v) for k, v in environment.items()},
            places=[0, 1, 2],
            terminal=terminal,
        )
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(_parent().address)
        ask(self._line, request, theirs)
        for each in to_close:
            os.close(each)
        self.pid = number(self._line)

    def poll(self) -> int | None:
        """The status, once it has come to its end."""
        return self._awaited(0)

    def wait(self, timeout: float | None = None) -> int:
        """The status, or an error where it does not come in time."""
        status = self._awaited(timeout)
        if status is None:
            raise subprocess.TimeoutExpired("rientro", timeout or 0)
        return status

    def _awaited(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            with selectors.DefaultSelector() as selector:
                selector.register(self._line, selectors.EVENT_READ)
                if not selector.select(timeout):
                    return None
            self.returncode = number(self._line)
            self._line.close()
        return self.returncode

    def communicate(
        self,
        given: bytes | None = None,
        /,
        timeout: float | None = None,
    ) -> tuple[bytes | None, bytes | None]:
        """Write all of the input, read all that is said, and wait for the end."""
        give_up_at = None if timeout is None else time.monotonic() + timeout
        said = {file: bytearray() for file in (self.stdout, self.stderr) if file is not None}
        rest = memoryview(given or b"")
        with selectors.DefaultSelector() as selector:
            for file in said:
                selector.register(file, selectors.EVENT_READ)
            if self.stdin is not None:
                os.set_blocking(self.stdin.fileno(), False)
                selector.register(self.stdin, selectors.EVENT_WRITE)
            while selector.get_map():
                left = None if give_up_at is None else max(0, give_up_at - time.monotonic())
                ready = selector.select(left)
                if not ready:
                    raise subprocess.TimeoutExpired("rientro", timeout or 0)
                for key, _ in ready:
                    if key.fileobj is self.stdin:
                        rest = self._write(key.fd, rest)
                        over = not rest
                    else:
                        more = os.read(key.fd, 65_536)
                        said[key.fileobj] += more  # type: ignore[index]
                        over = not more
                    if over:
                        selector.unregister(key.fileobj)
                        key.fileobj.close()  # type: ignore[union-attr]
        self.wait(None if give_up_at is None else max(0, give_up_at - time.monotonic()))
        return (
            None if self.stdout is None else bytes(said[self.stdout]),
            None if self.stderr is None else bytes(said[self.stderr]),
        )

    @staticmethod
    def _write(stream: int, rest: memoryview) -> memoryview:
        """What is left to be written; nothing where nobody reads it."""
        try:
            return rest[os.write(stream, rest) :] if rest else rest
        except BrokenPipeError:
            return memoryview(b"")

    def send_signal(self, sig: int) -> None:
        """Send a signal, unless it has come to its end."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def terminate(self) -> None:
        """Ask it to come to its end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for stream in (self.stdin, self.stdout, self.stderr):
            if stream is not None:
                stream.close()
        self.wait()


class _Parent(NamedTuple):
    """The process that has loaded the program, and where it is asked to fork."""

    process: subprocess.Popen[bytes]
    folder: Path
    environment: Mapping[str, str]

    @property
    def address(self) -> str:
        return str(self.folder / "asked")

    @property
    def client(self) -> Path:
        return self.folder / "rientro"

    def is_alike(self, environment: Mapping[str, str]) -> bool:
        """Whether an interpreter would start in that environment as the parent's did."""
        return read_when_starting(environment) == read_when_starting(self.environment)

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(SECONDS)
        rmtree(self.folder)


@cache
def _parent() -> _Parent:
    folder = Path(tempfile.mkdtemp(prefix="programs-"))
    environment = {name: value for name, value in os.environ.items() if name != ENCODING}
    with socket.socket(socket.AF_UNIX) as asked:
        asked.bind(str(folder / "asked"))
        asked.listen(100)
        process = subprocess.Popen(
            [sys.executable, parent_of_programs.__file__, str(asked.fileno())],
            cwd=_TESTS.parent,
            env=environment,
            stdin=subprocess.PIPE,
            pass_fds=[asked.fileno()],
        )
    client = folder / "rientro"
    client.write_text(
        f"#!{sys.executable} -IS\nimport sys\nsys.path.insert(0, {str(_TESTS)!r})\n"
        "from parent_of_programs import ask_for_a_shell\n"
        f"ask_for_a_shell({str(folder / 'asked')!r}, {PROGRAM!r}, "
        f"{read_when_starting(environment)!r})\n"
    )
    client.chmod(0o700)
    return _Parent(process, folder, environment)


def leave_programs() -> None:
    """Let the parent end, where it was needed."""
    if _parent.cache_info().currsize:
        _parent().close()
        _parent.cache_clear()
