"""Two nets under the command line: what programs read, and what people read.

`tests/net/data/` holds answers as JSON and CSV, exit codes and what is stored. Programs rely on
them, so that a change of one is a change of a contract. `tests/net/words/` holds tables, messages
and help, which may be worded better at any time. A test compares both with what the program says;
run this file (`make net`) to write them anew, and look at what git says has changed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shlex
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from unittest.mock import patch

import click
from net_cases import (
    DEMO_QUESTIONS,
    EXPORTS,
    FILES,
    MADE_UP,
    MADE_UP_QUESTIONS,
    PROVING,
    REFUSED,
    TAMPERED,
)

from cli.main import cli
from proofs.note import SigningKey

Net = Literal["data", "words"]
NETS = Path(__file__).resolve().parent / "net"
DEMO_AT = datetime(2018, 10, 1, 9, 0, tzinfo=UTC)
MADE_UP_FROM = datetime(2019, 6, 1, 9, 0, tzinfo=UTC)
ASKED_AT = datetime(2019, 12, 1, 12, 0, tzinfo=UTC)
_ID = "5c0ffee" * 4 + "5c0f"
_SALT = bytes(range(16))
_MOST_LINES = 260
_SHOWN_OF_LONG = 6
_OF_THIS_MACHINE = (
    (re.compile(r"(sqlite )\d[\d.]*", re.IGNORECASE), r"\1N"),
    (re.compile(r"(bytes +|\"bytes\",\n +\"value\": )\d+"), r"\1N"),
    (re.compile(r"(other-one\+)[0-9a-f]{8}"), r"\1KEY"),
    (re.compile(r"(other-one )[0-9A-Za-z+/]{80,}=*"), r"\1SIGNATURE"),
)
"""What differs from machine to machine, and by chance, and is no answer of rientro's."""


class _Stream(io.TextIOWrapper):
    """A stream of the program, which may be a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        self.written = io.BytesIO()
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


def say(words: Sequence[str], at: datetime, *, is_terminal: bool = False) -> Said:
    """Run a command in this process, at that instant."""
    streams = [_Stream(is_terminal=is_terminal) for _ in range(2)]
    old = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), *streams
    status = 0
    try:
        given = {"clock": lambda: at, "new_id": lambda: _ID, "new_salt": lambda: _SALT}
        cli.main(list(words), prog_name="rientro", obj=given)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdin, sys.stdout, sys.stderr = old
    return Said(status, *(stream.text() for stream in streams))


@contextmanager
def _a_folder(language: str) -> Iterator[Path]:
    """A folder with the files and the key that the commands name, and nothing that anybody set."""
    settings = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    settings |= {"RIENTRO_BY": "anna", "COLUMNS": "80", "LINES": "24", "TERM": "xterm"}
    settings |= {"NO_COLOR": "1", "RIENTRO_LANG": language}
    with TemporaryDirectory() as name, chdir(name), patch.dict(os.environ, settings, clear=True):
        folder = Path(name)
        for file, text in FILES.items():
            (folder / file).write_text(text, encoding="utf-8")
        for file, key in (
            ("net.key", SigningKey("made-up", bytes(range(32)))),
            ("witness.key", SigningKey("council", bytes(range(1, 33)))),
        ):
            (folder / file).write_text(f"{key.secret_text()}\n", encoding="utf-8")
            (folder / file).chmod(0o600)
            (folder / f"{file}.pub").write_text(f"{key.public}\n", encoding="utf-8")
        yield folder


Heard = Callable[[str, Said], Said]
"""What becomes of what was said to a line before it is written down."""


class _Typist:
    """Types commands and keeps what was said, in one of the two ways."""

    def __init__(self, net: Net, ledger: str, heard: Heard) -> None:
        self.net = net
        self.heard = heard
        self.at = ASKED_AT
        self.pages: dict[str, list[str]] = {}
        self._ledger = Path(ledger)

    def ask(self, page: str, line: str, *, also_on_a_terminal: bool = True) -> None:
        """Ask, in all the forms that the net has; the ledger stays as it is."""
        for form in self._forms(line):
            self.type(page, form)
        if self.net == "words" and also_on_a_terminal:
            self.type(page, line, is_terminal=True)

    def record(self, page: str, line: str) -> None:
        """Say that something is to be recorded, in all forms; only the last one is kept."""
        kept = Path("kept.db")
        forms = self._forms(line)
        for form in forms:
            shutil.copyfile(self._ledger, kept)
            self.type(page, form)
            if form is not forms[-1]:
                shutil.copyfile(kept, self._ledger)
        self.at += timedelta(days=1)

    def _forms(self, line: str) -> list[str]:
        """The line as it is typed for the net: with each format for programs, or with none."""
        formats = _formats(shlex.split(line))
        if self.net == "words" or not formats:
            return [line]
        return [f"{line} --format {each}" for each in formats]

    def type(self, page: str, line: str, *, is_terminal: bool = False) -> None:
        """Type one line and write down what it said."""
        words = shlex.split(line.replace("LAST", str(self._last_position())))
        if "--ledger" not in words[:1]:
            words = ["--ledger", str(self._ledger), *words]
        said = self.heard(line, say(words, self.at, is_terminal=is_terminal))
        where = "  (on a terminal of 80 columns)" if is_terminal else ""
        kept = [f"$ rientro {_shortened(line)}{where}\n", _abridged(_steady(said.stdout))]
        errors = _steady(said.stderr).splitlines()
        kept += [f"! {each}\n" for each in (errors if self.net == "words" else _named(errors))]
        if said.status:
            kept.append(f"[{said.status}]\n")
        self.pages.setdefault(page, []).append("".join(kept))

    def _last_position(self) -> int:
        if not self._ledger.exists():
            return 0
        with closing(sqlite3.connect(self._ledger)) as connection:
            return int(connection.execute("SELECT max(rowid) FROM stored_events").fetchone()[0])


def _formats(words: Sequence[str]) -> list[str]:
    """The formats for programs that a command's answer has."""
    command: click.Command | None = cli
    for word in words:
        if not isinstance(command, click.Group):
            break
        command = command.get_command(click.Context(command), word)
    for parameter in command.params if command else ():
        if parameter.name == "format_" and "--format" in parameter.opts:
            assert isinstance(parameter.type, click.Choice)
            return [str(each) for each in parameter.type.choices if each != "table"]
    return []


