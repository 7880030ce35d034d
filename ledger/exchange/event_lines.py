"""Events for another program, one a line: as they are stored, or as CloudEvents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import quote

from domain.values import instant_text
from ledger.store.codec import export_line
from ledger.store.passed_over import History

if TYPE_CHECKING:
    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.reading.catching_up import Meter
    from ledger.store.codec import RawEvent
    from ledger.store.database import Database
    from projections.view import View


def write_events(database: Database, view: View, file: BinaryIO, meter: Meter) -> int:
    """Write the log: the line of each event, its state verbatim; returns how many."""
    count = 0
    for page in _pages(database, view, meter):
        file.write(b"".join(export_line(raw) + b"\n" for raw in page))
        count += len(page)
    return count


def write_cloudevents(database: Database, view: View, file: BinaryIO, meter: Meter) -> int:
    """Write each event as a CloudEvent 1.0 in JSON; returns how many.

    Source: https://github.com/cloudevents/spec, CloudEvents 1.0.2 and its JSON format. `sequence`
    is the extension of that name; `recordedby`, `batch` and `streamversion` are ours.
    """
    source = f"rientro:{quote(view.name, safe='')}"
    history, count = History(database, view.connection), 0
    for page in _pages(database, view, meter):
        written = [_cloudevent(recorded, source) for recorded in history.all(page)]
        file.write(b"".join(written))
        count += len(written)
    return count


def _pages(database: Database, view: View, meter: Meter) -> Iterator[list[RawEvent]]:
    for page in database.pages(view.connection, upto=view.position):
        yield page
        meter(page[-1].position, view.position)


def _cloudevent(recorded: Recorded[Event], source: str) -> bytes:
    event: dict[str, Any] = {
        "specversion": "1.0",
        "id": str(recorded.position),
        "source": source,
        "type": f"rientro.{recorded.event.topic}",
        "subject": recorded.stream,
        "time": instant_text(recorded.recorded_at),
        "datacontenttype": "application/json",
        "sequence": f"{recorded.position:019d}",
        "streamversion": recorded.version,
        "recordedby": recorded.recorded_by,
    }
    if recorded.batch is not None:
        event["batch"] = recorded.batch
    event["data"] = recorded.event.model_dump(mode="json")
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
