"""`progress`: how far plans are from their targets."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.figures import bridge_row
from cli.options import PLAN, answer_format, known_at, on_day
from cli.output.answer import Answer, show
from cli.output.table import NONE, Column, identifier, number, print_facts
from cli.session import Session, pass_session

if TYPE_CHECKING:
    from projections.figures import Figure
    from projections.plans import PlanFacts
    from projections.progress import Progress, ProgressOn
    from projections.view import View

_MET = ("met", "met-late")
_STANDING = (
    *("plan", "target", "original_target", "baseline_on", "deadline_on", "status", "held"),
    *("brought_back", "remaining", "percent", "met_on", "days_left"),
    *("needed_per_week", "pace_per_week", "origin_change", "backfilled"),
    "not_counted",
)
"""The columns of a plan's progress before the bridges of its two ends."""
_COURSE = ("target", "deadline_on", "brought_back", "remaining", "origin", "destination")
"""The columns of each day of its history."""
_HISTORY = (
    Column("plan", "plan"),
    Column("on", "on"),
    number("target", "target"),
    number("brought back", "brought_back"),
    number("remaining", "remaining"),
    number("at origins", "origin"),
    number("at destinations", "destination"),
)
_OPERATORS = (
    Column("operator", "operator"),
    Column("came", "came"),
    Column("from", lambda row: row["from"] or "hired since"),
    Column("now", lambda row: row["now"] or "no longer there"),
    identifier("event", "event"),
)


@click.command(epilog="Example: rientro progress FW-2018 --on 2018-09-30")
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
    from projections import progress as question
    from projections.plans import plan_list, plan_named

    day = on or session.today()
    if operators:
        _must_be_of_one_plan(plan, history)
    found: list[Progress] = []
    with session.asking(known_at) as view:
        plans = [plan_named(view, plan)] if plan is not None else plan_list(view)
        if operators:
            answer = _operators(view, plans[0], day)
        elif history:
            answer = Answer.of(
                view,
                "progress-history",
                [
                    _history_row(facts, at)
                    for facts in plans
                    for at in question.history(view, facts, day)
                ],
                columns=_HISTORY,
                on=day,
                nothing="No plan has a baseline by that day.",
                blank=dict.fromkeys(("plan", "on", *_COURSE)),
            )
        else:
            found = [question.progress(view, facts, day) for facts in plans]
            answer = Answer.of(
                view,
                "progress",
                [progress_row(each) for each in found],
                on=day,
                nothing="No plan is announced.",
                blank=_no_progress(),
            )
    if format_ == "table" and found:
        for number_, (facts, each) in enumerate(zip(plans, found, strict=True)):
            sys.stdout.write("\n" if number_ else "")
            print_facts(progress_facts(facts, each, day))
    else:
        show(answer, format_)


def _must_be_of_one_plan(plan: str | None, history: bool) -> None:
    if plan is None:
        raise click.UsageError("Name the plan whose operators you want: progress PLAN --operators.")
    if history:
        raise click.UsageError("Give --operators or --history, not both.")


def _operators(view: View, plan: PlanFacts, day: date) -> Answer:
    """Everybody behind a plan's figure."""
    from projections.plan_operators import plan_operators

    return Answer.of(
        view,
        "progress-operators",
        [
            {
                "operator": each.operator,
                "came": each.came,
                "from": each.was,
                "now": each.now,
                "event": each.event,
            }
            for each in plan_operators(view, plan, day)
        ],
        columns=_OPERATORS,
        on=day,
        more={"plan": plan.plan},
        blank=dict.fromkeys(("operator", "came", "from", "now", "event")),
        nothing="Nobody was at the plan's destinations since its baseline.",
    )


def progress_row(at: Progress) -> dict[str, Any]:
    """Where a plan stands, as a row."""
    return {
        **{name: getattr(at, name) for name in _STANDING},
        "destination": _with_elsewhere(bridge_row(at.destination), at.elsewhere),
        "origin": bridge_row(at.origin),
        "missed_deadlines": at.missed_deadlines,
    }


def _with_elsewhere(bridge: dict[str, Any], elsewhere: Figure) -> dict[str, Any]:
    """The bridge of the destinations, and what in it came from elsewhere."""
    fte = {**bridge["fte"], "elsewhere": elsewhere.fte}
    return {**bridge, "fte": fte, "elsewhere": elsewhere.heads}


def progress_facts(facts: PlanFacts, at: Progress, day: date) -> list[tuple[str, str]]:
    """Where a plan stands, for people."""
    from cli.output.words import counted

    target = f"{counted(at.target, 'post')} by {at.deadline_on}"
    if (at.target, at.deadline_on) != (at.original_target, facts.original.deadline_on):
        target += f" (announced: {at.original_target} by {facts.original.deadline_on})"
    said = [
        ("plan", f"{at.plan}, at the end of {day}"),
        ("promise", facts.statement or NONE),
        ("target", target),
        ("status", _status(at)),
        ("brought back", f"{at.brought_back} of {at.target} ({_percent(at)} %)"),
        ("remaining", str(at.remaining)),
    ]
    if at.met_on is not None:
        said.append(("met on", f"{at.met_on}, not held" if not at.held else str(at.met_on)))
    if at.status == "withdrawn":
        said.append(("withdrawn", f"on {facts.withdrawn_on} ({facts.withdrawn_because})"))
    elif at.remaining and at.days_left:
        said.append(
            (
                "pace",
                (
                    f"{at.pace_per_week:g} a week over the last 8 weeks; "
                    f"{at.needed_per_week:g} a week needed for {counted(at.days_left, 'day')}"
                ),
            )
        )
    there, origin = at.destination, at.origin
    aside = f", of which {at.not_counted} not counted" if at.not_counted else ""
    said += [
        ("destinations", f"{_steps(bridge_row(there))}{aside}"),
        (
            "origins",
            f"{_steps(bridge_row(origin))} ({at.origin_change:+d}, {at.backfilled} backfilled)",
        ),
    ]
    return said


def _status(at: Progress) -> str:
    """The status, with what it does not say: a target that was lost, a deadline that was put off."""
    said: str = at.status
    if at.met_on is not None and not at.held and at.status in _MET:
        said += ", not held since"
    says_so = at.status in {"missed", "met-late"}
    put_off = [str(day) for day in at.missed_deadlines if not says_so or day != at.deadline_on]
    if put_off:
        of = (
            f"deadline of {put_off[0]} was"
            if len(put_off) == 1
            else f"deadlines of {', '.join(put_off)} were"
        )
        said += f", after the {of} missed"
    return said


def _percent(at: Progress) -> str:
    from projections.progress import rounded_percent

    return f"{rounded_percent(at.percent, 1, reached=at.held):.1f}"


def _steps(row: dict[str, Any]) -> str:
    return (
        f"{row['opening']} + {row['hired']} hired + {row['transferred_in']} in "
        f"- {row['transferred_out']} out {row['reassigned']:+d} reassigned "
        f"- {row['left']} left = {row['closing']}"
    )


def _no_progress() -> dict[str, Any]:
    """The columns of a plan's progress, where there is no plan."""
    from projections.figures import Bridge, Figure

    nowhere = bridge_row(Bridge.between({}, {}))
    ends = {"destination": _with_elsewhere(nowhere, Figure()), "origin": nowhere}
    return {**dict.fromkeys(_STANDING), **ends, "missed_deadlines": []}


def _history_row(facts: PlanFacts, at: ProgressOn) -> dict[str, Any]:
    return {"plan": facts.plan, "on": at.day, **{name: getattr(at, name) for name in _COURSE}}
