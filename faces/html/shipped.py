"""Of which language a text is, where that is known: of those that are shipped with rientro."""

from __future__ import annotations

from functools import cache

from domain.law import shipped

_LANGUAGES = {"protocollo-2017": "it"}
"""The shipped files whose texts are in one language; others quote one within another."""


def language_of(text: str) -> str | None:
    """The language of a clause or a title that stands just so in a shipped file."""
    quoted = f'"{text}"\n'
    return next((lang for name, lang in _LANGUAGES.items() if quoted in _file(name)), None)


@cache
def _file(name: str) -> str:
    return shipped(name).decode()
