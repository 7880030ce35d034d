"""`init`: the one command that creates a ledger."""

from __future__ import annotations

from pathlib import PurePath

import click

from cli.options import line
from cli.session import Session, pass_session


@click.command(epilog="Example: rientro --ledger reshoring.db init --name reshoring-2018")
@click.option("--name", type=line("name"), help="The ledger's name; the file's unless given.")
@pass_session
def init(session: Session, name: str | None) -> None:
    """Create an empty ledger; one that exists is left as it is."""
    from ledger.ledger import Ledger

    named = name or PurePath(session.ledger_name).stem or "rientro"
    Ledger.create(session.database(), name=named, by=session.recorded_by(), clock=session.clock)
    session.say(f"Created the ledger {named} in {session.ledger_name}.")
