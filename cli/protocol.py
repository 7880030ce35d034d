"""`protocol`: what several clients bound themselves to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cli.commands import group
from cli.options import answer_format, dry_run, known_at, new_code, on_date
from cli.session import Session, pass_session
from cli.values import READ_FILE, Value, group_text, line, number

if TYPE_CHECKING:
    from domain.commitments.terms import ProtocolFile

F = TypeVar("F", bound=Callable[..., Any])
PROTOCOL = Value("code", "PROTOCOL", "a protocol code")
SHARE = Value("domain.commitments.amounts:turnover_share", "P")


@group(epilog="Example: rientro protocol list")
def protocol() -> None:
    """Draft, sign, join and look at protocols."""


def _terms(function: F) -> F:
    """Where the terms are read from, and what is said of them."""
    options = (
        click.option("--terms", type=READ_FILE, metavar="FILE", help="A TOML file of terms."),
        click.option("--shipped", metavar="NAME", help="Terms that come with rientro, by name."),
        click.option(
            "--source", type=line("source"), help="Where the text is from; the file's unless given."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@protocol.command(
    short_help="Draft a protocol, for the record: it binds nobody.",
    epilog="Example: rientro protocol draft PROT-2018 --shipped protocollo-2017 --on 2018-03-06",
)
@click.argument("code", type=PROTOCOL)
@_terms
@on_date("The day of the draft.")
@new_code
@dry_run
@answer_format
@pass_session
def draft(
    session: Session,
    code: str,
    terms: Path | None,
    shipped: str | None,
    source: str | None,
    effective_on: date,
    new_code: bool,
    dry_run: bool,
    format_: str,
) -> None:
    """Draft a protocol, for the record: a draft binds nobody and is never judged."""
    from domain.commitments.commitment_commands import DraftProtocol

    read = _read(terms, shipped)
    command = DraftProtocol(
        code, terms=read.terms, source=source or read.source, effective_on=effective_on
    )
    session.record_new(command, format_, new_code=new_code, dry_run=dry_run)


@protocol.command(
    short_help="Sign a protocol, or sign it again with other terms.",
    epilog="Example: rientro protocol sign PROT-2017 --shipped protocollo-2017 --on 2017-05-04",
)
@click.argument("code", type=PROTOCOL)
@_terms
@click.option("--reason", type=line("reason"), help="Why it is signed again with other terms.")
@on_date("The day from which the terms are in force.")
@new_code
@dry_run
@answer_format
@pass_session
def sign(
    session: Session,
    code: str,
    terms: Path | None,
    shipped: str | None,
    source: str | None,
    reason: str | None,
    effective_on: date,
    new_code: bool,
    dry_run: bool,
    format_: str,
) -> None:
    """Sign a protocol, or sign it again with other terms: those before stay beside them."""
    from domain.commitments.commitment_commands import SignProtocol

    read = _read(terms, shipped)
    command = SignProtocol(
        code,
        terms=read.terms,
        source=source or read.source,
        reason=reason,
        effective_on=effective_on,
    )
    session.record_new(command, format_, new_code=new_code, dry_run=dry_run)


_clients = click.argument("clients", type=group_text("client"), nargs=-1, required=True)


@protocol.command(
    short_help="Record that clients joined a protocol.",
    epilog="Example: rientro protocol join PROT-2017 Fastweb TIM --on 2017-05-04",
)
@click.argument("code", type=PROTOCOL)
@_clients
@click.option("--source", type=line("source"), help="Where it can be read.")
@on_date("The day on which they joined.")
@dry_run
@answer_format
@pass_session
def join(
    session: Session,
    code: str,
    clients: tuple[str, ...],
    source: str | None,
    effective_on: date,
    dry_run: bool,
    format_: str,
) -> None:
    """Record that clients joined a protocol, by the names that they have in contracts."""
    from domain.commitments.commitment_commands import JoinProtocol

    command = JoinProtocol(code, clients, source=source, effective_on=effective_on)
    session.record(session.recorder().record(command, dry_run=dry_run), format_)


@protocol.command(
    epilog="Example: rientro protocol leave PROT-2017 Fastweb --on 2018-12-01 --reason Sold"
)
@click.argument("code", type=PROTOCOL)
@_clients
@click.option("--reason", type=line("reason"), required=True, help="Why they leave.")
@on_date("The first day on which they are out.")
@dry_run
@answer_format
@pass_session
def leave(
    session: Session,
    code: str,
    clients: tuple[str, ...],
    reason: str,
    effective_on: date,
    dry_run: bool,
    format_: str,
) -> None:
    """Record that clients left a protocol."""
    from domain.commitments.commitment_commands import LeaveProtocol

    command = LeaveProtocol(code, clients, reason=reason, effective_on=effective_on)
    session.record(session.recorder().record(command, dry_run=dry_run), format_)


@protocol.command(
    epilog="Example: rientro protocol end PROT-2017 --on 2019-01-01 --reason 'A law replaced it'"
)
@click.argument("code", type=PROTOCOL)
@click.option("--reason", type=line("reason"), required=True, help="Why it ends.")
@on_date("The first day on which it is not in force.")
@dry_run
@answer_format
@pass_session
def end(
    session: Session, code: str, reason: str, effective_on: date, dry_run: bool, format_: str
) -> None:
    """End a protocol."""
    from domain.commitments.commitment_commands import EndProtocol

    command = EndProtocol(code, reason=reason, effective_on=effective_on)
    session.record(session.recorder().record(command, dry_run=dry_run), format_)


@protocol.command(
    short_help="State a share of the sector's turnover.",
    epilog="Example: rientro protocol turnover PROT-2017 --share 65 --year 2015 "
    "--source 'Il Sole 24 Ore'",
)
@click.argument("code", type=PROTOCOL)
@click.argument("client", type=group_text("client"), required=False)
@click.option("--share", type=SHARE, required=True, help="In percent of the sector's turnover.")
@click.option("--year", type=number(1900, 2200), help="Of which year the figure is.")
@click.option("--source", type=line("source"), required=True, help="Who says so.")
@dry_run
@answer_format
@pass_session
def turnover(
    session: Session,
    code: str,
    client: str | None,
    share: Fraction,
    year: int | None,
    source: str,
    dry_run: bool,
    format_: str,
) -> None:
    """State for what part of the sector's turnover a client stands; all together if none is named.

    All shares are of one and the same whole.
    """
    from domain.commitments.commitment_commands import StateTurnover

    command = StateTurnover(code, client, share=share, year=year, source=source)
    session.record(session.recorder().record(command, dry_run=dry_run), format_)


@protocol.command("list", epilog="Example: rientro protocol list")
@known_at
@answer_format
@pass_session
def list_(session: Session, known_at: datetime | None, format_: str) -> None:
    """List the protocols, with the terms last signed."""
    from answers.commitments.protocols import protocol_list

    with session.asking(known_at) as view:
        answer = protocol_list(view)
    session.show(answer, format_)


@protocol.command(
    "show",
    short_help="Show a protocol, word for word.",
    epilog="Example: rientro protocol show PROT-2017",
)
@click.argument("code", type=PROTOCOL)
@known_at
@answer_format
@pass_session
def show_(session: Session, code: str, known_at: datetime | None, format_: str) -> None:
    """Show a protocol: every text of it word for word, who joined and left, the turnover."""
    from answers.commitments.protocols import protocol_shown

    with session.asking(known_at) as view:
        answer = protocol_shown(view, code)
    session.show(answer, format_)


def _read(terms: Path | None, shipped: str | None) -> ProtocolFile:
    """The terms in a file, or those that are shipped under a name."""
    if (terms is None) == (shipped is None):
        raise click.UsageError("Say with --terms or --shipped what the terms are, one of the two.")
    from domain.commitments.terms import read_protocol
    from domain.toml_tables import MOST_LAW_BYTES

    if terms is None:
        from domain.law import shipped as file_named

        return read_protocol(file_named(str(shipped)))
    with terms.open("rb") as file:
        return read_protocol(file.read(MOST_LAW_BYTES + 1))
