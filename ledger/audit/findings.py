"""What an audit can find wrong, each kind apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_KEPT = 1_000


class Kind(StrEnum):
    """What is wrong."""

    POSITION_GAP = "position-gap"
    VERSION_GAP = "version-gap"
    UNKNOWN_TOPIC = "unknown-topic"
    MALFORMED_EVENT = "malformed-event"
    WRONG_STREAM = "wrong-stream"
    NOT_ALLOWED = "not-allowed"
    BATCH_BROKEN = "batch-broken"
    TIME_RUNS_BACKWARDS = "time-runs-backwards"
    ATTESTATION_DIFFERS = "attestation-differs"
    READ_MODEL_DIFFERS = "read-model-differs"
    GUARD_MISSING = "guard-missing"
    NOT_ITS_OWN = "not-its-own"
    CHECKPOINT_DIFFERS = "checkpoint-differs"
    TEXT_DIFFERS = "text-differs"
    TEXT_MISSING = "text-missing"
    TEXT_NOT_ERASED = "text-not-erased"
    SIGNATURE_DIFFERS = "signature-differs"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    kind: Kind
    position: int | None
    stream: str | None
    message: str | Exception


class Findings:
    """All that was found: every finding is counted, the first thousand are kept."""

    def __init__(self) -> None:
        self.count = 0
        self.kept: list[Finding] = []
        self.left_out: str | None = None
        """Why the read model was not compared; none where it was, or was not asked to be."""

    def add(
        self,
        kind: Kind,
        message: str | Exception,
        *,
        position: int | None = None,
        stream: str | None = None,
    ) -> None:
        """Count a finding."""
        self.count += 1
        if len(self.kept) < _KEPT:
            self.kept.append(Finding(kind, position, stream, message))

    def add_all(self, others: Findings) -> None:
        """Count findings that were made elsewhere."""
        self.count += others.count
        self.kept += others.kept[: _KEPT - len(self.kept)]
        self.left_out = others.left_out
