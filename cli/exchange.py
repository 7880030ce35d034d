"""`import`: movements from a file."""

from __future__ import annotations

import click

from cli.options import BATCH, READ_FILE_OR_STDIN, answer_format, line, note
from cli.session import Session, pass_session
from faces.terminal import put


@click.command("import", epilog="Example: rientro import --template")
@click.argument(
    "file",
    type=READ_FILE_OR_STDIN,
    required=False,
)
@click.option("--batch", type=BATCH, help="The name of the batch; used once.")
@click.option("--source", type=line("source"), help="Where the figures come from.")
@note
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, without recording it.")
@click.option("--template", is_flag=True, help="Print an empty file with examples in comments.")
@answer_format
@pass_session
def import_(
    session: Session,
    file: str | None,
    batch: str | None,
    source: str | None,
    note: str | None,
    dry_run: bool,
    template: bool,
    format_: str,
) -> None:
    """Record the movements of a CSV or XLSX file, all or none; `-` reads standard input.

    A file that was recorded already adds nothing. Every bad row is reported, up to 100 of them.
    """
    from ledger.exchange.limits import content_of
    from ledger.exchange.movement_file import TEMPLATE

    if template:
        put(TEMPLATE)
        return
    if file is None:
        raise click.UsageError("Name a file, or - for standard input.")
    with click.open_file(file, "rb") as opened:
        content = content_of(opened)
    outcome = session.ledger().import_movements(
        content,
        batch=batch,
        source=source,
        note=note,
        dry_run=dry_run,
        meter=session.meter("Importing"),
    )
    session.record(outcome, format_, of_a_file=True)
