"""The events themselves, with what the ledger added to them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from answers.event_rows import EventRow, event_rows
from answers.known import (
    must_be_batch,
    must_be_known,
    must_be_operator,
    must_be_stream,
    must_have_recorded,
)
from ledger.reading.event_log import Wanted, events

if TYPE_CHECKING:
    from ledger.reading.readings import Readings
    from projections.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAnswer(Answer[EventRow]):
    """The events that somebody wants to see, oldest first unless the other way is asked for."""

    schema: ClassVar[str] = "log"


def log(
    ledger: Readings,
    view: View,
    wanted: Wanted,
    *,
    limit: int | None = None,
    reverse: bool = False,
) -> LogAnswer:
    """The wanted events, the latest first if that is said, and the first so many of them.

    Refuses an operator, a place, a contract or a batch that is not known.
    """
    must_be_known(view, wanted.only)
    if wanted.stream is not None:
        must_be_stream(ledger.database, view, wanted.stream)
    if wanted.operator is not None:
        must_be_operator(view, wanted.operator)
    if wanted.batch is not None:
        must_be_batch(view, wanted.batch)
    found = events(ledger.database, view, wanted)
    if reverse:
        latest = deque(found, maxlen=limit)
        found = reversed(latest)
    rows = event_rows(ledger, view, islice(found, limit))
    if wanted.recorded_by is not None and not rows:
        must_have_recorded(ledger.database, view, wanted.recorded_by)
    return LogAnswer(head=Envelope.of(view), rows=rows)
