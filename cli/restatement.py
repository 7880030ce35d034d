"""`restatement`: what was learnt later changed of the figures of a day, and which events did it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.figures import STEPS, bridge_row, heads_and_fte
from cli.options import (
    DAY,
    INSTANT,
    answer_format,
    grouping,
    must_be_in_order,
    on_day,
    tell_what_is_to_come,
)
from cli.output.answer import Answer, show
from cli.output.table import Column, number
from cli.session import Session, pass_session

if TYPE_CHECKING:
    from domain.words import By
    from projections.view import View

    Rows = list[dict[str, Any]]


@click.command(epilog="Example: rientro restatement --known-at 2018-10-01 --on 2018-09-30")
@grouping
@click.option("--since", type=DAY, help="Compare the bridge from the end of this day.")
@on_day
@click.option(
    "--known-at",
    type=INSTANT,
    callback=tell_what_is_to_come,
    required=True,
    help="What was known then, in UTC; a date or a second means its end.",
)
@click.option(
    "--against",
    type=INSTANT,
    callback=tell_what_is_to_come,
    help="What was known then; now unless given.",
)
@answer_format
@pass_session
def restatement(
    session: Session,
    by: By,
    since: date | None,
    on: date | None,
    known_at: datetime,
    against: datetime | None,
    format_: str,
) -> None:
    """Show what later records changed of a day's figures, and which events did it.

    The figures are the headcount at the end of the day; with --since, each step of the bridge.
    """
    from cli.output.outcome import LOG_COLUMNS, event_rows
    from cli.output.table import print_table
    from ledger.log import events_at
    from projections.figures import Bridge, Figure
    from projections.restatement import changing_positions

    day = on or session.today()
    if against is not None and against < known_at:
        raise click.UsageError("--against must not be earlier than --known-at.")
    must_be_in_order(since, day)
    ledger = session.readings()
    with ledger.asking(known_at) as before, ledger.asking(against) as after:
        if since is None:
            rows, columns = _headcounts(before, after, by, day)
            figures = heads_and_fte(Figure())
        else:
            rows, columns = _bridges(before, after, by, since, day)
            figures = bridge_row(Bridge.between({}, {}))
        positions = changing_positions(before, after, on=day)
        changed = events_at(ledger.database, after, positions)
        changing = event_rows(ledger.database, after, changed)
        answer = Answer.of(
            before,
            "restatement",
            rows,
            columns=(Column(by, by), *columns),
            on=day,
            more={
                "since": since,
                "against": against,
                "against_position": after.position,
                "events": changing,
            },
            blank={by: None, "before": figures, "after": figures, "change": figures},
        )
    show(answer, format_)
    if format_ == "table" and changing:
        print_table(LOG_COLUMNS, changing)


def _headcounts(before: View, after: View, by: By, on: date) -> tuple[Rows, Sequence[Column]]:
    from projections.restatement import restatement

    rows = [
        {
            by: row.group,
            "before": heads_and_fte(row.before),
            "after": heads_and_fte(row.after),
            "change": heads_and_fte(row.after - row.before),
        }
        for row in restatement(before, after, by=by, on=on)
    ]
    columns = (
        number("heads then", lambda row: row["before"]["heads"]),
        number("heads later", lambda row: row["after"]["heads"]),
        number("change", lambda row: row["change"]["heads"]),
        number("FTE change", lambda row: row["change"]["fte"]),
    )
    return rows, columns


def _bridges(
    before: View, after: View, by: By, since: date, on: date
) -> tuple[Rows, Sequence[Column]]:
    from projections.restatement import restated_bridges

    rows = [
        {
            by: row.group,
            "before": bridge_row(row.before),
            "after": bridge_row(row.after),
            "change": bridge_row(row.change),
        }
        for row in restated_bridges(before, after, by=by, since=since, on=on)
    ]
    columns = [number(heading.lstrip("+-±= "), _change_of(step)) for step, heading in STEPS]
    return rows, (*columns, number("FTE closing", lambda row: row["change"]["fte"]["closing"]))


def _change_of(step: str) -> Any:
    return lambda row: row["change"][step]
