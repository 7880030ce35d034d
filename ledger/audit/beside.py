"""Work done in a process beside this one, so that a second core has its share."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

T = TypeVar("T")


class Beside(Generic[T]):
    """A function that runs in a process of its own until its result is asked for.

    Where that is not safe (a process with threads, another system than Linux) or there is one
    core only, or it is not `worth_it`, or the other process is lost, the function runs here when
    its result is asked for. Nothing that it uses may be open when the process is made: files are
    opened there.
    """

    def __init__(self, work: Callable[[], T], *, worth_it: bool = True) -> None:
        self._work = work
        self._worth_it = worth_it
        self._child = 0
        self._pipe = -1

    def __enter__(self) -> Beside[T]:
        is_safe = sys.platform == "linux" and threading.active_count() == 1
        if self._worth_it and is_safe and _cores() > 1:
            self._pipe, into = os.pipe()
            self._child = os.fork()
            if self._child == 0:
                _work_and_leave(self._work, into)
            os.close(into)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._child:
            os.close(self._pipe)
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0

    def result(self) -> T:
        """What the function returns."""
        if self._child:
            with os.fdopen(os.dup(self._pipe), "rb") as pipe, suppress(EOFError):
                done: T = pickle.load(pipe)  # noqa: S301 (written by our own child)
                return done
        return self._work()


def _work_and_leave(work: Callable[[], T], into: int) -> None:
    """Do the work in the child and hand its result over; the child never returns from here.

    Where the work fails, nothing is handed over: it is done again, and fails, where it is seen.
    """
    try:
        result = pickle.dumps(work())
        with os.fdopen(into, "wb") as pipe:
            pipe.write(result)
    except BaseException:  # noqa: BLE001 (the parent finds out, and tells)
        os._exit(1)
    os._exit(0)


def _cores() -> int:
    return len(os.sched_getaffinity(0))
