"""`batch`: what was recorded together."""

from __future__ import annotations

from datetime import datetime

import click

from cli.commands import group
from cli.options import BATCH, answer_format, known_at
from cli.session import Session, pass_session


@group(epilog="Example: rientro batch list")
def batch() -> None:
    """Look at batches: what was recorded together."""


@batch.command("list", epilog="Example: rientro batch list")
@known_at
@answer_format
@pass_session
def list_(session: Session, known_at: datetime | None, format_: str) -> None:
    """List the batches, where they came from and who recorded them."""
    from answers.batches import batch_list

    with session.asking(known_at) as view:
        answer = batch_list(view)
    session.show(answer, format_)


@batch.command("show", epilog="Example: rientro batch show 2018-09-leavers")
@click.argument("name", type=BATCH)
@known_at
@answer_format
@pass_session
def show_(session: Session, name: str, known_at: datetime | None, format_: str) -> None:
    """Show a batch with everything that was recorded in it."""
    from answers.batches import batch_shown

    ledger = session.readings()
    with ledger.asking(known_at) as view:
        answer = batch_shown(ledger, view, name)
    session.show(answer, format_)
