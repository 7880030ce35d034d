"""`progress`: how far plans are from their targets."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.commands import command
from cli.options import answer_format, known_at, on_day
from cli.session import Session, pass_session
from cli.values import PLAN

if TYPE_CHECKING:
    from answers.answer import Answer


@command(
    short_help="Show how far plans are from their targets.",
    epilog="Example: rientro progress FW-2018 --on 2018-09-30",
)
@click.argument("plan", type=PLAN, required=False)
@on_day
@known_at
@click.option("--history", is_flag=True, help="Day by day from the baseline, for a burn-up.")
@click.option("--operators", is_flag=True, help="The operators behind the figure of one plan.")
@answer_format
@pass_session
def progress(
    session: Session,
    plan: str | None,
    on: date | None,
    known_at: datetime | None,
    history: bool,
    operators: bool,
    format_: str,
) -> None:
    """Show how far a plan, or every plan, is from its target at the end of a day.

    With --operators, whoever was at its destinations on the baseline or on a day since: those who
    came from an origin or were hired and are there now, less those of the opening who are not, are
    the posts brought back.
    """
    from answers import progress as question

    day = session.day(on)
    of_one = _of_one_plan(plan, history) if operators else ""
    with session.asking(known_at) as view:
        if operators:
            answer: Answer[Any] = question.behind(view, of_one, day)
        elif history:
            answer = question.progress_history(view, plan, day)
        else:
            answer = question.progress_of(view, plan, day)
    session.show(answer, format_)


def _of_one_plan(plan: str | None, history: bool) -> str:
    if plan is None:
        raise click.UsageError("Name the plan whose operators you want: progress PLAN --operators.")
    if history:
        raise click.UsageError("Give --operators or --history, not both.")
    return plan
