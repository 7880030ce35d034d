"""Errors take their facts as a dataclass does, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from domain.refusal import Refusal, facts
from domain.workforce.movement_refusals import AlreadyHired, NotHired


@facts
class _Many(Refusal):
    code: str
    heads: int = 1
    named: tuple[str, ...] = ()


@facts
class _More(_Many):
    on: str | None = None


def test_facts_are_given_in_their_order_or_by_name() -> None:
    assert _Many("OP-1", named=("A",)).facts == {"code": "OP-1", "heads": 1, "named": ("A",)}
    assert NotHired("OP-1").args == ("OP-1",)


def test_an_error_has_the_facts_of_the_one_that_it_comes_of() -> None:
    assert _More("OP-1", 2, on="X").facts == {"code": "OP-1", "heads": 2, "named": (), "on": "X"}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), {}),
        (("OP-1",), {}),
        (("OP-1", "RO-IAS", "2018", "more"), {}),
        (("OP-1", "RO-IAS"), {"site": "RO-IAS", "since": "2018"}),
        (("OP-1", "RO-IAS"), {"until": "2018"}),
    ],
)
def test_an_error_without_its_facts_or_with_others_cannot_be_made(
    given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match="AlreadyHired"):
        AlreadyHired(*given, **named)
