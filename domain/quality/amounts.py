"""What is counted, and values that are given: exact, as texts, with four decimals at most."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

from domain.commitments.shares import UNITS_PER_ONE
from domain.quality.quality_refusals import InvalidAmount

_KEPT = r"(0|[1-9][0-9]{0,11})(\.[0-9]{0,3}[1-9])?"
_TYPED = re.compile(r"0*([0-9]{1,12})(?:[.,]([0-9]{1,4})0*)?").fullmatch
_PARTED = re.compile(r"[1-9][0-9]{0,2}([.,][0-9]{3})+").fullmatch
_LENGTH_LIMIT = 40

WHOLE_PERCENT = "100"
"""All of it, where an amount is percent."""
Amount = Annotated[str, StringConstraints(pattern=f"^{_KEPT}$")]
"""A number of 0 or more with at most 4 decimals, exactly, without needless zeros."""


def amount_units(text: str) -> int:
    """The amount in ten-thousandths."""
    whole, _, decimals = text.partition(".")
    return int(whole) * UNITS_PER_ONE + int(decimals.ljust(4, "0"))


def numerator(text: str) -> Amount:
    """What was counted above the line."""
    return _counted(text, "numerator")


def denominator(text: str) -> Amount:
    """What was counted below the line."""
    return _counted(text, "denominator")


def given(text: str) -> Amount:
    """A value that was given without its two sums."""
    return _amount(text, "given")


def target(text: str) -> Amount:
    """What an indicator should come to."""
    return _amount(text, "target")


def _counted(text: str, what: str) -> Amount:
    """A count. `8.150` is none: in an Italian sheet that is eight thousand, and elsewhere eight."""
    if len(text) <= _LENGTH_LIMIT and _PARTED(text):
        plain = re.sub("[.,]", "", text)
        is_one = len(re.findall("[.,]", text)) == 1
        exact = f"{text.replace(',', '.')}0" if is_one else None
        raise InvalidAmount(text, what, exact=exact, grouped=plain)
    return _amount(text, what)


def _amount(text: str, what: str) -> Amount:
    typed = _TYPED(text) if len(text) <= _LENGTH_LIMIT else None
    if typed is None:
        raise InvalidAmount(text, what)
    decimals = (typed[2] or "").rstrip("0")
    return f"{int(typed[1])}.{decimals}" if decimals else str(int(typed[1]))
