"""The documentation is true: its examples are run, its links resolve, its reference is current."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import click
import generate
import pytest
from click.testing import CliRunner
from parent_of_programs import read_when_starting
from postgres_server import shared_server
from programs import program_for_shells

from cli.main import cli

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PYTHON = Path(sys.executable).parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PAGES_WITH_EXAMPLES = [
    page
    for page in (*sorted(ROOT.glob("README*.md")), *sorted(DOCS.rglob("*.md")))
    if "```console" in page.read_text()
]
_OURS_ALONE = re.compile(r"rientro [^|&;<>()$`*?~{}#\\]*")
"""A command that asks nothing of a shell but to part the words."""
_NOT_DONE = re.compile("^(Error|Errore|Finding|Rilievo): ", re.MULTILINE)
"""How a page shows that a command was not done, or found something."""


class Example(NamedTuple):
    """A command as a reader would type it, and what the page shows below it."""

    line: int
    command: str
    shown: str


def examples(page: Path) -> Iterator[Example]:
    """The commands of a page, in order, from its fences marked `console`."""
    inside, line, command, shown = False, 0, "", list[str]()
    for number, text in enumerate(page.read_text().splitlines(), 1):
        if text.startswith("```"):
            if inside and command:
                yield Example(line, command, "\n".join(shown))
            inside, command, shown = text == "```console", "", []
        elif inside and text.startswith("$ "):
            if command:
                yield Example(line, command, "\n".join(shown))
            line, command, shown = number, text.removeprefix("$ "), []
        elif inside and command.endswith("\\"):
            command = command[:-1].rstrip() + " " + text.strip()
        elif inside:
            shown.append(text)


def matches(shown: str, printed: str) -> bool:
    """Whether the page shows what was printed; `…` stands for anything, alone for whole lines."""
    pattern = ""
    for text in shown.strip().splitlines():
        if text.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(map(re.escape, text.rstrip().split("…"))) + r"\n"
    lines = [text.rstrip() + "\n" for text in printed.strip().splitlines()]
    return re.fullmatch(pattern, "".join(lines)) is not None


class Terminal:
    """A folder with the demonstration in it, in which the examples of one page are typed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        kept |= read_when_starting(os.environ)
        self.environment = kept | {
            "PATH": os.pathsep.join(
                map(str, (program_for_shells().parent, PYTHON, os.environ.get("PATH", os.defpath)))
            ),
            "PYTHONUNBUFFERED": "1",
            "RIENTRO_BY": "anna",
            "RIENTRO_LANG": "en",
            "RIENTRO_LEDGER": "rientro-demo.db",
        }

    def type(self, command: str) -> tuple[str, int]:
        """What the command prints, as a terminal shows it, stdout and stderr together; its status."""
        name, is_assignment, value = command.removeprefix("export ").partition("=")
        if command.startswith("export ") and is_assignment:
            self.environment[name] = value
            return "", 0
        if not _OURS_ALONE.fullmatch(command):
            return self._run_by_a_shell(command)
        return self._run_here(shlex.split(command)[1:])

    def _run_by_a_shell(self, command: str) -> tuple[str, int]:
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return done.stdout, done.returncode

    def _run_here(self, words: list[str]) -> tuple[str, int]:
        """The same in this process: a program of its own would take a moment to start each time."""
        runner = CliRunner(env=dict.fromkeys(os.environ) | self.environment)
        with chdir(self.folder):
            done = runner.invoke(cli, words, prog_name="rientro")
        return done.output, done.exit_code


def server_of_the_page(path: str) -> dict[str, str]:
    """The settings with which PostgreSQL's programs, and ours, find the server of the tests."""
    server = shared_server()
    return {
        "PATH": f"{server.programs}{os.pathsep}{path}",
        "PGHOST": str(server.socket),
        "PGUSER": "postgres",
    }


