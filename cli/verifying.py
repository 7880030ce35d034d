"""`audit verify`: whether the history is still the one that checkpoints were taken of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.commands import command
from cli.failures import FINDING
from cli.options import answer_format
from cli.session import Session
from cli.short_files import beginning_of
from cli.values import READ_FILE, READ_FILE_OR_STDIN, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from proofs.note import PublicKey
    from proofs.verify import Kept, Verification, Witnesses


def demanding_witnesses(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that demand cosignatures."""
    named = click.option(
        "--witness",
        "witnesses",
        type=READ_FILE,
        multiple=True,
        metavar="KEY",
        help="The public key of a witness that must have cosigned; may repeat.",
    )
    how_many = click.option(
        "--quorum", type=number(1, 100), help="How many of the witnesses; all of them unless given."
    )
    return named(how_many(function))


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
@demanding_witnesses
@click.option(
    "--events",
    type=READ_FILE_OR_STDIN,
    help="An export of events, or a bundle as it is; no ledger is opened.",
)
@answer_format
@click.pass_context
def verify(
    ctx: click.Context,
    checkpoints: tuple[str, ...],
    public_keys: tuple[Path, ...],
    witnesses: tuple[Path, ...],
    quorum: int | None,
    events: str | None,
    format_: str,
) -> None:
    """Compare the history with checkpoints that were kept elsewhere; `-` reads standard input.

    The verdict on each is intact, rewritten, cut-short, another-ledger, bad-signature,
    missing-signature, too-few-witnesses or not-a-checkpoint. Exits with 1 unless every one is
    intact. A file of events that another program has rewritten gets no verdict.
    """
    from answers.proving import verified
    from ledger.signing.key_files import read_public_key
    from proofs.verify import Kept

    if [*checkpoints, events].count("-") > 1:
        raise click.UsageError("Standard input can be read for one thing only.")
    session: Session = ctx.obj
    keys = [read_public_key(path) for path in public_keys]
    kept = [Kept(name, beginning_of(name)) for name in checkpoints]
    verification = _verification(session, kept, keys, demanded(witnesses, keys, quorum), events)
    session.show(verified(verification, has_keys=bool(keys)), format_)
    if not verification.holds:
        ctx.exit(FINDING)


def demanded(paths: Sequence[Path], keys: Sequence[PublicKey], quorum: int | None) -> Witnesses:
    """The witnesses that were named, and how many of them must have cosigned."""
    from ledger.signing.key_files import read_witness_key
    from ledger.signing.signing_refusals import WitnessIsSigner
    from proofs.verify import Witnesses

    named = {key.raw: key for key in map(read_witness_key, paths)}
    for key in keys:
        if key.raw in named:
            raise WitnessIsSigner(key.name)
    wanted = len(named) if quorum is None else quorum
    if wanted > len(named):
        raise click.UsageError(
            f"--quorum {wanted} is more than there are witnesses ({len(named)}). "
            "Name each with --witness."
        )
    return Witnesses(tuple(named.values()), wanted)


def _verification(
    session: Session,
    kept: Sequence[Kept],
    keys: Sequence[PublicKey],
    witnesses: Witnesses,
    events: str | None,
) -> Verification:
    from ledger.exchange.export_file import events_in
    from proofs.leaves import exported_leaves
    from proofs.verify import verify

    if events is not None:
        with click.open_file(events, "rb") as file, events_in(file, events) as lines:
            return verify(kept, exported_leaves(lines), keys, witnesses=witnesses)
    from ledger.signing.listed_checkpoints import listed_notes
    from ledger.signing.stored_leaves import stored_leaves
    from ledger.store.identity import must_be_a_ledger

    database = session.database()
    with database.reading() as connection:
        must_be_a_ledger(database, connection)
        leaves = stored_leaves(database, connection, meter=session.meter("Hashing"))
        listed = listed_notes(database, connection)
        return verify(kept, leaves, keys, listed, witnesses)
