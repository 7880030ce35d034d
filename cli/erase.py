"""`erase`: a note removed for ever."""

from __future__ import annotations

import click

from cli.commands import command
from cli.options import answer_format
from cli.session import Session, pass_session
from cli.values import POSITION, line


@command(
    short_help="Erase a note for ever, and record that it was done.",
    epilog="Example: rientro erase --position 666 --reason 'Asked for by the operator' --dry-run",
)
@click.option("--position", type=POSITION, required=True, help="The event that has the note.")
@click.option("--reason", type=line("reason"), required=True, help="Why it is erased; this stays.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, without recording it.")
@answer_format
@pass_session
def erase(session: Session, position: int, reason: str, dry_run: bool, format_: str) -> None:
    """Erase the note of a movement or a batch for ever, and record that it was done.

    The event stays with the hash of the note, which tells nothing without it. Every checkpoint and
    proof stays good. Copies, backups and exports of notes that were made before are not reached.
    """
    from domain.voids import EraseNote

    command = EraseNote(position, reason=reason)
    session.record(session.recorder().record(command, dry_run=dry_run), format_)
