"""`import`: movements from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.commands import command
from cli.options import (
    BATCH,
    READ_FILE,
    READ_FILE_OR_STDIN,
    answer_format,
    line,
    new_code,
    note,
    sign,
)
from cli.session import Session, pass_session
from faces.terminal import put

if TYPE_CHECKING:
    from ledger.exchange.sheets.layout import Layout
    from ledger.exchange.sheets.mapping import FileMapping


@command(
    "import",
    short_help="Record the movements of a CSV or XLSX file, all or none.",
    epilog="Example: rientro import --template",
)
@click.argument(
    "file",
    type=READ_FILE_OR_STDIN,
    required=False,
)
@click.option(
    "--map", "mapping", type=READ_FILE, metavar="FILE", help="A mapping of its columns and values."
)
@click.option(
    "--sheet", metavar="NAME", help="The sheet of a workbook to read: a name, a number, or all."
)
@click.option("--batch", type=BATCH, help="The name of the batch; used once.")
@click.option("--source", type=line("source"), help="Where the figures come from.")
@note
@new_code
@sign
@click.option("--again", is_flag=True, help="Counted rows are more of the same as before.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, without recording it.")
@click.option("--template", is_flag=True, help="Print an empty file with examples in comments.")
@click.option(
    "--draft-map", is_flag=True, help="Print a mapping for the file, to be looked through."
)
@answer_format
@pass_session
def import_(
    session: Session,
    file: str | None,
    mapping: Path | None,
    sheet: str | None,
    batch: str | None,
    source: str | None,
    note: str | None,
    new_code: bool,
    sign: Path | None,
    again: bool,
    dry_run: bool,
    template: bool,
    draft_map: bool,
    format_: str,
) -> None:
    """Record the movements of a CSV or XLSX file, all or none; `-` reads standard input.

    With a mapping it may be anybody's spreadsheet. A leaver's date is the first day not there, or
    give the last_day. A file that was recorded already adds nothing. Every bad row is reported.
    """
    from ledger.exchange.movement_columns import LAYOUT
    from ledger.exchange.movement_file import TEMPLATE
    from ledger.exchange.sheets.limits import content_of

    if template:
        put(TEMPLATE)
        return
    if file is None:
        raise click.UsageError("Name a file, or - for standard input.")
    if draft_map and mapping is not None:
        raise click.UsageError("Give --map or --draft-map, not both.")
    known = mapping_in(mapping, LAYOUT)
    with click.open_file(file, "rb") as opened:
        content = content_of(opened)
    if draft_map:
        from ledger.exchange.drafting import draft

        with session.asking() as view:
            put(draft(content, Path(file).name, view, sheet))
        return
    outcome = session.ledger().import_movements(
        content,
        mapping=known,
        sheet=sheet,
        again=again,
        batch=batch,
        source=source,
        note=note,
        new_code=new_code,
        key=session.batch_key(sign),
        dry_run=dry_run,
        meter=session.meter("Importing"),
    )
    session.record(outcome, format_, of_a_file=True)


def mapping_in(path: Path | None, layout: Layout) -> FileMapping:
    """The mapping in a file, for files of a kind, or none."""
    from ledger.exchange.sheets.mapping import MOST_BYTES, NO_MAPPING, read_mapping

    if path is None:
        return NO_MAPPING
    with path.open("rb") as file:
        return read_mapping(file.read(MOST_BYTES + 1), path.name, layout)
