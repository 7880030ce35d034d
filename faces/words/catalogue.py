"""The languages: which there are, which one is spoken, and what a sentence of English is in it.

Whatever is said is written in English in `faces/words/english/` and in the help of the commands.
Every other language is a catalogue of gettext in `locale/`, by the English sentence; `make
catalogues` gathers what is to be said, and `make` compiles it. English needs no catalogue.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

ENGLISH = "en"
DOMAIN = "rientro"
LOCALE = Path(__file__).parent / "locale"
_FEW_WORDS = 3
_language = ContextVar("language", default=ENGLISH)


def languages() -> tuple[str, ...]:
    """Every language that rientro speaks."""
    compiled = LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return tuple(sorted({ENGLISH, *(file.parents[1].name for file in compiled)}))


def language() -> str:
    """The language that is spoken now."""
    return _language.get()


@contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """Speak a language for a while."""
    token = _language.set(spoken)
    try:
        yield
    finally:
        _language.reset(token)


def language_of(named: str | None, environment: Mapping[str, str]) -> str:
    """The language to speak: the one named, else the locale's if there is a catalogue, else English.

    A locale is looked for as POSIX says: LC_ALL, then LC_MESSAGES, then LANG.
    """
    known = languages()
    if named in known:
        return named
    settings = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in settings if environment.get(name)), "")
    spoken = locale.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return spoken if spoken in known else ENGLISH


def translated(text: str, key: str = "") -> str:
    """What an English text is in the language spoken; the text itself where that is English."""
    if not text or (catalogue := _spoken()) is None:
        return text
    context = context_of(text, key)
    return catalogue.pgettext(context, text) if context else catalogue.gettext(text)


def translated_of(number: int, one: str, several: str) -> str:
    """The same, of one thing or of several."""
    if (catalogue := _spoken()) is None:
        return one if number == 1 else several
    return catalogue.ngettext(one, several, number)


def context_of(text: str, key: str) -> str | None:
    """The key of a text of a word or two, which alone would not say what it means."""
    return key or None if text.count(" ") < _FEW_WORDS - 1 else None


def paragraphs(text: str) -> str:
    """A docstring with each of its paragraphs on one line, as the catalogues have it."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(filter(None, parts))


def _spoken() -> gettext.GNUTranslations | None:
    spoken = _language.get()
    return None if spoken == ENGLISH else _catalogue(spoken, str(LOCALE))


@cache
def _catalogue(spoken: str, folder: str) -> gettext.GNUTranslations:
    found = gettext.translation(DOMAIN, folder, [spoken])  # click asks for the same, which is kept
    return found if isinstance(found, gettext.GNUTranslations) else gettext.GNUTranslations()
