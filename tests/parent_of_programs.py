"""A process that has loaded the program and forks itself for each command; `programs` starts it.

It has one thread and no ledger. It is asked on a socket: the arguments, the folder, the environment
and the descriptors of a command come, and its number goes back at once, its status when it has come
to its end. What a new process would not know of is taken away from a fork before it begins.
Little is imported above, since whoever asks from a shell starts an interpreter for that.
"""

from __future__ import annotations

import marshal
import os
import socket
import sys
from array import array
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NoReturn, TypedDict

if TYPE_CHECKING:
    from selectors import BaseSelector

_LENGTH = 4
"""Bytes of each number on the socket."""
_ABOVE_ALL = 300
"""Descriptors from here on are nobody's place."""
_PACKAGES = ("cli", "faces", "answers", "ledger", "projections", "proofs", "domain")
_LOADED_WHEN_NEEDED = (
    *("babel.dates", "babel.numbers", "jinja2", "pycountry", "xlsxwriter"),
    *("starlette.applications", "uvicorn.protocols.http.h11_impl", "uvicorn.loops.asyncio"),
)


_UNBUFFERED, ENCODING = "PYTHONUNBUFFERED", "PYTHONIOENCODING"
_NEEDLESS = {_UNBUFFERED, ENCODING, "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
"""A fork obeys the first two, and has its modules already."""
_FIRST_COMMANDS = (
    *("init", "site open IT-CAG --country IT --on 2018-01-01"),
    *("hire OP-1 --at IT-CAG --on 2018-01-01", "headcount", "log"),
)


class Request(TypedDict):
    """What a command is to be."""

    arguments: list[bytes]
    folder: bytes
    environment: dict[bytes, bytes]
    places: list[int]
    """The numbers that the descriptors have in it which are sent along; all others are closed."""
    terminal: bool


def read_when_starting(environment: Mapping[str, str]) -> dict[str, str]:
    """What an interpreter reads of an environment when it starts, and never again."""
    return {
        name: value
        for name, value in environment.items()
        if value
        and (name.startswith("PYTHON") or name in {"LANG", "LC_ALL", "LC_CTYPE"})
        and name not in _NEEDLESS
    }


def ask(line: socket.socket, request: Request, descriptors: list[int]) -> None:
    """Ask for a command on a line to the parent; its number and its status come back on it."""
    told = marshal.dumps(dict(request))
    rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", descriptors))
    line.sendmsg([len(told).to_bytes(_LENGTH, "big")], [rights] if descriptors else [])
    line.sendall(told)


def number(line: socket.socket) -> int:
    """What the parent tells next."""
    told = line.recv(_LENGTH, socket.MSG_WAITALL)
    if len(told) < _LENGTH:
        raise ConnectionError("The parent of the programs is gone.")
    return int.from_bytes(told, "big", signed=True)


# In a shell ---------------------------------------------------------------------------------------


def ask_for_a_shell(address: str, program: str, alike: Mapping[str, str]) -> NoReturn:
    """Be the program for a shell: hand over all that it gave, and end as the command ends."""
    inherited = [each for each in range(_ABOVE_ALL) if _is_inherited(each)]
    if read_when_starting(os.environ) != alike:
        os.execv(program, [program, *sys.argv[1:]])  # noqa: S606 (that is what is to run)
    line = socket.socket(socket.AF_UNIX)
    line.connect(address)
    request = Request(
        arguments=list(map(os.fsencode, [program, *sys.argv[1:]])),
        folder=os.getcwdb(),  # noqa: PTH109 (pathlib takes long to load)
        environment=dict(os.environb),
        places=inherited,
        terminal=False,
    )
    ask(line, request, inherited)
    number(line)
    status = number(line)
    if status < 0:
        import signal

        signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


def _is_inherited(descriptor: int) -> bool:
    try:
        return os.get_inheritable(descriptor)
    except OSError:
        return False


# The parent ---------------------------------------------------------------------------------------


class _Parent:
    """Forks, and tells how each fork ended."""

    def __init__(self, asked: socket.socket) -> None:
        import selectors
        import signal

        self._asked = asked
        self._lines: dict[int, socket.socket] = {}
        woken, self._wakes = socket.socketpair()
        woken.setblocking(False)
        self._wakes.setblocking(False)
        self._woken = woken
        signal.set_wakeup_fd(self._wakes.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector: BaseSelector = selectors.DefaultSelector()
        for each in (sys.stdin, asked, woken):
            self._selector.register(each, selectors.EVENT_READ)

    def work(self) -> None:
        """Fork for everybody who asks, until nobody can any more."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is sys.stdin:
                    return
                if key.fileobj is self._asked:
                    self._fork(self._asked.accept()[0])
                else:
                    self._tell()

    def _fork(self, line: socket.socket) -> None:
        told, descriptors, *_ = socket.recv_fds(line, _LENGTH, _ABOVE_ALL)
        length = int.from_bytes(told, "big")
        request: Request = marshal.loads(line.recv(length, socket.MSG_WAITALL))  # noqa: S302 (we ask)
        pid = os.fork()
        if not pid:
            _become(request, descriptors)
        for each in descriptors:
            os.close(each)
        self._lines[pid] = line
        _say(line, pid)

    def _tell(self) -> None:
        """Tell of all that have ended: one signal may come for several."""
        self._woken.recv(4_096)
        while self._lines:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            line = self._lines.pop(pid)
            _say(line, os.waitstatus_to_exitcode(status))
            line.close()


def _say(line: socket.socket, value: int) -> None:
    """Tell a number, where somebody is still there for it."""
    with suppress(BrokenPipeError):
        line.sendall(value.to_bytes(_LENGTH, "big", signed=True))


def _become(request: Request, descriptors: list[int]) -> NoReturn:
    """Be a new process that runs the command."""
    import traceback

    try:
        _forget_the_parent()
        _put(dict(zip(request["places"], descriptors, strict=True)))
        if request["terminal"]:
            _have_a_terminal()
        os.chdir(request["folder"])
        _stand_in(request["environment"])
        _open_streams()
        sys.argv = list(map(os.fsdecode, request["arguments"]))
        from cli.main import main

        main()
    except BaseException:  # noqa: BLE001 (whatever it is, no fork goes on as a parent)
        traceback.print_exc()
    finally:
        os._exit(1)


def _forget_the_parent() -> None:
    """Take signals as an interpreter does that has just started."""
    import signal

    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _put(places: Mapping[int, int]) -> None:
    """Let the descriptors be where they belong, and no other be open."""
    import fcntl

    above = {place: fcntl.fcntl(each, fcntl.F_DUPFD, _ABOVE_ALL) for place, each in places.items()}
    os.closerange(0, _ABOVE_ALL)
    for place, each in above.items():
        os.dup2(each, place)
    os.closerange(_ABOVE_ALL, 3 * _ABOVE_ALL)


def _have_a_terminal() -> None:
    """Begin a session whose terminal is that of standard input."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _stand_in(environment: Mapping[bytes, bytes]) -> None:
    """Have another environment than the parent has, in its place."""
    import tempfile
    import time

    tempfile.tempdir = None
    os.environ.clear()
    os.environb.update(environment)
    time.tzset()


def _open_streams() -> None:
    """Open the standard streams as an interpreter does that starts in this environment."""
    at_once = bool(os.environ.get(_UNBUFFERED))
    encoding, _, errors = os.environ.get(ENCODING, "").partition(":")
    errors = errors or ("strict" if encoding else "")
    for place, name in enumerate(("stdin", "stdout", "stderr")):
        as_before: Any = getattr(sys, f"__{name}__")
        stream = None
        if _is_open(place):
            bare = open(  # noqa: SIM115
                place, "wb" if place else "rb", 0 if place and at_once else -1, closefd=False
            )
            stream = TextIOWrapper(
                bare,
                encoding or as_before.encoding,
                (place != 2 and errors) or as_before.errors,
                newline="\n",
                line_buffering=place == 2 or bare.isatty(),
                write_through=bool(place) and at_once,
            )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _load() -> None:
    """Load all modules of the program, and let no fork look through them for what is not needed.

    What libraries make at the first command, statements say, they have made by then.
    """
    import gc
    import importlib
    import pkgutil

    for name in _PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)
    for name in _LOADED_WHEN_NEEDED:
        importlib.import_module(name)
    _begin()
    gc.collect()
    gc.freeze()


def _begin() -> None:
    """Run a few commands on a ledger that is gone after them."""
    from tempfile import TemporaryDirectory

    from click.testing import CliRunner

    from cli.main import cli

    with TemporaryDirectory() as folder:
        for words in _FIRST_COMMANDS:
            named = ["--ledger", f"{folder}/first.db", *words.split()]
            done = CliRunner().invoke(cli, named, prog_name="rientro")
            if done.exit_code:
                raise RuntimeError(done.output)


if __name__ == "__main__":
    _load()
    _Parent(socket.socket(fileno=int(sys.argv[1]))).work()
