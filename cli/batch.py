"""`batch`: what was recorded together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from cli.commands import group
from cli.options import answer_format, dry_run, known_at
from cli.session import Session, pass_session
from cli.values import BATCH, READ_FILE


@group(epilog="Example: rientro batch list")
def batch() -> None:
    """Look at what was recorded together, and sign it."""


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


@batch.command(
    "sign",
    short_help="Sign a batch that was recorded: a second pair of eyes.",
    epilog="Example: rientro batch sign 2018-09-leavers --key demo.key",
)
@click.argument("name", type=BATCH)
@click.option(
    "--key",
    type=READ_FILE,
    required=True,
    help="The private key to sign with: one of rientro, or Ed25519 of OpenSSH.",
)
@dry_run
@answer_format
@pass_session
def sign_(session: Session, name: str, key: Path, dry_run: bool, format_: str) -> None:
    """Sign a batch as it stands in the log, beside whoever recorded or signed it.

    It is recorded that the key signed its lines and the log before it. Each key signs a batch once.
    """
    from ledger.signing.key_files import read_recorder_key

    outcome = session.ledger().sign_batch(
        name, read_recorder_key(key), dry_run=dry_run, meter=session.meter("Hashing")
    )
    session.record(outcome, format_)
