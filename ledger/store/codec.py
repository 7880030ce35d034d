"""How events are written in storage: a topic, and a state in JSON.

Topics are data, versioned, and never the names of modules. The state holds the envelope and the
event: `{"recorded_at": …, "recorded_by": …, "batch": …, "event": {…}}`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache, lru_cache
from json.encoder import encode_basestring_ascii as _quoted
from typing import TYPE_CHECKING, Annotated, Any, Generic, NamedTuple, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json, to_json

from domain.aggregates import AGGREGATES, beginning_of
from domain.event import KNOWN, Event
from domain.once import Once
from domain.recorded import Recorded
from domain.values import BatchName, Line, instant_text
from ledger.store.upcasts import UPCASTS, upcast

if TYPE_CHECKING:
    from collections.abc import Callable

E = TypeVar("E", bound=Event)

_NO_BEGINNING = b"\0"
"""What no state begins with."""
_MOST_REMEMBERED = 2_000
_EARLIEST, _LATEST = 1900, 2200


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
    if not _EARLIEST <= at.year <= _LATEST:
        raise ValueError(f"an instant is from {_EARLIEST} to {_LATEST}")
    return at


def _is_known(topic: str, stream: str) -> bool:
    """Whether there are events of that topic. Few commands need all subjects, so few are loaded.

    That is the subject of the stream, unless an event stands where it does not belong.
    """
    if topic not in KNOWN and (kind := stream.partition(":")[0]) in AGGREGATES:
        beginning_of(kind)
    if topic not in KNOWN:
        import domain.subjects  # noqa: F401 (the subjects make themselves known)
    return topic in KNOWN


class _State(BaseModel, Generic[E]):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    recorded_at: Annotated[datetime, AfterValidator(_in_utc)]
    recorded_by: Line
    batch: BatchName | None
    event: E


@cache
def _state_reader(topic: str) -> Callable[[bytes], Any]:
    """What reads a whole state. It takes a while to build, so it is built when it is needed."""
    return _reader(cast("type[BaseModel]", _State.__class_getitem__(KNOWN[topic])))


_event_readers: dict[str, Callable[[bytes], Any]] = {}
"""What reads the event in a state, by topic."""


def _event_reader(topic: str, stream: str) -> Callable[[bytes], Any] | None:
    """The reader of such events; none where no event is known by the topic."""
    reader = _event_readers.get(topic)
    if reader is None and _is_known(topic, stream):
        reader = _event_readers[topic] = _reader(KNOWN[topic])
    return reader


def _reader(model: type[BaseModel]) -> Callable[[bytes], Any]:
    model.model_rebuild()
    return model.__pydantic_validator__.validate_json


def to_stored(recorded: Recorded[Event]) -> RawEvent:
    """The event as it is stored."""
    position, stream, version, recorded_at, recorded_by, batch, event = recorded
    state = f"{_envelope(recorded_at, recorded_by, batch)}{_written(event)}}}".encode()
    return RawEvent(position, stream, version, event.topic, state)


_written = Once[Event, str](BaseModel.model_dump_json)
"""An event in JSON; what is said of many operators is written once."""


@lru_cache(maxsize=1)
def _envelope(recorded_at: datetime, recorded_by: str, batch: str | None) -> str:
    """A state up to its event: the same for all events of a command."""
    envelope = {
        "recorded_at": instant_text(recorded_at),
        "recorded_by": recorded_by,
        "batch": batch,
    }
    written = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
    return written[:-1] + ',"event":'


def from_stored(raw: RawEvent) -> Recorded[Event]:
    """The stored event in today's shape; refuses what is `Malformed`."""
    position, stream, version, topic, stored = raw
    try:
        today, stored = _upcast(topic, stored) if topic in UPCASTS else (topic, stored)
        if not _is_known(today, stream):
            raise Malformed("unknown-topic", f"no event is known by the topic {topic!r}")
        state: _State[Any] = _state_reader(today)(stored)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in wrong["loc"]) or "state"
        raise Malformed("malformed-event", f"{topic}: {where}: {wrong['msg']}") from None
    return Recorded(
        position, stream, version, state.recorded_at, state.recorded_by, state.batch, state.event
    )


class Reader:
    """Reads many stored events, and nothing twice: neither an envelope nor an event.

    The events of a command have one envelope, and many say the same of different operators. What
    is the same to the byte is read once, so the events that it stands for are one object.
    """

    def __init__(self) -> None:
        self._beginning = _NO_BEGINNING
        self._length = len(_NO_BEGINNING)
        self._envelope: tuple[datetime, str, str | None] = (
            datetime.min.replace(tzinfo=UTC),
            "",
            None,
        )
        self._events: dict[tuple[str, bytes], Event] = {}

    def read(self, raw: RawEvent) -> Recorded[Event]:
        """The stored event in today's shape; refuses what is `Malformed`."""
        position, stream, version, topic, state = raw
        if state.startswith(self._beginning):
            end = state[self._length :]
            event = self._events.get((topic, end)) or self._event(stream, topic, end)
            if event is not None:
                recorded_at, recorded_by, batch = self._envelope
                return Recorded(position, stream, version, recorded_at, recorded_by, batch, event)
        recorded = from_stored(raw)
        self._envelope = recorded.recorded_at, recorded.recorded_by, recorded.batch
        self._beginning = _envelope(*self._envelope).encode()
        self._length = len(self._beginning)
        return recorded

    def _event(self, stream: str, topic: str, end: bytes) -> Event | None:
        """The event at the end of a state with the known envelope; none where it is unlike it."""
        if not end.endswith(b"}"):
            return None
        written = end[:-1]
        try:
            if topic in UPCASTS:
                topic_today, fields = upcast(
                    topic, from_json(written, allow_inf_nan=False), UPCASTS
                )
                written, reader = to_json(fields), _event_reader(topic_today, stream)
            else:
                reader = _event_reader(topic, stream)
            if reader is None:
                return None
            event: Event = reader(written)
        except ValueError:  # what pydantic says of it is one, too
            return None
        if len(self._events) >= _MOST_REMEMBERED:
            self._events.clear()
        self._events[topic, end] = event
        return event


def export_line(raw: RawEvent) -> bytes:
    """The event's line in an export and its leaf in the log: the state verbatim, no newline."""
    _, stream, version, topic, state = raw
    head = f'{{"stream":{_quoted(stream)},"version":{version},"topic":{_quoted(topic)},"state":'
    return head.encode() + state + b"}"


def _upcast(topic: str, stored: bytes) -> tuple[str, bytes]:
    """Today's topic, and the state in today's shape."""
    try:
        state = from_json(stored, allow_inf_nan=False)
    except ValueError as error:
        raise Malformed("malformed-event", f"{topic}: state: Invalid JSON: {error}") from None
    if not isinstance(state, dict) or "event" not in state:
        raise Malformed("malformed-event", f"{topic}: event: Field required")
    try:
        today, state["event"] = upcast(topic, state["event"], UPCASTS)
    except ValueError as error:
        raise Malformed("malformed-event", f"{topic}: event: {error}") from None
    return today, to_json(state)
