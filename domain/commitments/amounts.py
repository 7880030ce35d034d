"""Volumes and percentages as they are kept: exact, as texts, with four decimals at most."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, PlainSerializer, PlainValidator, StringConstraints

from domain.commitments.shares import UNITS_PER_ONE, Month, month
from domain.commitments.volume_refusals import InvalidVolume, NoPlaceAndVolume, PartedVolume
from domain.toml_tables import percent
from domain.values import place_name
from domain.words import Unit

WHOLE_UNITS: frozenset[Unit] = frozenset({"contacts", "cases"})
"""What is measured in these is counted in whole things."""

_AMOUNT = r"[0-9]{1,10}([.,][0-9]{1,4}0*)?"
_PARTED = re.compile(r"[1-9][0-9]{0,2}([.,][0-9]{3})+").fullmatch
_LENGTH_LIMIT = 40

MonthText = Annotated[
    str,
    StringConstraints(pattern=r"^(19[0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])$"),
]
"""A calendar month, like `2018-03`."""


def volume_text(volume: Decimal) -> str:
    """A volume without trailing zeros: `8150`, `0.5`, `0`."""
    return f"{volume.normalize():f}" if volume else "0"


def _stored_volume(stored: object) -> Decimal:
    if isinstance(stored, Decimal):
        stored = f"{stored:f}"
    if not isinstance(stored, str) or not re.fullmatch(r"[0-9]{1,10}(\.[0-9]{1,4})?", stored):
        raise ValueError("a volume is a text like 8150.5")
    return Decimal(stored)


Volume = Annotated[
    Decimal,
    PlainValidator(_stored_volume),
    PlainSerializer(volume_text, return_type=str, when_used="json"),
]
"""How much work was done: 0 or more, at most 4 decimals, below ten thousand millions."""


def volume(text: str, unit: Unit | None = None) -> Decimal:
    """A volume with at most 4 decimals, point or comma.

    What is counted in whole things is not written like `8.150`: in an Italian sheet that is eight
    thousand, and elsewhere eight.
    """
    if len(text) <= _LENGTH_LIMIT and unit in WHOLE_UNITS and _PARTED(text):
        raise PartedVolume(text, unit or "", re.sub("[.,]", "", text))
    if len(text) > _LENGTH_LIMIT or not re.fullmatch(_AMOUNT, text):
        raise InvalidVolume(text)
    return Decimal(text.replace(",", ".")).normalize()


def place_and_volume(text: str) -> tuple[str, str]:
    """A place and a volume written like `IT=8150`, both as typed."""
    place, equals, amount = text.partition("=")
    if not equals:
        raise NoPlaceAndVolume(text)
    volume(amount)
    return place_name(place), amount


def turnover_share(text: str) -> Fraction:
    """A share of the sector's turnover in percent, point or comma."""
    return percent(text.replace(",", "."), "share")


@cache
def units(value: Decimal) -> int:
    """A volume in ten-thousandths."""
    return int(value * UNITS_PER_ONE)


def _stored_percent(text: str) -> str:
    try:
        percent(text, "percentage")
    except Exception as error:
        raise ValueError("a percentage is above 0 and at most 100") from error
    return text


PercentText = Annotated[str, AfterValidator(_stored_percent)]
"""A percentage above 0 and at most 100, like `79.5`."""


def percent_kept(value: Fraction) -> str:
    """A percentage of at most four decimals as it is kept."""
    return volume_text(Decimal(value.numerator) / Decimal(value.denominator))


def month_of(text: MonthText) -> Month:
    """The month that a text names."""
    return month(text)
