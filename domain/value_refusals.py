"""Values that cannot be what they were given for."""

from __future__ import annotations

from collections.abc import Iterator

from domain.refusal import InvalidValue, facts


@facts
class InvalidCode(InvalidValue):
    """A code with other characters than letters, digits and `. _ / -`, or of a wrong length."""

    text: str
    what: str


@facts
class PersonalCode(InvalidValue):
    """A code that would name a person."""

    looks_like: str


@facts
class InvalidDate(InvalidValue):
    """A text that is no calendar date from 1900 to 2200."""

    text: str
    example: str = "2018-09-30"


@facts
class InvalidInstant(InvalidValue):
    """A text that is neither a date nor a date and time."""

    text: str


@facts
class InvalidNumber(InvalidValue):
    """A text that is no whole number of a range, written in digits alone."""

    text: str
    least: int
    most: int
    parted: str | None = None
    """The same without what parts its digits, where that is all that is wrong."""

    def variants(self) -> Iterator[str]:
        if self.parted is not None:
            yield "parted"


@facts
class InvalidFte(InvalidValue):
    """A full-time equivalent that is not from 0 to 1 with at most 4 decimals."""

    text: str


@facts
class InvalidText(InvalidValue):
    """A text that is empty, too long or has control characters."""

    what: str
    limit: int


@facts
class NameLikeAnId(InvalidValue):
    """A name of a ledger that ends as a ledger's name and id do in checkpoints."""

    text: str


@facts
class UnknownCountry(InvalidValue):
    """A text that is no ISO 3166-1 alpha-2 country code."""

    text: str


@facts
class UnknownRegion(InvalidValue):
    """A text that is no ISO 3166-2 subdivision of the country."""

    text: str
    country: str
