"""Two nets under the command line: what programs read, and what people read.

`tests/net/data/` holds answers as JSON and CSV, exit codes and what is stored. Programs rely on
them, so that a change of one is a change of a contract. `tests/net/words/` holds tables, messages
and help, which may be worded better at any time. A test compares both with what the program says;
run this file (`make net`) to write them anew, and look at what git says has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
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
from net_forms import MOST_LINES, Form, Net, OfOneAnswer, Said, is_too_long_for, say
from programs import EVERY_CASE

from cli.main import cli
from faces import show as showing
from faces.show import show
from proofs.note import SigningKey

_EACH_NET: tuple[Net, ...] = ("data", "words")
NETS = Path(__file__).resolve().parent / "net"
DEMO_AT = datetime(2018, 10, 1, 9, 0, tzinfo=UTC)
MADE_UP_FROM = datetime(2019, 6, 1, 9, 0, tzinfo=UTC)
ASKED_AT = datetime(2019, 12, 1, 12, 0, tzinfo=UTC)
_SHOWN_OF_LONG = 6
_OF_THIS_MACHINE = (
    (re.compile(r"(sqlite )\d[\d.]*", re.IGNORECASE), r"\1N"),
    (re.compile(r"(bytes +|\"bytes\",\n +\"value\": )\d+"), r"\1N"),
    (re.compile(r"(other-one\+)[0-9a-f]{8}"), r"\1KEY"),
    (re.compile(r"(other-one )[0-9A-Za-z+/]{80,}=*"), r"\1SIGNATURE"),
)
"""What differs from machine to machine, and by chance, and is no answer of rientro's."""


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


Heard = Callable[[Net, str, Said], Said]
"""What becomes of what was said to a line, for a net, before it is written down."""


class _Typist:
    """Types commands for both nets, and keeps what was said."""

    def __init__(self, ledger: str, heard: Heard) -> None:
        self.heard = heard
        self.at = ASKED_AT
        self.pages: dict[Net, dict[str, list[str]]] = {net: {} for net in _EACH_NET}
        self._ledger = Path(ledger)
        self._handing_on: set[str] = set()

    def ask(self, page: str, line: str) -> None:
        """Ask, in all the forms that the nets have; the ledger stays as it is."""
        on_a_terminal = Form("words", is_terminal=True)
        self._say(page, line, [*self._forms(line), on_a_terminal])

    def begin(self, page: str, line: str) -> None:
        """Say that a ledger is to be made; it is there afterwards."""
        self._say(page, line, [Form("words"), Form("data")], self._ledger.unlink)

    def record(self, page: str, line: str) -> None:
        """Say that something is to be recorded, in all forms; it is recorded once."""
        kept = Path("kept.db")
        shutil.copyfile(self._ledger, kept)
        self._say(page, line, self._forms(line), lambda: shutil.copyfile(kept, self._ledger))
        self.at += timedelta(days=1)

    def do(self, net: Net, page: str, line: str) -> None:
        """Type a line in each form of one net, one after another."""
        for form in self._forms(line):
            if form.net == net:
                self.type(page, line, form)

    def type(self, page: str, line: str, form: Form) -> None:
        """Type a line in one form."""
        self._say(page, line, [form])

    def _forms(self, line: str) -> list[Form]:
        """The forms of a line: for people, and with each format for programs, or with none."""
        return [Form("words"), *(Form("data", each) for each in _formats(shlex.split(line)))]

    def _say(
        self,
        page: str,
        line: str,
        forms: Sequence[Form],
        before_the_next: Callable[[], object] = lambda: None,
    ) -> None:
        """Say a line in each of the forms, and write down what is said to it."""
        last = str(self._last_position())
        first, *others = forms
        heard = OfOneAnswer(line, others)
        with patch.object(showing, "show", show if EVERY_CASE else heard.show):
            said = self._typed(first, line, last)
        self._write_down(page, line, first, said)
        others = [form for form in others if not is_too_long_for(form, said)]
        in_others = heard.instead_of_typing(said)
        if in_others is None:
            in_others = []
            for form in others:
                before_the_next()
                in_others.append(self._typed(form, line, last))
        else:
            self._must_hand_on_the_format(line, last, others, before_the_next)
        for form, said in zip(others, in_others, strict=True):
            self._write_down(page, line, form, said)

    def _must_hand_on_the_format(
        self, line: str, last: str, forms: Sequence[Form], before: Callable[[], object]
    ) -> None:
        """Type the first line of each command with a format, too, which it has to hand on."""
        named = " ".join(_command(shlex.split(line))[1])
        form = next((form for form in forms if form.format_), None)
        if form is None or named in self._handing_on:
            return
        self._handing_on.add(named)
        handed_on = []

        def notice(_: object, format_: str, **__: object) -> None:
            handed_on.append(format_)

        before()
        with patch.object(showing, "show", notice):
            self._typed(form, line, last)
        assert set(handed_on) == {form.format_}, line

    def _typed(self, form: Form, line: str, last: str) -> Said:
        words = shlex.split(form.of(line).replace("LAST", last))
        if "--ledger" not in words[:1]:
            words = ["--ledger", str(self._ledger), *words]
        return say(words, self.at, is_terminal=form.is_terminal)

    def _write_down(self, page: str, line: str, form: Form, said: Said) -> None:
        typed = form.of(line)
        said = self.heard(form.net, typed, said)
        where = "  (on a terminal of 80 columns)" if form.is_terminal else ""
        kept = [f"$ rientro {_shortened(typed)}{where}\n", _abridged(_steady(said.stdout))]
        errors = _steady(said.stderr).splitlines()
        kept += [f"! {each}\n" for each in (errors if form.net == "words" else _named(errors))]
        if said.status:
            kept.append(f"[{said.status}]\n")
        self.pages[form.net].setdefault(page, []).append("".join(kept))

    def _last_position(self) -> int:
        if not self._ledger.exists():
            return 0
        with closing(sqlite3.connect(self._ledger)) as connection:
            return int(connection.execute("SELECT max(rowid) FROM stored_events").fetchone()[0])


