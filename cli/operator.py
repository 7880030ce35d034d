"""`operator`: who is where, and one operator's history."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from cli.commands import group
from cli.narrowing import filters
from cli.options import answer_format, known_at, on_day
from cli.session import Session, pass_session
from cli.values import OPERATOR, SITE

if TYPE_CHECKING:
    from projections.only import Only


@group(epilog="Example: rientro operator list --at IT-LEC")
def operator() -> None:
    """Look at operators."""


@operator.command("list", epilog="Example: rientro operator list --at IT-LEC --on 2018-09-30")
@click.option("--at", "site", type=SITE, help="Only those at this site.")
@filters
@on_day
@known_at
@answer_format
@pass_session
def list_(
    session: Session,
    site: str | None,
    only: Only,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """List the operators who are placed at the end of a day."""
    from answers.workforce.operators import operator_list

    with session.asking(known_at) as view:
        answer = operator_list(view, site, session.day(on), only)
    session.show(answer, format_)


@operator.command("show", epilog="Example: rientro operator show RO-IAS-0001")
@click.argument("code", type=OPERATOR)
@known_at
@answer_format
@pass_session
def show_(session: Session, code: str, known_at: datetime | None, format_: str) -> None:
    """Show everything that was recorded of an operator."""
    from answers.workforce.operators import operator_shown

    ledger = session.readings()
    with ledger.asking(known_at) as view:
        answer = operator_shown(ledger, view, code)
    session.show(answer, format_)
