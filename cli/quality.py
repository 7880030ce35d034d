"""`quality`: how good the service was while work moved."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from cli.commands import OneOf, group, wrong_usage
from cli.files_of_rows import file_of_reports, import_reports
from cli.law import terms_of
from cli.options import answer_format, dry_run, known_at, on_date, on_day
from cli.session import Session, pass_session
from cli.values import CONTRACT, READ_FILE, SITE, Value, group_text, line
from domain.words import QUALITY_BY, QualityBy
from faces.terminal import put
from faces.words import say

MONTH = Value("domain.commitments.shares:month", "MONTH")
PERIOD = Value("domain.commitments.shares:period", "PERIOD")
INDICATOR = Value("code", "INDICATOR", "an indicator's code")
PLACE = Value("place_name", "PLACE")


def _amount(name: str) -> Value:
    return Value(f"domain.quality.amounts:{name}", "N")


@group(
    invoke_without_command=True,
    short_help="Say how good the service was while work moved, and record it.",
    epilog="Example: rientro quality --by contract --since 2018-05 --on 2018-06-30",
)
@click.option(
    "--by",
    type=OneOf(QUALITY_BY),
    default="contract",
    show_default=True,
    help="A group for each of these, with its sites beside the whole.",
)
@click.option("--contract", type=CONTRACT, help="Only the reports of this contract.")
@click.option("--since", type=MONTH, help="The first month that is asked about.")
@click.option(
    "--in", "place", type=PLACE, help="Whose share, heads and moves; as the shipped terms have it."
)
@on_day
@known_at
@answer_format
@click.pass_context
def quality(
    ctx: click.Context,
    by: QualityBy,
    contract: str | None,
    since: Any,
    place: str | None,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Say how good the service was while work moved, and record what was reported.

    Without a command it is the question: each indicator by period, as a ratio of sums, with its target and
    its sites, and beside it shares, heads and moves. Beside, and not because of them.
    """
    session: Session = ctx.obj
    if ctx.invoked_subcommand is not None:
        if any(
            ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
            for name in ctx.params
        ):
            raise wrong_usage(
                "Write options after {command}: those before it are of the question.",
                command=ctx.invoked_subcommand,
            )
        return
    if since is None:
        raise click.UsageError("Name the first month with --since, like 2018-05.")
    from answers.known import must_be_known
    from answers.quality import quality as asked
    from projections.only import Only

    with session.asking(known_at) as view:
        must_be_known(view, Only(contract=frozenset({contract} if contract else ())))
        day = session.day(on)
        answer = asked(view, day, by=by, since=since, contract=contract, place=place)
    session.show(answer, format_)


@quality.command(
    short_help="Define the indicators of a file.",
    epilog="Example: rientro quality define --shipped agcom",
)
@click.option("--terms", type=READ_FILE, help="A TOML file, like the one that is shipped.")
@click.option("--shipped", metavar="NAME", help="A file that is shipped: agcom.")
@dry_run
@answer_format
@pass_session
def define(
    session: Session, terms: Path | None, shipped: str | None, dry_run: bool, format_: str
) -> None:
    """Define the indicators of a file: what is counted above and below the line, in words."""
    from domain.quality.indicators import read_indicators
    from domain.quality.quality_commands import DefineIndicators

    command = DefineIndicators(read_indicators(terms_of(terms, shipped)))
    session.record(session.recorder().record(command, dry_run=dry_run), format_)


@quality.command(
    short_help="Say what an indicator should come to from a day on.",
    epilog="Example: rientro quality target answer-seconds --value 70 --client TIM "
    "--source 'Its own standard' --on 2017-01-01",
)
@click.argument("indicator", type=INDICATOR)
@click.option("--value", "value", type=_amount("target"), required=True, help="What it should be.")
@click.option("--client", type=group_text("client"), help="Only for contracts of this client.")
@click.option("--contract", type=CONTRACT, help="Only for this contract.")
@click.option("--source", type=line("source"), required=True, help="Where it is from.")
@on_date("The first day on which it is in force.")
@dry_run
@answer_format
@pass_session
def target(
    session: Session,
    indicator: str,
    value: str,
    client: str | None,
    contract: str | None,
    source: str,
    effective_on: date,
    dry_run: bool,
    format_: str,
) -> None:
    """Say what an indicator should come to from a day on: for a contract, a client, or all."""
    from domain.quality.quality_commands import TargetIndicator

    command = TargetIndicator(
        indicator,
        target=value,
        client=client,
        contract=contract,
        source=source,
        effective_on=effective_on,
    )
    session.record(session.recorder().record(command, dry_run=dry_run), format_)


@quality.command(
    short_help="Report what an indicator came to in a period.",
    epilog="Example: rientro quality report FW-SOHO --indicator answer-seconds --period 2018-06 "
    "--site IT-CAG --numerator 960000 --denominator 12000",
)
@click.argument("contract", type=CONTRACT)
@click.option("--indicator", type=INDICATOR, required=True, help="What was counted.")
@click.option("--period", type=PERIOD, required=True, help="2018-06, 2018-Q2, 2018-H1 or 2018.")
@click.option("--site", type=SITE, help="At which site; the whole contract unless given.")
@click.option("--numerator", type=_amount("numerator"), help="The numerator: what was counted.")
@click.option("--denominator", type=_amount("denominator"), help="The denominator: of how much.")
@click.option("--given", type=_amount("given"), help="A value without its sums; never added up.")
@click.option("--source", type=line("source"), help="Where the figures come from.")
@click.option("--reason", type=line("reason"), help="Why figures change that were reported.")
@dry_run
@answer_format
@pass_session
def report(
    session: Session, contract: str, period: Any, dry_run: bool, format_: str, **said: Any
) -> None:
    """Report what an indicator came to in a period: its two sums, or a value that was given without.

    Other figures for a period that is reported need a reason; the old ones stay in the history.
    """
    from domain.quality.quality_commands import ReportQuality

    command = ReportQuality(contract, period=str(period), **said)
    session.record(session.recorder().record(command, dry_run=dry_run), format_)


@quality.command(
    "import",
    short_help="Record the quality of a CSV or XLSX file, all or none.",
    epilog="Example: rientro quality import --template",
)
@file_of_reports
@answer_format
@pass_session
def import_(session: Session, template: bool, **given: Any) -> None:
    """Record the quality of a CSV or XLSX file, all or none; `-` reads standard input.

    Each row is one report. A file that was recorded already adds nothing. Every bad row is reported.
    """
    if template:
        put(say("quality-template"))
        return
    from ledger.recording.report_imports import QUALITY_REPORTS

    import_reports(session, QUALITY_REPORTS, **given)


@quality.command("list", epilog="Example: rientro quality list")
@known_at
@answer_format
@pass_session
def list_(session: Session, known_at: datetime | None, format_: str) -> None:
    """List what is reported."""
    from answers.indicators import quality_list

    with session.asking(known_at) as view:
        answer = quality_list(view)
    session.show(answer, format_)


@quality.command(epilog="Example: rientro quality indicators")
@known_at
@answer_format
@pass_session
def indicators(session: Session, known_at: datetime | None, format_: str) -> None:
    """List the indicators that are defined, and their targets."""
    from answers.indicators import indicator_list

    with session.asking(known_at) as view:
        answer = indicator_list(view)
    session.show(answer, format_)
