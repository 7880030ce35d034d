"""What happened to batches."""

from __future__ import annotations

from typing import Annotated, final

from pydantic import Field

from domain.events.base import Event, Stored
from domain.values import BatchName, Line, PublicKey, Sha256, Signature
from domain.words import BatchKind


@final
class Mapping(Stored):
    """By which mapping a file was read: its name and its SHA-256, never its text."""

    name: Line
    sha256: Sha256


@final
class BatchRecorded(Event):
    """A number of events was recorded together, all or none.

    `movements` says how many of them are movements, or the taking back of one, and `records` how
    many there are in all, this one left out. `replaces` is the batch of which this is the corrected
    file, and `text` the SHA-256 of a note, which is kept elsewhere and can be erased.
    """

    source: Line | None
    sha256: Sha256 | None
    movements: Annotated[int, Field(ge=0)]
    records: Annotated[int, Field(ge=1)]
    kind: BatchKind = "movements"
    mapping: Mapping | None = None
    replaces: BatchName | None = None
    text: Sha256 | None = None


@final
class BatchSigned(Event):
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
