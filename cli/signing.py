"""`audit keygen`, `checkpoint`, `checkpoints` and `guard`: what the keeper of a ledger does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.commands import command
from cli.options import NEW_FILE, READ_FILE, answer_format, number, replace
from cli.session import Session, pass_session
from faces.terminal import put

if TYPE_CHECKING:
    from ledger.signing.signer import Taken


@command(
    short_help="Make a key to sign checkpoints with.",
    epilog="Example: rientro audit keygen --to my.key",
)
@click.option("--to", type=NEW_FILE, required=True, help="Where the private key goes; a new file.")
@replace
@click.option("--name", help="The key's name; the ledger's unless given.")
@pass_session
def keygen(session: Session, to: Path, replace: bool, name: str | None) -> None:
    """Make a key to sign checkpoints with: FILE to keep secret, FILE.pub to hand out.

    No key is ever overwritten. Only the owner can read FILE.
    """
    from ledger.signing.key_files import make_keys, public_path
    from ledger.signing.stored_leaves import opening_of
    from proofs.note import key_name_of

    if name == "":
        raise click.UsageError("A key's name is not empty.")
    if name is None:
        database = session.database()
        with database.reading() as connection:
            name = opening_of(database, connection).name
    spelt = key_name_of(name)
    key = make_keys(to, spelt, replace=replace)
    if spelt != name:
        session.tell("keygen.spelt", name=spelt)
    session.tell("keygen.made", name=spelt, id=key.key_id.hex(), to=to, public=public_path(to))


@command(
    short_help="Take a checkpoint: one hash that stands for all events.",
    epilog="Example: rientro audit checkpoint",
)
@click.option("--key", type=READ_FILE, help="The private key to sign with.")
@click.option(
    "--to", type=NEW_FILE, help="Where the checkpoint goes; a new file, stdout unless given."
)
@replace
@click.option(
    "--recompute", is_flag=True, help="Read the whole log, even if its end would be enough."
)
@pass_session
def checkpoint(
    session: Session, key: Path | None, to: Path | None, replace: bool, recompute: bool
) -> None:
    """Take a checkpoint: how many events there are, and one hash that stands for all of them.

    Keep it where those who keep the ledger cannot change it. Signed ones are listed in the ledger.
    Nothing is signed that contradicts one of them; then it exits with 1.
    """
    from ledger.exchange.target import Target, write_whole

    target = Target(to, replace=replace, not_over=session.database().files) if to else None
    if target is not None:
        target.check()
    taken = take(session, key, recompute)
    if target is not None:
        write_whole({target: taken.content})
    else:
        put(taken.content.decode())


def take(session: Session, key: Path | None, recompute: bool) -> Taken:
    """Take a checkpoint, signed where there is a key, and tell about it."""
    from ledger.signing.key_files import read_signing_key
    from ledger.signing.signer import take_signed, take_unsigned

    meter = session.meter("Hashing")
    if key is None:
        taken = take_unsigned(session.database(), recompute=recompute, meter=meter)
        session.tell("checkpoint.unsigned")
        return taken
    signing_key = read_signing_key(key)
    taken = take_signed(
        session.database(),
        signing_key,
        by=session.recorded_by(),
        clock=session.clock,
        recompute=recompute,
        meter=meter,
    )
    session.tell(
        "checkpoint.before" if taken.already else "checkpoint.signed",
        name=signing_key.name,
        size=taken.signed.checkpoint.size,
        read=taken.read,
    )
    return taken


@command(epilog="Example: rientro audit checkpoints")
@click.option("--number", "wanted", type=number(1), help="Print this one as it was signed.")
@answer_format
@pass_session
def checkpoints(session: Session, wanted: int | None, format_: str) -> None:
    """List the checkpoints that were signed in this ledger."""
    from answers import proving
    from ledger.signing.listed_checkpoints import signed_checkpoints
    from ledger.signing.signing_refusals import UnknownCheckpoint
    from ledger.signing.stored_leaves import opening_of

    database = session.database()
    with database.reading() as connection:
        name = opening_of(database, connection).name
        listed = signed_checkpoints(database, connection)
        position = database.last_position(connection)
    if wanted is not None:
        chosen = [each for each in listed if each.number == wanted]
        if not chosen:
            raise UnknownCheckpoint(wanted, len(listed))
        put(chosen[0].note)
        return
    session.show(proving.checkpoints(name, position, listed), format_)


@command(
    short_help="Put back the triggers that keep events from being changed.",
    epilog="Example: rientro audit guard",
)
@pass_session
def guard(session: Session) -> None:
    """Put back the triggers that keep events from being changed, if they are missing.

    First the whole log is compared with the checkpoints that were signed; exits with 1 where it is
    not what it was.
    """
    from ledger.signing.signer import put_guards_back

    missing = put_guards_back(session.database(), session.meter("Hashing"))
    if missing:
        session.tell("guard.back", names=", ".join(sorted(missing)))
    else:
        session.tell("guard.there")
