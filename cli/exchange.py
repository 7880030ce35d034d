"""`import`: movements from a file."""

from __future__ import annotations

from pathlib import Path

import click

from cli.commands import command
from cli.files_of_rows import content_of, file_of_rows, mapping_in, named, print_draft
from cli.files_of_rows import draft_map as drafted
from cli.files_of_rows import template as empty_file
from cli.options import answer_format, dry_run, new_code, note, sign
from cli.session import Session, pass_session
from faces.terminal import put
from faces.words import say


@command(
    "import",
    short_help="Record the movements of a CSV or XLSX file, all or none.",
    epilog="Example: rientro import --template",
)
@file_of_rows
@note
@new_code
@sign
@click.option(
    "--again",
    is_flag=True,
    help="Rows with a count mean more of the same, not the same ones again.",
)
@dry_run
@empty_file
@drafted
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

    if template:
        put(say("movement-template"))
        return
    if draft_map:
        print_draft(session, LAYOUT, file, mapping, sheet)
        return
    name = named(file)
    known = mapping_in(mapping, LAYOUT)
    content = content_of(name)
    outcome = session.imports().import_movements(
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
