"""What a checkpoint must extend before it is signed: what was signed last, and what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.signing.signing_refusals import (
    NotACheckpointFile,
    NotExtended,
    OfAnotherLedger,
    ShorterThanKept,
)
from proofs.checkpoint import Checkpoint, NotACheckpoint, SignedCheckpoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ledger.signing.memory import Memory
    from proofs.verify import Kept


@dataclass(frozen=True, slots=True)
class Before:
    """A checkpoint of which the log must still have every event, in its place."""

    checkpoint: Checkpoint
    where: str
    """The file that it stands in."""
    what: Literal["signed", "cosigned", "kept"]

    @property
    def size(self) -> int:
        """How many events it is of."""
        return self.checkpoint.size

    def must_be_reached(self, events: int) -> None:
        """Refuse a log that has become shorter."""
        if events < self.size:
            raise ShorterThanKept(self.where, self.what, self.size, events)

    def must_have(self, root: bytes) -> None:
        """Refuse a log whose first events are others."""
        if root != self.checkpoint.root:
            raise NotExtended(self.where, self.what, self.size)


def remembered(memory: Memory | None, origin: str) -> list[Before]:
    """What was signed last of the log with this key, if anything was."""
    last = memory.of(origin) if memory is not None else None
    if memory is None or last is None:
        return []
    return [Before(last.checkpoint, memory.called, "signed")]


def kept(given: Iterable[Kept], origin: str) -> Sequence[Before]:
    """Checkpoints that somebody kept; refuses what is none, or of another ledger."""
    found = []
    for each in given:
        try:
            checkpoint = SignedCheckpoint.parse(each.content).checkpoint
        except NotACheckpoint as error:
            raise NotACheckpointFile(each.name, str(error)) from None
        if checkpoint.origin != origin:
            raise OfAnotherLedger(each.name, checkpoint.origin, origin)
        found.append(Before(checkpoint, each.name, "kept"))
    return found
