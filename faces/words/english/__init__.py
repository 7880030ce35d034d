"""What is said, in English, a file a subject; each may have any of the tables below.

Another language is a catalogue by these sentences, in `faces/words/locale/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

from faces.words.english import common

W = TypeVar("W")
happened = common.happened


@cache
def subjects() -> tuple[ModuleType, ...]:
    """The files of this folder."""
    return tuple(import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))


class _Table(Mapping[str, W]):
    """What the subjects say in a table of one name. What is common to them is found without them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._common: Mapping[str, W] = getattr(common, name, {})

    @cached_property
    def _all(self) -> Mapping[str, W]:
        tables = (getattr(subject, self._name, {}) for subject in subjects())
        return {key: words for table in tables for key, words in table.items()}

    def __getitem__(self, key: str) -> W:
        return self._common[key] if key in self._common else self._all[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


HEADINGS = _Table[str]("HEADINGS")
"""The names of columns and of facts."""

SENTENCES = _Table[str]("SENTENCES")
"""What is said of answers, by keys of our own."""

MESSAGES = _Table[str]("MESSAGES")
"""What is so, by the name of a refusal's or an error's class; see `common` for the places."""

ADVICE = _Table[str]("ADVICE")
"""What to do about it, by the same names."""

PHRASES = _Table[str]("PHRASES")
"""Words that a fact of a refusal names."""

FINDINGS = _Table[str]("FINDINGS")
"""What a replay finds."""

COUNTED = _Table[tuple[str, str]]("COUNTED")
"""So many of something: of one, and of several."""
