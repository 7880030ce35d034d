"""How rientro says no to terms, rules, unions and indicators that cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.refusal import InvalidValue, Refusal, facts

# Values -------------------------------------------------------------------------------------


@facts
class InvalidMonth(InvalidValue):
    """A text that is no calendar month from 1900 to 2200."""

    text: str


@facts
class InvalidPeriod(InvalidValue):
    """A text that is no period of whole months from 1900 to 2200."""

    text: str


@facts
class InvalidPercent(InvalidValue):
    """A percentage that is not above 0 and at most 100 with at most 4 decimals."""

    text: str
    what: str

    def variants(self) -> Iterator[str]:
        yield self.what


# Files of terms and of law ------------------------------------------------------------------


class InvalidTerms(InvalidValue):
    """A file of terms that cannot be read for what it is."""


@facts
class NotToml(InvalidTerms):
    """A file that is no TOML in UTF-8."""

    problem: str


@facts
class UnknownKey(InvalidTerms):
    """A key that the terms do not have, most likely misspelt."""

    where: str
    key: str
    known: tuple[str, ...]


@facts
class MissingKey(InvalidTerms):
    """Something that the terms have to say."""

    where: str
    key: str


@facts
class WrongValue(InvalidTerms):
    """A value of a kind or size that it cannot have."""

    where: str
    key: str
    expected: str


@facts
class NamedTwice(Refusal):
    """Within one text a code or a name stands once."""

    what: str
    code: str


@facts
class NoFloor(Refusal):
    """A commitment promises a least share, not to fall back, or both."""

    commitment: str


# Unions and rules ---------------------------------------------------------------------------


@facts
class UnionSpellEndsFirst(Refusal):
    """Membership begins before it ends."""

    union: str
    country: str
    since: date
    until: date


@facts
class UnionSpellsOverlap(Refusal):
    """A country is a member once at a time."""

    union: str
    country: str
    since: date


@facts
class UnknownUnion(Refusal):
    """Whether a country is outside a union cannot be said before its members are."""

    rule: str
    union: str


@facts
class InvalidArea(InvalidTerms):
    """An area that is neither a country nor a union."""

    where: str
    text: str


@facts
class OneDeadline(Refusal):
    """A rule counts days before work moves, or has one due day for who is there already."""

    rule: str


@facts
class RuleEndsFirst(Refusal):
    """A rule is in force on one day at least."""

    rule: str
    in_force_from: date
    in_force_until: date


@facts
class UnknownShipped(InvalidValue):
    """A name that no shipped file has."""

    file: str
    known: tuple[str, ...]
