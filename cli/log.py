"""`log`: the events themselves, in words."""

from __future__ import annotations

from datetime import datetime

import click

from cli.options import BATCH, OPERATOR, SITE, answer_format, known_at, line
from cli.output.answer import Answer, show
from cli.session import Session, pass_session


@click.command(epilog="Example: rientro log --site IT-LEC")
@click.option("--stream", type=line("stream"), help="Only this stream, like operator:OP-1042.")
@click.option("--operator", type=OPERATOR, help="Only this operator's.")
@click.option("--site", type=SITE, help="Only what happened at, from or to this site.")
@click.option("--batch", type=BATCH, help="Only this batch.")
@click.option("--recorded-by", type=line("name"), help="Only what this person recorded.")
@click.option(
    "--late", is_flag=True, help="Only what was recorded after the day on which it took effect."
)
@click.option(
    "--days", type=click.IntRange(min=0), help="With --late: only what is more days late than this."
)
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
    from cli.output.outcome import EVENT_KEYS, LOG_COLUMNS, event_rows
    from ledger.log import Wanted, events

    if days is not None and not late:
        raise click.UsageError("--days goes with --late.")
    wanted = Wanted(stream, operator, site, batch, recorded_by, (days or 0) if late else None)
    ledger = session.readings()
    with ledger.asking(known_at) as view:
        found = events(ledger.database, view, wanted)
        rows = event_rows(ledger.database, view, found)
        answer = Answer.of(
            view,
            "log",
            rows,
            columns=LOG_COLUMNS,
            nothing="No event is recorded that answers this.",
            blank=dict.fromkeys(EVENT_KEYS),
        )
    show(answer, format_)
