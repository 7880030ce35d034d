"""`log`: the events themselves, in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from cli.commands import command
from cli.narrowing import filters
from cli.options import answer_format, known_at, must_be_in_order
from cli.session import Session, pass_session
from cli.values import BATCH, DAY, OPERATOR, line, number

if TYPE_CHECKING:
    from projections.only import Only


@command(epilog="Example: rientro log --site IT-LEC")
@click.option("--stream", type=line("stream"), help="Only this stream, like operator:OP-1042.")
@click.option("--operator", type=OPERATOR, help="Only this operator's.")
@filters
@click.option("--batch", type=BATCH, help="Only this batch.")
@click.option("--recorded-by", type=line("name"), help="Only what this person recorded.")
@click.option(
    "--late", is_flag=True, help="Only what was recorded after the day on which it took effect."
)
@click.option("--days", type=number(0), help="With --late: only what is more days late than this.")
@click.option("--since", type=DAY, help="Only what takes effect after this day.")
@click.option("--on", type=DAY, help="Only what takes effect by the end of this day.")
@click.option("--after", type=number(0), help="Only what stands after this position.")
@click.option("--limit", type=number(1), help="At most so many, the first of them.")
@click.option("--reverse", is_flag=True, help="The latest first.")
@known_at
@answer_format
@pass_session
def log(
    session: Session,
    stream: str | None,
    operator: str | None,
    only: Only,
    batch: str | None,
    recorded_by: str | None,
    late: bool,
    days: int | None,
    since: date | None,
    on: date | None,
    after: int | None,
    limit: int | None,
    reverse: bool,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show the events in words, oldest first.

    Filters keep movements that begin or end where they hold, and the events of such a site or contract
    itself. An event that takes effect on no day of its own goes by the day, in UTC, on which it was
    recorded.
    """
    from answers import log as question
    from ledger.reading.event_log import Wanted

    if days is not None and not late:
        raise click.UsageError("--days goes with --late.")
    if on is not None:
        must_be_in_order(since, on)
    wanted = Wanted(
        stream=stream,
        operator=operator,
        only=only,
        batch=batch,
        recorded_by=recorded_by,
        days_late=(days or 0) if late else None,
        since=since,
        on=on,
        after=after or 0,
    )
    ledger = session.readings()
    with ledger.asking(known_at) as view:
        answer = question.log(ledger, view, wanted, limit=limit, reverse=reverse)
    session.show(answer, format_)
