"""`export`: the ledger's events and movements for another tool."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from cli.commands import OneOf, group, wrong_usage
from cli.narrowing import filters
from cli.options import known_at, replace
from cli.session import Session
from cli.values import NEW_FILE
from domain.refusal import quoted

if TYPE_CHECKING:
    from ledger.exchange.exports import Export
    from ledger.exchange.target import Target
    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database
    from projections.only import Only
    from projections.view import View

F = TypeVar("F", bound=Callable[..., Any])
_STDOUT = Path("-")
_JSONL = ".jsonl"
_ROW_FORMATS = {".csv": "csv", _JSONL: "jsonl", ".xlsx": "xlsx", ".parquet": "parquet"}
_MOVEMENT_FORMATS = {
    **_ROW_FORMATS,
    ".hledger": "hledger",
    ".journal": "hledger",
    ".ledger": "ledger",
}
"""The format of movements that the ending of a file's name asks for."""
_BINARY = {"xlsx", "parquet"}


def _to(function: F) -> F:
    return click.option(
        "--to",
        type=NEW_FILE,
        metavar="FILE",
        default=_STDOUT,
        help="The file to write, over an earlier export at most. Standard output unless given.",
    )(replace(function))


def _as(*formats: str) -> Callable[[F], F]:
    return click.option(
        "--as",
        "format_",
        type=OneOf(formats),
        help=f"The format; {formats[0]} unless this or FILE's ending says otherwise.",
    )


@group(epilog="Example: rientro export movements --as csv")
def export() -> None:
    """Hand the data to another tool."""


@export.command(epilog="Example: rientro export events --as cloudevents")
@_to
@_as("jsonl", "cloudevents")
@known_at
@click.pass_context
def events(
    ctx: click.Context,
    to: Path,
    replace: bool,
    format_: str | None,
    known_at: datetime | None,
) -> None:
    """Write every event, one a line, oldest first.

    As jsonl the lines are the log itself, byte for byte: a new ledger can be made from them with
    init --from, and an auditor can check them.
    """
    from ledger.exchange.exports import EVENTS
    from ledger.store import file_kinds

    ending = to.suffix.lower()
    if format_ is None and ending in _MOVEMENT_FORMATS and ending != _JSONL:
        raise wrong_usage(
            "Events are written as jsonl, or with --as; for {ending} use: rientro export movements",
            ending=ending,
        )
    format_ = format_ or "jsonl"
    target = _target(ctx.obj, to, file_kinds.EVENTS, replace)
    _export(ctx.obj, target, EVENTS[format_], ("exported.events", format_), known_at)


@export.command(epilog="Example: rientro export movements --as hledger")
@_to
@_as("csv", "jsonl", "xlsx", "parquet", "hledger", "ledger")
@click.option(
    "--raw", is_flag=True, help="As csv, put no apostrophe before what looks like a formula."
)
@filters
@known_at
@click.pass_context
def movements(
    ctx: click.Context,
    to: Path,
    replace: bool,
    format_: str | None,
    raw: bool,
    only: Only,
    known_at: datetime | None,
) -> None:
    """Write every movement, and every void of one, one row a side.

    A CSV or XLSX file can be imported into another ledger that has the same sites and contracts:
    what was voided is passed over. As hledger or ledger it is a journal of heads. Filters keep the
    movements that begin or end where they hold, each as a whole.
    """
    from ledger.exchange.exports import MOVEMENTS, RAW_CSV
    from ledger.store import file_kinds

    target = _target(ctx.obj, to, file_kinds.MOVEMENTS, replace)
    if target is not None:
        target.check()  # what is there matters more than what it is called
    format_ = _format(format_, to, _MOVEMENT_FORMATS)
    if raw and format_ != "csv":
        raise wrong_usage("--raw is for csv: {format} has text as it is.", format=format_)
    if format_ in _BINARY and to == _STDOUT and sys.stdout.isatty():
        raise wrong_usage("{format} is not text to read: name a file with --to.", format=format_)
    key = "exported.movements" if format_ in {"hledger", "ledger"} else "exported.rows"
    write = RAW_CSV if raw else MOVEMENTS[format_]

    def narrowed(database: Database, view: View, file: BinaryIO, meter: Meter) -> int:
        from answers.known import must_be_known

        must_be_known(view, only)
        return write(database, view, file, meter, only)

    _export(ctx.obj, target, narrowed, (key, format_), known_at)


