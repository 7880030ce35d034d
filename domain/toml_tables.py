"""Tables of a TOML file, read strictly: what is not known is refused, and nothing is guessed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import TypeVar

from domain import values
from domain.commitments.commitment_refusals import (
    InvalidPercent,
    MissingKey,
    NamedTwice,
    NotToml,
    UnknownKey,
    WrongValue,
)
from domain.value_refusals import InvalidDate

T = TypeVar("T", bound=str)
Read = TypeVar("Read")

MOST_LAW_BYTES = 1_000_000
"""A text of law is read by people; what is longer is none."""

_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4}0*)?").fullmatch


class Table:
    """One table of a file. Whoever has read what it may have says so with `done`."""

    def __init__(self, content: dict[str, object], where: str) -> None:
        self._content = content
        self._asked: set[str] = set()
        self.where = where

    def named(self, where: str) -> Table:
        """The same table under a name that people know it by."""
        self.where = where
        return self

    def done(self) -> None:
        """Refuse what nobody asked for."""
        for key in self._content:
            if key not in self._asked:
                raise UnknownKey(self.where, key, tuple(sorted(self._asked)))

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._asked.add(key)
        return key in self._content

    # What has to be there -------------------------------------------------------------------

    def line(self, key: str) -> str:
        """One line of plain text."""
        return values.line(self._text(key), f"{key} of {self.where}")

    def statement(self, key: str) -> str:
        """Words kept as they are."""
        return values.statement(self._text(key))

    def code(self, key: str) -> str:
        """A code."""
        return values.code(self._text(key), f"a code for {key} of {self.where}")

    def choice(self, key: str, choices: tuple[T, ...]) -> T:
        """One of a few words."""
        text = self._text(key)
        for choice in choices:
            if text == choice:
                return choice
        raise WrongValue(self.where, key, "one of " + ", ".join(choices))

    def number(self, key: str, least: int, most: int) -> int:
        """A whole number."""
        value = self._value(key)
        if type(value) is not int or not least <= value <= most:
            raise WrongValue(self.where, key, f"a whole number from {least} to {most}")
        return value

    def day(self, key: str) -> date:
        """A date as TOML has it, without quotes and without a time."""
        value = self._value(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise WrongValue(self.where, key, "date-without-quotes")
        try:
            return values.known_day(value)
        except InvalidDate:
            raise WrongValue(self.where, key, "date-in-reach") from None

    def percent(self, key: str) -> Fraction:
        """A percentage above 0 and at most 100. Text, since a number with a point is not exact."""
        value = self._value(key)
        text = str(value) if type(value) is int else value
        if not isinstance(text, str):
            raise WrongValue(self.where, key, "percentage-in-quotes")
        return percent(text, f"{key} of {self.where}")

    def tables(self, key: str, name: str) -> list[Table]:
        """One or more tables under a name, each called so with its number."""
        value = self._value(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            raise WrongValue(self.where, key, f"one or more tables, each under [[{key}]]")
        return [Table(v, f"{name} {number}") for number, v in enumerate(value, 1)]

    # What may be left out -------------------------------------------------------------------

    def maybe(self, key: str, read: Callable[[str], Read]) -> Read | None:
        """What the reader makes of it, or none where the key is not there."""
        return read(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """True or false; left out, false."""
        if not self.has(key):
            return False
        value = self._content[key]
        if not isinstance(value, bool):
            raise WrongValue(self.where, key, "true-or-false")
        return value

    def _value(self, key: str) -> object:
        if not self.has(key):
            raise MissingKey(self.where, key)
        return self._content[key]

    def _text(self, key: str) -> str:
        value = self._value(key)
        if not isinstance(value, str):
            raise WrongValue(self.where, key, "text-in-quotes")
        return value


def read_toml(content: bytes, where: str) -> Table:
    """The file as a table; refuses what is no TOML in UTF-8."""
    if len(content) > MOST_LAW_BYTES:
        raise NotToml(f"more than {MOST_LAW_BYTES} bytes")
    try:
        return Table(tomllib.loads(content.decode("utf-8-sig")), where)
    except RecursionError:
        raise NotToml("tables within tables without end") from None
    except ValueError as problem:
        raise NotToml(str(problem)) from None


def percent(text: str, what: str) -> Fraction:
    """A percentage above 0 and at most 100 with at most four decimals, exactly."""
    if not _PERCENT(text) or not 0 < Fraction(text) <= 100:
        raise InvalidPercent(text, what)
    return Fraction(text)


def once_each(what: str, codes: Iterable[str]) -> None:
    """Refuse a code that stands twice."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise NamedTwice(what, code)
        seen.add(code)
