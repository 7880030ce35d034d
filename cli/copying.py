"""`copy`: a ledger taken to another database."""

from __future__ import annotations

from base64 import b64encode

import click

from cli.commands import command
from cli.session import Session, pass_session


@command(
    short_help="Copy every event to another file or database, and compare.",
    epilog="Example: rientro copy --to copied.db",
)
@click.option(
    "--to",
    "target",
    metavar="URL",
    required=True,
    help="An empty place: a file that is not there, or an empty PostgreSQL database.",
)
@pass_session
def copy(session: Session, target: str) -> None:
    """Copy every event, byte for byte, to another file or database, and compare the two logs.

    All of it is copied, or nothing. The figures are built anew there.
    """
    from ledger.exchange import copying
    from ledger.store.addresses import database_at

    place = database_at(target)
    copied = copying.copy(session.database(), place, session.meter("Copying"))
    root = b64encode(copied.root).decode()
    session.tell("copied", events=copied.events, where=place.where, root=root)
    if copied.texts:
        session.tell_of(copied.texts, "copied.notes")
