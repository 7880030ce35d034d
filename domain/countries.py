"""Countries and their regions, as ISO 3166 codes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from domain.value_refusals import UnknownCountry, UnknownRegion

if TYPE_CHECKING:
    from domain.values import CountryCode, RegionCode

KOSOVO = "XK"
"""Assigned by its users, the European Commission among them; ISO 3166-1 has no code for it."""


def country(text: str) -> CountryCode:
    """A current country code of ISO 3166-1 alpha-2, or `XK`."""
    if not is_country(text):
        raise UnknownCountry(text)
    return text


def may_be_country(text: str) -> bool:
    """Whether the text has the form of a country code: two capital letters."""
    return re.fullmatch("[A-Z]{2}", text) is not None


def is_country(text: str) -> bool:
    """Whether the text is a country code, in capital letters."""
    if not may_be_country(text):
        return False
    if text == KOSOVO:
        return True
    import pycountry  # a table of 250 rows, read only where a country is named

    return pycountry.countries.get(alpha_2=text) is not None


def region(text: str, of_country: CountryCode) -> RegionCode:
    """A subdivision of the country, as coded in ISO 3166-2."""
    import pycountry

    found = pycountry.subdivisions.get(code=text)  # type: ignore[no-untyped-call]
    if found is None or found.country_code != of_country or found.code != text:
        raise UnknownRegion(text, of_country)
    return text
