"""The words of rientro. All that it says to people stands in one catalogue a language.

A catalogue has whole sentences with named places, so that a language may order them as it likes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from faces.words import english

LANGUAGE = english


def say(key: str, /, **places: Any) -> str:
    """The sentence, with its places filled."""
    return LANGUAGE.SENTENCES[key].format_map(places)


def counted(number: int, what: str) -> str:
    """So many of something: `1 movement`, `2 batches`."""
    one, several = LANGUAGE.COUNTED[what]
    return (one if number == 1 else several).format(number=number)


def said_of(number: int, key: str, /, **places: Any) -> str:
    """The sentence about one thing or several, as the number is."""
    return say(f"{key}.one" if number == 1 else f"{key}.several", number=number, **places)


def heading(name: str) -> str:
    """The heading of a column."""
    found: Mapping[str, str] = LANGUAGE.HEADINGS
    return found[name]
