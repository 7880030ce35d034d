"""`audit keygen`, `checkpoint`, `checkpoints` and `guard`: what the keeper of a ledger does."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from cli.commands import command
from cli.options import answer_format, replace
from cli.session import Session, pass_session
from cli.short_files import beginning_of
from cli.values import NEW_FILE, READ_FILE, number
from faces.terminal import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ledger.signing.memory import Memory
    from ledger.signing.signer import Taken
    from proofs.verify import Kept

    F = TypeVar("F", bound=Callable[..., object])


def remember(function: F) -> F:
    """Where the key's last notes are kept."""
    return click.option(
        "--remember",
        type=NEW_FILE,
        metavar="FILE",
        help="Where the key's last notes are kept; beside the key, in KEY.last-signed, unless given.",
    )(function)


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
    "--after",
    "kept",
    type=READ_FILE,
    multiple=True,
    metavar="KEPT",
    help="A checkpoint that was kept, which this one must extend.",
)
@click.option(
    "--for-witness",
    "request",
    type=NEW_FILE,
    metavar="FILE",
    help="Write the checkpoint with the proof that it extends KEPT, for a witness that sees no event.",
)
@remember
@click.option(
    "--recompute", is_flag=True, help="Read the whole log, also where its end would be enough."
)
@pass_session
def checkpoint(
    session: Session,
    key: Path | None,
    to: Path | None,
    replace: bool,
    kept: tuple[Path, ...],
    request: Path | None,
    remember: Path | None,
    recompute: bool,
) -> None:
    """Take a checkpoint: how many events there are, and one hash that stands for all of them.

    Keep it where those who keep the ledger cannot change it. Signed ones are listed in the ledger,
    and the key's last one is kept beside the key. What does not extend all of these
    is not signed, and the command exits with 1. Only its owner may be able to read the key (mode
    0600).
    """
    from ledger.exchange.target import Target, write_whole
    from ledger.signing.prover import prove_extension

    if request is not None and (key is None or len(kept) != 1):
        raise click.UsageError("--for-witness goes with --key, and with --after once.")
    own = session.database().files
    target = Target(to, replace=replace, not_over=own) if to else None
    asked = Target(request, replace=replace, not_over=own) if request else None
    for each in filter(None, (target, asked)):
        each.check()
    taken = take(session, key, remember, recompute=recompute, after=kept)
    files = {target: taken.content} if target is not None else {}
    if asked is not None:
        (before,) = read_kept(kept)
        wanted = prove_extension(session.database(), before, taken.signed, session.meter("Hashing"))
        files[asked] = bytes(wanted)
        session.tell("request.wrote", to=asked.path, old=wanted.old)
    write_whole(files)
    if target is None:
        put(taken.content.decode())


def take(
    session: Session,
    key: Path | None,
    remember: Path | None,
    *,
    recompute: bool = False,
    after: Sequence[Path] = (),
) -> Taken:
    """Take a checkpoint, signed where there is a key, and tell about it."""
    from ledger.signing.key_files import read_signing_key
    from ledger.signing.signer import take_signed, take_unsigned

    meter, kept = session.meter("Hashing"), read_kept(after)
    if key is None:
        if remember is not None:
            raise click.UsageError("--remember goes with --key.")
        taken = take_unsigned(session.database(), after=kept, recompute=recompute, meter=meter)
        session.tell("checkpoint.unsigned")
        return taken
    signing_key = read_signing_key(key)
    with _memory(key, remember) as memory:
        taken = take_signed(
            session.database(),
            signing_key,
            by=session.recorded_by(),
            clock=session.clock,
            memory=memory,
            after=kept,
            recompute=recompute,
            meter=meter,
        )
    session.tell(
        "checkpoint.before" if taken.already else "checkpoint.signed",
        name=signing_key.name,
        size=taken.signed.checkpoint.size,
        read=taken.read,
    )
    if taken.is_first:
        session.tell("checkpoint.first", where=memory.path.name)
    return taken


@contextmanager
def _memory(key: Path, remember: Path | None) -> Iterator[Memory]:
    """What the key signed last, in the file that was named or in the one beside the key."""
    from ledger.signing.memory import beside_key, remembering
    from ledger.signing.signing_refusals import NothingBesideKey

    if remember is None and not key.is_file():
        raise NothingBesideKey(str(key))
    with remembering(remember or beside_key(key)) as memory:
        yield memory


def read_kept(paths: Sequence[Path]) -> list[Kept]:
    """The checkpoints in files, as they are there."""
    from proofs.verify import Kept

    return [Kept(str(path), beginning_of(path)) for path in paths]


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

    First the whole log is compared with the checkpoints that were signed; exits with 1 if it is
    not what it was.
    """
    from ledger.signing.signer import put_guards_back

    missing = put_guards_back(session.database(), session.meter("Hashing"))
    if missing:
        session.tell("guard.back", names=", ".join(sorted(missing)))
    else:
        session.tell("guard.there")
