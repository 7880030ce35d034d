"""`log`: the events themselves, in words."""

from __future__ import annotations

from datetime import datetime

import click

from cli.commands import command
from cli.options import BATCH, OPERATOR, SITE, answer_format, known_at, line, number
from cli.session import Session, pass_session


@command(epilog="Example: rientro log --site IT-LEC")
@click.option("--stream", type=line("stream"), help="Only this stream, like operator:OP-1042.")
@click.option("--operator", type=OPERATOR, help="Only this operator's.")
@click.option("--site", type=SITE, help="Only what happened at, from or to this site.")
@click.option("--batch", type=BATCH, help="Only this batch.")
@click.option("--recorded-by", type=line("name"), help="Only what this person recorded.")
@click.option(
    "--late", is_flag=True, help="Only what was recorded after the day on which it took effect."
)
@click.option("--days", type=number(0), help="With --late: only what is more days late than this.")
@known_at
@answer_format
@pass_session
def log(
    session: Session,
    stream: str | None,
    operator: str | None,
    site: str | None,
    batch: str | None,
    recorded_by: str | None,
    late: bool,
    days: int | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show the events in words, oldest first."""
    from answers import log as question
    from ledger.reading.event_log import Wanted

    if days is not None and not late:
        raise click.UsageError("--days goes with --late.")
    wanted = Wanted(stream, operator, site, batch, recorded_by, (days or 0) if late else None)
    ledger = session.readings()
    with ledger.asking(known_at) as view:
        answer = question.log(ledger, view, wanted)
    session.show(answer, format_)
