"""`contract`: the services that operators work on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from cli.commands import group
from cli.options import answer_format, dry_run, given, known_at, new_code, on_date, on_day
from cli.session import Session, pass_session
from cli.values import CONTRACT, DAY, group_or_none, group_text, line


@group(epilog="Example: rientro contract list")
def contract() -> None:
    """Sign, change, end and look at contracts."""


@contract.command(
    epilog="Example: rientro contract sign FW-CARE --client Fastweb --supplier Comdata "
    "--service 'Customer care' --on 2018-01-01"
)
@click.argument("code", type=CONTRACT)
@click.option("--client", type=group_text("client"), required=True, help="Who buys the service.")
@click.option(
    "--supplier", type=group_text("supplier"), help="Who provides it; in-house unless given."
)
@click.option("--service", type=group_text("service"), help="What it is.")
@click.option("--agreed-on", type=DAY, help="The day on which it was concluded.")
@click.option("--succeeds", type=CONTRACT, help="The contract whose work it goes on with.")
@on_date("The first day on which it runs.")
@new_code
@dry_run
@answer_format
@pass_session
def sign(
    session: Session,
    code: str,
    client: str,
    supplier: str | None,
    service: str | None,
    agreed_on: date | None,
    succeeds: str | None,
    effective_on: date,
    new_code: bool,
    dry_run: bool,
    format_: str,
) -> None:
    """Sign a contract.

    One that succeeds another is the same work under a new supplier or new terms: a plan that names
    the other counts it as well, from the day on which it runs.
    """
    from domain.contracts.contract_commands import SignContract

    command = SignContract(
        code,
        client=client,
        supplier=supplier,
        service=service,
        agreed_on=agreed_on,
        succeeds=succeeds,
        effective_on=effective_on,
    )
    session.record_new(command, format_, new_code=new_code, dry_run=dry_run)


@contract.command(
    short_help="Change a contract's client or supplier from a day on.",
    epilog="Example: rientro contract change FW-SB --supplier Konecta --on 2019-01-01 "
    "--reason 'The supplier was merged'",
)
@click.argument("code", type=CONTRACT)
@click.option("--client", type=group_text("client"), help="Who buys the service from then on.")
@click.option("--supplier", type=group_or_none("supplier"), help="Who provides it; - for in-house.")
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
    **parties: str | None,
) -> None:
    """Change a contract's client or supplier from a day on; nobody moves."""
    from domain.contracts.contract_commands import ChangeContract

    command = ChangeContract(code, **given(parties), reason=reason, effective_on=effective_on)
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@contract.command(
    short_help="Put right what is wrong about a contract.",
    epilog="Example: rientro contract correct FW-SB --service 'Small business care' --reason Typo",
)
@click.argument("code", type=CONTRACT)
@click.option("--client", type=group_text("client"), help="Who buys the service.")
@click.option("--supplier", type=group_or_none("supplier"), help="Who provides it; - for in-house.")
@click.option("--service", type=group_or_none("service"), help="What it is; - for none.")
@click.option("--on", "effective_on", type=DAY, help="The first day on which it runs.")
@click.option("--agreed-on", type=DAY, help="The day on which it was concluded.")
@click.option("--succeeds", type=CONTRACT, help="The contract that it succeeds; - for none.")
@click.option("--reason", type=line("reason"), required=True, help="What was wrong.")
@dry_run
@answer_format
@pass_session
def correct(
    session: Session, code: str, reason: str, dry_run: bool, format_: str, **right: Any
) -> None:
    """Put right what is wrong about a contract, for the whole past."""
    from domain.contracts.contract_commands import CorrectContract

    command = CorrectContract(code, given(right), reason=reason)
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@contract.command(
    epilog="Example: rientro contract end FW-SOHO --on 2019-01-01 --reason 'Not renewed'"
)
@click.argument("code", type=CONTRACT)
@click.option("--reason", type=line("reason"), required=True, help="Why it ends.")
@on_date("The first day on which it does not run.")
@dry_run
@answer_format
@pass_session
def end(
    session: Session, code: str, reason: str, effective_on: date, dry_run: bool, format_: str
) -> None:
    """End a contract."""
    from domain.contracts.contract_commands import EndContract

    command = EndContract(code, reason=reason, effective_on=effective_on)
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@contract.command("list", epilog="Example: rientro contract list --agreed-since 2017-05-04")
@click.option(
    "--agreed-since",
    type=DAY,
    help=(
        "Only contracts agreed on then or later; if that day is unknown, the first day that "
        "they run counts."
    ),
)
@known_at
@answer_format
@pass_session
def list_(
    session: Session, agreed_since: date | None, known_at: datetime | None, format_: str
) -> None:
    """List the contracts."""
    from answers.contracts import contract_list

    with session.asking(known_at) as view:
        answer = contract_list(view, agreed_since)
    session.show(answer, format_)


@contract.command(
    "show",
    short_help="Show a contract: its facts on a day, and its headcount.",
    epilog="Example: rientro contract show FW-SB --on 2018-09-30",
)
@click.argument("code", type=CONTRACT)
@on_day
@known_at
@answer_format
@pass_session
def show_(
    session: Session, code: str, on: date | None, known_at: datetime | None, format_: str
) -> None:
    """Show a contract: its facts on a day, its headcount, and what succeeds it."""
    from answers.contracts import contract_shown

    with session.asking(known_at) as view:
        answer = contract_shown(view, code, session.day(on))
    session.show(answer, format_)
