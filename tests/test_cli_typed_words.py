"""What is typed is read once: a repeated option, an unknown name or one word too many is told."""

from __future__ import annotations

import json

import click
import pytest
from conftest import Rientro

from cli.commands import Command, Group
from cli.main import cli

TWICE = {
    "hire OP-1 --at IT-CAG --at IT-LEC --on 2018-10-01": "--at",
    "hire OP-1 --at IT-CAG --on 2018-10-01 --on 2018-10-02": "--on",
    "headcount --format json --format=csv": "--format",
    "hire OP-1 --at IT-CAG --on 2018-10-01 --dry-run --dry-run": "--dry-run",
    "--quiet --quiet headcount": "--quiet",
    "--by anna --by bruno headcount": "--by",
    "void IT-LEC-0001 --reason wrong --reason mistaken": "--reason",
}
NEAREST = {
    "headcuont": ("rientro", 'No such command "headcuont". Did you mean rientro headcount?'),
    "site opne": ("rientro site", 'No such command "opne". Did you mean rientro site open?'),
    "xyzzy": ("rientro", 'No such command "xyzzy". --help shows them all.'),
    "headcount --formt json": (
        "rientro headcount",
        "No such option '--formt'. Did you mean '--format'?",
    ),
    "headcount --format cvs": (
        "rientro headcount",
        "Invalid value for '--format': \"cvs\" is not one of table, json, csv. Did you mean csv?",
    ),
    "headcount by": (
        "rientro headcount",
        (
            'Got unexpected extra argument "by". rientro headcount takes nothing besides its '
            "options; a value with blanks goes between quotes. Did you mean --by?"
        ),
    ),
    "site show IT-CAG Cagliari": (
        "rientro site show",
        (
            'Got unexpected extra argument "Cagliari". rientro site show takes SITE besides its '
            "options; a value with blanks goes between quotes."
        ),
    ),
}


@pytest.mark.parametrize(("words", "option"), TWICE.items(), ids=TWICE)
def test_an_option_given_twice_is_refused_and_named(demo: Rientro, words: str, option: str) -> None:
    said = demo.typed(words)
    assert (said.exit_code, said.stdout) == (2, "")
    message = f"{option} was given twice. Give it once."
    told = {"schema": "rientro.error.v1", "error": "BadOptionUsage", "message": message}
    if "json" in words:
        assert json.loads(said.stderr) == told
    else:
        assert said.stderr.rpartition("\n\n")[2] == f"Error: {message}\n"
    assert demo.position == 665


def test_an_option_that_may_repeat_is_taken_each_time(demo: Rientro) -> None:
    said = demo.typed(
        "plan announce P --from RO-BUC --from RO-IAS --to IT-LEC --target 4 --baseline 2018-10-01 "
        "--deadline 2018-12-31 --on 2018-10-01"
    )
    assert (said.exit_code, demo.position) == (0, 666)


def test_help_may_be_asked_for_twice(demo: Rientro) -> None:
    assert demo("headcount", "-h", "--help") == demo("headcount", "--help")


@pytest.mark.parametrize(("words", "said"), NEAREST.items(), ids=NEAREST)
def test_an_unknown_name_is_answered_with_the_nearest(
    demo: Rientro, words: str, said: tuple[str, str]
) -> None:
    path, message = said
    answered = demo.typed(words)
    assert (answered.exit_code, answered.stdout) == (2, "")
    usage, _, error = answered.stderr.rpartition("\n\n")
    assert usage.startswith(f"Usage: {path} ")
    assert error == f"Error: {message}\n"


@pytest.mark.parametrize("path", [(), ("headcount",), ("site",), ("headcount", "--by")])
def test_what_is_unknown_is_never_repeated_as_it_works_on_a_terminal(
    demo: Rientro, path: tuple[str, ...]
) -> None:
    said = demo(*path, "\x1b]0;owned\x07\x1b[31m\u202e\x00")
    assert said.exit_code == 2
    assert not {"\x1b", "\x07", "\u202e", "\x00"} & set(said.stderr)
    assert r"\x1b]0;owned\x07\x1b[31m\u202e" in said.stderr


def test_every_command_reads_what_was_typed_in_the_same_way() -> None:
    def below(group: click.Group) -> None:
        with click.Context(group) as ctx:
            for name in group.list_commands(ctx):
                command = group.get_command(ctx, name)
                assert isinstance(command, Command), f"{name} is not made by cli.commands"
                if isinstance(command, click.Group):
                    assert isinstance(command, Group), name
                    below(command)

    below(cli)
