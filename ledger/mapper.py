"""How events are written in storage: a topic, and a state in JSON.

Topics are data, versioned, and never the names of modules. The state holds the envelope and the
event: `{"recorded_at": …, "recorded_by": …, "batch": …, "event": {…}}`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

from eventsourcing.persistence import StoredEvent
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from domain import events
from domain.recorded import Recorded
from domain.values import BatchName, Line
from ledger.upcasts import UPCASTS, upcast

E = TypeVar("E", bound=events.Event)

TOPICS: dict[str, type[events.Event]] = {
    "ledger-opened.1": events.LedgerOpened,
    "site-opened.1": events.SiteOpened,
    "site-downsized.1": events.SiteDownsized,
    "site-closed.1": events.SiteClosed,
    "headcount-attested.1": events.HeadcountAttested,
    "contract-signed.1": events.ContractSigned,
    "contract-ended.1": events.ContractEnded,
    "operator-hired.1": events.OperatorHired,
    "operator-transferred.1": events.OperatorTransferred,
    "operator-reassigned.1": events.OperatorReassigned,
    "operator-left.1": events.OperatorLeft,
    "movement-voided.1": events.MovementVoided,
    "plan-announced.1": events.PlanAnnounced,
    "plan-revised.1": events.PlanRevised,
    "plan-withdrawn.1": events.PlanWithdrawn,
    "batch-recorded.1": events.BatchRecorded,
}
_TOPIC_OF = {event: topic for topic, event in TOPICS.items()}


class RawEvent(NamedTuple):
    """An event as it is stored, before anything is believed of it."""

    position: int
    stream: str
    version: int
    topic: str
    state: bytes


class Malformed(ValueError):
    """A stored event that cannot be read; `finding` names what is wrong with it."""

    def __init__(self, finding: str, message: str) -> None:
        super().__init__(message)
        self.finding = finding


def _in_utc(at: datetime) -> datetime:
    if at.utcoffset() is None or at.utcoffset() != UTC.utcoffset(None):
        raise ValueError("an instant must be in UTC")
    return at


class _State(BaseModel, Generic[E]):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    recorded_at: Annotated[datetime, AfterValidator(_in_utc)]
    recorded_by: Line
    batch: BatchName | None
    event: E


_READERS = {
    topic: _State[event].__pydantic_validator__  # type: ignore[valid-type]
    for topic, event in TOPICS.items()
}


def to_stored(recorded: Recorded[events.Event]) -> StoredEvent:
    """The event as the library stores it."""
    event = recorded.event
    envelope = _envelope(recorded.recorded_at, recorded.recorded_by, recorded.batch)
    state = f'{envelope}"event":{event.model_dump_json()}}}'.encode()
    return StoredEvent(recorded.stream, recorded.version, _TOPIC_OF[type(event)], state)


@lru_cache(maxsize=1)
def _envelope(recorded_at: datetime, recorded_by: str, batch: str | None) -> str:
    """The beginning of a state: it is the same for all events of a command."""
    envelope = {
        "recorded_at": recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "recorded_by": recorded_by,
        "batch": batch,
    }
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))[:-1] + ","


def from_stored(raw: RawEvent) -> Recorded[events.Event]:
    """The stored event in today's shape; refuses what is `Malformed`."""
    position, stream, version, topic, stored = raw
    reader = _READERS.get(topic)
    try:
        if reader is None:
            reader, stored = _upcast(topic, stored)
        state: _State[Any] = reader.validate_json(stored)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in wrong["loc"]) or "state"
        raise Malformed("malformed-event", f"{topic}: {where}: {wrong['msg']}") from None
    return Recorded(
        position, stream, version, state.recorded_at, state.recorded_by, state.batch, state.event
    )


def topic_of(event: events.Event) -> str:
    """The topic under which such an event is stored today."""
    return _TOPIC_OF[type(event)]


def export_line(raw: RawEvent) -> bytes:
    """The event's line in an export and its leaf in the log: the state verbatim, no newline."""
    stream, topic = json.dumps(raw.stream), json.dumps(raw.topic)
    head = f'{{"stream":{stream},"version":{raw.version},"topic":{topic},"state":'
    return head.encode() + raw.state + b"}"


def _upcast(topic: str, stored: bytes) -> tuple[Any, bytes]:
    if topic not in UPCASTS:
        raise Malformed("unknown-topic", f"no event is known by the topic {topic!r}")
    try:
        state = json.loads(stored)
        topic, state["event"] = upcast(topic, state["event"], UPCASTS)
    except (ValueError, TypeError, KeyError) as error:
        raise Malformed("malformed-event", f"{topic}: {error}") from None
    return _READERS[topic], json.dumps(state).encode()
