"""The page of commands: the help of each."""

from __future__ import annotations

from collections.abc import Iterator

import click
from page import NOTE, WIDTH

from cli.main import cli

COMMANDS = """\
# Commands

This is the help that the program gives, in its order; `rientro COMMAND --help` prints the same.
[Answers](../answers.md) describes what the commands print, and their exit codes.
"""


def commands_page() -> str:
    """Every command with its own help."""
    parts = [NOTE + COMMANDS]
    parts += [f"## {name}\n\n```text\n{text}\n```\n" for name, text in _helps(cli, "rientro", None)]
    return "\n".join(parts)


def _helps(
    command: click.Command, name: str, parent: click.Context | None
) -> Iterator[tuple[str, str]]:
    """The full name and the help of the command and of all that are under it."""
    settings = {**command.context_settings, "terminal_width": WIDTH}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield context.command_path, command.get_help(context).rstrip()
    if isinstance(command, click.Group):
        for under in command.list_commands(context):
            found = command.get_command(context, under)
            if found is not None:
                yield from _helps(found, under, context)
