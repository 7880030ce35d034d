"""`operator`: who is where, and one operator's history."""

from __future__ import annotations

from datetime import date, datetime

import click

from cli.options import OPERATOR, SITE, answer_format, known_at, on_day
from cli.output.answer import Answer, show
from cli.output.table import Column, number
from cli.session import Session, pass_session

_COLUMNS = (
    Column("operator", "operator"),
    Column("site", "site"),
    Column("contract", "contract"),
    number("FTE", "fte"),
    Column("since", "since"),
)


@click.group(epilog="Example: rientro operator list --at IT-LEC")
def operator() -> None:
    """Look at operators."""


@operator.command("list", epilog="Example: rientro operator list --at IT-LEC --on 2018-09-30")
@click.option("--at", "site", type=SITE, help="Only those at this site.")
@on_day
@known_at
@answer_format
@pass_session
def list_(
    session: Session, site: str | None, on: date | None, known_at: datetime | None, format_: str
) -> None:
    """List the operators who are placed at the end of a day."""
    from projections.operators import operator_list
    from projections.sites import site_named

    day = on or session.today()
    with session.asking(known_at) as view:
        if site is not None:
            site_named(view, site)
        rows = [
            {
                "operator": each.operator,
                "site": each.site,
                "contract": each.contract,
                "fte": each.figure.fte,
                "since": each.since,
            }
            for each in operator_list(view, on=day, site=site)
        ]
        answer = Answer.of(
            view,
            "operator-list",
            rows,
            columns=_COLUMNS,
            on=day,
            nothing=f"Nobody is placed {'there' if site else 'anywhere'} on {day}.",
        )
    show(answer, format_)


@operator.command("show", epilog="Example: rientro operator show RO-IAS-0001")
@click.argument("code", type=OPERATOR)
@known_at
@answer_format
@pass_session
def show_(session: Session, code: str, known_at: datetime | None, format_: str) -> None:
    """Show everything that was recorded of an operator."""
    from cli.output.outcome import LOG_COLUMNS, event_rows
    from domain.refusals import UnknownOperator
    from ledger.log import Wanted, events

    ledger = session.readings()
    with ledger.asking(known_at) as view:
        found = list(events(ledger.database, view, Wanted(operator=code)))
        if not found:
            raise UnknownOperator(code, view.then)
        rows = event_rows(ledger.database, view, found)
        answer = Answer.of(view, "operator-show", rows, columns=LOG_COLUMNS)
    show(answer, format_)
