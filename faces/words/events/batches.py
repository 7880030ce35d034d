"""What happened to batches, in words."""

from __future__ import annotations

from typing import assert_never

from domain.batches import BatchEvent, BatchRecorded, BatchSigned
from faces.words import say
from faces.words.batches import holds


def batch_event(code: str, event: BatchEvent) -> str:
    """What happened to a batch."""
    match event:
        case BatchRecorded():
            what = holds(event.kind, event.movements, event.records)
            key = "batch-recorded"
            key += ".replaces" if event.replaces else ""
            key += ".from" if event.source else ""
            return say(key, code=code, what=what, replaces=event.replaces, source=event.source)
        case BatchSigned(public_key=public_key):
            return say("batch-signed", code=code, key=public_key[:16])
    assert_never(event)
