"""A batch: events recorded together, all or none, under a name that is used once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, assert_never, cast

from domain.events import BatchEvent, BatchRecorded, BatchSigned, Mapping
from domain.recorded import Recorded
from domain.refusals import (
    AlreadySigned,
    BatchAlreadyRecorded,
    HistoryDiffers,
    NotFromFile,
    UnknownBatch,
)
from domain.values import BatchName, PublicKey

if TYPE_CHECKING:
    from domain.words import BatchKind


class Batches(Protocol):
    """What the rules for a batch may ask about others."""

    def batch(self, name: BatchName, /) -> Batch:
        """The batch, which may not have been recorded yet."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as the ledger knows it."""

    name: BatchName
    recorded: Recorded[BatchRecorded] | None = None
    version: int = 0
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

    def must_be_new(self) -> None:
        """Refuse a name that was used, and say when and by whom."""
        if self.recorded is not None:
            raise BatchAlreadyRecorded(
                self.name, self.recorded.recorded_at, self.recorded.recorded_by
            )

    def check(self, event: BatchEvent, batches: Batches) -> None:
        """Refuse an event that the batch's history, or another batch, does not allow."""
        match event:
            case BatchRecorded(movements=movements, records=records, replaces=replaces):
                self.must_be_new()
                if records < movements:
                    raise HistoryDiffers(self.name, "a batch has more movements than events")
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
        if self.recorded.event.sha256 is None:
            raise NotFromFile(self.name)

    def after(self, recorded: Recorded[BatchEvent]) -> Batch:
        """The batch after the event, which is believed."""
        later = replace(self, version=self.version + 1)
        event = recorded.event
        match event:
            case BatchRecorded():
                return replace(later, recorded=cast("Recorded[BatchRecorded]", recorded))
            case BatchSigned(public_key=public_key):
                return replace(later, signed_by=self.signed_by | {public_key})
        assert_never(event)
