"""What commands share that record the rows of a file: its options, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cli.options import dry_run
from cli.values import BATCH, READ_FILE, READ_FILE_OR_STDIN, line
from faces.terminal import put

if TYPE_CHECKING:
    from cli.session import Session
    from ledger.exchange.sheets.layout import Layout
    from ledger.exchange.sheets.mapping import FileMapping
    from ledger.recording.report_imports import Reports

F = TypeVar("F", bound=Callable[..., Any])


def _all_of(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Options as one decorator; the help shows them in this order."""

    def decorated(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorated


file_of_rows = _all_of(
    click.argument("file", type=READ_FILE_OR_STDIN, required=False),
    click.option(
        "--map",
        "mapping",
        type=READ_FILE,
        metavar="FILE",
        help="A mapping of its columns and values.",
    ),
    click.option(
        "--sheet", metavar="NAME", help="The sheet of a workbook to read: a name, a number, or all."
    ),
    click.option("--batch", type=BATCH, help="The name of the batch; used once."),
    click.option("--source", type=line("source"), help="Where the figures come from."),
)
"""A file, how it is read, and what its batch is called."""

template = click.option(
    "--template", is_flag=True, help="Print an empty file with examples in comments."
)

draft_map = click.option(
    "--draft-map", is_flag=True, help="Print a mapping for the file, to be looked through."
)

file_of_reports = _all_of(
    file_of_rows,
    click.option("--again", is_flag=True, help="Report again what a file that was recorded says."),
    dry_run,
    template,
    draft_map,
)
"""A file of reports, and whether it is decided anew, only shown, or asked for empty."""


def import_reports(
    session: Session,
    kind: Reports,
    *,
    file: str | None,
    mapping: Path | None,
    draft_map: bool,
    format_: str,
    **terms: Any,
) -> None:
    """Record a file of reports, and tell what was recorded; or draft a mapping for it."""
    if draft_map:
        print_draft(session, kind.file.layout, file, mapping, terms["sheet"])
        return
    name = named(file)
    known = mapping_in(mapping, kind.file.layout)
    content = content_of(name)
    meter = session.meter("Importing")
    outcome = session.ledger().import_reports(kind, content, mapping=known, meter=meter, **terms)
    session.record(outcome, format_, of_a_file=True)


def print_draft(
    session: Session, layout: Layout, file: str | None, mapping: Path | None, sheet: str | None
) -> None:
    """Print a mapping for a file of a kind, of what the ledger knows of its values."""
    from ledger.exchange.drafting import draft

    name = named(file)
    if mapping is not None:
        raise click.UsageError("Give --map or --draft-map, not both.")
    content = content_of(name)
    with session.asking() as view:
        put(draft(content, Path(name).name, view, layout, sheet))


def content_of(name: str) -> bytes:
    """What is in the file of that name; refuses one that is too large."""
    from ledger.exchange.sheets import limits

    with click.open_file(name, "rb") as opened:
        return limits.content_of(opened)


def named(file: str | None) -> str:
    """The name of the file; it is left out only where an empty file is asked for."""
    if file is None:
        raise click.UsageError("Name a file, or - for standard input.")
    return file


def mapping_in(path: Path | None, layout: Layout) -> FileMapping:
    """The mapping in a file, for files of a kind, or none."""
    from ledger.exchange.sheets.mapping import MOST_BYTES, NO_MAPPING, read_mapping

    if path is None:
        return NO_MAPPING
    with path.open("rb") as file:
        return read_mapping(file.read(MOST_BYTES + 1), path.name, layout)
