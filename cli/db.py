"""`db`: the tables behind a ledger, and who may do what with them."""

from __future__ import annotations

import click

from cli.commands import group
from cli.failures import FINDING
from cli.session import Session, pass_session
from cli.values import POSITION, line
from faces.terminal import put, put_line
from faces.words import say


@group(epilog="Example: rientro db rebuild")
def db() -> None:
    """Look after the database that a ledger is in."""


@db.command(
    "roles",
    short_help="Show the SQL for four roles on a PostgreSQL server.",
    epilog="Example: rientro db roles --prefix reshoring",
)
@click.option(
    "--prefix",
    metavar="NAME",
    default="rientro",
    show_default=True,
    help="What the names of the roles begin with.",
)
@click.option("--apply", "apply_", is_flag=True, help="Run the statements, all or none.")
@pass_session
def roles_(session: Session, prefix: str, apply_: bool) -> None:
    """Show the SQL for four roles on a PostgreSQL server: recorder, reader, auditor and signer.

    A recorder may add events; a reader may ask; an auditor may read events and verify them; a signer
    may sign checkpoints. None may change or delete an event, or write a table of figures. What the
    roles have beyond that is taken away. What is left as it is, such as the rights of others, is
    told. Nobody can log in as a role: it is granted to users.
    """
    from ledger.upkeep import roles

    database = session.database()
    if apply_:
        done = roles.apply(database, prefix)
        session.tell("roles.made", prefix=prefix)
    else:
        with database.reading() as connection:
            done = roles.rights(database, connection, prefix)
        put("".join(f"{statement};\n" for statement in done.statements))
    for what in done.left:
        session.tell("roles.left", what=what)


@db.command(epilog="Example: rientro db upgrade")
@pass_session
def upgrade(session: Session) -> None:
    """Bring the tables of figures to the shape that this rientro needs.

    They are built from the events beside the old ones, and switched in one transaction.
    """
    from ledger.upkeep.rebuilding import rebuild

    rebuilt = rebuild(session.database(), session.meter("Building"), only_older=True)
    if rebuilt.made_texts:
        session.tell("tables.notes")
    if rebuilt.renewed_gate:
        session.tell("tables.gate")
    session.tell("tables.now" if rebuilt.done else "tables.already", version=rebuilt.after)


@db.command(
    short_help="Build the tables of figures anew, and compare them.",
    epilog="Example: rientro db rebuild",
)
@click.pass_context
def rebuild(ctx: click.Context) -> None:
    """Build the tables of figures anew from the events, and compare them with those in use.

    The new ones replace the old in one transaction. Exits with 1 if they differed.
    """
    from ledger.upkeep import rebuilding

    session: Session = ctx.obj
    rebuilt = rebuilding.rebuild(session.database(), session.meter("Building"))
    if rebuilt.renewed_gate:
        session.tell("tables.gate")
    for table, rows in rebuilt.differences.items():
        put_line(say("rebuilt.differed", table=table, rows=rows))
    session.tell("rebuilt.replaced" if rebuilt.differences else "rebuilt.same")
    if rebuilt.differences:
        ctx.exit(FINDING)


@db.command(
    "set-aside",
    short_help="Set a stored event aside that cannot be read.",
    epilog="Example: rientro db set-aside --position 12 --reason 'Overwritten by a fault'",
)
@click.option("--position", type=POSITION, required=True, help="Where the event stands.")
@click.option("--reason", type=line("reason"), required=True, help="What is known of the damage.")
@pass_session
def set_aside(session: Session, position: int, reason: str) -> None:
    """Set a stored event aside that cannot be read, if no backup has it.

    It is the owner's last way out, recorded for ever: all figures are built anew without that
    event, and every replay tells of it. An event that can be read is never set aside.
    """
    from faces.words.events import event_in_words

    done = session.ledger().set_aside(position, reason=reason, meter=session.meter("Building"))
    recorded = done.recorded
    session.tell("recorded.event", what=event_in_words(recorded), position=recorded.position)
    if done.next_unreadable is None:
        session.tell("set-aside.done")
    else:
        session.tell("set-aside.another", position=done.next_unreadable)
