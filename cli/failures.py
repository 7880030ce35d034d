"""The way out when something is not done: one clear message, and the exit code for its kind."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import click

FINDING = 1
WRONG_USAGE = 2
REFUSED = 3
UNUSABLE = 4
_INTERRUPTED = 130
_LONGEST = 350


class AnswerLost(Exception):
    """What was recorded could not be told."""

    def __init__(self, recorded: str, error: OSError) -> None:
        super().__init__(f"{_not_written(error)} {recorded}")


def _not_written(error: OSError) -> str:
    return f"The answer could not be written ({error.strerror or error})."


def fail(error: Exception, arguments: Sequence[str]) -> int:
    """Say what went wrong on stderr; returns the exit code."""
    if isinstance(error, BrokenPipeError):
        _close_stdout()
        return 0
    name, message, status = _described(error)
    with suppress(OSError):  # who cannot be told learns it from the exit code
        _tell(error, name, message, arguments)
    return status


def _tell(error: Exception, name: str, message: str, arguments: Sequence[str]) -> None:
    if isinstance(error, click.Abort | click.exceptions.NoArgsIsHelpError):
        click.echo(message, err=True)
        return
    document: dict[str, Any]
    rows = [asdict(problem) for problem in getattr(error, "problems", ())]
    groups = getattr(error, "groups", ())
    if _wants_json(arguments):
        document = {"schema": "rientro.error.v1", "error": name, "message": message}
        if rows:
            document["rows"] = rows
        if groups:
            document["groups"] = [asdict(group) for group in groups]
        click.echo(json.dumps(document, ensure_ascii=False), err=True)
    elif isinstance(error, click.UsageError):
        shown = message if len(message) <= _LONGEST else message[:_LONGEST] + "…"
        click.UsageError(shown, ctx=error.ctx).show()
    else:
        click.echo(f"Error: {message}", err=True)
        for line in _of_file(error, groups):
            click.echo(line, err=True)
        several = {(group.column, group.value, group.message) for group in groups}
        rows = [row for row in rows if (row["column"], row["value"], row["message"]) not in several]
        for line in _aligned(rows):
            click.echo(line, err=True)


def _of_file(error: Exception, groups: Sequence[Any]) -> list[str]:
    """How a file was read in which something is wrong, and the mistakes that it makes several times."""
    from cli.output.file_words import sentences

    said = sentences(getattr(error, "told", None))
    for group in groups:
        value = f' "{group.value}"' if group.value else ""
        column = f"{group.column}{value} " if group.column else ""
        said.append(f"{column}({group.rows:,} rows, {group.lines}): {group.message}")
    return said


def _aligned(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The problems of a file as a table."""
    if not rows:
        return []
    table = [("line", "column", "value", "what would be right")]
    for row in rows:
        value, column = row["value"] or "–", row["column"] or "–"
        table.append((str(row["line"]), column, value, row["message"]))
    widths = [max(map(len, cells)) for cells in list(zip(*table, strict=True))[:3]]
    return [
        f"{line:>{widths[0]}}  {column:<{widths[1]}}  {value:<{widths[2]}}  {said}"
        for line, column, value, said in table
    ]


def _described(error: Exception) -> tuple[str, str, int]:
    """What the error is called, what it says, and its exit code."""
    if isinstance(error, click.Abort):
        return "Stopped", "Stopped.", _INTERRUPTED
    if isinstance(error, click.ClickException):
        name = getattr(error, "refusal", type(error).__name__)
        return name, error.format_message() + _where_it_goes(error), WRONG_USAGE
    from domain.refusals import InvalidValue, Refusal

    if isinstance(error, InvalidValue):
        return error.name, str(error), WRONG_USAGE
    if isinstance(error, Refusal):
        return error.name, str(error), REFUSED
    from ledger.audit.refusals import HistoryFinding
    from ledger.unusable import LedgerUnusable

    if isinstance(error, HistoryFinding):
        return error.name, str(error), FINDING
    if isinstance(error, LedgerUnusable):
        return error.name, str(error), UNUSABLE
    if isinstance(error, AnswerLost):
        return type(error).__name__, str(error), UNUSABLE
    if isinstance(error, OSError):
        message = _not_written(error)
        if error.filename:
            message = f"{error.filename}: {error.strerror}. Check the name and its permissions."
        return type(error).__name__, message, UNUSABLE
    detail = " ".join(str(error).split())[:300]
    message = f"rientro failed in a way that it should not ({type(error).__name__}: {detail}). "
    return (
        "Unexpected",
        message + "Please report this; rientro log shows what is recorded.",
        UNUSABLE,
    )


def _where_it_goes(error: click.ClickException) -> str:
    """What to say of an option that stands after the command and belongs before it."""
    if isinstance(error, click.NoSuchOption) and error.ctx is not None:
        root = error.ctx.find_root().command
        if any(error.option_name in parameter.opts for parameter in root.params):
            return f" It goes before the command: rientro {error.option_name} …"
    return ""


def _wants_json(arguments: Sequence[str]) -> bool:
    pairs = zip(arguments, (*arguments[1:], ""), strict=False)
    return any(
        argument == "--format=json" or (argument == "--format" and value == "json")
        for argument, value in pairs
    )


def _close_stdout() -> None:
    """Leave nothing for the interpreter to write to a reader that went away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
