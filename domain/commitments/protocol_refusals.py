"""What is refused of protocols and of those who sign them."""

from __future__ import annotations

from datetime import date, datetime

from domain.refusal import Refusal, facts


@facts
class UnknownProtocol(Refusal):
    """A protocol is signed or drafted before anything else is said of it."""

    protocol: str
    known_at: datetime | None = None
    near: str | None = None


@facts
class OnlyDrafted(Refusal):
    """A draft binds nobody: it is joined, left and ended only once it is signed."""

    protocol: str


@facts
class ProtocolAlreadySigned(Refusal):
    """Other terms are signed with a reason; the first stay beside them."""

    protocol: str
    signed_on: date


@facts
class ProtocolHasEnded(Refusal):
    """Nobody joins or signs a protocol that is over, and it ends once."""

    protocol: str
    ended_on: date
    """The first day on which it was no longer in force."""


@facts
class EndsBeforeSigning(Refusal):
    """A protocol ends after it was signed."""

    protocol: str
    signed_on: date
    on: date


@facts
class EndsBeforeJoining(Refusal):
    """A protocol is not over before somebody joins it."""

    protocol: str
    signatory: str
    joined_on: date
    on: date


@facts
class JoinsBeforeSigning(Refusal):
    """Nobody joins a protocol before it is signed."""

    protocol: str
    signed_on: date
    on: date


@facts
class AlreadyJoined(Refusal):
    """Nobody joins a protocol twice without leaving it in between."""

    protocol: str
    signatory: str
    joined_on: date


@facts
class NotJoined(Refusal):
    """Only who joined a protocol leaves it, and once."""

    protocol: str
    signatory: str
    left_on: date | None = None


@facts
class LeavesBeforeJoining(Refusal):
    """A signatory leaves after it joined."""

    protocol: str
    signatory: str
    joined_on: date
    on: date


@facts
class TurnoverExceedsWhole(Refusal):
    """The shares of the sector's turnover are together at most the whole."""

    protocol: str
    together: str
    """The shares of the signatories, added up, in percent."""
    whole: str
    """What is stated of all together, else 100."""
