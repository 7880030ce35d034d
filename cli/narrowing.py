"""The filters of questions: options that may repeat, which together say who is asked about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from cli.values import CONTRACT, COUNTRY, SITE, group_or_none
from domain.words import ENGAGEMENTS, NO_CONTRACT, NOT_SAID

F = TypeVar("F", bound=Callable[..., Any])
_NONE = {NO_CONTRACT, NOT_SAID}
_FILTERS: dict[str, tuple[click.ParamType[Any], str]] = {
    "country": (COUNTRY, "Only in this country; may repeat."),
    "site": (SITE, "Only at this site; may repeat."),
    "contract": (CONTRACT, "Only on this contract, - for none; may repeat."),
    "client": (
        group_or_none("client"),
        "Only on contracts of this client, - for none; may repeat.",
    ),
    "supplier": (
        group_or_none("supplier"),
        "Only on contracts of this supplier, - for none; may repeat.",
    ),
    "employer": (
        group_or_none("employer"),
        "Only at sites of this employer, - for none; may repeat.",
    ),
    "engagement": (
        click.Choice([*ENGAGEMENTS, NOT_SAID]),
        "Only with this engagement, - for none that was said; may repeat.",
    ),
}


def filters(function: F) -> F:
    """Hand `only` to a command: who is asked about, everybody unless said."""

    @wraps(function)
    def narrowed(*arguments: Any, **options: Any) -> Any:
        from projections.only import Only

        given = {name: options.pop(f"only_{name}") for name in _FILTERS}
        values = {
            name: frozenset("" if value in _NONE else value for value in some)
            for name, some in given.items()
        }
        return function(*arguments, only=Only(**values), **options)

    for name, (kind, told) in reversed(_FILTERS.items()):
        option = click.option(f"--{name}", f"only_{name}", type=kind, multiple=True, help=told)
        narrowed = option(narrowed)
    return narrowed  # type: ignore[return-value]
