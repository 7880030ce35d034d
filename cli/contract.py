"""`contract`: the services that operators work on."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime

import click

from cli.options import CONTRACT, answer_format, known_at, line, on_date
from cli.output.answer import Answer, show
from cli.output.table import Column
from cli.session import Session, pass_session

_COLUMNS = (
    Column("contract", "contract"),
    Column("client", "client"),
    Column("supplier", "supplier"),
    Column("service", "service"),
    Column("runs from", "signed_on"),
    Column("ended on", "ended_on"),
)


@click.group(epilog="Example: rientro contract list")
def contract() -> None:
    """Sign, end and list contracts."""


@contract.command(
    epilog="Example: rientro contract sign FW-CARE --client Fastweb --supplier Comdata "
    "--service 'Customer care' --on 2018-01-01"
)
@click.argument("code", type=CONTRACT)
@click.option("--client", type=line("client"), required=True, help="Who buys the service.")
@click.option("--supplier", type=line("supplier"), help="Who provides it; in-house unless given.")
@click.option("--service", type=line("service"), help="What it is.")
@on_date("The first day on which it runs.")
@answer_format
@pass_session
def sign(
    session: Session,
    code: str,
    client: str,
    supplier: str | None,
    service: str | None,
    effective_on: date,
    format_: str,
) -> None:
    """Sign a contract."""
    from cli.output.outcome import tell

    outcome = session.ledger().sign_contract(
        code, client=client, supplier=supplier, service=service, effective_on=effective_on
    )
    tell(session, outcome, format_)


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
    from cli.output.outcome import tell

    outcome = session.ledger().end_contract(code, reason=reason, effective_on=effective_on)
    tell(session, outcome, format_)


@contract.command("list", epilog="Example: rientro contract list")
@known_at
@answer_format
@pass_session
def list_(session: Session, known_at: datetime | None, format_: str) -> None:
    """List the contracts."""
    from projections.contracts import ContractFacts, contract_list

    with session.asking(known_at) as view:
        rows = [asdict(facts) for facts in contract_list(view)]
        blank = dict.fromkeys(each.name for each in fields(ContractFacts))
        answer = Answer.of(view, "contract-list", rows, columns=_COLUMNS, blank=blank)
    show(answer, format_)
