"""`whereabouts`: where each post was on one day, and where it is on another."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from cli.figures import heads_and_fte
from cli.options import DAY, answer_format, known_at, must_be_in_order, on_day
from cli.output.answer import Answer, show
from cli.output.table import Column, number
from cli.session import Session, pass_session

if TYPE_CHECKING:
    from projections.whereabouts import WhereaboutsBy

_COLUMNS = (
    Column("from", lambda row: row["from"] or "hired since"),
    Column("to", lambda row: row["to"] or "left"),
    number("heads", "heads"),
    number("FTE", "fte"),
)


@click.command(epilog="Example: rientro whereabouts --since 2018-05-08 --on 2018-09-30")
@click.option(
    "--by",
    type=click.Choice(["site", "country"]),
    default="site",
    show_default=True,
    help="From and to these.",
)
@click.option("--since", type=DAY, required=True, help="Where they were on this day, at its end.")
@on_day
@known_at
@answer_format
@pass_session
def whereabouts(
    session: Session,
    by: WhereaboutsBy,
    since: date,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show where each post was at the end of one day, and where it is at the end of another.

    A post that was nowhere on the first day was hired since; one that is nowhere on the second has
    left. FTE are those on the second day, and on the first for those who left.
    """
    from projections import whereabouts as question
    from projections.figures import Figure

    day = on or session.today()
    must_be_in_order(since, day)
    with session.asking(known_at) as view:
        answer = Answer.of(
            view,
            "whereabouts",
            [
                {"from": each.was, "to": each.now, **heads_and_fte(each.figure)}
                for each in question.whereabouts(view, by=by, since=since, on=day)
            ],
            columns=_COLUMNS,
            on=day,
            more={"since": since, "by": by},
            blank={"from": None, "to": None, **heads_and_fte(Figure())},
            nothing="Nobody was anywhere on either day.",
        )
    show(answer, format_)
