"""`audit verify`: whether the history is still the one that checkpoints were taken of."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.failures import FINDING
from cli.options import READ_FILE, READ_FILE_OR_STDIN, answer_format
from cli.output.answer import Answer, show
from cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.audit.note import PublicKey
    from ledger.audit.verify import Check, Kept, Verification

_SIGNATURES = {"bad-signature": "bad", "missing-signature": "missing", "not-a-checkpoint": None}


@click.command(
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
    help="The key that must have signed; one of several where it is given several times.",
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
    from ledger.audit.files import read_public_key
    from ledger.audit.verify import Kept

    if [*checkpoints, events].count("-") > 1:
        raise click.UsageError("Standard input can be read for one thing only.")
    session: Session = ctx.obj
    keys = [read_public_key(path) for path in public_keys]
    kept = [Kept(name, _content(name)) for name in checkpoints]
    verification = _verification(session, kept, keys, events)
    if format_ == "table":
        _tell(verification)
    else:
        show(_answer(verification), format_)
    if not keys:
        session.say(
            "No signature was checked: only the history was compared. Name the public key with "
            "--public-key."
        )
    if not verification.holds:
        ctx.exit(FINDING)


def _verification(
    session: Session, kept: Sequence[Kept], keys: Sequence[PublicKey], events: str | None
) -> Verification:
    from ledger.audit.verify import exported_leaves, verify

    if events is not None:
        with click.open_file(events, "rb") as file:
            return verify(kept, exported_leaves(file), keys)
    from ledger.audit.signed import listed_notes
    from ledger.audit.stored import stored_leaves
    from ledger.identity import must_be_a_ledger

    database = session.database()
    with database.reading() as connection:
        must_be_a_ledger(database, connection)
        leaves = stored_leaves(database, connection, meter=session.meter("Hashing"))
        return verify(kept, leaves, keys, listed_notes(database, connection))


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    return Path(name).read_bytes()


def _tell(verification: Verification) -> None:
    for check in verification.checks:
        sys.stdout.write(f"{check.kept.name}: {check.verdict}. {_sentence(check)}\n")
    if verification.broken is not None:
        sys.stdout.write(f"The log is not whole: {verification.broken}.\n")


def _sentence(check: Check) -> str:
    if check.extended_by is not None and check.checkpoint is not None:
        added = {0: "none were", 1: "1 was"}.get(check.extended_by, f"{check.extended_by} were")
        size = check.checkpoint.size
        return f"The first {size} events are those that it was taken of; {added} added since."
    said = f"{check.why[:1].upper()}{check.why[1:]}."
    if check.untrusted_from is not None:
        said += f" Positions {check.untrusted_from} to {check.untrusted_to} cannot be trusted."
    if check.listed_intact is not None:
        said += f" The ledger's own list of signed checkpoints fits up to {check.listed_intact}."
    return said


def _answer(verification: Verification) -> Answer:
    from ledger.audit.encoding import base64_text

    broken, root = verification.broken, verification.root
    more = {
        "holds": verification.holds,
        "root": base64_text(root) if root is not None else None,
        "broken": {"position": broken.position, "message": str(broken)} if broken else None,
    }
    rows = [_row(check) for check in verification.checks]
    return Answer("audit-verify", verification.ledger or "", verification.events, rows, more=more)


def _row(check: Check) -> dict[str, Any]:
    from ledger.audit.encoding import base64_text

    checkpoint = check.checkpoint
    checked = "good" if check.signature_checked else "not-checked"
    return {
        "checkpoint": check.kept.name,
        "verdict": str(check.verdict),
        "origin": checkpoint.origin if checkpoint else None,
        "size": checkpoint.size if checkpoint else None,
        "root": base64_text(checkpoint.root) if checkpoint else None,
        "signature": _SIGNATURES.get(str(check.verdict), checked),
        "extended_by": check.extended_by,
        "untrusted_from": check.untrusted_from,
        "untrusted_to": check.untrusted_to,
        "listed_intact": check.listed_intact,
        "message": _sentence(check),
    }
