"""What is refused of operators and their movements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from domain.refusal import Refusal, facts
from domain.workforce.movement_events import Kind

if TYPE_CHECKING:
    from domain.workforce.step import Step


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
    near: str | None = None


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
class NobodyToPick(Refusal):
    """All of nobody is not what anybody means."""

    site: str
    on: date
    contract: str | None = None
    """The contract that they should be on, - for none; none if any does."""

    def variants(self) -> Iterator[str]:
        if self.contract is not None:
            yield "-" if self.contract == "-" else "contract"


@facts
class SomeMoveLater(Refusal):
    """Who has a movement after the day is not moved on it, so that not all can be."""

    site: str
    on: date
    heads: int


@facts
class CodesExhausted(Refusal):
    """A made operator code would be longer than a code may be."""

    site: str


@facts
class NothingToVoid(Refusal):
    """There is no standing movement to take back."""

    operator: str
    since: date | None = None
    near: str | None = None


@facts
class NotLatestMovement(Refusal):
    """Only an operator's latest standing movement can be voided."""

    operator: str
    later: Kind
    """What the latest movement is called."""
    on: date
    site: str | None = None
    """Where it led; none for a leaver."""

    @classmethod
    def of(cls, operator: str, latest: Step) -> NotLatestMovement:
        """That an operator's latest standing movement is another one."""
        site = latest.placement.site if latest.placement else None
        return cls(operator, latest.kind, latest.effective_on, site)


@facts
class NamedTwice(Refusal):
    """One command names an operator once."""

    operator: str


@facts
class UnknownOperator(Refusal):
    """An operator must have been recorded."""

    operator: str
    known_at: datetime | None = None
    near: str | None = None

    def variants(self) -> Iterator[str]:
        if self.near is not None:
            yield "near"
        if self.known_at is not None:
            yield "known_at"
