"""`site`: the workplaces that operators are at."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from cli.commands import group
from cli.options import answer_format, dry_run, given, known_at, new_code, on_date, on_day
from cli.session import Session, pass_session
from cli.values import COUNTRY, DAY, REGION, SITE, group_or_none, group_text, line, number, or_none
from domain.words import MOST_HEADS


@group(epilog="Example: rientro site list")
def site() -> None:
    """Open, change, close and look at sites."""


@site.command("open", epilog="Example: rientro site open IT-SAS --country IT --on 2018-05-01")
@click.argument("code", type=SITE)
@click.option(
    "--country",
    type=COUNTRY,
    required=True,
    is_eager=True,
    help="The country, ISO 3166-1 alpha-2.",
)
@click.option("--region", type=REGION, help="The region, ISO 3166-2, like IT-88.")
@click.option("--city", type=group_text("city"), help="The city.")
@click.option("--name", type=group_text("name"), help="The site's name; its code unless given.")
@click.option("--employer", type=group_text("employer"), help="Who runs the site.")
@on_date("The first day on which it is open.")
@new_code
@dry_run
@answer_format
@pass_session
def open_(
    session: Session,
    code: str,
    country: str,
    region: str | None,
    city: str | None,
    name: str | None,
    employer: str | None,
    effective_on: date,
    new_code: bool,
    dry_run: bool,
    format_: str,
) -> None:
    """Open a site."""
    from domain.places.site_commands import OpenSite

    command = OpenSite(
        code,
        country=country,
        region=region,
        city=city,
        name=name,
        employer=employer,
        effective_on=effective_on,
    )
    session.record_new(command, format_, new_code=new_code, dry_run=dry_run)


@site.command(
    short_help="Change a site's name or employer from a day on.",
    epilog="Example: rientro site change IT-LEC --employer Konecta --on 2019-01-01 "
    "--reason 'The employer was merged'",
)
@click.argument("code", type=SITE)
@click.option("--name", type=group_text("name"), help="What it is called from then on.")
@click.option(
    "--employer", type=group_or_none("employer"), help="Who runs it from then on; - for none."
)
@click.option("--reason", type=line("reason"), required=True, help="Why it changes.")
@on_date("The first day on which it is so.")
@dry_run
@answer_format
@pass_session
def change(
    session: Session,
    code: str,
    reason: str,
    effective_on: date,
    dry_run: bool,
    format_: str,
    **facts: str | None,
) -> None:
    """Change a site's name or employer from a day on; nobody moves."""
    from domain.places.site_commands import ChangeSite

    command = ChangeSite(code, **given(facts), reason=reason, effective_on=effective_on)
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@site.command(
    short_help="Put right what is wrong about a site.",
    epilog="Example: rientro site correct IT-LEC --city Lequile --reason 'Wrong town'",
)
@click.argument("code", type=SITE)
@click.option("--country", type=COUNTRY, help="The country, ISO 3166-1 alpha-2.")
@click.option("--region", type=or_none("region"), help="The region, like IT-88; - for none.")
@click.option("--city", type=group_or_none("city"), help="The city; - for none.")
@click.option("--name", type=group_text("name"), help="The site's name.")
@click.option(
    "--employer", type=group_or_none("employer"), help="Who ran it when opened; - for none."
)
@click.option("--opened-on", "effective_on", type=DAY, help="The first day on which it was open.")
@click.option("--reason", type=line("reason"), required=True, help="What was wrong.")
@dry_run
@answer_format
@pass_session
def correct(
    session: Session, code: str, reason: str, dry_run: bool, format_: str, **right: Any
) -> None:
    """Put right what is wrong about a site, for the whole past."""
    from domain.places.site_commands import CorrectSite

    command = CorrectSite(code, given(right), reason=reason)
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@site.command(
    epilog="Example: rientro site close RO-IAS --on 2018-12-31 --reason 'The lease has ended'"
)
@click.argument("code", type=SITE)
@click.option("--reason", type=line("reason"), required=True, help="Why it closes.")
@on_date("The first day on which it is not open.")
@dry_run
@answer_format
@pass_session
def close(
    session: Session, code: str, reason: str, effective_on: date, dry_run: bool, format_: str
) -> None:
    """Close a site at which nobody is left."""
    from domain.places.site_commands import CloseSite

    command = CloseSite(code, reason=reason, effective_on=effective_on)
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@site.command(
    short_help="Keep what somebody outside counted.",
    epilog="Example: rientro site attest IT-LEC --heads 100 --on 2018-09-30 --source 'INPS extract'",
)
@click.argument("code", type=SITE)
@click.option("--heads", type=number(0, MOST_HEADS), required=True, help="How many.")
@click.option("--source", type=line("source"), required=True, help="Who counted, or where it says.")
@on_date("The day that was counted, at its end.")
@dry_run
@answer_format
@pass_session
def attest(
    session: Session,
    code: str,
    heads: int,
    source: str,
    effective_on: date,
    dry_run: bool,
    format_: str,
) -> None:
    """Keep what somebody outside counted, to be compared with the ledger's figure."""
    from domain.places.site_commands import AttestSite

    command = AttestSite(code, heads=heads, source=source, effective_on=effective_on)
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@site.command("list", epilog="Example: rientro site list")
@known_at
@answer_format
@pass_session
def list_(session: Session, known_at: datetime | None, format_: str) -> None:
    """List the sites."""
    from answers.places import site_list

    with session.asking(known_at) as view:
        answer = site_list(view)
    session.show(answer, format_)


@site.command(
    "show",
    short_help="Show a site, its headcount, and what was counted from outside.",
    epilog="Example: rientro site show IT-CAG --on 2018-09-30",
)
@click.argument("code", type=SITE)
@on_day
@known_at
@answer_format
@pass_session
def show_(
    session: Session, code: str, on: date | None, known_at: datetime | None, format_: str
) -> None:
    """Show a site: its facts, its headcount on a day, and what was counted from outside."""
    from answers.places import site_shown

    with session.asking(known_at) as view:
        answer = site_shown(view, code, session.day(on))
    session.show(answer, format_)
