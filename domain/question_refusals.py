"""What is refused of questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.refusal import InvalidValue, Refusal, facts


@facts
class NotKnown(Refusal):
    """What a question is narrowed to must be known: a misspelt code is no empty answer."""

    what: str
    value: str
    near: tuple[str, ...] = ()
    """What is likely meant, the likeliest first."""
    known: tuple[str, ...] = ()
    """If nothing is near, all that is known, unless it is much."""
    known_at: datetime | None = None

    def variants(self) -> Iterator[str]:
        if self.near:
            yield "near"
        if self.known:
            yield "known"
        if self.known_at is not None:
            yield "known_at"


@facts
class NamePlace(InvalidValue):
    """A share is taken of one place, which only a single one that the protocols in force name needs no name."""

    on: date
    known: tuple[str, ...]
    """The places that they name: none, or several."""