@pytest.mark.parametrize("page", PAGES_WITH_EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_example_prints_what_the_page_shows(
    page: Path, recorded_demo: Path, tmp_path: Path
) -> None:
    shutil.copy(recorded_demo, tmp_path / "rientro-demo.db")
    shutil.copytree(DOCS / "examples", tmp_path, dirs_exist_ok=True)
    terminal = Terminal(tmp_path)
    if "createdb" in page.read_text():
        terminal.environment |= server_of_the_page(terminal.environment["PATH"])
    for example in examples(page):
        printed, status = terminal.type(example.command)
        told = f"{page.name}:{example.line}: $ {example.command}\n{printed}"
        assert matches(example.shown, printed), told
        assert (status != 0) == bool(_NOT_DONE.search(example.shown)), told


def test_an_example_may_leave_out_what_varies_and_nothing_else() -> None:
    assert matches("hired at …\n…\n= 3 heads", "hired at 10:15\na\nb\n= 3 heads\n")
    assert matches("a\n…\nb", "a\nb")
    assert not matches("hired at …", "left at 10:15")
    assert not matches("a\nb", "a\nb\nc")
    assert not matches("", "something")


def test_the_reference_is_what_the_program_generates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    generate.main()  # ends the program where a page is out of date


def test_a_page_of_the_reference_that_is_out_of_date_or_missing_is_found(tmp_path: Path) -> None:
    wanted = {"answers.md": "# Answers\n", "commands.md": "# Commands\n", "events.md": "# Events\n"}
    for name in ("answers.md", "commands.md"):
        (tmp_path / name).write_text(wanted[name], encoding="utf-8")
    (tmp_path / "commands.md").write_text("# Commands of yesterday\n", encoding="utf-8")
    assert [page.name for page in generate.outdated(wanted, tmp_path)] == [
        "commands.md",
        "events.md",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in links(page):
        file, _, heading = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.is_relative_to(ROOT), target
        assert there.exists(), target
        if heading:
            assert heading in headings(there), target


def test_every_page_is_reached_from_the_readme() -> None:
    reached, ahead = set[Path](), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page.suffix == ".md" and page not in reached:
            reached.add(page)
            ahead += [(page.parent / target.partition("#")[0]).resolve() for target in links(page)]
    assert {page for page in PAGES if page not in reached} == set()


def test_every_decision_is_linked_from_the_index() -> None:
    linked = set(links(DOCS / "README.md"))
    decisions = sorted(DOCS.glob("decisions/*.md"))
    assert decisions
    assert {f"decisions/{page.name}" for page in decisions} - linked == set()


def test_every_decision_has_its_three_parts_and_a_number_of_its_own() -> None:
    decisions = sorted(DOCS.glob("decisions/*.md"))
    numbers = [page.name.partition("-")[0] for page in decisions]
    assert numbers == [f"{number:04d}" for number in range(1, len(decisions) + 1)]
    for page in decisions:
        parts = [text for text in page.read_text().splitlines() if text.startswith("## ")]
        assert parts == ["## Context", "## Decision", "## Consequences"], page.name


def test_every_command_is_in_the_reference() -> None:
    reference = headings_in_words(DOCS / "reference" / "commands.md")
    missing = [name for name in commands(cli, "rientro") if name not in reference]
    assert missing == []


def commands(command: click.Command, name: str) -> Iterator[str]:
    """The names of the command and of all that are under it."""
    yield name
    if isinstance(command, click.Group):
        context = click.Context(command)
        for under in command.list_commands(context):
            found = command.get_command(context, under)
            assert found is not None
            yield from commands(found, f"{name} {under}")


def links(page: Path) -> list[str]:
    """The targets of a page's links into the project, outside its code."""
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    found: list[str] = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text))
    return [target for target in found if not re.match("[a-z]+:", target)]


def headings_in_words(page: Path) -> list[str]:
    """The headings of a page, without marks."""
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    return [found.replace("`", "") for found in re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)]


def headings(page: Path) -> list[str]:
    """The anchors of a page's headings."""
    return [
        re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        for words in headings_in_words(page)
    ]
