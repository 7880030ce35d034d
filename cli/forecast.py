"""`forecast`: whether a plan makes its date."""

from __future__ import annotations

from datetime import date, datetime

import click

from cli.commands import command
from cli.options import answer_format, known_at, on_day
from cli.session import Session, pass_session
from cli.values import PLAN, number

_FEWEST_WEEKS, _MOST_WEEKS = 8, 520
_RUNS, _MOST_RUNS = 10_000, 100_000


@command(
    short_help="Show when a plan is likely to reach its target.",
    epilog="Example: rientro forecast FW-2018 --on 2018-07-31 --past-only",
)
@click.argument("plan", type=PLAN)
@on_day
@known_at
@click.option(
    "--weeks",
    type=number(_FEWEST_WEEKS, _MOST_WEEKS),
    help=f"Draw from the last so many weeks; all unless given, {_MOST_WEEKS} at most.",
)
@click.option("--past-only", is_flag=True, help="Leave out what is recorded for days to come.")
@click.option(
    "--runs",
    type=number(1, _MOST_RUNS),
    default=str(_RUNS),
    show_default=True,
    help="How many runs to draw.",
)
@click.option(
    "--seed",
    type=number(0),
    help="Where the draws begin; the position of the answer unless given.",
)
@answer_format
@pass_session
def forecast(
    session: Session,
    plan: str,
    on: date | None,
    known_at: datetime | None,
    weeks: int | None,
    past_only: bool,
    runs: int,
    seed: int | None,
    format_: str,
) -> None:
    """Show by when a plan is likely to reach its target, if weeks to come are like those that were.

    The weeks since the baseline are drawn again and again. What is recorded for days to come is
    added to them. The same seed gives the same figures.
    """
    from answers.forecast import forecast_of

    day = session.day(on)
    with session.asking(known_at) as view:
        answer = forecast_of(
            view, plan, day, weeks=weeks, past_only=past_only, runs=runs, seed=seed
        )
    session.show(answer, format_)
