"""`init`: the one command that creates a ledger."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import click

from cli.commands import command
from cli.session import Session, pass_session
from cli.values import READ_FILE, READ_FILE_OR_STDIN, Value


@command(
    short_help="Create an empty ledger, or one from exported events.",
    epilog="Example: rientro --ledger reshoring.db init --name reshoring-2018",
)
@click.option(
    "--name",
    type=Value("ledger_name", "TEXT"),
    help="The ledger's name; that of the file or database unless given.",
)
@click.option(
    "--from",
    "events",
    type=READ_FILE_OR_STDIN,
    metavar="FILE",
    help="Make it from the events in this export or bundle; - reads standard input.",
)
@click.option(
    "--texts",
    type=READ_FILE,
    metavar="FILE",
    help="With --from: the notes of those events, as export texts wrote them.",
)
@pass_session
def init(session: Session, name: str | None, events: str | None, texts: Path | None) -> None:
    """Create an empty ledger, or one from exported events; one that exists is left as it is.

    With --from the ledger has the same events, byte for byte, and gives the same answers. The whole
    history is judged by the rules first; if anything is wrong with it, nothing is created. A
    bundle is taken as it is, with the notes in it if it has any.
    """
    if events is not None:
        if name is not None:
            raise click.UsageError("--name does not go with --from: the events name the ledger.")
        _restore(session, events, texts)
        return
    if texts is not None:
        raise click.UsageError("--texts goes with --from.")
    from ledger.ledger import Ledger

    database = session.database()
    named = name or database.short_name or "rientro"
    Ledger.create(
        database,
        name=named,
        ledger_id=session.new_id(),
        by=session.recorded_by(),
        clock=session.clock,
    )
    session.tell("created", name=named, where=database.where)


def _restore(session: Session, events: str, texts: Path | None) -> None:
    from ledger.exchange.export_file import events_to_restore, notes_in
    from ledger.exchange.restoring import restore

    database, meter = session.database(), session.meter("Restoring")
    with ExitStack() as files:
        file = sys.stdin.buffer if events == "-" else files.enter_context(Path(events).open("rb"))
        lines = files.enter_context(events_to_restore(file))
        notes: IO[bytes] | None = None
        if texts is not None:
            notes = files.enter_context(texts.open("rb"))
        elif events != "-":
            bundle = files.enter_context(Path(events).open("rb"))
            notes = files.enter_context(notes_in(bundle))
        restored = restore(database, lines, meter, notes=notes)
    session.tell("created.from", name=restored.name, where=database.where, events=restored.events)
