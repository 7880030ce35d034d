"""A language that nobody speaks, and that is read back into English letter by letter.

It is English in other letters: as many, as wide, large and small as ours, so that lines break and
columns stand where they do in English. What a catalogue does not have is said in our letters; so
both can be seen at once, what is said and what of it nobody could translate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from unittest.mock import patch

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from sentences import gathered

from faces.words import catalogue, filling
from faces.words.catalogue import DOMAIN

MADE_UP = "it"
"""It stands where Italian does, so that help names the same languages."""
_LARGE, _SMALL = 0x10400, 0x10428
"""Where the large and the small letters of Deseret begin, which have as many as we and more."""
_LETTERS = str.maketrans(
    ascii_uppercase + ascii_lowercase,
    "".join(chr(start + number) for start in (_LARGE, _SMALL) for number in range(26)),
)
_DASH, _DECIMAL, _GROUP = "\u2011", "\u066b", "\u066c"
_BACK = {other: letter for letter, other in _LETTERS.items()} | str.maketrans(
    {_DASH: "-", _DECIMAL: filling.DECIMAL, _GROUP: filling.GROUP}
)
_DATE = _DASH.join(("{year}", "{month}", "{day:02}"))
"""Dates stand as in English, but for the dash."""
_OF_NUMBERS_AND_DATES = {
    filling.DECIMAL_KEY: {filling.DECIMAL: _DECIMAL},
    filling.GROUP_KEY: {filling.GROUP: _GROUP},
    filling.DATE_KEY: {filling.DATE: _DATE},
    filling.MONTH_KEY: {month: f"{at:02}" for at, month in enumerate(filling.MONTHS, 1)},
}
_AS_IN_ENGLISH = "nplurals=2; plural=(n != 1);"
_PLACE = re.compile(r"(\{(?:[^{}]|\{[^{}]*\})*\}|%\(\w+\)s)")


def made_up(text: str, context: str | None = None) -> str:
    """The English text in the made-up language; its places stay as they are."""
    known = _OF_NUMBERS_AND_DATES.get(context or "", {})
    parts = _PLACE.split(text)
    return known.get(text) or "".join(
        part if number % 2 else part.translate(_LETTERS) for number, part in enumerate(parts)
    )


def read_back(text: str) -> str:
    """What was said in the made-up language, in English."""
    return text.translate(_BACK)


def is_made_up(text: str) -> bool:
    """Whether anything of the text is in the made-up language."""
    return read_back(text) != text


@contextmanager
def made_up_language(folder: Path) -> Iterator[None]:
    """The language is there for a while, beside English alone; its catalogue stands in the folder."""
    made = Catalog(locale=MADE_UP, domain=DOMAIN, fuzzy=False)
    made.mime_headers = [("Plural-Forms", _AS_IN_ENGLISH)]
    for text, key, context in gathered():
        if isinstance(text, str):
            made.add(text, made_up(text, context or key), context=context)
        else:
            made.add(text, tuple(map(made_up, text)), context=context)
    compiled = BytesIO()
    write_mo(compiled, made)
    there = folder / MADE_UP / "LC_MESSAGES"
    there.mkdir(parents=True)
    (there / f"{DOMAIN}.mo").write_bytes(compiled.getvalue())
    with patch.object(catalogue, "LOCALE", folder):
        yield
    catalogue._catalogue.cache_clear()
