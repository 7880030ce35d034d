"""On which terms movements are recorded together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.batches import Mapping as MappingOfFile
    from domain.words import BatchKind
    from proofs.note import SigningKey


@dataclass(frozen=True, slots=True)
class BatchTerms:
    """How movements are recorded together."""

    name: str | None = None
    """The batch's name; one is made where several movements are recorded without."""
    source: str | None = None
    sha256: str | None = None
    mapping: MappingOfFile | None = None
    """By which mapping a file was read."""
    note: str | None = None
    """A note, which stands beside the log: the batch's, or that of the only movement without one."""
    new_code: bool = False
    """Whether a new code that nearly is a known one is meant."""
    key: SigningKey | None = None
    """The key with which the batch is signed."""
    kind: BatchKind = "movements"
    """What the batch is made of."""

    @property
    def ask_for_a_batch(self) -> bool:
        """Whether even a single movement is recorded as a batch of these terms."""
        return (self.name, self.source, self.sha256, self.key) != (None, None, None, None)


UNNAMED = BatchTerms()
