"""The manual page, made from the commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from cli.main import cli

_HEADER = r""".\" Made by docs/generate.py from the commands; do not edit it.
.TH RIENTRO 1 "" "rientro" "User commands"
.SH NAME
rientro \- keep every movement of work between sites, and answer from the history alone"""


def manual_page() -> str:
    """The page in the form that man(1) shows."""
    return "\n".join([_HEADER, *_of(cli, ()), *_ENDS]) + "\n"


_ENDS = (
    ".SH EXIT STATUS",
    *("0 done; 1 a finding; 2 wrong usage; 3 refused by a rule; 4 the ledger cannot be used.",),
    ".SH ENVIRONMENT",
    ".TP",
    "RIENTRO_LEDGER, RIENTRO_BY, RIENTRO_LANG",
    r"The same as \-\-ledger, \-\-by and \-\-lang, which count before them.",
    ".TP",
    "PAGER, LESS",
    "What shows a table that is longer than the terminal, and how.",
    ".TP",
    "NO_COLOR",
    "If it is set, nothing is coloured.",
)


def _of(command: click.Command, path: tuple[str, ...]) -> Iterator[str]:
    words = ("rientro", *path)
    with click.Context(command, info_name=" ".join(words)) as ctx:
        pieces = command.collect_usage_pieces(ctx)
        if not path:
            yield from (
                ".SH SYNOPSIS",
                f".B rientro\n{_plain(' '.join(pieces))}",
                ".SH DESCRIPTION",
            )
        else:
            yield f'.SS "{_plain(" ".join((*words, *pieces)))}"'
        yield from _paragraphs(command.help or "")
        for each in command.get_params(ctx):
            record = each.get_help_record(ctx)
            if record is not None:
                yield from (".TP", rf"\fB{_plain(record[0])}\fR", _plain(record[1]))
        if command.epilog:
            yield from (".PP", _plain(command.epilog))
        if isinstance(command, click.Group):
            if not path:
                yield ".SH COMMANDS"
            for name in command.list_commands(ctx):
                under = command.get_command(ctx, name)
                if under is not None:
                    yield from _of(under, (*path, name))


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number:
            yield ".PP"
        yield _plain(" ".join(paragraph.replace("\b", "").split()))


def _plain(text: str) -> str:
    """The text as it is, whatever of it means something in such a page."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped
