"""A long page on a terminal is shown by the pager of whoever asks, and no other page is."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from shutil import get_terminal_size, which

_PAGER = "less"
_HOW_LESS_SHOWS = "FRX"
"""End where all is seen, keep colours, and leave the page on the screen."""


class _Page(io.StringIO):
    """What would be written to a terminal."""

    def __init__(self, terminal: io.TextIOBase) -> None:
        super().__init__(newline="")
        self._terminal = terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the terminal."""
        return self._terminal.encoding or "utf-8"

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._terminal.fileno()


@contextmanager
def paged() -> Iterator[None]:
    """Show what is written to stdout meanwhile by a pager, if it is long and goes to a terminal."""
    terminal, pager = sys.stdout, _pager()
    if not pager or not _is_a_terminal():
        yield
        return
    page = _Page(terminal)  # type: ignore[arg-type]
    sys.stdout = page
    try:
        yield
    finally:
        sys.stdout = terminal
    text = page.getvalue()
    if text.count("\n") < get_terminal_size().lines or not _shown_by(pager, text):
        terminal.write(text)


def _pager() -> list[str]:
    """The program, with its arguments; none if nobody wants one, or it is not there."""
    if os.environ.get("TERM") == "dumb":
        return []
    with suppress(ValueError):  # a quotation that does not end
        named = shlex.split(os.environ.get("PAGER", _PAGER))
        if named and which(named[0]):
            return named
    return []


def _is_a_terminal() -> bool:
    """Whether stdout is a terminal of this process, and not what stands in for one."""
    try:
        return sys.stdout.isatty() and os.isatty(sys.stdout.fileno())
    except (OSError, ValueError):
        return False


def _shown_by(pager: list[str], text: str) -> bool:
    """Let the pager show the text; whoever closes it has seen enough."""
    environment = {"LESS": _HOW_LESS_SHOWS} | os.environ
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.flush()
    try:
        shown = subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment)  # noqa: S603
    except OSError:
        return False
    with suppress(OSError):
        shown.communicate(text.encode(encoding, errors="backslashreplace"))
    while shown.poll() is None:
        with suppress(KeyboardInterrupt):  # which is for the pager
            shown.wait()
    return True
