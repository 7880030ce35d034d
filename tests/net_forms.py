"""The forms in which both nets have what was said, and what one answer looks like in all of them.

One place of the program shows an answer in a format. So a question is asked once, and what it
found is shown in each form; and so is what a command has recorded. That each command hands on the
format is seen once. Where every case is asked for, each form is typed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, NamedTuple

from answers.answer import Answer
from cli.main import cli
from cli.speaking import language_asked_for
from faces.show import show
from faces.words.catalogue import speaking

Net = Literal["data", "words"]
MOST_LINES = 260
"""Of what has more lines, a net has the beginning and a fingerprint."""
_ID = "5c0ffee" * 4 + "5c0f"
_SALT = bytes(range(16))


class _Written(io.BytesIO):
    """What a stream has written, which nobody reads from it."""

    def readable(self) -> bool:
        return False


class _Stream(io.TextIOWrapper):
    """A stream of the program, which may be a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        self.written = _Written()
        super().__init__(self.written, encoding="utf-8", newline="")
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def text(self) -> str:
        self.flush()
        return self.written.getvalue().decode()


@dataclass(frozen=True)
class Said:
    """What the program said, and how it ended."""

    status: int
    stdout: str
    stderr: str


@contextmanager
def _streams(*, is_terminal: bool) -> Iterator[Callable[[], Said]]:
    """Standard streams for a while, and what was said on them so far."""
    streams = [_Stream(is_terminal=is_terminal) for _ in range(2)]
    old = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), *streams
    try:
        yield lambda: Said(0, *(stream.text() for stream in streams))
    finally:
        sys.stdin, sys.stdout, sys.stderr = old


def say(words: Sequence[str], at: datetime, *, is_terminal: bool = False) -> Said:
    """Run a command in this process, at that instant."""
    status = 0
    with _streams(is_terminal=is_terminal) as said:
        try:
            given = {"clock": lambda: at, "new_id": lambda: _ID, "new_salt": lambda: _SALT}
            cli.main(list(words), prog_name="rientro", obj=given)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
    return replace(said(), status=status)


class Form(NamedTuple):
    """A form in which a line is typed for a net."""

    net: Net
    format_: str | None = None
    is_terminal: bool = False

    def of(self, line: str) -> str:
        """The line as it is typed."""
        return f"{line} --format {self.format_}" if self.format_ else line


class OfOneAnswer:
    """What the one answer of a command looks like in other forms, while the command shows it."""

    def __init__(self, line: str, others: Sequence[Form]) -> None:
        self._others = [(form, language_asked_for(form.of(line).split())) for form in others]
        self._in_others: list[Said] = []
        self._shown: list[Said] = []

    def show(self, answer: Answer[Any], format_: str, *, quiet: bool = False) -> None:
        """Show the answer as it was asked for, and in the other forms on streams of their own."""
        with _streams(is_terminal=sys.stdout.isatty()) as shown:
            show(answer, format_, quiet=quiet)
        said = shown()
        self._shown.append(said)
        sys.stdout.write(said.stdout)
        sys.stderr.write(said.stderr)
        for form, language in self._others:
            if is_too_long_for(form, said):
                continue
            with _streams(is_terminal=form.is_terminal) as shown, speaking(language):
                show(answer, form.format_ or "table", quiet=quiet)
            self._in_others.append(shown())

    def instead_of_typing(self, said: Said) -> list[Said] | None:
        """What is said in the other forms; none if the command said something else, too."""
        if self._shown != [replace(said, status=0)]:
            return None
        return [replace(each, status=said.status) for each in self._in_others]


def is_too_long_for(form: Form, said: Said) -> bool:
    """Whether a table is not drawn on a terminal, since hardly anything of it would be seen here."""
    return form.is_terminal and said.stdout.count("\n") > MOST_LINES
