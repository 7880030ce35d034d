"""`shares`, `commitments` and `review`: what part of the work is where, and who keeps what they signed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.commands import OneOf, command
from cli.failures import FINDING
from cli.options import answer_format, known_at, on_day
from cli.session import Session, pass_session
from cli.values import Value, group_text, number

if TYPE_CHECKING:
    from answers.answer import Answer
    from domain.commitments.terms import Measure
    from projections.judging.shares import By

PROTOCOL = Value("code", "PROTOCOL", "a protocol code")
_MOST_MONTHS = 120


@command(
    short_help="Show what part of the work is done at a place.",
    epilog="Example: rientro shares --in IT --measure heads --on 2018-09-30",
)
@click.option(
    "--by",
    type=OneOf(["contract", "client", "supplier", "total"]),
    default="contract",
    show_default=True,
    help="One share for each of these.",
)
@click.option(
    "--in",
    "place",
    type=Value("place_name", "CC|SITE"),
    help="The country or site; that of the protocols in force unless given.",
)
@click.option(
    "--measure",
    type=OneOf(["volume", "heads", "fte"]),
    default="volume",
    show_default=True,
    help="What the share is taken of; heads and FTE only stand for volume.",
)
@click.option(
    "--months",
    type=number(1, _MOST_MONTHS),
    default=12,
    show_default=True,
    help="How many of the months that are over count.",
)
@on_day
@click.option("--history", is_flag=True, help="Each of these months for itself.")
@known_at
@answer_format
@pass_session
def shares(
    session: Session,
    by: By,
    place: str | None,
    measure: Measure,
    months: int,
    on: date | None,
    history: bool,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show what part of the work is done at a place: a ratio of sums, over the months that are over.

    Contracts in different units are never added. A month that a contract owes and nobody reported is
    named as missing. Heads and FTE are those at the end of the day.
    """
    from answers.commitments import shares as question
    from projections.judging.shares import Question

    day = session.day(on)
    with session.asking(known_at) as view:
        asked = Question(question.place_of(view, place, day), day, months, measure, by)
        if history:
            answer: Answer[Any] = question.shares_history(view, asked)
        else:
            answer = question.shares(view, asked)
    session.show(answer, format_)


@command(
    short_help="Show who keeps what they signed, and what that rests on.",
    epilog="Example: rientro commitments PROT-2017 --on 2018-09-30",
)
@click.argument("protocol", type=PROTOCOL, required=False)
@click.option("--signatory", type=group_text("signatory"), help="Only those of this client.")
@on_day
@click.option("--history", is_flag=True, help="At the end of each month since the first joined.")
@known_at
@answer_format
@pass_session
def commitments(
    session: Session,
    protocol: str | None,
    signatory: str | None,
    on: date | None,
    history: bool,
    known_at: datetime | None,
    format_: str,
) -> None:
    """Show the commitments of a protocol, or of every one, with a verdict each and what it rests on.

    A verdict follows from the terms and the figures that are recorded; it is bookkeeping and no legal
    advice. What is not known is called so, with what would have to be reported.
    """
    from answers.commitments import verdicts as question

    day = session.day(on)
    with session.asking(known_at) as view:
        if history:
            answer: Answer[Any] = question.commitments_history(view, protocol, signatory, day)
        else:
            answer = question.commitments(view, protocol, signatory, day)
    session.show(answer, format_)


@command(
    short_help="Show a protocol as whoever reviews it needs it.",
    epilog="Example: rientro review PROT-2017 --on 2018-09-30",
)
@click.argument("protocol", type=PROTOCOL)
@on_day
@known_at
@click.option(
    "--strict",
    is_flag=True,
    help="Exit with 1 if a commitment is broken, or a notice is late or missing.",
)
@answer_format
@click.pass_context
def review(
    ctx: click.Context,
    protocol: str,
    on: date | None,
    known_at: datetime | None,
    strict: bool,
    format_: str,
) -> None:
    """Show a protocol word for word, who keeps it, what is not known, and what was changed since.

    It ends with the position up to which the ledger was read and with the command that lets others check
    that. As CSV it is its commitments.
    """
    from answers.commitments.review import review_of

    session: Session = ctx.obj
    day = session.day(on)
    with session.asking(known_at) as view:
        answer = review_of(view, protocol, day)
    session.show(answer, format_)
    if strict and answer.is_broken:
        ctx.exit(FINDING)
