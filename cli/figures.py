"""How many are where, and what led to it: `headcount`, `bridge`, `turnover` and their like."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.commands import OneOf, command
from cli.narrowing import filters
from cli.options import (
    answer_format,
    every,
    grouping,
    known_at,
    must_be_in_order,
    on_day,
    tell_what_is_to_come,
)
from cli.session import Session, pass_session
from cli.values import DAY, INSTANT, PLAN

if TYPE_CHECKING:
    from answers.answer import Answer
    from domain.words import Every
    from projections.flows import FlowsBy
    from projections.groups import Columns
    from projections.only import Only
    from projections.whereabouts import WhereaboutsBy


@command(
    short_help="Show how many operators are where, in heads and FTE.",
    epilog="Example: rientro headcount --by site --on 2018-09-30",
)
@grouping
@click.option("--since", type=DAY, help="With --every: the day after which the first begins.")
@every
@filters
@on_day
@known_at
@answer_format
@pass_session
def headcount(
    session: Session,
    by: Columns,
    since: date | None,
    every: Every | None,
    only: Only,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show how many operators are where at the end of a day, in heads and FTE.

    With --every it is the end of each period after --since.
    """
    day = session.day(on)
    if (since is None) != (every is None):
        raise click.UsageError("--since and --every go together.")
    must_be_in_order(since, day)
    with session.asking(known_at) as view:
        if since is not None and every is not None:
            from answers.workforce.periods import headcount_every

            answer: Answer[Any] = headcount_every(view, by, since, day, every, only)
        else:
            from answers.workforce.headcount import headcount_by

            answer = headcount_by(view, by, day, only)
    session.show(answer, format_)


@command(
    short_help="Show what led from one day's headcount to another's.",
    epilog="Example: rientro bridge --by country --since 2018-05-08 --on 2018-09-30",
)
@grouping
@click.option("--since", type=DAY, required=True, help="The day of the opening figure, at its end.")
@every
@filters
@on_day
@known_at
@answer_format
@pass_session
def bridge(
    session: Session,
    by: Columns,
    since: date,
    every: Every | None,
    only: Only,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show what led from the headcount on one day to that on another.

    Movements count from the day after --since to the end of --on. Transfers inside a group cancel,
    so in the total all of them do. With a filter, whoever comes from outside it or goes there is
    shown as in or out.
    """
    day = session.day(on)
    must_be_in_order(since, day)
    with session.asking(known_at) as view:
        if every is not None:
            from answers.workforce.periods import bridge_every

            answer: Answer[Any] = bridge_every(view, by, since, day, every, only)
        else:
            from answers.workforce.bridge import bridge_by

            answer = bridge_by(view, by, since, day, only)
    session.show(answer, format_)


@command(
    short_help="Show leavers per hundred of the mean of heads.",
    epilog="Example: rientro turnover --since 2018-05-08 --on 2018-09-30",
)
@grouping
@click.option("--since", type=DAY, required=True, help="Leavers after this day.")
@every
@filters
@on_day
@known_at
@answer_format
@pass_session
def turnover(
    session: Session,
    by: Columns,
    since: date,
    every: Every | None,
    only: Only,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show how many left: leavers per hundred of the mean of opening and closing heads.

    Transfers are no leavers. The rate is that of the time asked about, and not of a year.
    """
    from answers.workforce.periods import turnover_by

    day = session.day(on)
    must_be_in_order(since, day)
    with session.asking(known_at) as view:
        answer = turnover_by(view, by, since, day, every, only)
    session.show(answer, format_)


@command(
    short_help="Show between which sites operators were transferred.",
    epilog="Example: rientro flows --since 2018-05-08 --on 2018-09-30",
)
@click.option(
    "--by",
    type=OneOf(["site", "country"]),
    default="site",
    show_default=True,
    help="From and to these.",
)
@click.option("--since", type=DAY, help="Transfers after this day; all unless given.")
@filters
@on_day
@known_at
@answer_format
@pass_session
def flows(
    session: Session,
    by: FlowsBy,
    since: date | None,
    only: Only,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show between which sites operators were transferred, and how many.

    Filters keep the transfers that begin or end where they hold.
    """
    from answers.workforce.flows import flows_by

    day = session.day(on)
    must_be_in_order(since, day)
    with session.asking(known_at) as view:
        answer = flows_by(view, by, since, day, only)
    session.show(answer, format_)


@command(
    short_help="Show where each post was on one day, and is on another.",
    epilog="Example: rientro whereabouts --since 2018-05-08 --on 2018-09-30",
)
@click.option(
    "--by",
    type=OneOf(["site", "country"]),
    default="site",
    show_default=True,
    help="From and to these.",
)
@click.option("--since", type=DAY, required=True, help="Where they were on this day, at its end.")
@on_day
@known_at
@answer_format
@pass_session
def whereabouts(
    session: Session,
    by: WhereaboutsBy,
    since: date,
    on: date | None,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show where each post was at the end of one day, and where it is at the end of another.

    A post that was nowhere on the first day was hired since; one that is nowhere on the second has
    left. FTE are those on the second day, and on the first for those who left.
    """
    from answers.workforce.whereabouts import whereabouts_by

    day = session.day(on)
    must_be_in_order(since, day)
    with session.asking(known_at) as view:
        answer = whereabouts_by(view, by, since, day)
    session.show(answer, format_)


@command(
    short_help="Show what later records changed of a day's figures.",
    epilog="Example: rientro restatement --known-at 2018-10-01 --on 2018-09-30",
)
@grouping
@click.option("--since", type=DAY, help="Compare the bridge from the end of this day.")
@click.option("--plan", type=PLAN, help="Compare this plan's progress instead of the headcount.")
@filters
@on_day
@click.option(
    "--known-at",
    type=INSTANT,
    callback=tell_what_is_to_come,
    required=True,
    help="What was known then, in UTC; a date or a second means its end.",
)
@click.option(
    "--against",
    type=INSTANT,
    callback=tell_what_is_to_come,
    help="What was known then; now unless given.",
)
@answer_format
@pass_session
@click.pass_context
def restatement(
    ctx: click.Context,
    session: Session,
    by: Columns,
    since: date | None,
    plan: str | None,
    only: Only,
    on: date | None,
    known_at: datetime,
    against: datetime | None,
    format_: str,
) -> None:
    """Show what later records changed of a day's figures, and which events did it.

    The figures are the headcount at the end of the day; with --since, each step of the bridge; with
    --plan, where the plan stood then and stands by what is known now.
    """
    from answers.restated_plan import restated_plan
    from answers.workforce.restatement import restated

    day = session.day(on)
    if against is not None and against < known_at:
        raise click.UsageError("--against must not be earlier than --known-at.")
    must_be_in_order(since, day)
    grouped = ctx.get_parameter_source("by") is click.core.ParameterSource.COMMANDLINE
    if plan is not None and (grouped or since is not None or only):
        raise click.UsageError("--plan goes without --by, --since and filters.")
    ledger = session.readings()
    with ledger.asking(known_at) as before, ledger.asking(against) as after:
        answer: Answer[Any]
        if plan is not None:
            answer = restated_plan(ledger, before, after, plan=plan, on=day)
        else:
            answer = restated(ledger, before, after, by=by, since=since, on=day, only=only)
    session.show(answer, format_)
