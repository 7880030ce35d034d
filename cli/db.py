"""`db`: the tables behind a ledger, and who may do what with them."""

from __future__ import annotations

import sys

import click

from cli.failures import FINDING
from cli.session import Session, pass_session


@click.group(epilog="Example: rientro db rebuild")
def db() -> None:
    """Look after the database that a ledger is in."""


@db.command(epilog="Example: rientro db roles --prefix reshoring")
@click.option(
    "--prefix",
    metavar="NAME",
    default="rientro",
    show_default=True,
    help="What the names of the roles begin with.",
)
@click.option("--apply", "apply_", is_flag=True, help="Run the statements, all or none.")
@pass_session
def roles(session: Session, prefix: str, apply_: bool) -> None:
    """Show the SQL for three roles on a PostgreSQL server: recorder, reader and auditor.

    A recorder may add events; a reader may ask; an auditor may read events and verify them. None
    may change or delete one. Nobody can log in as a role: it is granted to users.
    """
    from ledger.roles import apply, statements

    database = session.database()
    with database.reading() as connection:
        told = statements(database, connection, prefix)
    if apply_:
        apply(database, prefix)
        session.say(f"Made the roles {prefix}_recorder, {prefix}_reader and {prefix}_auditor.")
    else:
        sys.stdout.write("".join(f"{statement};\n" for statement in told))


@db.command(epilog="Example: rientro db upgrade")
@pass_session
def upgrade(session: Session) -> None:
    """Bring the tables of figures to the shape that this rientro needs.

    They are built from the events beside the old ones, and switched in one transaction.
    """
    from ledger.rebuilding import rebuild

    rebuilt = rebuild(session.database(), session.meter("Building"), only_older=True)
    if rebuilt.done:
        session.say(f"The figures are in tables of version {rebuilt.after} now.")
    else:
        session.say(f"The figures are in tables of version {rebuilt.after} already.")


@db.command(epilog="Example: rientro db rebuild")
@click.pass_context
def rebuild(ctx: click.Context) -> None:
    """Build the tables of figures anew from the events, and compare them with those in use.

    The new ones replace the old in one transaction. Exits with 1 where they differed.
    """
    from ledger import rebuilding

    session: Session = ctx.obj
    rebuilt = rebuilding.rebuild(session.database(), session.meter("Building"))
    for table, rows in rebuilt.differences.items():
        sys.stdout.write(f"{table}: {rows} rows were not what the events give\n")
    if rebuilt.differences:
        session.say("The figures differed, and were replaced by those that the events give.")
        ctx.exit(FINDING)
    session.say("The figures were built anew from the events; they are the same.")
