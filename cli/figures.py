"""`headcount`, `bridge`, `flows`: how many are where, and what led to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.options import DAY, answer_format, grouping, known_at, must_be_in_order, on_day
from cli.output.answer import Answer, show
from cli.output.table import Column, number
from cli.session import Session, pass_session

if TYPE_CHECKING:
    from domain.words import By
    from projections.figures import Bridge, Figure
    from projections.flows import FlowsBy

STEPS = (
    ("opening", "opening"),
    ("hired", "+ hired"),
    ("transferred_in", "+ in"),
    ("transferred_out", "- out"),
    ("reassigned", "± reassigned"),
    ("left", "- left"),
    ("closing", "= closing"),
)


@click.command(epilog="Example: rientro headcount --by site --on 2018-09-30")
@grouping
@on_day
@known_at
@answer_format
@pass_session
def headcount(
    session: Session, by: By, on: date | None, known_at: datetime | None, format_: str
) -> None:
    """Show how many operators are where at the end of a day, in heads and FTE."""
    from projections import headcount as question
    from projections.figures import Figure

    day = on or session.today()
    with session.asking(known_at) as view:
        found = question.headcount(view, by=by, on=day)
        total = heads_and_fte(sum((row.figure for row in found), Figure()))
        answer = Answer.of(
            view,
            "headcount",
            [{by: row.group, **heads_and_fte(row.figure)} for row in found],
            columns=(Column(by, by), number("heads", "heads"), number("FTE", "fte")),
            on=day,
            total=total,
        )
    show(answer, format_)


@click.command(epilog="Example: rientro bridge --by country --since 2018-05-08 --on 2018-09-30")
@grouping
@click.option("--since", type=DAY, required=True, help="The day of the opening figure, at its end.")
@on_day
@known_at
@answer_format
@pass_session
def bridge(
    session: Session, by: By, since: date, on: date | None, known_at: datetime | None, format_: str
) -> None:
    """Show what led from the headcount on one day to that on another.

    Movements count from the day after --since to the end of --on. Transfers inside a group cancel,
    so in the total all of them do.
    """
    from projections import headcount as question
    from projections.figures import Bridge

    day = on or session.today()
    must_be_in_order(since, day)
    with session.asking(known_at) as view:
        found = question.bridge(view, by=by, since=since, on=day)
        heads = tuple(number(heading, step) for step, heading in STEPS)
        answer = Answer.of(
            view,
            "bridge",
            [{by: row.group, **bridge_row(row.bridge)} for row in found],
            columns=(Column(by, by), *heads, number("FTE closing", _closing_fte)),
            on=day,
            more={"since": since},
            total=bridge_row(Bridge.together(row.bridge for row in found)),
            blank={by: None, **bridge_row(Bridge.between({}, {}))},
        )
    show(answer, format_)


@click.command(epilog="Example: rientro flows --since 2018-05-08 --on 2018-09-30")
@click.option(
    "--by",
    type=click.Choice(["site", "country"]),
    default="site",
    show_default=True,
    help="From and to these.",
)
@click.option("--since", type=DAY, help="Transfers after this day; all unless given.")
@on_day
@known_at
@answer_format
@pass_session
def flows(
    session: Session,
    by: FlowsBy,
    since: date | None,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show from where to where operators were transferred, and how many."""
    from projections import flows as question

    day = on or session.today()
    must_be_in_order(since, day)
    with session.asking(known_at) as view:
        answer = Answer.of(
            view,
            "flows",
            [
                {"from": flow.origin, "to": flow.destination, **heads_and_fte(flow.figure)}
                for flow in question.flows(view, by=by, since=since, on=day)
            ],
            columns=(
                Column("from", "from"),
                Column("to", "to"),
                number("heads", "heads"),
                number("FTE", "fte"),
            ),
            on=day,
            more={"since": since, "by": by},
            nothing="No transfers are recorded in that time.",
        )
    show(answer, format_)


def bridge_row(bridge: Bridge) -> dict[str, Any]:
    """The steps of a bridge in heads, and the same in FTE."""
    steps = bridge.steps
    heads: dict[str, Any] = {name: figure.heads for name, figure in steps.items()}
    return heads | {"fte": {name: figure.fte for name, figure in steps.items()}}


def heads_and_fte(figure: Figure) -> dict[str, Any]:
    """A figure as a row has it."""
    return {"heads": figure.heads, "fte": figure.fte}


def _closing_fte(row: Mapping[str, Any]) -> Any:
    return row["fte"]["closing"]
