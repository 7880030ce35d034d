"""What the audit's commands refuse, and what they find instead of doing what was asked."""

from __future__ import annotations

from collections.abc import Iterator

from domain.refusal import InvalidValue, Refusal, WithFacts, facts


class HistoryFinding(WithFacts):
    """The history is not what it was, so that nothing is signed or proved. A finding, exit code 1."""


@facts
class LogShorter(HistoryFinding):
    """There are fewer events than a checkpoint says."""

    size: int
    events: int


@facts
class LogRewritten(HistoryFinding):
    """The events that are here are not those that a checkpoint was taken of."""

    size: int
    intact: int = 0

    def variants(self) -> Iterator[str]:
        if self.intact:
            yield "intact"


@facts
class LogBroken(HistoryFinding):
    """The events do not stand one after another, or one cannot be read."""

    why: object


@facts
class GuardsMissing(HistoryFinding):
    """Triggers are missing that keep events from being changed."""

    missing: frozenset[str]


@facts
class ListRewritten(HistoryFinding):
    """The list of signed checkpoints was changed."""

    number: int
    why: object


# Refusals ---------------------------------------------------------------------------------------


@facts
class UnknownCheckpoint(Refusal):
    """There is no checkpoint of that number in the list."""

    number: int
    listed: int


@facts
class NotCovered(Refusal):
    """No signed checkpoint is as long as that."""

    position: int


@facts
class TooFewInCheckpoint(Refusal):
    """The checkpoint that was named is older than the event."""

    position: int
    size: int


class NothingSigned(Refusal):
    """There is nothing that a recipient could verify."""


@facts
class NotAKey(InvalidValue):
    """The file does not hold the key that it should."""

    path: str
    what: str
    why: str


@facts
class NotACheckpointFile(InvalidValue):
    """The file does not hold a checkpoint that a proof can be made for."""

    path: str
    why: str


@facts
class OfAnotherLedger(Refusal):
    """The checkpoint was taken of a ledger with another name."""

    path: str
    origin: str
    ledger: str
