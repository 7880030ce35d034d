"""A batch: movements recorded together, all or none, under a name that is used once."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import BatchRecorded
from domain.recorded import Recorded
from domain.refusals import BatchAlreadyRecorded
from domain.values import BatchName


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as the ledger knows it."""

    name: BatchName
    recorded: Recorded[BatchRecorded] | None = None
    version: int = 0

    def record(self, *, source: str | None, sha256: str | None, movements: int) -> BatchRecorded:
        """Record the batch; a name that was used is refused."""
        event = BatchRecorded(source=source, sha256=sha256, movements=movements)
        self.check()
        return event

    def check(self) -> None:
        """Refuse a name that was used, and say when and by whom."""
        if self.recorded is not None:
            raise BatchAlreadyRecorded(
                self.name, self.recorded.recorded_at, self.recorded.recorded_by
            )

    def after(self, recorded: Recorded[BatchRecorded]) -> Batch:
        """The batch after it was recorded, which is believed."""
        return Batch(self.name, recorded, self.version + 1)
