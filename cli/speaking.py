"""Which language a run speaks, and click with it."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from cli.failures import wants_json
from faces.words import catalogue
from faces.words.catalogue import DOMAIN, ENGLISH, language_of, speaking

OPTION = "--lang"
VARIABLE = "RIENTRO_LANG"
_LANGUAGES_OF_GETTEXT = "LANGUAGE"
_WITH_VALUE = ("--ledger", "--by")


def language_asked_for(arguments: Sequence[str]) -> str:
    """The language that the options before the command name, else the environment, else English.

    It is read before anything else, so that help and errors of usage are said in it as well. With
    `--format json` all is said in English, so that a program reads the same in every language.
    """
    if wants_json(arguments):
        return ENGLISH
    return language_of(_named(arguments) or os.environ.get(VARIABLE), os.environ)


def _named(arguments: Sequence[str]) -> str | None:
    before = list(arguments)
    while before and before[0].startswith("-"):
        name, given, value = before.pop(0).partition("=")
        if name == OPTION:
            return value if given else next(iter(before), None)
        if name in _WITH_VALUE and not given:
            del before[:1]
    return None


@contextmanager
def speaking_throughout(spoken: str) -> Iterator[None]:
    """Speak a language, in what click says as well, whose words are in our catalogue."""
    gettext.bindtextdomain(DOMAIN, str(catalogue.LOCALE))
    gettext.textdomain(DOMAIN)
    before = os.environ.get(_LANGUAGES_OF_GETTEXT)
    os.environ[_LANGUAGES_OF_GETTEXT] = spoken
    try:
        with speaking(spoken):
            yield
    finally:
        if before is None:
            del os.environ[_LANGUAGES_OF_GETTEXT]
        else:
            os.environ[_LANGUAGES_OF_GETTEXT] = before
