"""`notice` and `notices`: what was filed before work went abroad, and whether that was in time."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from cli.commands import command, group
from cli.law import RULE
from cli.options import answer_format, dry_run, known_at, new_code, on_day
from cli.session import Session, pass_session
from cli.several_values import SeveralValues
from cli.values import CONTRACT, COUNTRY, DAY, READ_FILE, Value, line, number
from domain.words import MOST_HEADS

NOTICE = Value("code", "CODE", "a notice's code")
RECIPIENT = Value("code", "RECIPIENT", "a recipient's name")


@group(
    short_help="Record and list notices that were filed.",
    epilog="Example: rientro notice list",
)
def notice() -> None:
    """Record and list notices that were filed before work went abroad."""


@notice.command(
    cls=SeveralValues,
    short_help="Record that a notice was filed with a recipient.",
    epilog="Example: rientro notice file 2018-AL-1 --rule IT-24BIS-2017 --to labour --country AL "
    "--contract FW-SB --workers 10 --from 2018-02-01 --filed 2018-01-02",
)
@click.argument("code", type=NOTICE)
@click.option("--rule", type=RULE, required=True, help="The rule that asks for it.")
@click.option("--to", "recipient", type=RECIPIENT, required=True, help="With whom it was filed.")
@click.option("--country", type=COUNTRY, required=True, help="Where the work goes.")
@click.option(
    "--contract", "contracts", type=CONTRACT, multiple=True, help="Which work; any unless given."
)
@click.option("--workers", type=number(1, MOST_HEADS), required=True, help="How many it states.")
@click.option("--from", "from_on", type=DAY, required=True, help="From which day on.")
@click.option("--filed", "filed_on", type=DAY, required=True, help="The day on which it was filed.")
@click.option("--number", "number_", type=line("number"), help="The recipient's protocol number.")
@click.option("--receipt", type=READ_FILE, help="The receipt: only its SHA-256 is recorded.")
@click.option("--source", type=line("source"), help="Where this is from.")
@new_code
@dry_run
@answer_format
@pass_session
def file(
    session: Session,
    code: str,
    rule: str,
    recipient: str,
    country: str,
    contracts: tuple[str, ...],
    workers: int,
    from_on: date,
    filed_on: date,
    number_: str | None,
    receipt: Path | None,
    source: str | None,
    new_code: bool,
    dry_run: bool,
    format_: str,
) -> None:
    """Record that a notice was filed with a recipient. One code may hold a notice for each of them."""
    from hashlib import sha256

    from domain.notices.notice_commands import FileNotice

    asked = FileNotice(
        code,
        rule=rule,
        recipient=recipient,
        country=country,
        contracts=tuple(dict.fromkeys(contracts)),
        workers=workers,
        from_on=from_on,
        filed_on=filed_on,
        number=number_,
        sha256=sha256(receipt.read_bytes()).hexdigest() if receipt else None,
        source=source,
    )
    session.record_new(asked, format_, new_code=new_code, dry_run=dry_run)


@notice.command("list", epilog="Example: rientro notice list")
@known_at
@answer_format
@pass_session
def list_(session: Session, known_at: datetime | None, format_: str) -> None:
    """List the notices that were filed."""
    from answers.notices import notice_list

    with session.asking(known_at) as view:
        answer = notice_list(view)
    session.show(answer, format_)


@command(
    short_help="Say which notices were in time, and which must still be filed.",
    epilog="Example: rientro notices --on 2018-08-20 --since 2018-01-01",
)
@on_day
@click.option("--since", type=DAY, help="Only of work that arrives on this day or later.")
@click.option("--all", "not_needed", is_flag=True, help="Show where no notice was needed, too.")
@known_at
@answer_format
@pass_session
def notices(
    session: Session,
    on: date | None,
    since: date | None,
    not_needed: bool,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Say which notices were in time, and which must still be filed.

    Work that is recorded ahead is in it, so what is open is what must be filed, and by when. This is
    bookkeeping and no legal advice.
    """
    from answers.notices import notices as asked

    with session.asking(known_at) as view:
        answer = asked(view, session.day(on), since=since, not_needed=not_needed)
    session.show(answer, format_)
