"""`void`: what was recorded by mistake is taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from cli.commands import command
from cli.options import BATCH, DAY, OPERATOR, POSITION, answer_format, line, note
from cli.session import Session, pass_session

if TYPE_CHECKING:
    from domain.command import Command


@command(
    short_help="Take back what was recorded by mistake.",
    epilog="Example: rientro void IT-LEC-0001 --reason 'Hired at another site' --dry-run",
)
@click.argument("operator", type=OPERATOR, required=False)
@click.option("--back-to", type=DAY, help="Void all movements from this date on, latest first.")
@click.option("--batch", type=BATCH, help="Void all that stands of this batch, all or nothing.")
@click.option("--position", type=POSITION, help="Void what the log shows at this position.")
@click.option("--reason", type=line("reason"), required=True, help="What was wrong.")
@note
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, without recording it.")
@answer_format
@pass_session
def void(
    session: Session,
    operator: str | None,
    back_to: date | None,
    batch: str | None,
    position: int | None,
    reason: str,
    note: str | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Take back what was recorded by mistake; it stays in the history.

    Each call for an operator takes back one more movement: the latest that still stands. With
    --position it may also be what was said of a site, a contract, a plan, a protocol, an indicator, a rule or a
    notice, a report, or an outside count. With
    --note what is taken back is recorded as a batch, which has the note.
    """
    from domain.voids import VoidBatch, VoidLatest, VoidPosition
    from ledger.recording.unit_of_work import BatchTerms

    if [operator, batch, position].count(None) != 2:
        raise click.UsageError("Name one operator, a batch with --batch or a --position.")
    if back_to is not None and operator is None:
        raise click.UsageError("--back-to goes with an operator.")
    command: Command
    if batch is not None:
        command = VoidBatch(batch, reason=reason)
    elif position is not None:
        command = VoidPosition(position, reason=reason)
    else:
        command = VoidLatest(str(operator), reason=reason, back_to=back_to)
    outcome = session.ledger().record(command, batch=BatchTerms(note=note), dry_run=dry_run)
    session.record(outcome, format_)
