"""Options of commands that say where operators are: who they are, their contract, FTE and engagement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from cli.commands import OneOf
from cli.values import CONTRACT, FTE
from domain.words import ENGAGEMENTS, LEAVING_REASONS, NO_CONTRACT, NOT_SAID

F = TypeVar("F", bound=Callable[..., Any])


def placement(function: F) -> F:
    """The parts of a placement besides the site."""
    options = (
        click.option(
            "--contract", type=CONTRACT, help="The contract worked on from then; - for none."
        ),
        click.option("--no-contract", is_flag=True, help="Work on no contract from then."),
        click.option(
            "--fte",
            type=FTE,
            help="The share of full time, from 0 to 1; 0 keeps the post and works no hours.",
        ),
        click.option(
            "--engagement",
            type=OneOf([*ENGAGEMENTS, NOT_SAID]),
            help="How they are engaged from then; - if that is not said.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def leaving_reason(function: F) -> F:
    """Why operators leave."""
    return click.option(
        "--reason",
        type=OneOf(LEAVING_REASONS),
        default="other",
        show_default=True,
        help="Why they leave.",
    )(function)


def one_of_operators_and_count(operators: Sequence[str], count: int | None) -> None:
    """Refuse a command that names operators and a number of them, or neither."""
    if operators and count is not None:
        raise click.UsageError("Name operators or give --count, not both.")
    if not operators and count is None:
        raise click.UsageError("Name at least one operator, or say how many with --count.")


def changed_contract(contract: str | None, no_contract: bool) -> Any:
    """The contract as a change of placement: a code, none, or unchanged."""
    from domain.placement import UNCHANGED

    if contract is not None and no_contract:
        raise click.UsageError("Give --contract or --no-contract, not both.")
    if no_contract or contract == NO_CONTRACT:
        return None
    return UNCHANGED if contract is None else contract


def changed_fte(fte: Any) -> Any:
    """The FTE as a change of placement."""
    from domain.placement import UNCHANGED

    return UNCHANGED if fte is None else fte


def changed_engagement(engagement: str | None) -> Any:
    """The engagement as a change of placement: a word, none said, or unchanged."""
    from domain.placement import UNCHANGED

    if engagement is None:
        return UNCHANGED
    return None if engagement == NOT_SAID else engagement
