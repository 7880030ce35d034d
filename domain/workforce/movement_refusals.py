"""What is refused of operators and their movements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.refusal import Refusal, facts


@facts
class AlreadyHired(Refusal):
    """An operator is in one place: nobody is hired twice."""

    operator: str
    site: str
    since: date


@facts
class NotHired(Refusal):
    """Only an operator who was hired can be moved."""

    operator: str


@facts
class AlreadyLeft(Refusal):
    """An operator who left cannot be moved."""

    operator: str
    left_on: date


@facts
class OutOfOrder(Refusal):
    """One operator's movements are recorded in the order in which they took effect."""

    operator: str
    effective_on: date
    latest_on: date


@facts
class SameSite(Refusal):
    """A transfer changes the site."""

    operator: str
    site: str


@facts
class NothingChanges(Refusal):
    """A reassignment changes the contract, the hours or the engagement."""

    operator: str


@facts
class NotAtSite(Refusal):
    """The site named as the origin is not where the operator is."""

    operator: str
    site: str
    actual: str


@facts
class NotEnoughOperators(Refusal):
    """There are fewer operators to pick from than were asked for."""

    site: str
    on: date
    asked: int
    there: int
    moving_later: int

    def variants(self) -> Iterator[str]:
        if self.moving_later:
            yield "moving_later"


@facts
class CodesExhausted(Refusal):
    """A made operator code would be longer than a code may be."""

    site: str


@facts
class NothingToVoid(Refusal):
    """There is no standing movement to take back."""

    operator: str
    since: date | None = None

    def variants(self) -> Iterator[str]:
        if self.since is not None:
            yield "since"


@facts
class NotLatestMovement(Refusal):
    """Only an operator's latest standing movement can be voided."""

    operator: str
    later: str


@facts
class NamedTwice(Refusal):
    """One command names an operator once."""

    operator: str


@facts
class UnknownOperator(Refusal):
    """An operator must have been recorded."""

    operator: str
    known_at: datetime | None = None

    def variants(self) -> Iterator[str]:
        if self.known_at is not None:
            yield "known_at"
