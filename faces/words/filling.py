"""How the places of a sentence are filled: numbers and dates as the language writes them.

English keeps the dates as they are typed, `2018-07-31`: they are read alike by everybody who reads
English, and can be typed back. Other languages write them out, by what Babel knows of them, which
stands in their catalogue; so that nothing of Babel is loaded to say a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from string import Formatter
from typing import Any

from faces.words.catalogue import ENGLISH, language, translated

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
DATE = "{day} {month} {year}"
DECIMAL, GROUP = ".", ","
MONTH_KEY, DATE_KEY, DECIMAL_KEY, GROUP_KEY, VOWEL_KEY = (
    *("in a date", "a date", "decimal sign", "sign between thousands"),
    "days whose name begins with a vowel",
)
VOWEL = "8 11 18 80"
"""What English has: eight, eleven, eighteen."""
_SIGNS = str.maketrans(",.", ".,")


def filled(template: str, places: Mapping[str, Any]) -> str:
    """The sentence with its places filled."""
    if language() == ENGLISH:
        return template.format_map(places)
    return Filling().vformat(template, (), places)


def date_in_words(day: date) -> str:
    """A date as a sentence has it."""
    if language() == ENGLISH:
        return day.isoformat()
    month = translated(MONTHS[day.month - 1], MONTH_KEY)
    return translated(DATE, DATE_KEY).format(day=day.day, month=month, year=day.year)


def with_signs(number: str) -> str:
    """A number as Python writes it, `1,234.5`, with the signs of the language."""
    if language() == ENGLISH:
        return number
    signs = {
        ord(GROUP): translated(GROUP, GROUP_KEY),
        ord(DECIMAL): translated(DECIMAL, DECIMAL_KEY),
    }
    return number.translate(signs)


class Filling(Formatter):
    """Fills the places of a template in the language that is spoken.

    A date may have two words in its place, `{on:dal |dall'}`: the second is said before a day whose
    name begins with a vowel.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        """The value as it is written in a sentence."""
        before, is_either, before_vowel = format_spec.partition("|")
        if is_either or (isinstance(value, date) and not isinstance(value, datetime)):
            said = date_in_words(value) if isinstance(value, date) else str(value)
            day, _, _ = said.partition(" ")
            vowel = is_either and day in translated(VOWEL, VOWEL_KEY).split()
            return f"{before_vowel if vowel else before}{said}"
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return with_signs(format(value, format_spec))
        return str(super().format_field(value, format_spec))
