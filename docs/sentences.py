"""All that rientro says, gathered from the program itself.

It stands in the tables of `faces/words/english/`, in the help of the commands and in what they say
of wrong usage, in what click says, and in the signs and months by which a language writes numbers
and dates, which Babel knows.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import click
from babel.messages.extract import extract

from cli.commands import EXAMPLE
from cli.main import SECTIONS, cli
from domain.subjects import EVENTS
from faces.words import english, filling
from faces.words.catalogue import context_of, paragraphs

ROOT = Path(__file__).resolve().parent.parent
_OF_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "types")
# What click translates as the value of a variable, where nothing that reads its source finds it.
_BY_A_VALUE = ("required",)
_USAGE = {"UsageError", "BadParameter", "BadOptionUsage", "wrong_usage"}


class Said(NamedTuple):
    """Something that is said: one sentence, or one about one thing and one about several."""

    text: str | tuple[str, str]
    key: str
    context: str | None = None


def gathered() -> Iterator[Said]:
    """All that is said, in the order of the subjects."""
    for subject in english.subjects():
        name = subject.__name__.rpartition(".")[2]
        for table in ("HEADINGS", "SENTENCES", "MESSAGES", "ADVICE", "PHRASES", "FINDINGS"):
            yield from _of_table(table, getattr(subject, table, {}), f"{name} {table}")
        for key, forms in getattr(subject, "COUNTED", {}).items():
            yield Said(forms, f"{name} COUNTED {key}")
    for topic in EVENTS:
        yield Said(english.happened(topic), f"how often {topic}")
    yield from _of_numbers_and_dates()
    yield from (Said(title, "help, a section", context_of(title, "section")) for title in SECTIONS)
    yield from _of_commands(cli, "rientro", None)
    yield from _of_usage()
    yield from _of_click()


def _of_table(table: str, words: dict[str, str], where: str) -> Iterator[Said]:
    for key, text in words.items():
        several = words.get(f"{key.removesuffix('.one')}.several")
        if table == "SENTENCES" and key.endswith(".one") and several is not None:
            yield Said((text, several), f"{where} {key}")
        elif table == "SENTENCES" and key.endswith(".several") and f"{key[:-8]}.one" in words:
            continue
        elif text:
            context = f"heading.{key}" if table == "HEADINGS" else key
            yield Said(text, f"{where} {key}", context_of(text, context))


def _of_numbers_and_dates() -> Iterator[Said]:
    for text, key in _FROM_BABEL:
        yield Said(text, key, context_of(text, key))


_FROM_BABEL = (
    *((month, filling.MONTH_KEY) for month in filling.MONTHS),
    (filling.DATE, filling.DATE_KEY),
    (filling.DECIMAL, filling.DECIMAL_KEY),
    (filling.GROUP, filling.GROUP_KEY),
    (filling.VOWEL, filling.VOWEL_KEY),
)


def _of_commands(command: click.Command, name: str, parent: click.Context | None) -> Iterator[Said]:
    # Of these it is, too, what its option for help is called, which a command keeps.
    settings = command.context_settings
    context = click.Context(command, info_name=name, parent=parent, **settings)
    where = f"help of {context.command_path}"
    for text in (command.help, command.short_help):
        yield from _help(text, where)
    if command.epilog and not command.epilog.startswith(EXAMPLE):
        yield from _help(command.epilog, where)
    for parameter in command.get_params(context):
        text = getattr(parameter, "help", None)
        yield from _help(text, f"{where}, {parameter.opts[-1]}")
    if isinstance(command, click.Group):
        for under in command.list_commands(context):
            found = command.get_command(context, under)
            if found is not None:
                yield from _of_commands(found, under, context)


def _help(text: str | None, where: str) -> Iterator[Said]:
    if text:
        said = paragraphs(text)
        yield Said(said, where, context_of(said, "help"))


def _of_usage() -> Iterator[Said]:
    """What commands say of wrong usage, and what is measured while they work."""
    for file in sorted((ROOT / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            first = node.args[0]
            if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                continue
            if name in _USAGE:
                yield Said(first.value, f"cli/{file.name}")
            elif name == "meter":
                yield Said(first.value, f"cli/{file.name}", context_of(first.value, "meter"))


def _of_click() -> Iterator[Said]:
    spec = find_spec("click")
    folders = spec.submodule_search_locations if spec else None
    yield from (Said(text, "click, core") for text in _BY_A_VALUE)
    for folder in folders or ():
        for name in _OF_CLICK:
            source = BytesIO((Path(folder) / f"{name}.py").read_bytes())
            for _, text, _, _ in extract("python", source, {"_": None, "ngettext": (1, 2)}):
                if isinstance(text, str):
                    yield Said(text, f"click, {name}")
                else:
                    yield Said((text[0], text[1]), f"click, {name}")
