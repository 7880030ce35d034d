"""`audit verify`: whether the history is still the one that checkpoints were taken of."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.commands import command
from cli.failures import FINDING
from cli.options import READ_FILE, READ_FILE_OR_STDIN, answer_format
from cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proofs.note import PublicKey
    from proofs.verify import Kept, Verification


@command(
    short_help="Compare the history with checkpoints kept elsewhere.",
    epilog="Example: rientro audit verify demo.checkpoint --public-key demo.key.pub",
)
@click.argument(
    "checkpoints", metavar="CHECKPOINT...", type=READ_FILE_OR_STDIN, nargs=-1, required=True
)
@click.option(
    "--public-key",
    "public_keys",
    type=READ_FILE,
    multiple=True,
    help="The key that must have signed; one of several if it is given several times.",
)
@click.option("--events", type=READ_FILE_OR_STDIN, help="An export of events; no ledger is opened.")
@answer_format
@click.pass_context
def verify(
    ctx: click.Context,
    checkpoints: tuple[str, ...],
    public_keys: tuple[Path, ...],
    events: str | None,
    format_: str,
) -> None:
    """Compare the history with checkpoints that were kept elsewhere; `-` reads standard input.

    The verdict on each is intact, rewritten, cut-short, another-ledger, bad-signature,
    missing-signature or not-a-checkpoint. Exits with 1 unless every one is intact.
    """
    from answers.proving import verified
    from ledger.signing.key_files import read_public_key
    from proofs.verify import Kept

    if [*checkpoints, events].count("-") > 1:
        raise click.UsageError("Standard input can be read for one thing only.")
    session: Session = ctx.obj
    keys = [read_public_key(path) for path in public_keys]
    kept = [Kept(name, _content(name)) for name in checkpoints]
    verification = _verification(session, kept, keys, events)
    session.show(verified(verification, has_keys=bool(keys)), format_)
    if not verification.holds:
        ctx.exit(FINDING)


def _verification(
    session: Session, kept: Sequence[Kept], keys: Sequence[PublicKey], events: str | None
) -> Verification:
    from proofs.verify import exported_leaves, verify

    if events is not None:
        with click.open_file(events, "rb") as file:
            return verify(kept, exported_leaves(file), keys)
    from ledger.signing.listed_checkpoints import listed_notes
    from ledger.signing.stored_leaves import stored_leaves
    from ledger.store.identity import must_be_a_ledger

    database = session.database()
    with database.reading() as connection:
        must_be_a_ledger(database, connection)
        leaves = stored_leaves(database, connection, meter=session.meter("Hashing"))
        return verify(kept, leaves, keys, listed_notes(database, connection))


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    return Path(name).read_bytes()
