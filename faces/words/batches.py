"""What a batch holds, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faces.words import counted

if TYPE_CHECKING:
    from domain.words import BatchKind


def holds(kind: BatchKind, movements: int, records: int) -> str:
    """How many of what were recorded together; of movements the rest is what belongs to them."""
    if kind == "volumes":
        return counted(records, "report-of-volumes")
    if kind == "quality":
        return counted(records, "report-of-quality")
    return counted(movements, "movement") if movements else counted(records, "event")
