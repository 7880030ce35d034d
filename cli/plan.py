"""`plan`: what was promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import click

from cli.options import (
    CONTRACT,
    DAY,
    PLACE,
    PLAN,
    STATEMENT,
    SeveralValues,
    answer_format,
    known_at,
    line,
    on_date,
)
from cli.output.answer import Answer, show
from cli.output.table import NONE, Column, number, print_facts
from cli.session import Session, pass_session
from domain.words import MOST_HEADS

if TYPE_CHECKING:
    from projections.plans import PlanFacts, PlanPlace

_POSTS = click.IntRange(1, MOST_HEADS)
_COLUMNS = (
    Column("plan", "plan"),
    number("target", "target"),
    Column("from", "origins"),
    Column("to", "destinations"),
    Column("contracts", "contracts"),
    Column("baseline on", "baseline_on"),
    Column("deadline on", "deadline_on"),
    Column("announced on", "announced_on"),
    Column("withdrawn on", "withdrawn_on"),
)


@click.group(epilog="Example: rientro plan list")
def plan() -> None:
    """Announce, revise, withdraw and look at plans."""


@plan.command(
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
@click.option("--client", type=line("client"), help="Who promised.")
@click.option("--supplier", type=line("supplier"), help="Who carries it out.")
@click.option("--statement", type=STATEMENT, help="The promise, word for word.")
@click.option("--source", type=line("source"), help="Where it can be read.")
@on_date("The day of the announcement.")
@answer_format
@pass_session
def announce(session: Session, code: str, format_: str, **terms: Any) -> None:
    """Announce a plan: so many posts from origins to destinations by a deadline.

    Where a code is a country's and a site's, write country:CODE or site:CODE.
    """
    from cli.output.outcome import tell

    tell(session, session.ledger().announce_plan(code, **terms), format_)


@plan.command(
    epilog="Example: rientro plan revise FW-2018 --deadline 2018-12-31 --on 2018-09-28 "
    "--reason 'Training takes longer'"
)
@click.argument("code", type=PLAN)
@click.option("--target", type=_POSTS, help="How many posts from then on.")
@click.option("--deadline", "deadline_on", type=DAY, help="The deadline from then on.")
@click.option("--reason", type=line("reason"), required=True, help="Why it is revised.")
@on_date("The day from which the new terms are in force.")
@answer_format
@pass_session
def revise(
    session: Session,
    code: str,
    target: int | None,
    deadline_on: date | None,
    reason: str,
    effective_on: date,
    format_: str,
) -> None:
    """Change a plan's target, its deadline or both."""
    from cli.output.outcome import tell

    if target is None and deadline_on is None:
        raise click.UsageError("Say what changes: --target, --deadline or both.")
    outcome = session.ledger().revise_plan(
        code, target=target, deadline_on=deadline_on, reason=reason, effective_on=effective_on
    )
    tell(session, outcome, format_)


@plan.command(
    epilog="Example: rientro plan withdraw FW-2018 --on 2018-12-01 --reason 'Contract lost'"
)
@click.argument("code", type=PLAN)
@click.option("--reason", type=line("reason"), required=True, help="Why it is given up.")
@on_date("The day on which it was given up.")
@answer_format
@pass_session
def withdraw(session: Session, code: str, reason: str, effective_on: date, format_: str) -> None:
    """Give a plan up."""
    from cli.output.outcome import tell

    outcome = session.ledger().withdraw_plan(code, reason=reason, effective_on=effective_on)
    tell(session, outcome, format_)


@plan.command("list", epilog="Example: rientro plan list")
@known_at
@answer_format
@pass_session
def list_(session: Session, known_at: datetime | None, format_: str) -> None:
    """List the plans, with the terms last recorded."""
    from projections.plans import plan_list

    with session.asking(known_at) as view:
        rows = [_row(facts) for facts in plan_list(view)]
        blank = dict.fromkeys(_ROW)
        answer = Answer.of(view, "plan-list", rows, columns=_COLUMNS, blank=blank)
    show(answer, format_)


@plan.command("show", epilog="Example: rientro plan show FW-2018")
@click.argument("code", type=PLAN)
@known_at
@answer_format
@pass_session
def show_(session: Session, code: str, known_at: datetime | None, format_: str) -> None:
    """Show a plan as announced, word for word, and every change of its terms."""
    from projections.plans import plan_named

    with session.asking(known_at) as view:
        facts = plan_named(view, code)
        row = _row(facts) | {"terms": [asdict(terms) for terms in facts.terms]}
        answer = Answer.of(view, "plan-show", [row])
    if format_ == "table":
        print_facts(_facts(facts))
    else:
        show(answer, format_)


_ROW: dict[str, Callable[[PlanFacts], Any]] = {
    "plan": attrgetter("plan"),
    "target": attrgetter("latest.target"),
    "original_target": attrgetter("original.target"),
    "origins": lambda facts: [place.name for place in facts.origins],
    "origin_sites": lambda facts: sorted(facts.origin_sites),
    "destinations": lambda facts: [place.name for place in facts.destinations],
    "destination_sites": lambda facts: sorted(facts.destination_sites),
    "contracts": lambda facts: sorted(facts.contracts),
    "baseline_on": attrgetter("baseline_on"),
    "deadline_on": attrgetter("latest.deadline_on"),
    "original_deadline_on": attrgetter("original.deadline_on"),
    "announced_on": attrgetter("announced_on"),
    "withdrawn_on": attrgetter("withdrawn_on"),
    "withdrawn_because": attrgetter("withdrawn_because"),
    "client": attrgetter("client"),
    "supplier": attrgetter("supplier"),
    "statement": attrgetter("statement"),
    "source": attrgetter("source"),
}
"""The columns of a plan, and how each is found."""


def _row(facts: PlanFacts) -> dict[str, Any]:
    return {name: find(facts) for name, find in _ROW.items()}


def _with_sites(places: tuple[PlanPlace, ...]) -> str:
    """The places, and after a country the sites that count there."""
    return ", ".join(
        f"{place.name} ({', '.join(sorted(place.sites)) or 'no site yet'})"
        if place.is_country
        else place.name
        for place in places
    )


def _facts(facts: PlanFacts) -> list[tuple[str, str]]:
    from cli.output.words import counted

    said = [
        ("plan", facts.plan),
        ("statement", facts.statement or NONE),
        ("source", facts.source or NONE),
        ("client", facts.client or NONE),
        ("supplier", facts.supplier or NONE),
        ("from", _with_sites(facts.origins)),
        ("to", _with_sites(facts.destinations)),
        ("contracts", ", ".join(sorted(facts.contracts)) or "any"),
        ("baseline on", str(facts.baseline_on)),
        ("announced on", str(facts.announced_on)),
        (
            "announced",
            f"{counted(facts.original.target, 'post')} by {facts.original.deadline_on}",
        ),
    ]
    said += [
        (
            f"from {terms.effective_on}",
            f"{counted(terms.target, 'post')} by {terms.deadline_on} ({terms.reason})",
        )
        for terms in facts.terms[1:]
    ]
    if facts.withdrawn_on is not None:
        said.append(("withdrawn", f"on {facts.withdrawn_on} ({facts.withdrawn_because})"))
    return said
