"""`doctor`: how the ledger is."""

from __future__ import annotations

import click

from cli.commands import OneOf, command
from cli.failures import FINDING
from cli.session import Session


@command(
    short_help="Look at the database, its events and its figures.", epilog="Example: rientro doctor"
)
@click.option(
    "--format",
    "format_",
    type=OneOf(["table", "json"]),
    default="table",
    show_default=True,
    help="How the answer is written to stdout.",
)
@click.pass_context
def doctor(ctx: click.Context, format_: str) -> None:
    """Look at the ledger's database, its events and its figures, and change nothing.

    Exits with 1 if something is not as it should be. What the events say is checked by audit.
    """
    from answers.upkeep import diagnosed
    from ledger.upkeep.doctor import diagnose

    session: Session = ctx.obj
    answer = diagnosed(diagnose(session.database(), session.clock()))
    session.show(answer, format_)
    if answer.findings_count:
        ctx.exit(FINDING)
