"""`void`: what was recorded by mistake is taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from cli.commands import command
from cli.options import answer_format, note, sign
from cli.session import Session, pass_session
from cli.values import BATCH, DAY, OPERATOR, POSITION, line

if TYPE_CHECKING:
    from pathlib import Path

    from domain.command import Command


@command(
    short_help="Take back what was recorded by mistake.",
    epilog="Example: rientro void IT-LEC-0001 --reason 'Hired at another site' --dry-run",
)
@click.argument("operators", type=OPERATOR, nargs=-1)
@click.option("--back-to", type=DAY, help="Void all movements from this date on, latest first.")
@click.option("--batch", type=BATCH, help="Void all that stands of this batch, all or nothing.")
@click.option("--position", type=POSITION, help="Void what the log shows at this position.")
@click.option("--last", is_flag=True, help="Void what your last command recorded.")
@click.option("--reason", type=line("reason"), required=True, help="What was wrong.")
@note
@sign
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, without recording it.")
@answer_format
@pass_session
def void(
    session: Session,
    operators: tuple[str, ...],
    back_to: date | None,
    batch: str | None,
    position: int | None,
    last: bool,
    reason: str,
    note: str | None,
    sign: Path | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Take back what was recorded by mistake; it stays in the history.

    Each call for an operator takes back one more movement: the latest that still stands. With
    --position it may also be what was said of a site, a contract, a plan, a protocol, an indicator, a
    rule or a notice, a report, or an outside count. With --last it is what the last command of the same
    --by recorded; it is refused if that was a void. With --note or --sign what is taken back is recorded
    as a batch.
    """
    from domain.voids import VoidBatch, VoidLast, VoidLatest, VoidPosition
    from ledger.recording.batch_terms import BatchTerms

    named = (bool(operators), batch is not None, position is not None, last)
    if named.count(True) != 1:
        raise click.UsageError(
            "Name operators, a batch with --batch, a --position or --last, and one of these only."
        )
    if back_to is not None and not operators:
        raise click.UsageError("--back-to goes with operators.")
    command: Command
    if batch is not None:
        command = VoidBatch(batch, reason=reason)
    elif position is not None:
        command = VoidPosition(position, reason=reason)
    elif last:
        command = VoidLast(reason=reason)
    else:
        command = VoidLatest(operators, reason=reason, back_to=back_to)
    terms = BatchTerms(note=note, key=session.batch_key(sign))
    outcome = session.recorder().record(command, batch=terms, dry_run=dry_run)
    session.record(outcome, format_)
