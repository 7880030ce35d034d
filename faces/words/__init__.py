"""The words of rientro. All that it says to people stands in one catalogue a language.

A catalogue has whole sentences with named places, so that a language may order them as it likes.
The tables are read when something is said: the help of a command in English says nothing of them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from faces.words.catalogue import language, languages, speaking, translated, translated_of

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
    "word",
]


def say(key: str, /, **places: Any) -> str:
    """The sentence, with its places filled."""
    from faces.words import english
    from faces.words.filling import filled

    return filled(translated(english.SENTENCES[key], key), places)


def counted(number: int | Decimal, what: str) -> str:
    """So many of something: `1 movement`, `2 batches`."""
    from faces.words import english

    one, several = english.COUNTED[what]
    whole = int(number) if number == int(number) else 2  # half a case is several, as in "0.5 cases"
    from faces.words.filling import filled

    return filled(translated_of(whole, one, several), {"number": number})


def happened(topic: str, number: int) -> str:
    """How often something happened, in the words of its topic: `2 sites opened`."""
    from faces.words import english

    return _of(number, *english.happened(topic))


def said_of(number: int, key: str, /, **places: Any) -> str:
    """The sentence about one thing or several, as the number is."""
    from faces.words.english import SENTENCES

    return _of(number, SENTENCES[f"{key}.one"], SENTENCES[f"{key}.several"], **places)


def word(kind: str, code: str) -> str:
    """A code of an answer as people read it: `word("status", "met")`; the code if it has no word."""
    from faces.words.english import SENTENCES

    key = f"coded.{kind}.{code}"
    return translated(SENTENCES[key], key) if key in SENTENCES else code


def said_as(key: str, word: str, /, **places: Any) -> str:
    """The sentence that a word of an answer stands for, such as a verdict's reason."""
    return say(f"{key}.{word}", **places)


def heading(name: str) -> str:
    """The heading of a column."""
    from faces.words.english import HEADINGS

    return translated(HEADINGS[name], f"heading.{name}")


def _of(number: int, one: str, several: str, **places: Any) -> str:
    from faces.words.filling import filled

    return filled(translated_of(number, one, several), {"number": number, **places})
