"""`hire`, `transfer`, `reassign`, `leave`, `downsize`: what happens to operators."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.commands import command
from cli.options import answer_format, bulk, must_be_in_order, on_date
from cli.placing import (
    changed_contract,
    changed_engagement,
    changed_fte,
    leaving_reason,
    one_of_operators_and_count,
    placement,
)
from cli.session import Session, pass_session
from cli.values import CONTRACT, COUNT, DAY, OPERATOR, SITE, line

if TYPE_CHECKING:
    from pathlib import Path

    from domain.command import Command
    from domain.words import LeavingReason
    from domain.workforce.movement_commands import Chosen

_operators = click.argument("operators", type=OPERATOR, nargs=-1)


@command(epilog="Example: rientro hire OP-1042 --at IT-CAG --contract FW-SOHO --on 2018-10-01")
@_operators
@click.option("--count", type=COUNT, help="Hire so many; codes are made from the site's.")
@click.option("--at", "site", type=SITE, required=True, help="Where they start.")
@placement
@on_date("The first day there.")
@bulk
@answer_format
@pass_session
def hire(
    session: Session,
    operators: tuple[str, ...],
    count: int | None,
    site: str,
    contract: str | None,
    no_contract: bool,
    fte: Decimal | None,
    engagement: str | None,
    effective_on: date,
    format_: str,
    **together: Any,
) -> None:
    """Record that operators start at a site."""
    from domain.placement import Placement
    from domain.workforce.movement_commands import Hire

    chosen = _chosen(operators, count)
    at = Placement(site).but(
        contract=changed_contract(contract, no_contract),
        fte=changed_fte(fte),
        engagement=changed_engagement(engagement),
    )
    _record(session, Hire(chosen, at=at, effective_on=effective_on), format_, **together)


@command(
    epilog="Example: rientro transfer --count 2 --from RO-BUC --to IT-LEC --on 2018-10-01 --dry-run"
)
@_operators
@click.option("--count", type=COUNT, help="Transfer so many, picked in order of code.")
@click.option("--from", "from_site", type=SITE, help="Where they come from.")
@click.option("--to", "to_site", type=SITE, required=True, help="Where they go.")
@placement
@on_date("The first day there.")
@click.option(
    "--until", type=DAY, help="The last day there; the day after, they are back as before."
)
@bulk
@answer_format
@pass_session
def transfer(
    session: Session,
    operators: tuple[str, ...],
    count: int | None,
    from_site: str | None,
    to_site: str,
    contract: str | None,
    no_contract: bool,
    fte: Decimal | None,
    engagement: str | None,
    effective_on: date,
    until: date | None,
    format_: str,
    **together: Any,
) -> None:
    """Record that operators' work moves to another site."""
    if until is not None:
        must_be_in_order(effective_on, until, "--on", "--until")
    from domain.workforce.movement_commands import Transfer

    command = Transfer(
        _chosen(operators, count, from_site),
        from_site=from_site,
        to_site=to_site,
        contract=changed_contract(contract, no_contract),
        fte=changed_fte(fte),
        engagement=changed_engagement(engagement),
        effective_on=effective_on,
        back_on=None if until is None else _day_after(until),
    )
    _record(session, command, format_, **together)


