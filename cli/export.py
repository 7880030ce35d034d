"""`export`: the ledger's events and movements for another tool."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from cli.options import known_at
from cli.session import Session

if TYPE_CHECKING:
    from ledger.exchange.exports import Export

F = TypeVar("F", bound=Callable[..., Any])
_STDOUT = "-"
_JSONL = ".jsonl"
_MOVEMENT_FORMATS = {
    ".csv": "csv",
    _JSONL: "jsonl",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".hledger": "hledger",
    ".journal": "hledger",
    ".ledger": "ledger",
}
"""The format of movements that the ending of a file's name asks for."""
_BINARY = {"xlsx", "parquet"}


def _to(function: F) -> F:
    return click.option(
        "--to",
        metavar="FILE",
        default=_STDOUT,
        help="The file to write; it is replaced when all is written. Standard output unless given.",
    )(function)


def _as(*formats: str) -> Callable[[F], F]:
    return click.option(
        "--as",
        "format_",
        type=click.Choice(formats),
        help=f"The format; {formats[0]} unless this or FILE's ending says otherwise.",
    )


@click.group(epilog="Example: rientro export movements --as csv")
def export() -> None:
    """Hand the data to another tool."""


@export.command(epilog="Example: rientro export events --as cloudevents")
@_to
@_as("jsonl", "cloudevents")
@known_at
@click.pass_context
def events(ctx: click.Context, to: str, format_: str | None, known_at: datetime | None) -> None:
    """Write every event, one a line, oldest first.

    As jsonl the lines are the log itself, byte for byte: a new ledger can be made from them with
    init --from, and an auditor can check them.
    """
    from ledger.exchange.exports import EVENTS

    ending = PurePath(to).suffix.lower()
    if format_ is None and ending in _MOVEMENT_FORMATS and ending != _JSONL:
        raise click.UsageError(
            f"Events are written as jsonl, or with --as; for {ending} use: rientro export movements"
        )
    format_ = format_ or "jsonl"
    _export(ctx.obj, to, EVENTS[format_], f"events as {format_}", known_at)


@export.command(epilog="Example: rientro export movements --as hledger")
@_to
@_as("csv", "jsonl", "xlsx", "parquet", "hledger", "ledger")
@known_at
@click.pass_context
def movements(ctx: click.Context, to: str, format_: str | None, known_at: datetime | None) -> None:
    """Write every movement, and every void of one, one row a side.

    A CSV or XLSX file can be imported into another ledger that has the same sites and contracts:
    what was voided is passed over. As hledger or ledger it is a journal of heads.
    """
    from ledger.exchange.exports import MOVEMENTS

    format_ = format_ or _MOVEMENT_FORMATS.get(PurePath(to).suffix.lower(), "csv")
    if format_ in _BINARY and to == _STDOUT and sys.stdout.isatty():
        raise click.UsageError(f"{format_} is not text to read: name a file with --to.")
    what = "movements" if format_ in {"hledger", "ledger"} else "rows"
    _export(ctx.obj, to, MOVEMENTS[format_], f"{what} as {format_}", known_at)


def _export(session: Session, to: str, write: Export, what: str, known_at: datetime | None) -> None:
    from ledger.exchange.target import whole_file

    ledger = session.readings()
    database = ledger.database
    target: AbstractContextManager[BinaryIO]
    if to == _STDOUT:
        target = nullcontext(sys.stdout.buffer)
    else:
        target = whole_file(Path(to), not_over=database.files)
    with ledger.asking(known_at) as view, target as file:
        count = write(database, view, file, session.meter("Exporting"))
    if to != _STDOUT:
        session.say(f"Wrote {count:,} {what} to {to}.")
