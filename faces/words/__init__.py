"""The words of rientro. All that it says to people stands in one catalogue a language.

A catalogue has whole sentences with named places, so that a language may order them as it likes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from faces.words import english
from faces.words.catalogue import language, languages, speaking, translated, translated_of
from faces.words.filling import filled

__all__ = [
    "counted",
    "happened",
    "heading",
    "language",
    "languages",
    "said_as",
    "said_of",
    "say",
    "speaking",
]


def say(key: str, /, **places: Any) -> str:
    """The sentence, with its places filled."""
    return filled(translated(english.SENTENCES[key], key), places)


def counted(number: int | Decimal, what: str) -> str:
    """So many of something: `1 movement`, `2 batches`."""
    one, several = english.COUNTED[what]
    whole = int(number) if number == int(number) else 2  # half a case is several, as in "0.5 cases"
    return filled(translated_of(whole, one, several), {"number": number})


def happened(topic: str, number: int) -> str:
    """How often something happened, in the words of its topic: `2 sites opened`."""
    one, several = english.happened(topic)
    return filled(translated_of(number, one, several), {"number": number})


def said_of(number: int, key: str, /, **places: Any) -> str:
    """The sentence about one thing or several, as the number is."""
    one, several = english.SENTENCES[f"{key}.one"], english.SENTENCES[f"{key}.several"]
    return filled(translated_of(number, one, several), {"number": number, **places})


def said_as(key: str, word: str, /, **places: Any) -> str:
    """The sentence that a word of an answer stands for, such as a verdict's reason."""
    return say(f"{key}.{word}", **places)


def heading(name: str) -> str:
    """The heading of a column."""
    return translated(english.HEADINGS[name], f"heading.{name}")