@command(
    short_help="Record that operators change contract, hours or engagement.",
    epilog="Example: rientro reassign IT-LEC-0001 --fte 0.5 --on 2018-10-01",
)
@_operators
@click.option("--at", "site", type=SITE, help="Those at this site, with --all or --count.")
@click.option("--from-contract", type=CONTRACT, help="Of these, those on the contract; - for none.")
@click.option("--all", "everybody", is_flag=True, help="Reassign all of them.")
@click.option("--count", type=COUNT, help="Reassign so many, picked in order of code.")
@placement
@on_date("The first day on which it holds.")
@bulk
@answer_format
@pass_session
def reassign(
    session: Session,
    operators: tuple[str, ...],
    site: str | None,
    from_contract: str | None,
    everybody: bool,
    count: int | None,
    contract: str | None,
    no_contract: bool,
    fte: Decimal | None,
    engagement: str | None,
    effective_on: date,
    format_: str,
    **together: Any,
) -> None:
    """Record that operators change contract, hours or engagement where they are."""
    from domain.workforce.movement_commands import Chosen, Reassign

    if bool(operators) == (site is not None):
        raise click.UsageError("Name operators, or a site with --at, and one of them only.")
    if site is None and (everybody or count is not None or from_contract is not None):
        raise click.UsageError("--all, --count and --from-contract go with --at.")
    if site is not None and everybody == (count is not None):
        raise click.UsageError("With --at say --all or --count, and one of them only.")
    if contract is None and not no_contract and fte is None and engagement is None:
        raise click.UsageError(
            "Say what changes: --contract, --no-contract, --fte or --engagement."
        )
    command = Reassign(
        Chosen(operators, count),
        at_site=site,
        from_contract=changed_contract(from_contract, no_contract=False),
        contract=changed_contract(contract, no_contract),
        fte=changed_fte(fte),
        engagement=changed_engagement(engagement),
        effective_on=effective_on,
    )
    _record(session, command, format_, **together)


@command(epilog="Example: rientro leave IT-LEC-0001 --reason resigned --on 2018-10-01")
@_operators
@click.option("--count", type=COUNT, help="Release so many, picked in order of code.")
@click.option("--from", "from_site", type=SITE, help="Where they leave.")
@leaving_reason
@click.option("--on", "effective_on", type=DAY, help="The first day on which they are not there.")
@click.option(
    "--last-day", type=DAY, help="In place of --on: the last day on which they are there."
)
@bulk
@answer_format
@pass_session
def leave(
    session: Session,
    operators: tuple[str, ...],
    count: int | None,
    from_site: str | None,
    reason: LeavingReason,
    effective_on: date | None,
    last_day: date | None,
    format_: str,
    **together: Any,
) -> None:
    """Record that operators leave.

    --on is the first day on which they are not there any more, the day after the last one.
    """
    if (effective_on is None) == (last_day is None):
        raise click.UsageError(
            "Say when with --on, the first day not there, or --last-day, and with one of them only."
        )
    from domain.workforce.movement_commands import Leave

    command = Leave(
        _chosen(operators, count, from_site),
        from_site=from_site,
        reason=reason,
        effective_on=effective_on or _day_after(last_day),
    )
    _record(session, command, format_, **together)


@command(
    epilog="Example: rientro downsize RO-BUC --count 5 --on 2018-10-01 --reason 'Volumes moved'"
)
@click.argument("site", type=SITE)
@_operators
@click.option("--count", type=COUNT, help="Release so many, picked in order of code.")
@click.option("--reason", type=line("reason"), required=True, help="Why the site is downsized.")
@on_date("The first day on which they are not there.")
@bulk
@answer_format
@pass_session
def downsize(
    session: Session,
    site: str,
    operators: tuple[str, ...],
    count: int | None,
    reason: str,
    effective_on: date,
    format_: str,
    **together: Any,
) -> None:
    """Record that a site releases operators, who become redundant."""
    from domain.workforce.movement_commands import Downsize

    command = Downsize(
        site,
        _chosen(operators, count, site),
        reason=reason,
        effective_on=effective_on,
    )
    _record(session, command, format_, **together)


def _day_after(day: date | None) -> date:
    from domain.values import known_day

    return known_day((day or date.max) + timedelta(days=1))


def _chosen(operators: tuple[str, ...], count: int | None, from_site: str | None = "") -> Chosen:
    from domain.workforce.movement_commands import Chosen

    one_of_operators_and_count(operators, count)
    if count is not None and from_site is None:
        raise click.UsageError("Say with --from at which site --count picks.")
    return Chosen(operators, count)


def _record(
    session: Session,
    command: Command,
    format_: str,
    *,
    batch: str | None,
    source: str | None,
    note: str | None,
    new_code: bool,
    sign: Path | None,
    dry_run: bool,
) -> None:
    from ledger.recording.batch_terms import BatchTerms

    key = session.batch_key(sign)
    terms = BatchTerms(name=batch, source=source, note=note, new_code=new_code, key=key)
    session.record(session.recorder().record(command, batch=terms, dry_run=dry_run), format_)
