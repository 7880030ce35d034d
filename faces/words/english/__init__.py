"""What is said, in English, a file a subject; each may have any of the tables below.

Another language is a catalogue by these sentences, in `faces/words/locale/`.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from faces.words.english import common

SUBJECTS = tuple(import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))

happened = common.happened


def _gathered(table: str) -> dict[str, str]:
    """What the subjects say in a table of that name."""
    return {
        key: words for subject in SUBJECTS for key, words in getattr(subject, table, {}).items()
    }


HEADINGS = _gathered("HEADINGS")
"""The names of columns and of facts."""

SENTENCES = _gathered("SENTENCES")
"""What is said of answers, by keys of our own."""

MESSAGES = _gathered("MESSAGES")
"""What is so, by the name of a refusal's or an error's class; see `common` for the places."""

ADVICE = _gathered("ADVICE")
"""What to do about it, by the same names."""

PHRASES = _gathered("PHRASES")
"""Words that a fact of a refusal names."""

FINDINGS = _gathered("FINDINGS")
"""What a replay finds."""

COUNTED: dict[str, tuple[str, str]] = {
    key: words for subject in SUBJECTS for key, words in getattr(subject, "COUNTED", {}).items()
}
"""So many of something: of one, and of several."""
