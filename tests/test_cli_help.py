"""Every command says what it does and shows an example, and every example works."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import Rientro
from places import SQLitePlace
from rows import for_each

from cli.main import cli

_ON_A_SERVER = {("db", "roles")}
_MAKES_A_LEDGER = {"init", "demo"}
_NOTED = "hire OP-1042 --at IT-CAG --on 2018-10-01 --note 'Trial until December'"
_A_PROTOCOL = (
    "protocol sign PROT-2017 --shipped protocollo-2017 --on 2017-05-04",
    "protocol join PROT-2017 Fastweb --on 2017-05-04",
)
_LAWS = ("rule adopt --shipped it-24-bis", "rule adopt --shipped eu")
_SET_UP = {
    "protocol": _A_PROTOCOL,
    "quality": ("quality define --shipped agcom",),
    "rule": _LAWS,
    "union": _LAWS,
    "notice": _LAWS,
    "notices": _LAWS,
    "erase": (_NOTED,),
}
"""What is recorded before the examples of some commands."""
_DAMAGED = (
    "DROP TRIGGER stored_events_no_update",
    "UPDATE stored_events SET state = x'00' WHERE rowid = 12",
)


def _commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, group
    with click.Context(group) as ctx:
        for name in group.list_commands(ctx):
            command = group.get_command(ctx, name)
            assert command is not None
            if isinstance(command, click.Group):
                yield from _commands(command, *path, name)
            else:
                yield (*path, name), command


ALL = dict(_commands(cli))
SINGLE = {path: command for path, command in ALL.items() if not isinstance(command, click.Group)}
EXAMPLES = {
    command.epilog: path for path, command in ALL.items() if command.epilog and path != ("serve",)
}
"""Each example of a command that ends by itself; that of the server is typed in the tests of pages."""


def _called(path: tuple[str, ...]) -> str:
    return " ".join(("rientro", *path))


def _example(epilog: str | None) -> list[str]:
    """The words of the example after the program's name."""
    said, _, example = (epilog or "").partition("Example: ")
    assert not said.strip(), f"{said!r} stands before the example"
    program, *words = shlex.split(example)
    assert program == "rientro"
    return words


@for_each("path", ALL)
def test_every_command_has_help_with_a_sentence_and_an_example(
    run: Rientro, path: tuple[str, ...]
) -> None:
    said = run(*path, "--help")
    assert (said.exit_code, said.stderr) == (0, "")
    usage, sentence = [*said.stdout.split("\n\n"), ""][:2]
    assert usage.startswith(f"Usage: {_called(path)} ")
    assert sentence.rstrip().endswith(".")
    assert "Example: rientro " in said.stdout


@for_each("path", SINGLE)
def test_every_option_and_command_is_described(path: tuple[str, ...]) -> None:
    for parameter in SINGLE[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts[0]} has no help"
            assert parameter.help.endswith("."), parameter.help


@for_each("path", SINGLE)
def test_the_example_of_a_command_is_an_example_of_it(path: tuple[str, ...]) -> None:
    words = _example(SINGLE[path].epilog)
    assert any(tuple(words[start : start + len(path)]) == path for start in range(len(words))), (
        words
    )


@pytest.mark.parametrize(("example", "path"), EXAMPLES.items(), ids=map(_called, EXAMPLES.values()))
def test_the_example_in_help_works(
    run: Rientro,
    recorded_demo: Path,
    signed_demo: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
    example: str,
    path: tuple[str, ...],
) -> None:
    for file in signed_demo.iterdir():
        if file.name != "rientro.db":
            shutil.copy(file, run.folder / file.name)  # a key stays its owner's alone
    words = _example(example)
    if path in _ON_A_SERVER:
        run = request.getfixturevalue("demo_on_server")
    elif not _MAKES_A_LEDGER & set(words):
        place = SQLitePlace(tmp_path_factory.mktemp("example"))
        shutil.copyfile(recorded_demo, place.path)
        run = Rientro(run.folder, {**run.settings, "RIENTRO_LEDGER": place.address}, place)
        run.given(*_SET_UP.get(path[0], ()))
        for statement in _DAMAGED if path == ("db", "set-aside") else ():
            place.sql(statement)
    said = run(*words)
    assert said.exit_code == 0, said
    assert said.stdout or said.stderr


def test_the_short_option_for_help_works_too(run: Rientro) -> None:
    assert run("bridge", "-h") == run("bridge", "--help")


def test_the_version_is_told(run: Rientro) -> None:
    said = run("--version")
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.startswith("rientro 0.")


def test_a_program_without_a_command_shows_its_help(run: Rientro) -> None:
    said = run.program()
    assert "Traceback" not in said.stderr
    assert "Usage: rientro [OPTIONS] COMMAND" in said.stdout + said.stderr
    assert said.exit_code == 2


def test_a_group_without_a_command_shows_its_help(run: Rientro) -> None:
    said = run("site")
    assert said.exit_code == 2
    assert "Usage: rientro site [OPTIONS] COMMAND" in said.stdout + said.stderr


@pytest.mark.parametrize("words", [["headcuont"], ["site", "opne"]], ids=" ".join)
def test_an_unknown_command_is_wrong_usage(demo: Rientro, words: list[str]) -> None:
    demo(*words).refused(2, f'No such command "{words[-1]}".', "Did you mean")


def test_an_unknown_option_is_wrong_usage_and_the_next_one_is_suggested(demo: Rientro) -> None:
    demo("headcount", "--formt", "json").refused(2, "No such option '--formt'", "'--format'")


@pytest.mark.parametrize("option", ["--quiet", "--ledger=x.db"])
def test_an_option_of_all_commands_is_said_to_go_before_the_command(
    demo: Rientro, option: str
) -> None:
    said = demo("hire", "OP-1", "--at", "IT-CAG", "--on", "2018-10-01", option)
    name = option.partition("=")[0]
    said.refused(2, f"No such option '{name}'", f"It goes before the command: rientro {name} …")


def test_the_commands_are_shown_in_sections(run: Rientro) -> None:
    said = run("--help").stdout
    sections = ("Record", "Ask", "Plans and commitments", "Exchange", "Prove", "Look", "Look after")
    assert re.findall(r"^(\w[\w ]*):$", said, re.MULTILINE) == ["Options", *sections]


@pytest.mark.parametrize("path", [path for path in ALL if path not in SINGLE], ids=_called)
def test_each_command_is_told_in_one_line_of_80_columns(
    run: Rientro, path: tuple[str, ...]
) -> None:
    group = ALL[path]
    assert isinstance(group, click.Group)
    said = run(*path, "--help", COLUMNS="80").stdout.splitlines()
    assert max(map(len, said)) <= 80
    with click.Context(group) as ctx:
        for name in group.list_commands(ctx):
            lines = [line for line in said if line.startswith(f"  {name} ")]
            assert len(lines) == 1
            assert lines[0].endswith("."), lines
            assert not lines[0].endswith("..."), lines
