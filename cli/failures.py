"""The way out when something is not done: one clear message, and the exit code for its kind."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from shlex import quote
from typing import Any

import click

from faces.terminal import visible
from faces.words.catalogue import translated

FINDING = 1
WRONG_USAGE = 2
REFUSED = 3
UNUSABLE = 4
_INTERRUPTED = 130
_LONGEST = 350
_WITH_VALUE = ("--ledger", "--by", "--lang")
"""The options before a command that have a value."""


def _not_written(error: OSError) -> str:
    from faces.words import say

    return say("failure.not-written", why=error.strerror or error)


def fail(error: Exception, arguments: Sequence[str]) -> int:
    """Say what went wrong on stderr; returns the exit code."""
    if isinstance(error, BrokenPipeError):
        _close_stdout()
        return 0
    name, message, status = described(error, arguments)
    with suppress(OSError):  # who cannot be told learns it from the exit code
        _tell(error, name, message, arguments)
    return status


def _tell(error: Exception, name: str, message: str, arguments: Sequence[str]) -> None:
    if isinstance(error, click.Abort | click.exceptions.NoArgsIsHelpError):
        click.echo(message, err=True)
        return
    document: dict[str, Any]
    program = _program(arguments)
    rows = [_in_words(each, program) for each in getattr(error, "problems", ())]
    groups = getattr(error, "groups", ())
    made_often = [_in_words(each, program) for each in groups]
    if wants_json(arguments):
        from faces.refused import error_document

        document = error_document(name, message)
        if rows:
            document["rows"] = rows
        if groups:
            document["groups"] = [_group_in_words(each, program) for each in groups]
        document |= facts_of(error)
        click.echo(visible(json.dumps(document, ensure_ascii=False)), err=True)
    elif isinstance(error, click.UsageError):
        shown = message if len(message) <= _LONGEST else message[:_LONGEST] + "…"
        click.UsageError(visible(shown), ctx=error.ctx).show()
    else:
        from faces.files import how_it_was_read, mistakes_made_often
        from faces.words import say

        of_file = (
            *how_it_was_read(getattr(error, "told", None)),
            *mistakes_made_often(groups, program),
        )
        several = {(group["column"], group["value"], group["message"]) for group in made_often}
        rows = [row for row in rows if (row["column"], row["value"], row["message"]) not in several]
        for line in (say("failure", message=message), *of_file, *_aligned(rows)):
            click.echo(visible(line), err=True)


def _in_words(problem: Any, program: str) -> dict[str, Any]:
    """A problem of a file by its fields, with what would be right in words."""
    from faces.refused import problem_in_words

    told = {each.name: getattr(problem, each.name) for each in fields(problem)}
    return told | {"message": problem_in_words(problem.message, program)}


def _group_in_words(group: Any, program: str) -> dict[str, Any]:
    """A mistake that is made often by its fields, with its lines in words, too."""
    from faces.files import lines_in_words

    told = _in_words(group, program)
    del told["ranges"], told["has_more"]
    return told | {"lines": lines_in_words(group)}


def _aligned(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The problems of a file as a table."""
    if not rows:
        return []
    from faces.columns import NONE, aligned
    from faces.words import heading

    names = ("line", "column", "value", "what_would_be_right")
    table = [tuple(map(heading, names))]
    for row in rows:
        value = visible(row["value"]) or NONE
        table.append((str(row["line"]), row["column"] or NONE, value, visible(row["message"])))
    return aligned(table, (True, False, False, False))


def described(error: Exception, arguments: Sequence[str]) -> tuple[str, str, int]:
    """What the error is called, what it says, and its exit code."""
    from faces.words import say

    if isinstance(error, click.Abort):
        return "Stopped", say("failure.stopped"), _INTERRUPTED
    if isinstance(error, click.ClickException):
        vars(error)["message"] = translated(error.message)
        name = getattr(error, "refusal", type(error).__name__)
        return name, error.format_message() + _where_it_goes(error), WRONG_USAGE
    from domain.refusal import InvalidValue, Refusal

    if isinstance(error, InvalidValue):
        return error.name, _sentence(error, arguments), WRONG_USAGE
    if isinstance(error, Refusal):
        return error.name, _sentence(error, arguments), REFUSED
    from ledger.signing.signing_refusals import HistoryFinding
    from ledger.store.errors import LedgerUnusable

    if isinstance(error, HistoryFinding):
        return error.name, _sentence(error, arguments), FINDING
    if isinstance(error, LedgerUnusable):
        return error.name, _sentence(error, arguments), UNUSABLE
    from faces.show import AnswerLost

    if isinstance(error, AnswerLost):
        message = f"{_not_written(error.error)} {error.told_beside}"
        return type(error).__name__, message, UNUSABLE
    if isinstance(error, OSError):
        message = _not_written(error)
        if error.filename:
            message = say("failure.file", file=error.filename, why=error.strerror)
        return type(error).__name__, message, UNUSABLE
    detail = " ".join(str(error).split())[:300]
    message = say("failure.unexpected", kind=type(error).__name__, detail=detail)
    return "Unexpected", message, UNUSABLE


def _where_it_goes(error: click.ClickException) -> str:
    """What to say of an option that stands after the command and belongs before it."""
    if isinstance(error, click.NoSuchOption) and error.ctx is not None:
        root = error.ctx.find_root().command
        if any(error.option_name in parameter.opts for parameter in root.params):
            from faces.words import say

            where = say("usage.before-the-command", option=error.option_name)
            return f" {where}"
    return ""


def _sentence(error: Exception, arguments: Sequence[str]) -> str:
    from faces.refused import sentence

    return sentence(error, _program(arguments))


def facts_of(error: Exception) -> dict[str, Any]:
    """The facts of the rule that was broken, also where an option was given a wrong value."""
    from faces.refused import told_facts

    return told_facts(getattr(error, "told_of", error))


def _program(arguments: Sequence[str]) -> str:
    """How a command begins that asks the same ledger, if it was named on the command line."""
    before = [*arguments]
    while before and before[0].startswith("-"):
        name, given, value = before.pop(0).partition("=")
        if name in _WITH_VALUE and not given:
            value = before.pop(0) if before else ""
        if name == "--ledger" and value:
            return f"rientro --ledger {quote(value)}"
    return "rientro"


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether what is said goes to a program."""
    pairs = zip(arguments, (*arguments[1:], ""), strict=False)
    return any(
        argument == "--format=json" or (argument == "--format" and value == "json")
        for argument, value in pairs
    )


def _close_stdout() -> None:
    """Leave nothing for the interpreter to write to a reader that went away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
