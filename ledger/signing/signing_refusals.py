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


@facts
class NotExtended(HistoryFinding):
    """The first events are not those of a checkpoint that was signed or kept before: a fork."""

    path: str
    what: str
    size: int

    def variants(self) -> Iterator[str]:
        yield self.what


@facts
class ShorterThanKept(HistoryFinding):
    """There are fewer events than a checkpoint says that was signed or kept before."""

    path: str
    what: str
    size: int
    events: int

    def variants(self) -> Iterator[str]:
        yield self.what


@facts
class NotSignedByLedger(HistoryFinding):
    """A witness cosigns what the ledger's own key signed."""

    path: str
    why: str


@facts
class NotOfTheseEvents(HistoryFinding):
    """The events that came with a checkpoint are not those that it was taken of."""

    path: str
    size: int


# Refusals ---------------------------------------------------------------------------------------


@facts
class UnknownCheckpoint(Refusal):
    """There is no checkpoint of that number in the list."""

    number: int
    listed: int


@facts
class NotCovered(Refusal):
    """No signed checkpoint is as long as that, or none that the key signed."""

    position: int
    key: str | None = None


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


@facts
class SignedByOthers(Refusal):
    """None of the keys that signed the ledger's own checkpoints signed this one."""

    path: str
    why: str


@facts
class BadMemory(Refusal):
    """The file in which the last notes are kept holds something else, so that nothing is signed."""

    path: str
    why: str


@facts
class KeyNotPrivate(Refusal):
    """Others than its owner can read or write the private key."""

    path: str
    mode: str


@facts
class NothingBesideKey(Refusal):
    """A key that is no file has nothing beside it, so that nobody would know what it signed."""

    path: str


@facts
class UnknownLedger(Refusal):
    """A witness must be told once with which key a ledger signs."""

    origin: str
    path: str


@facts
class WitnessIsSigner(Refusal):
    """The key that signs the ledger's checkpoints cannot witness them."""

    origin: str


@facts
class NothingToCompare(Refusal):
    """A longer checkpoint is cosigned by its events or by a proof."""

    path: str
    size: int


@facts
class ProofFromElsewhere(Refusal):
    """A proof must begin at the checkpoint that was cosigned last."""

    path: str
    old: int
    size: int
