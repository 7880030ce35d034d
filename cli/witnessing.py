"""`audit cosign`: what a witness does, with files alone."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.commands import command
from cli.options import replace
from cli.session import Session, pass_session
from cli.short_files import beginning_of
from cli.values import NEW_FILE, READ_FILE, READ_FILE_OR_STDIN
from faces.terminal import put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.signing.witnessing import Asked, Witness, Witnessed
    from proofs.note import SigningKey


@command(
    short_help="Cosign a checkpoint that extends all that you cosigned before.",
    epilog="Example: rientro audit cosign demo.checkpoint --key council.key "
    "--remember council.seen --public-key demo.key.pub --to cosigned.checkpoint",
)
@click.argument("checkpoint", metavar="CHECKPOINT", type=READ_FILE)
@click.option("--key", type=READ_FILE, required=True, help="The witness's own private key.")
@click.option(
    "--remember",
    type=NEW_FILE,
    required=True,
    metavar="FILE",
    help="Where the witness keeps the last checkpoint of each ledger.",
)
@click.option(
    "--public-key",
    type=READ_FILE,
    help="The ledger's public key: needed for its first checkpoint, and if it signs with another.",
)
@click.option(
    "--events", type=READ_FILE_OR_STDIN, help="The events: an export, or a bundle as it is."
)
@click.option(
    "--to", type=NEW_FILE, help="Where the cosigned one goes; a new file, stdout unless given."
)
@replace
@pass_session
def cosign(
    session: Session,
    checkpoint: Path,
    key: Path,
    remember: Path,
    public_key: Path | None,
    events: str | None,
    to: Path | None,
    replace: bool,
) -> None:
    """Cosign a checkpoint as a witness, if it extends all that you cosigned of its ledger before.

    It needs no ledger. The events in --events show that events were only added, or the proof does
    in a file that `audit checkpoint --for-witness` wrote, or a ledger named with --ledger.
    What you cosigned last is kept in FILE. Exits with 1 if it does not extend that.
    """
    from ledger.exchange.target import Target, write_whole
    from ledger.signing.key_files import read_public_key, read_signing_key
    from ledger.signing.memory import remembering
    from ledger.signing.witnessing import Asked, Witness
    from proofs.verify import Kept

    target = Target(to, replace=replace, not_over=(remember, key)) if to else None
    if target is not None:
        target.check()
    signing_key = read_signing_key(key)
    trusted = read_public_key(public_key) if public_key is not None else None
    asked = Asked.of(Kept(str(checkpoint), beginning_of(checkpoint)))
    with remembering(remember) as memory:
        witness = Witness(signing_key, memory, trusted)
        with _leaves(session, events, witness, asked) as leaves:
            witnessed = witness.cosign(asked, leaves, int(session.clock().timestamp()))
    content = bytes(witnessed.note)
    if target is not None:
        write_whole({target: content})
    else:
        put(content.decode())
    _tell(session, witnessed, asked, signing_key, key, remember)


def _tell(
    session: Session,
    witnessed: Witnessed,
    asked: Asked,
    key: SigningKey,
    path: Path,
    remember: Path,
) -> None:
    from ledger.signing.key_files import public_path
    from proofs.cosignature import WitnessKey

    public = WitnessKey(key.name, key.public.raw)
    session.tell(
        "cosign.first" if witnessed.before is None else "cosign.extends",
        name=public.called,
        size=asked.signed.checkpoint.size,
        origin=asked.origin,
        before=witnessed.before,
        where=remember,
    )
    if witnessed.new_key:
        session.tell("cosign.new-key")
    session.tell("cosign.key", public=public_path(path), key=public)


@contextmanager
def _leaves(
    session: Session, events: str | None, witness: Witness, asked: Asked
) -> Iterator[Iterable[bytes] | None]:
    """The events that were given; those of a ledger that was named, where some are needed."""
    from ledger.exchange.export_file import events_in
    from proofs.leaves import exported_leaves

    if events is not None:
        with click.open_file(events, "rb") as file, events_in(file, events) as lines:
            yield exported_leaves(lines)
        return
    if not session.ledger_named_here or not witness.needs_comparison(asked):
        yield None
        return
    from ledger.signing.stored_leaves import stored_leaves
    from ledger.store.identity import must_be_a_ledger

    database = session.database()
    with database.reading() as connection:
        must_be_a_ledger(database, connection)
        yield stored_leaves(database, connection, meter=session.meter("Hashing"))
