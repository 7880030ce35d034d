"""Reading many events quickly gives what reading each one with all care gives."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.event import Event
from domain.placement import Placement
from domain.places.site_events import SiteDownsized
from domain.recorded import Recorded
from domain.workforce.movement_events import OperatorHired, OperatorLeft
from ledger.store.codec import Malformed, RawEvent, Reader, export_line, from_stored, to_stored

AT = datetime(2018, 6, 12, 9, 0, tzinfo=UTC)
ON = AT.date()
HIRED = OperatorHired(placement=Placement("IT-CAG"), effective_on=ON)
LEFT = OperatorLeft(placement=Placement("IT-CAG"), reason="resigned", effective_on=ON)
DOWNSIZED = SiteDownsized(operators=1, headcount_left=0, reason='a "},{" b', effective_on=ON)


def raw(event: Event, *, at: datetime = AT, by: str = "anna", batch: str | None = None) -> RawEvent:
    return to_stored(Recorded(1, "operator:OP-1", 1, at, by, batch, event))


def outcome(read: object, event: RawEvent) -> object:
    """What comes of reading an event: the event, or what is wrong with it."""
    try:
        return read(event)  # type: ignore[operator]
    except Malformed as error:
        return error.finding


@pytest.mark.parametrize("by", ["anna", 'x","event":{', "“è”", "\\", '"event":'])
def test_events_of_one_command_are_read_as_they_were_written(by: str) -> None:
    reader = Reader()
    for event in (HIRED, LEFT, HIRED, DOWNSIZED, HIRED):
        stored = raw(event, by=by, batch="june")
        assert reader.read(stored) == from_stored(stored)
        assert reader.read(stored).event == event


def test_events_that_are_the_same_to_the_byte_are_one_object() -> None:
    reader = Reader()
    reader.read(raw(LEFT))
    assert reader.read(raw(HIRED)).event is reader.read(raw(HIRED)).event


def test_another_envelope_is_noticed_at_once() -> None:
    reader = Reader()
    envelopes = [
        raw(HIRED),
        raw(HIRED, by="annalisa"),
        raw(HIRED, batch="june"),
        raw(HIRED, at=AT + timedelta(microseconds=1)),
        raw(HIRED),
    ]
    assert [reader.read(each) for each in envelopes] == [from_stored(each) for each in envelopes]


FORGED = [
    lambda state: state[:-1],
    lambda state: state + b"}",
    lambda state: state[:-1] + b"]",
    lambda state: state[:-1] + b',"event":{}}',
    lambda state: state[:-1] + b',"salary":1}',
    lambda state: state.replace(b'"recorded_by":"anna",', b""),
    lambda state: state.replace(b'"event":', b'"Event":'),
    lambda state: state.replace(b"IT-CAG", b"IT CAG"),
    lambda state: state.replace(b"2018-06-12T", b"2018-06-12t"),
    lambda state: state.replace(b'"1"', b"1"),
    lambda state: state.replace(b'"1"', b"[]"),
    lambda state: state.replace(b'"1"', b'"0.50001"'),
    lambda state: b'{"event":' + state.partition(b'"event":')[2],
    lambda state: b" " + state,
    lambda state: state.replace(b'"event":', b'"event": '),
    lambda _: b"",
    lambda _: b"null",
    lambda _: b"}",
]


@pytest.mark.parametrize("forge", FORGED)
def test_a_forged_state_is_seen_as_clearly_among_others(forge: object) -> None:
    reader = Reader()
    for event in (HIRED, LEFT):
        stored = raw(event)
        reader.read(stored)
        forged = stored._replace(state=forge(stored.state))  # type: ignore[operator]
        assert outcome(reader.read, forged) == outcome(from_stored, forged)
        assert reader.read(stored).event == event


def test_an_envelope_that_was_read_before_is_not_lent_to_an_event_without_one() -> None:
    reader = Reader()
    envelope, _, event = raw(HIRED).state.partition(b'"event":')
    reordered = raw(HIRED)._replace(state=b'{"event":' + event[:-1] + b"," + envelope[1:-1] + b"}")
    bare = reordered._replace(state=b'{"event":' + event)
    assert reader.read(reordered) == from_stored(reordered)
    assert outcome(reader.read, bare) == "malformed-event"


def test_an_unknown_topic_is_seen_among_others() -> None:
    reader = Reader()
    reader.read(raw(HIRED))
    assert outcome(reader.read, raw(HIRED)._replace(topic="salary-raised.1")) == "unknown-topic"


@settings(deadline=None)
@given(st.binary(max_size=12), st.integers(0, 300), st.integers(0, 12))
def test_any_change_of_any_bytes_reads_as_it_would_alone(
    bytes_: bytes, at: int, instead_of: int
) -> None:
    reader = Reader()
    stored = raw(HIRED, batch="june")
    reader.read(raw(LEFT, batch="june"))
    changed = stored.state[:at] + bytes_ + stored.state[at + instead_of :]
    forged = stored._replace(state=changed)
    assert outcome(reader.read, forged) == outcome(from_stored, forged)


@given(st.text(max_size=20), st.integers(), st.text(max_size=20), st.binary(max_size=30))
def test_a_line_of_the_log_is_json_around_the_stored_bytes(
    stream: str, version: int, topic: str, state: bytes
) -> None:
    line = export_line(RawEvent(1, stream, version, topic, state))
    assert line.endswith(b'"state":' + state + b"}")
    head = line[: len(line) - len(state) - 1] + b"0}"
    said = {"stream": stream, "version": version, "topic": topic, "state": 0}
    assert json.loads(head) == said
    assert head == json.dumps(said, separators=(",", ":")).encode()


# Old shapes -----------------------------------------------------------------------------------

AT_CAGLIARI = '{"site":"IT-CAG","contract":null,"fte":"1"}'
OLD = {
    "operator-hired.1": f'{{"placement":{AT_CAGLIARI},"effective_on":"2018-06-12"}}',
    "operator-left.1": f'{{"placement":{AT_CAGLIARI},"reason":"resigned","effective_on":"2018-06-12"}}',
}


def old(topic: str, event: str, *, by: str = "anna") -> RawEvent:
    envelope = f'{{"recorded_at":"2018-06-12T09:00:00.000000Z","recorded_by":"{by}","batch":null'
    return RawEvent(1, "operator:OP-1", 1, topic, f'{envelope},"event":{event}}}'.encode())


@pytest.mark.parametrize(
    ("topic", "today"), [("operator-hired.1", HIRED), ("operator-left.1", LEFT)]
)
def test_an_old_event_says_what_it_said_and_nothing_of_what_came_later(
    topic: str, today: Event
) -> None:
    reader, stored = Reader(), old(topic, OLD[topic])
    assert from_stored(stored).event == today
    assert [reader.read(stored).event for _ in range(3)] == [today] * 3


def test_old_events_that_are_the_same_to_the_byte_are_one_object() -> None:
    reader, stored = Reader(), old("operator-hired.1", OLD["operator-hired.1"])
    reader.read(raw(HIRED))
    reader.read(stored)
    assert reader.read(stored).event is reader.read(stored).event


def test_an_event_of_todays_shape_under_an_old_topic_is_not_read() -> None:
    for event, topic in (HIRED, "operator-hired.1"), (LEFT, "operator-left.1"):
        forged = raw(event)._replace(topic=topic)
        assert outcome(from_stored, forged) == outcome(Reader().read, forged) == "malformed-event"
        with pytest.raises(Malformed, match=f"{topic}: event: engagement: Extra inputs"):
            from_stored(forged)


NO_OLD_EVENTS = [
    *("null", "[]", "1", '"x"', "{}", '{"placement":null,"effective_on":"2018-06-12"}'),
    *('{"placement":[],"effective_on":"2018-06-12"}', "", "NaN", "[" * 100_000),
    OLD["operator-hired.1"][:-1] + ',"salary":1}',
    OLD["operator-hired.1"][:-1] + ',"text":null}',
    OLD["operator-hired.1"].replace("}", ',"engagement":null}', 1),
    OLD["operator-hired.1"] + "}",
]


@pytest.mark.parametrize("event", NO_OLD_EVENTS, ids=lambda event: event[:60])
def test_what_is_no_old_event_is_malformed_however_it_is_read(event: str) -> None:
    reader, stored = Reader(), old("operator-hired.1", event)
    reader.read(old("operator-hired.1", OLD["operator-hired.1"]))
    assert outcome(from_stored, stored) == outcome(reader.read, stored) == "malformed-event"