def _named(errors: Sequence[str]) -> Iterator[str]:
    """Errors for programs, without their sentences."""
    for line in errors:
        with suppress(ValueError):
            document = json.loads(line)
            for each in (document, *document.get("rows", ())):
                each["message"] = "…"
            yield json.dumps(document, ensure_ascii=False)


def nets(net: Net, language: str = "en", heard: Heard = lambda _, said: said) -> dict[str, str]:
    """Every page of a net, by its name, as the program speaks now."""
    pages: dict[str, list[str]] = {}
    with _a_folder(language):
        for ledger, fill in (("demo", _demo), ("made-up", _made_up)):
            typist = _Typist(net, f"{ledger}.db", heard)
            fill(typist)
            pages |= {f"{ledger}-{page}": texts for page, texts in typist.pages.items()}
        if net == "words":
            pages["help"] = list(_helps(cli, (), heard))
    return {f"{name}.txt": "\n".join(texts) for name, texts in pages.items()}


def _demo(typist: _Typist) -> None:
    typist.at = DEMO_AT
    for _ in range(2):
        typist.type("care", "--ledger demo.db demo")
    if typist.net == "data":  # its story is for people
        typist.pages.clear()
    _ask(typist, DEMO_QUESTIONS)


def _made_up(typist: _Typist) -> None:
    typist.at = MADE_UP_FROM
    typist.type("recording", MADE_UP[0])
    for line in MADE_UP[1:]:
        typist.record("recording", line)
    _ask(typist, MADE_UP_QUESTIONS)
    for page, lines in (("refused", REFUSED), ("proving", PROVING)):
        for line in lines:
            typist.ask(page, line, also_on_a_terminal=False)
    _tamper()
    for line in TAMPERED:
        typist.ask("tampered", line, also_on_a_terminal=False)


def _ask(typist: _Typist, questions: dict[str, tuple[str, ...]]) -> None:
    typist.at = ASKED_AT
    for page, lines in questions.items():
        for line in lines:
            typist.ask(page, line)
    if typist.net == "data":
        for line in EXPORTS:
            typist.type("exports", line)


def _tamper() -> None:
    with closing(sqlite3.connect("made-up.db")) as connection:
        connection.execute("DROP TRIGGER stored_events_no_update")
        connection.execute(
            "UPDATE stored_events SET state = replace(CAST(state AS TEXT), '2019-02-04', "
            "'2019-02-05') WHERE rowid = 30"
        )
        connection.execute("UPDATE placements SET site = 'IT-CTA' WHERE operator = 'OP-4'")
        connection.commit()


def _helps(command: click.Command, words: Sequence[str], heard: Heard) -> Iterator[str]:
    line = " ".join((*words, "--help"))
    said = heard(line, say([*words, "--help"], ASKED_AT))
    yield f"$ rientro {line}\n{said.stdout}"
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            under = command.get_command(context, name)
            if under is not None:
                yield from _helps(under, (*words, name), heard)


def _shortened(line: str) -> str:
    return line if len(line) <= 240 else f"{line[:200]} … {line[-30:]}"


def _steady(text: str) -> str:
    for differs, named in _OF_THIS_MACHINE:
        text = differs.sub(named, text)
    return text


def _abridged(text: str) -> str:
    """The text; of a very long one the beginning, and a fingerprint of all."""
    lines = text.splitlines(keepends=True)
    if len(lines) > _MOST_LINES:
        fingerprint = hashlib.sha256(text.encode()).hexdigest()
        rest = f"… {len(lines):,} lines, SHA-256 {fingerprint}\n"
        return "".join([*lines[:_SHOWN_OF_LONG], rest])
    return text if not text or text.endswith("\n") else f"{text}\n"


def write() -> None:
    """Write both nets anew."""
    names: tuple[Net, ...] = ("data", "words")
    for net in names:
        folder = NETS / net
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in nets(net).items():
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
