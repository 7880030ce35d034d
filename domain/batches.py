"""A batch: events recorded together, all or none, under a name that is used once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Protocol, assert_never, final

from pydantic import Field

from domain.event import LARGEST, Event, Stored
from domain.refusal import HistoryDiffers, Refusal, facts
from domain.values import BatchName, Line, PublicKey, Sha256, Signature
from domain.words import BatchKind

if TYPE_CHECKING:
    from domain.words import BatchKind


@final
class Mapping(Stored):
    """By which mapping a file was read: its name and its SHA-256, never its text."""

    name: Line
    sha256: Sha256


@final
class BatchRecorded(Event, topic="batch-recorded.2", stream="batch"):
    """A number of events was recorded together, all or none.

    `movements` says how many of them are movements, or the taking back of one, and `records` how
    many there are in all, this one left out. `replaces` is the batch of which this is the corrected
    file, and `text` the SHA-256 of a note, which is kept elsewhere and can be erased.
    """

    source: Line | None
    sha256: Sha256 | None
    movements: Annotated[int, Field(ge=0, le=LARGEST)]
    records: Annotated[int, Field(ge=1, le=LARGEST)]
    kind: BatchKind = "movements"
    mapping: Mapping | None = None
    replaces: BatchName | None = None
    text: Sha256 | None = None


@final
class BatchSigned(Event, topic="batch-signed.1", stream="batch"):
    """Somebody signed what a batch recorded, beside whoever else did.

    `sha256` is that of the batch's lines in the log, each with its newline, and `root` that of the
    log before the batch.
    """

    public_key: PublicKey
    sha256: Sha256
    root: Sha256
    signature: Signature


BatchEvent = BatchRecorded | BatchSigned
"""What a batch's stream is made of."""


@facts
class VoidedAlready(Refusal):
    """A batch in which nothing stands any more cannot be voided again."""

    batch: str


@facts
class BatchAlreadyRecorded(Refusal):
    """A named batch can be recorded once."""

    batch: str
    recorded_at: datetime
    recorded_by: str


@facts
class NotFromFile(Refusal):
    """Only a batch that was recorded from a file is replaced by the corrected file."""

    batch: str


@facts
class AlreadySigned(Refusal):
    """One key signs a batch once."""

    batch: str


@facts
class UnknownBatch(Refusal):
    """A batch must have been recorded."""

    batch: str
    near: str | None = None


class Batches(Protocol):
    """What the rules for a batch may ask about others."""

    def batch(self, name: BatchName, /) -> Batch:
        """The batch, which may not have been recorded yet."""

    def batch_recorded(self, name: BatchName, /) -> tuple[datetime, str]:
        """When, and by whom, a batch was recorded that is known."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as the ledger knows it."""

    name: BatchName
    version: int = 0
    recorded: BatchRecorded | None = None
    signed_by: frozenset[PublicKey] = frozenset()
    """The public keys with which it was signed."""

    def record(
        self,
        *,
        batches: Batches,
        source: str | None,
        sha256: str | None,
        movements: int,
        records: int,
        kind: BatchKind = "movements",
        mapping: Mapping | None = None,
        replaces: BatchName | None = None,
        text: str | None = None,
    ) -> BatchRecorded:
        """Record the batch; a name that was used is refused."""
        event = BatchRecorded(
            source=source,
            sha256=sha256,
            movements=movements,
            records=records,
            kind=kind,
            mapping=mapping,
            replaces=replaces,
            text=text,
        )
        self.check(event, batches)
        return event

    def sign(
        self, *, batches: Batches, public_key: str, sha256: str, root: str, signature: str
    ) -> BatchSigned:
        """Record that somebody signed the batch; each key signs it once."""
        event = BatchSigned(public_key=public_key, sha256=sha256, root=root, signature=signature)
        self.check(event, batches)
        return event

    def must_be_new(self, batches: Batches) -> None:
        """Refuse a name that was used, and say when and by whom."""
        if self.recorded is not None:
            raise BatchAlreadyRecorded(self.name, *batches.batch_recorded(self.name))

    def check(self, event: BatchEvent, batches: Batches) -> None:
        """Refuse an event that the batch's history, or another batch, does not allow."""
        match event:
            case BatchRecorded(movements=movements, records=records, replaces=replaces):
                self.must_be_new(batches)
                if records < movements:
                    raise HistoryDiffers(self.name, "more-movements")
                if replaces is not None:
                    batches.batch(replaces).must_be_of_a_file()
            case BatchSigned(public_key=public_key):
                if self.recorded is None:
                    raise UnknownBatch(self.name)
                if public_key in self.signed_by:
                    raise AlreadySigned(self.name)
            case _:
                assert_never(event)

    def must_be_of_a_file(self) -> None:
        """Refuse a batch that no file can replace."""
        if self.recorded is None:
            raise UnknownBatch(self.name)
        if self.recorded.sha256 is None:
            raise NotFromFile(self.name)

    def after(self, event: BatchEvent) -> Batch:
        """The batch after the event, which is believed."""
        later = replace(self, version=self.version + 1)
        match event:
            case BatchRecorded():
                return replace(later, recorded=event)
            case BatchSigned(public_key=public_key):
                return replace(later, signed_by=self.signed_by | {public_key})
        assert_never(event)
