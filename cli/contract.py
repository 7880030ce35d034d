"""`contract`: the services that operators work on."""

from __future__ import annotations

from datetime import date, datetime

import click

from cli.commands import group
from cli.options import CONTRACT, answer_format, group_text, known_at, line, new_code, on_date
from cli.session import Session, pass_session


@group(epilog="Example: rientro contract list")
def contract() -> None:
    """Sign, end and list contracts."""


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
@on_date("The first day on which it runs.")
@new_code
@answer_format
@pass_session
def sign(
    session: Session,
    code: str,
    client: str,
    supplier: str | None,
    service: str | None,
    effective_on: date,
    new_code: bool,
    format_: str,
) -> None:
    """Sign a contract."""
    from domain.contracts.contract_commands import SignContract

    command = SignContract(
        code, client=client, supplier=supplier, service=service, effective_on=effective_on
    )
    session.record_new(command, format_, new_code=new_code)


@contract.command(
    epilog="Example: rientro contract end FW-SOHO --on 2019-01-01 --reason 'Not renewed'"
)
@click.argument("code", type=CONTRACT)
@click.option("--reason", type=line("reason"), required=True, help="Why it ends.")
@on_date("The first day on which it does not run.")
@answer_format
@pass_session
def end(session: Session, code: str, reason: str, effective_on: date, format_: str) -> None:
    """End a contract."""
    from domain.contracts.contract_commands import EndContract

    command = EndContract(code, reason=reason, effective_on=effective_on)
    session.record(session.ledger().record(command), format_)


@contract.command("list", epilog="Example: rientro contract list")
@known_at
@answer_format
@pass_session
def list_(session: Session, known_at: datetime | None, format_: str) -> None:
    """List the contracts."""
    from answers.contracts import contract_list

    with session.asking(known_at) as view:
        answer = contract_list(view)
    session.show(answer, format_)