@export.command(
    short_help="Write every report of volumes, as signed rows.",
    epilog="Example: rientro export volumes --as csv",
)
@_to
@_as("csv", "jsonl", "xlsx", "parquet")
@known_at
@click.pass_context
def volumes(
    ctx: click.Context,
    to: Path,
    replace: bool,
    format_: str | None,
    known_at: datetime | None,
) -> None:
    """Write every report of volumes, and what it replaces with the sign turned.

    Added up to a position, the rows are what was reported then. A CSV or XLSX file can be imported
    into another ledger that has the same sites and contracts: what was replaced is passed over.
    """
    from ledger.exchange.exports import VOLUMES
    from ledger.store import file_kinds

    target = _target(ctx.obj, to, file_kinds.VOLUMES, replace)
    if target is not None:
        target.check()
    format_ = _format(format_, to, _ROW_FORMATS)
    if format_ in _BINARY and to == _STDOUT and sys.stdout.isatty():
        raise wrong_usage("{format} is not text to read: name a file with --to.", format=format_)
    _export(ctx.obj, target, VOLUMES[format_], ("exported.rows", format_), known_at)


@export.command(
    short_help="Write every report of quality, as signed rows.",
    epilog="Example: rientro export quality --as csv",
)
@_to
@_as("csv", "jsonl", "xlsx", "parquet")
@known_at
@click.pass_context
def quality(
    ctx: click.Context,
    to: Path,
    replace: bool,
    format_: str | None,
    known_at: datetime | None,
) -> None:
    """Write every report of quality, and what it replaces with the sign turned.

    Added up to a position, the rows are what was reported then. A CSV or XLSX file can be imported
    into another ledger that has the same sites, contracts and indicators: what was replaced is passed
    over.
    """
    from ledger.exchange.exports import QUALITY
    from ledger.store import file_kinds

    target = _target(ctx.obj, to, file_kinds.QUALITY, replace)
    if target is not None:
        target.check()
    format_ = _format(format_, to, _ROW_FORMATS)
    if format_ in _BINARY and to == _STDOUT and sys.stdout.isatty():
        raise click.UsageError(f"{format_} is not text to read: name a file with --to.")
    _export(ctx.obj, target, QUALITY[format_], ("exported.rows", format_), known_at)


@export.command(epilog="Example: rientro export texts --to texts.jsonl")
@_to
@known_at
@click.pass_context
def texts(ctx: click.Context, to: Path, replace: bool, known_at: datetime | None) -> None:
    """Write the notes that are there, one a line, with their salts.

    They are no part of the log: an export of events has their hashes only. With init --texts they
    come into a new ledger again. A note that is erased later stays in such a file.
    """
    from ledger.store import file_kinds
    from ledger.store.texts import write_texts

    target = _target(ctx.obj, to, file_kinds.TEXTS, replace)
    _export(ctx.obj, target, write_texts, ("exported.notes", ""), known_at)


def _format(format_: str | None, to: Path, known: dict[str, str]) -> str:
    """The format that is asked for, or that the ending of the file's name means."""
    ending = to.suffix.lower()
    if format_ is None and ending and ending not in known:
        raise wrong_usage(
            "Nothing is written as {ending}. Name a file that ends in one of {endings}, or say the "
            "format with --as.",
            ending=quoted(ending),
            endings=", ".join(known),
        )
    return format_ or known.get(ending, "csv")


def _target(session: Session, to: Path, kind: str, replace: bool) -> Target | None:
    """Where the export goes; nowhere but to standard output if that is said."""
    from ledger.exchange.target import Target

    if to == _STDOUT:
        return None
    own = session.database().files
    return Target(to, over=frozenset({kind}), replace=replace, not_over=own)


def _export(
    session: Session,
    to: Target | None,
    write: Export,
    told: tuple[str, str],
    known_at: datetime | None,
) -> None:
    session.asks_once = to is None
    ledger = session.readings()
    target = nullcontext(sys.stdout.buffer) if to is None else to.written()
    with ledger.asking(known_at) as view, target as file:
        count = write(ledger.database, view, file, session.meter("Exporting"))
    if to is not None:
        key, form = told
        session.tell_of(count, key, form=form, to=to.path)
