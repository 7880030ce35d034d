"""The words of rientro. All that it says to people stands in one catalogue a language.

A catalogue has whole sentences with named places, so that a language may order them as it likes.
"""

from __future__ import annotations

from typing import Any

from faces.words import english
from faces.words.catalogue import language, languages, speaking, translated, translated_of
from faces.words.filling import filled

__all__ = ["counted", "happened", "heading", "language", "languages", "said_of", "say", "speaking"]


def say(key: str, /, **places: Any) -> str:
    """The sentence, with its places filled."""
    return filled(translated(english.SENTENCES[key], key), places)


def counted(number: int, what: str) -> str:
    """So many of something: `1 movement`, `2 batches`."""
    one, several = english.COUNTED[what]
    return filled(translated_of(number, one, several), {"number": number})


def happened(topic: str, number: int) -> str:
    """How often something happened, in the words of its topic: `2 sites opened`."""
    one, several = english.happened(topic)
    return filled(translated_of(number, one, several), {"number": number})


def said_of(number: int, key: str, /, **places: Any) -> str:
    """The sentence about one thing or several, as the number is."""
    one, several = english.SENTENCES[f"{key}.one"], english.SENTENCES[f"{key}.several"]
    return filled(translated_of(number, one, several), {"number": number, **places})


def heading(name: str) -> str:
    """The heading of a column."""
    return translated(english.HEADINGS[name], f"heading.{name}")
