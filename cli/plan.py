"""`plan`: what was promised."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from cli.commands import group
from cli.options import F, answer_format, dry_run, given, known_at, new_code, on_date
from cli.session import Session, pass_session
from cli.several_values import SeveralValues
from cli.values import (
    CONTRACT,
    DAY,
    PLACE,
    PLAN,
    STATEMENT,
    group_or_none,
    group_text,
    line,
    number,
    or_none,
)
from domain.words import MOST_HEADS, NO_CONTRACT

_POSTS = number(1, MOST_HEADS)


@group(epilog="Example: rientro plan list")
def plan() -> None:
    """Announce, revise, correct, withdraw and look at plans."""


@plan.command(
    short_help="Announce a plan: so many posts by a deadline.",
    cls=SeveralValues,
    epilog="Example: rientro plan announce FW-2019 --target 40 --from RO --to IT-LEC "
    "--baseline 2018-10-31 --deadline 2019-03-31 --on 2018-11-05",
)
@click.argument("code", type=PLAN)
@click.option("--target", type=_POSTS, required=True, help="How many posts.")
@click.option(
    "--from", "origins", type=PLACE, multiple=True, required=True, help="Where they come from."
)
@click.option(
    "--to", "destinations", type=PLACE, multiple=True, required=True, help="Where they go."
)
@click.option(
    "--contract",
    "contracts",
    type=CONTRACT,
    metavar="CONTRACT...",
    multiple=True,
    help="Only posts on these contracts.",
)
@click.option(
    "--baseline", "baseline_on", type=DAY, required=True, help="The day measured from, at its end."
)
@click.option(
    "--deadline", "deadline_on", type=DAY, required=True, help="The last day to reach the target."
)
@click.option("--client", type=group_text("client"), help="Who promised.")
@click.option("--supplier", type=group_text("supplier"), help="Who carries it out.")
@click.option("--statement", type=STATEMENT, help="The promise, word for word.")
@click.option("--source", type=line("source"), help="Where it can be read.")
@on_date("The day of the announcement.")
@new_code
@dry_run
@answer_format
@pass_session
def announce(
    session: Session, code: str, new_code: bool, dry_run: bool, format_: str, **terms: Any
) -> None:
    """Announce a plan: so many posts from origins to destinations by a deadline.

    If a code is a country's and a site's, write country:CODE or site:CODE.
    """
    from domain.plans.plan_commands import AnnouncePlan

    command = AnnouncePlan(code, **terms)
    session.record_new(command, format_, new_code=new_code, dry_run=dry_run)


_CHANGED = (
    ("contract", "contracts", CONTRACT, "CONTRACT..."),
    ("from", "origins", PLACE, None),
    ("to", "destinations", PLACE, None),
)


def _sets(function: F) -> F:
    """What a revision adds to a plan's places and contracts, and what it drops."""
    for name, of, kind, metavar in reversed(_CHANGED):
        for does, done, help_ in (
            ("drop", "dropped", "No longer counted from then on."),
            ("add", "added", "Counted as well from then on."),
        ):
            function = click.option(
                f"--{does}-{name}",
                f"{done}_{of}",
                type=kind,
                metavar=metavar,
                multiple=True,
                help=help_,
            )(function)
    return function


