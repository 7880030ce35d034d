"""`db`: the tables behind a ledger, and who may do what with them."""

from __future__ import annotations

import sys

import click

from cli.failures import FINDING
from cli.options import line
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
    if rebuilt.made_texts:
        session.say(
            "Made the table for notes. On a server, give the roles their rights on it: "
            "rientro db roles --apply"
        )
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


@db.command(
    "set-aside",
    epilog="Example: rientro db set-aside --position 12 --reason 'Overwritten by a fault'",
)
@click.option("--position", type=click.IntRange(1), required=True, help="Where the event stands.")
@click.option("--reason", type=line("reason"), required=True, help="What is known of the damage.")
@pass_session
def set_aside(session: Session, position: int, reason: str) -> None:
    """Set a stored event aside that cannot be read, where no backup has it.

    It is the owner's last way out, recorded for ever: all figures are built anew without that
    event, and every replay tells of it. An event that can be read is never set aside.
    """
    from cli.output.words import in_words

    done = session.ledger().set_aside(position, reason=reason, meter=session.meter("Building"))
    session.say(f"Recorded: {in_words(done.recorded)} (position {done.recorded.position}).")
    if done.next_unreadable is None:
        session.say("The figures were built anew without it. Look with: rientro audit replay")
    else:
        session.say(
            f"The event at position {done.next_unreadable} cannot be read either; nothing else is "
            "recorded or answered until it is set aside, too."
        )