def _command(words: Sequence[str]) -> tuple[click.Command | None, Sequence[str]]:
    """The command that words begin with, and by which of them it is named."""
    command: click.Command | None = cli
    for number, word in enumerate(words):
        if not isinstance(command, click.Group):
            return command, words[:number]
        command = command.get_command(click.Context(command), word)
    return command, words


def _formats(words: Sequence[str]) -> list[str | None]:
    """The formats for programs that a command's answer has; the one without a name if it has none."""
    command, _ = _command(words)
    for parameter in command.params if command else ():
        if parameter.name == "format_" and "--format" in parameter.opts:
            assert isinstance(parameter.type, click.Choice)
            return [str(each) for each in parameter.type.choices if each != "table"]
    return [None]


def _named(errors: Sequence[str]) -> Iterator[str]:
    """Errors for programs, without their sentences."""
    for line in errors:
        with suppress(ValueError):
            document = json.loads(line)
            for each in (document, *document.get("rows", ())):
                each["message"] = "…"
            yield json.dumps(document, ensure_ascii=False)


def nets(
    language: str = "en", heard: Heard = lambda _net, _line, said: said
) -> dict[Net, dict[str, str]]:
    """Every page of each net, by its name, as the program speaks now."""
    pages: dict[Net, dict[str, list[str]]] = {net: {} for net in _EACH_NET}
    with _a_folder(language):
        for ledger, fill in (("demo", _demo), ("made-up", _made_up)):
            typist = _Typist(f"{ledger}.db", heard)
            fill(typist)
            for net, found in typist.pages.items():
                pages[net] |= {f"{ledger}-{page}": texts for page, texts in found.items()}
        pages["words"]["help"] = list(_helps(cli, (), heard))
    return {
        net: {f"{name}.txt": "\n".join(texts) for name, texts in found.items()}
        for net, found in pages.items()
    }


def _demo(typist: _Typist) -> None:
    typist.at = DEMO_AT
    for _ in range(2):
        typist.type("care", "--ledger demo.db demo", Form("words"))  # its story is for people
    _ask(typist, DEMO_QUESTIONS)


def _made_up(typist: _Typist) -> None:
    typist.at = MADE_UP_FROM
    typist.begin("recording", MADE_UP[0])
    for line in MADE_UP[1:]:
        typist.record("recording", line)
    _ask(typist, MADE_UP_QUESTIONS)
    for net in _EACH_NET:
        with _as_before():
            for page, lines in (("refused", REFUSED), ("proving", PROVING)):
                for line in lines:
                    typist.do(net, page, line)
            _tamper()
            for line in TAMPERED:
                typist.do(net, "tampered", line)


def _ask(typist: _Typist, questions: Mapping[str, tuple[str, ...]]) -> None:
    typist.at = ASKED_AT
    for page, lines in questions.items():
        for line in lines:
            typist.ask(page, line)
    for line in EXPORTS:
        typist.type("exports", line, Form("data"))


@contextmanager
def _as_before() -> Iterator[None]:
    """A folder with all that is in this one; what is done there leaves this one as it is."""
    with TemporaryDirectory() as name:
        copy = shutil.copytree(".", Path(name) / "copy")
        with chdir(copy):
            yield


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
    said = heard("words", line, say([*words, "--help"], ASKED_AT))
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
    if len(lines) > MOST_LINES:
        fingerprint = hashlib.sha256(text.encode()).hexdigest()
        rest = f"… {len(lines):,} lines, SHA-256 {fingerprint}\n"
        return "".join([*lines[:_SHOWN_OF_LONG], rest])
    return text if not text or text.endswith("\n") else f"{text}\n"


def write() -> None:
    """Write both nets anew."""
    for net, pages in nets().items():
        folder = NETS / net
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in pages.items():
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
