"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cli.commands import OneOf, wrong_usage
from cli.values import BATCH, DAY, INSTANT, READ_FILE, Value, line
from domain.words import (
    GROUPINGS,
    MOST_COLUMNS,
    NO_CONTRACT,
    PERIODS,
)
from faces.formats import FORMATS

if TYPE_CHECKING:
    from datetime import date, datetime

    from domain.words import By

F = TypeVar("F", bound=Callable[..., Any])


def on_date(help: str) -> Callable[[F], F]:  # noqa: A002 (click's word)
    """The date on which something takes effect, which is always named."""
    return click.option("--on", "effective_on", type=DAY, required=True, help=help)


def must_be_in_order(
    since: date | None, on: date, named: str = "--since", then: str = "--on"
) -> None:
    """Refuse a period that ends before it begins."""
    if since is not None and since > on:
        raise wrong_usage(
            "{named} {since} is after {then} {on}. Name the earlier day first.",
            named=named,
            since=str(since),
            then=then,
            on=str(on),
        )


def on_day(function: F) -> F:
    """The day that is asked about: today unless said."""
    return click.option(
        "--on",
        type=DAY,
        help="The day asked about, at its end; today, by the machine's time zone, unless given.",
    )(function)


def known_at(function: F) -> F:
    """The ledger's own past: only what was recorded up to then."""
    return click.option(
        "--known-at",
        type=INSTANT,
        callback=tell_what_is_to_come,
        help="Answer as it would have been given then, in UTC; a date or a second means its end.",
    )(function)


def tell_what_is_to_come(
    ctx: click.Context, param: click.Parameter, value: datetime | None
) -> datetime | None:
    """The instant, and a word on stderr where it is on a later day than today."""
    if value is not None and value.date() > ctx.obj.clock().date():
        ctx.obj.tell_last("still-to-come", option=param.opts[0])
    return value


def replace(function: F) -> F:
    """What `--to` may be written over."""
    return click.option(
        "--replace",
        is_flag=True,
        help="Write over a file of another kind; never over a key, a ledger or a checkpoint.",
    )(function)


def answer_format(function: F) -> F:
    """How the answer is written."""
    return click.option(
        "--format",
        "format_",
        type=OneOf(tuple(FORMATS)),
        default="table",
        show_default=True,
        help="How the answer is written to stdout.",
    )(function)


def grouping(function: F) -> F:
    """The column or the two columns that figures are asked by."""
    return click.option(
        "--by",
        multiple=True,
        type=OneOf(GROUPINGS),
        callback=_one_or_two,
        default=["country"],
        show_default=True,
        help="One figure for each of these; given twice, for each pair.",
    )(function)


def every(function: F) -> F:
    """Into which periods a stretch of days is divided."""
    return click.option(
        "--every",
        type=click.Choice(PERIODS),
        help="A row for each of these after --since; weeks end on Sundays, the last one on --on.",
    )(function)


def _one_or_two(
    ctx: click.Context, param: click.Parameter, value: tuple[By, ...]
) -> tuple[By, ...]:
    if len(set(value)) < len(value):
        raise click.BadParameter("name two different columns, or one.", ctx, param)
    if len(value) > MOST_COLUMNS:
        raise click.BadParameter("name two columns at most.", ctx, param)
    return value


def note(function: F) -> F:
    """A note beside what is recorded, which can be erased."""
    return click.option(
        "--note",
        type=Value("note", "TEXT"),
        help="A note beside the log, which rientro erase can remove for ever.",
    )(function)


def new_code(function: F) -> F:
    """That a code which nearly is a known one is another."""
    return click.option(
        "--new-code",
        is_flag=True,
        help="The code is a new one, though a known one is nearly the same.",
    )(function)


def sign(function: F) -> F:
    """With which key a batch is signed."""
    return click.option(
        "--sign",
        type=READ_FILE,
        metavar="KEY",
        help="Sign the batch with this private key: one of rientro, or Ed25519 of OpenSSH.",
    )(function)


def dry_run(function: F) -> F:
    """Whether it is only shown what would be recorded."""
    return click.option(
        "--dry-run", is_flag=True, help="Say what would be recorded, without recording it."
    )(function)


def bulk(function: F) -> F:
    """How movements are recorded together."""
    options = (
        click.option("--batch", type=BATCH, help="The name of the batch; used once."),
        click.option("--source", type=line("source"), help="Where the figures come from."),
        note,
        new_code,
        sign,
        click.option(
            "--dry-run", is_flag=True, help="Say what would be recorded, without recording it."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def given(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that were given on the command line; `-` says that there is none. Refuses none."""
    named = {
        name: None if value == NO_CONTRACT else value
        for name, value in facts.items()
        if value is not None
    }
    if not named:
        raise click.UsageError("Say what changes: give at least one of the facts.")
    return named
