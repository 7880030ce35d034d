"""What was recorded together, from one file or by one command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.event_rows import EventRow, event_rows
from answers.known import must_be_batch
from answers.shape import SPREAD
from domain.words import BatchKind
from ledger.reading.event_log import Wanted, events
from projections.batches import BatchDetails, SignatureFacts, signatures_of
from projections.batches import batch_list as known_batches

if TYPE_CHECKING:
    from ledger.reading.readings import Readings
    from projections.view import View


@dataclass(frozen=True, slots=True)
class SignedRow:
    """A signature of a batch: with which key, and who recorded it."""

    public_key: str
    position: int
    recorded_at: datetime
    recorded_by: str

    @classmethod
    def of(cls, facts: SignatureFacts) -> SignedRow:
        """A signature as it is told."""
        return cls(facts.public_key, facts.position, facts.recorded_at, facts.recorded_by)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch, where it came from, and who recorded it when."""

    batch: str
    source: str | None
    sha256: str | None
    """Of the file that it was recorded from; none if that was no file."""
    movements: int
    recorded_at: datetime
    recorded_by: str
    position: int
    """Where its opening event stands; the others follow."""
    signed: Sequence[SignedRow]
    """With which keys it was signed; a replay tells whether each signature is good."""
    kind: BatchKind
    """What it is made of."""
    records: int
    """How many events it has, movements and reports among them; its opening is left out."""

    @classmethod
    def of(cls, facts: BatchDetails, signed: Sequence[SignatureFacts]) -> BatchRow:
        """A batch as it is told."""
        return cls(
            batch=facts.name,
            source=facts.source,
            sha256=facts.sha256,
            movements=facts.movements,
            recorded_at=facts.recorded_at,
            recorded_by=facts.recorded_by,
            position=facts.position,
            signed=[SignedRow.of(each) for each in signed],
            kind=facts.kind,
            records=facts.records,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchListAnswer(Answer[BatchRow]):
    """Every batch, in the order of recording."""

    schema: ClassVar[str] = "batch-list"


def batch_list(view: View) -> BatchListAnswer:
    """The batches that are known."""
    signed: dict[str, list[SignatureFacts]] = {}
    for each in signatures_of(view):
        signed.setdefault(each.batch, []).append(each)
    rows = [BatchRow.of(facts, signed.get(facts.name, ())) for facts in known_batches(view)]
    return BatchListAnswer(head=Envelope.of(view), rows=rows)


@dataclass(frozen=True, slots=True)
class BatchShownRow:
    """A batch and its events."""

    batch: Annotated[BatchRow, SPREAD]
    events: Sequence[EventRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchShownAnswer(Answer[BatchShownRow]):
    """One batch with everything that was recorded in it."""

    schema: ClassVar[str] = "batch-show"


def batch_shown(ledger: Readings, view: View, name: str) -> BatchShownAnswer:
    """The batch of that name; refuses one that is not known."""
    must_be_batch(view, name)
    recorded = event_rows(ledger, view, events(ledger.database, view, Wanted(batch=name)))
    rows = [
        BatchShownRow(BatchRow.of(facts, signatures_of(view, name)), recorded)
        for facts in known_batches(view)
        if facts.name == name
    ]
    return BatchShownAnswer(head=Envelope.of(view), rows=rows)
