"""`audit prove`, `check-proof` and `bundle`: what is handed to somebody outside, and checked there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.commands import command
from cli.failures import FINDING
from cli.options import answer_format, replace
from cli.session import Session, pass_session
from cli.short_files import beginning_of
from cli.signing import remember, take
from cli.values import NEW_FILE, OPERATOR, POSITION, READ_FILE
from cli.verifying import demanded, demanding_witnesses
from faces.terminal import put

if TYPE_CHECKING:
    from ledger.signing.prover import Proved
    from proofs.verify import Kept


@command(
    short_help="Write the proof that an event is in the log.",
    epilog="Example: rientro audit prove 12 --checkpoint demo.checkpoint --to 12.tlog-proof",
)
@click.argument("position", type=POSITION, required=False)
@click.option("--operator", type=OPERATOR, help="Prove all events of this operator.")
@click.option(
    "--checkpoint", type=READ_FILE, help="The signed checkpoint; the latest unless given."
)
@click.option("--public-key", type=READ_FILE, help="The key that must have signed the checkpoint.")
@click.option(
    "--to", type=NEW_FILE, help="A new file, and FILE.event beside it; for an operator, a folder."
)
@replace
@pass_session
def prove(
    session: Session,
    position: int | None,
    operator: str | None,
    checkpoint: Path | None,
    public_key: Path | None,
    to: Path | None,
    replace: bool,
) -> None:
    """Write the proof that an event is in the log, and the event's own line.

    The largest checkpoint in the ledger's list proves it, and the command says which one that is.
    The line has no newline at its end: it is what was hashed, byte for byte. The two files and the
    public key are all that `audit check-proof` needs.
    """
    from ledger.signing.key_files import read_public_key
    from ledger.signing.prover import prove_operator, prove_position

    if (position is None) == (operator is None):
        raise click.UsageError("Name a position, or an operator with --operator.")
    kept, meter = _kept(checkpoint), session.meter("Hashing")
    key = read_public_key(public_key) if public_key is not None else None
    if position is not None:
        proved = prove_position(session.database(), position, kept, meter, key=key)
        if to is None:
            put(proved.proof.decode())
            session.tell("prove.line", line=proved.leaf.decode())
        else:
            _write(session, {to: proved}, replace=replace)
        _tell_key(session, proved)
    elif operator is not None:
        if to is None:
            raise click.UsageError("Proofs of an operator's events go to a folder: name it, --to.")
        all_proved = prove_operator(session.database(), operator, kept, meter, key=key)
        proofs = {to / f"{each.position}.tlog-proof": each for each in all_proved}
        _write(session, proofs, replace=replace, folder=to)
        _tell_key(session, all_proved[0])


def _tell_key(session: Session, proved: Proved) -> None:
    """Say which checkpoint was chosen, where none was named."""
    chosen = proved.by
    if chosen.key is not None:
        session.tell(
            "prove.by.others" if chosen.others else "prove.by",
            number=chosen.number,
            size=chosen.signed.checkpoint.size,
            key=f"{chosen.key.name}+{chosen.key.key_id.hex()}",
            others=", ".join(chosen.others),
        )


def _kept(path: Path | None) -> Kept | None:
    from proofs.verify import Kept

    return Kept(str(path), beginning_of(path)) if path is not None else None


def _write(
    session: Session, proofs: dict[Path, Proved], *, replace: bool, folder: Path | None = None
) -> None:
    from ledger.exchange.target import NotAFileName, Target, write_whole

    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise NotAFileName(folder, "file-for-proofs") from None
    own = session.database().files
    files: dict[Target, bytes] = {}
    for path, proved in proofs.items():
        beside = path.with_name(f"{path.name}.event")
        proof = Target(path, replace=replace, has_another_beside=True, not_over=own)
        files |= {proof: proved.proof, Target(beside, replace=replace, not_over=own): proved.leaf}
    for target in files:
        target.check()
    write_whole(files)
    for path, proved in proofs.items():
        session.tell("prove.wrote", to=path, position=proved.position)


@command(
    "check-proof",
    short_help="Check a proof with the event and the public key alone.",
    epilog="Example: rientro audit check-proof 5.tlog-proof --event 5.tlog-proof.event "
    "--public-key demo.key.pub",
)
@click.argument("proof", metavar="FILE", type=READ_FILE)
@click.option("--event", type=READ_FILE, required=True, help="The file with the event's line.")
@click.option("--public-key", type=READ_FILE, required=True, help="The key that must have signed.")
@demanding_witnesses
@answer_format
@click.pass_context
def check_proof(
    ctx: click.Context,
    proof: Path,
    event: Path,
    public_key: Path,
    witnesses: tuple[Path, ...],
    quorum: int | None,
    format_: str,
) -> None:
    """Check a proof with the event and the public key alone; no ledger is opened.

    A newline at the end of the event's line is passed over. Exits with 1 if it does not hold, or too
    few of the witnesses that you name cosigned its checkpoint.
    """
    from answers.proving import checked
    from ledger.signing.key_files import read_public_key
    from proofs.tlog_proof import check

    leaf = event.read_bytes().removesuffix(b"\n")
    key = read_public_key(public_key)
    found = check(beginning_of(proof), leaf, key, demanded(witnesses, [key], quorum))
    session: Session = ctx.obj
    session.show(checked(str(proof), str(event), found), format_)
    if not found.holds:
        ctx.exit(FINDING)


@command(
    short_help="Write one file with which a stranger can check everything.",
    epilog="Example: rientro audit bundle --key demo.key --to demo.zip",
)
@click.option("--to", type=NEW_FILE, required=True, help="The bundle; a new file.")
@replace
@click.option("--key", type=READ_FILE, help="Sign a checkpoint of all events first, with this key.")
@remember
@click.option(
    "--checkpoint",
    "checkpoints",
    type=READ_FILE,
    multiple=True,
    help="Put this checkpoint in as it is, with the cosignatures that it bears; may repeat.",
)
@click.option(
    "--with-texts",
    is_flag=True,
    help="Put the notes in, which are no part of the log; read them first.",
)
@pass_session
def bundle(
    session: Session,
    to: Path,
    replace: bool,
    key: Path | None,
    remember: Path | None,
    checkpoints: tuple[Path, ...],
    with_texts: bool,
) -> None:
    """Write one file for a stranger: the history, the checkpoints, the keys, and how to check them.

    It holds a report in every language, every movement as a table, and a program that needs Python
    alone. Without a key, the checkpoints signed so far are in. What witnesses gave back goes in with
    --checkpoint.
    """
    from cli.report import to_look_at
    from ledger.exchange.target import Target
    from ledger.signing.bundle import write_bundle
    from proofs.verify import Kept

    target = Target(to, replace=replace, not_over=session.database().files)
    target.check()
    if key is None and remember is not None:
        raise click.UsageError("--remember goes with --key.")
    if key is not None:
        take(session, key, remember)
    with target.written() as file:
        events = write_bundle(
            session.database(),
            file,
            session.meter("Bundling"),
            with_texts=with_texts,
            cosigned=[Kept(str(path), beginning_of(path)) for path in checkpoints],
            beside=lambda: to_look_at(session),
        )
    session.tell("bundle.wrote", to=to, events=events)