@plan.command(
    cls=SeveralValues,
    short_help="Change a plan's target, deadline, places or contracts.",
    epilog="Example: rientro plan revise FW-2018 --deadline 2018-12-31 --on 2018-09-28 "
    "--reason 'Training takes longer'",
)
@click.argument("code", type=PLAN)
@click.option("--target", type=_POSTS, help="How many posts from then on.")
@click.option("--deadline", "deadline_on", type=DAY, help="The deadline from then on.")
@_sets
@click.option("--reason", type=line("reason"), required=True, help="Why it is revised.")
@on_date("The day from which the new terms are in force.")
@dry_run
@answer_format
@pass_session
def revise(
    session: Session,
    code: str,
    target: int | None,
    deadline_on: date | None,
    reason: str,
    effective_on: date,
    dry_run: bool,
    format_: str,
    **named: tuple[str, ...],
) -> None:
    """Change a plan's target, its deadline, its places or its contracts from a day on.

    The places and contracts in force on a day count from the baseline on. Somebody who was at an
    origin on the baseline still comes from an origin after it is dropped.
    """
    if target is None and deadline_on is None and not any(named.values()):
        raise click.UsageError(
            "Say what changes: --target, --deadline, or places or contracts with --add-… or --drop-…."
        )
    from domain.plans.plan_commands import NamedPlaces

    added, dropped = (
        NamedPlaces(*(named[f"{done}_{of}"] for of in ("origins", "destinations", "contracts")))
        for done in ("added", "dropped")
    )
    from domain.plans.plan_commands import RevisePlan

    command = RevisePlan(
        code,
        target=target,
        deadline_on=deadline_on,
        added=added,
        dropped=dropped,
        reason=reason,
        effective_on=effective_on,
    )
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@plan.command(
    cls=SeveralValues,
    short_help="Put right what is wrong about a plan.",
    epilog="Example: rientro plan correct FW-2018 --source 'Minutes of 2018-05-08' "
    "--reason 'It was left out'",
)
@click.argument("code", type=PLAN)
@click.option("--from", "origins", type=PLACE, multiple=True, help="Where posts come from.")
@click.option("--to", "destinations", type=PLACE, multiple=True, help="Where they go.")
@click.option(
    "--contract",
    "contracts",
    type=CONTRACT,
    metavar="CONTRACT...",
    multiple=True,
    help="The contracts that count; - for any.",
)
@click.option("--baseline", "baseline_on", type=DAY, help="The day measured from, at its end.")
@click.option("--client", type=group_or_none("client"), help="Who promised; - for none.")
@click.option("--supplier", type=group_or_none("supplier"), help="Who carries it out; - for none.")
@click.option("--statement", type=STATEMENT, help="The promise, word for word; - for none.")
@click.option("--source", type=or_none("source"), help="Where it can be read; - for none.")
@click.option("--on", "effective_on", type=DAY, help="The day of the announcement.")
@click.option("--reason", type=line("reason"), required=True, help="What was wrong.")
@dry_run
@answer_format
@pass_session
def correct(
    session: Session, code: str, reason: str, dry_run: bool, format_: str, **right: Any
) -> None:
    """Put right what is wrong about a plan, for the whole past.

    Places and contracts are those of the announcement. Name each set as a whole.
    """
    facts = given({name: value for name, value in right.items() if value != ()})
    if facts.get("contracts") == (NO_CONTRACT,):
        facts["contracts"] = ()
    from domain.plans.plan_commands import CorrectPlan

    command = CorrectPlan(code, facts, reason=reason)
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@plan.command(
    epilog="Example: rientro plan withdraw FW-2018 --on 2018-12-01 --reason 'Contract lost'"
)
@click.argument("code", type=PLAN)
@click.option("--reason", type=line("reason"), required=True, help="Why it is given up.")
@on_date("The day on which it was given up.")
@dry_run
@answer_format
@pass_session
def withdraw(
    session: Session, code: str, reason: str, effective_on: date, dry_run: bool, format_: str
) -> None:
    """Give a plan up."""
    from domain.plans.plan_commands import WithdrawPlan

    command = WithdrawPlan(code, reason=reason, effective_on=effective_on)
    outcome = session.recorder().record(command, dry_run=dry_run)
    session.record(outcome, format_)


@plan.command("list", epilog="Example: rientro plan list")
@known_at
@answer_format
@pass_session
def list_(session: Session, known_at: datetime | None, format_: str) -> None:
    """List the plans, with the terms last recorded."""
    from answers.plans import plan_list

    with session.asking(known_at) as view:
        answer = plan_list(view)
    session.show(answer, format_)


@plan.command(
    "show",
    short_help="Show a plan as announced, and every change of its terms.",
    epilog="Example: rientro plan show FW-2018",
)
@click.argument("code", type=PLAN)
@known_at
@answer_format
@pass_session
def show_(session: Session, code: str, known_at: datetime | None, format_: str) -> None:
    """Show a plan as announced, word for word, and every change of its terms."""
    from answers.plans import plan_shown

    with session.asking(known_at) as view:
        answer = plan_shown(view, code)
    session.show(answer, format_)
