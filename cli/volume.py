"""`volume`: how much work is done under a contract, by month and place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from cli.commands import OneOf, group
from cli.files_of_rows import file_of_reports, import_reports
from cli.options import answer_format, dry_run, known_at
from cli.session import Session, pass_session
from cli.several_values import SeveralValues
from cli.values import CONTRACT, DAY, Value, line
from domain.words import UNITS
from faces.terminal import put
from faces.words import say

MONTH = Value("domain.commitments.shares:month", "MONTH")
PLACE_AND_VOLUME = Value("domain.commitments.amounts:place_and_volume", "PLACE=N...")


@group(epilog="Example: rientro volume list")
def volume() -> None:
    """Report and look at the volumes of contracts."""


@volume.command(
    cls=SeveralValues,
    epilog="Example: rientro volume report FW-SB --month 2018-10 --unit contacts "
    "--in IT=8150 AL=1850",
)
@click.argument("contract", type=CONTRACT)
@click.option("--month", type=MONTH, required=True, help="The month, like 2018-03.")
@click.option(
    "--unit", type=OneOf(UNITS), help="What is counted; needed for a contract's first report."
)
@click.option(
    "--in",
    "volumes",
    type=PLACE_AND_VOLUME,
    metavar="PLACE=N...",
    multiple=True,
    required=True,
    help="A country or a site, and how much was done there, 0 included.",
)
@click.option("--source", type=line("source"), help="Where the figures come from.")
@click.option("--reason", type=line("reason"), help="Why figures change that were reported.")
@dry_run
@answer_format
@pass_session
def report(session: Session, contract: str, dry_run: bool, format_: str, **said: Any) -> None:
    """Report a whole month of a contract: every place where work was done.

    Other figures for a month that is reported need a reason; the old ones stay in the history.
    """
    from domain.commitments.commitment_commands import ReportVolumes

    command = ReportVolumes(contract, **said)
    session.record(session.recorder().record(command, dry_run=dry_run), format_)


@volume.command(
    "import",
    short_help="Record the volumes of a CSV or XLSX file, all or none.",
    epilog="Example: rientro volume import --template",
)
@file_of_reports
@answer_format
@pass_session
def import_(session: Session, template: bool, **given: Any) -> None:
    """Record the volumes of a CSV or XLSX file, all or none; `-` reads standard input.

    The rows of one contract and month are one report, whole. A file that was recorded already adds
    nothing. Every bad row is reported.
    """
    if template:
        put(say("volume-template"))
        return
    from ledger.recording.report_imports import VOLUME_REPORTS

    import_reports(session, VOLUME_REPORTS, **given)


@volume.command("list", epilog="Example: rientro volume list FW-SB --since 2018-01")
@click.argument("contract", type=CONTRACT, required=False)
@click.option("--since", type=MONTH, help="The first month that is listed.")
@click.option("--on", type=DAY, help="List the months that are over at the end of this day.")
@known_at
@answer_format
@pass_session
def list_(
    session: Session,
    contract: str | None,
    since: Any,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """List the volumes that are reported, by contract, month and place."""
    from answers.commitments.volumes import volume_list

    with session.asking(known_at) as view:
        answer = volume_list(view, contract, since=since, on=on)
    session.show(answer, format_)
