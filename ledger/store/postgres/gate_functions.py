"""The functions through which everybody but the owner writes to a ledger on a server.

A role that records has no right to write a table or to set a sequence. It may call these: the turn of
writers, the function that appends events, the one that keeps notes, and those that take rows of
figures, which follow from the projections. They run with the rights of the owner of the ledger,
look for nothing in a schema where others can make something, and nobody may call them to whom the
owner did not give that right.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ledger.store.tables import EVENTS_TABLE, TEXTS_TABLE, TOPICS_TABLE, TURN_TABLE
from ledger.store.upcasts import UPCASTS
from projections.row_functions import RowFunction, row_functions_of
from proofs.encoding import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


TURN, APPEND, ADD_TEXTS = "rientro_turn", "rientro_append", "rientro_add_texts"
_OWNERS_ALONE = frozenset(
    {"ledger-opened.1", "ledger-opened.2", "text-erased.1", "event-set-aside.1"}
)
_AROUND_A_STATE = 1 << 16
"""More bytes than the line of an event has around its state: nobody verifies a line that is too long."""
_INSTANT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z"

_TURN_BODY = """
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'a ledger is written in read committed' USING ERRCODE = 'data_exception';
  END IF;
  LOCK TABLE ONLY {schema}.{turn} IN EXCLUSIVE MODE;
END"""

_APPEND_BODY = """
DECLARE
  the_last bigint;
  the_instant text;
  the_end text;
  the_wrong text;
  is_owner boolean;
BEGIN
  PERFORM {schema}.rientro_turn();
  SELECT pg_has_role(session_user, c.relowner, 'MEMBER') INTO is_owner
    FROM pg_class AS c WHERE c.oid = '{schema_in_text}.{events}'::regclass;
  SELECT coalesce(max(e.notification_id), 0) INTO the_last FROM ONLY {schema}.{events} AS e;
  BEGIN
    SELECT convert_from(e.state, 'UTF8')::json ->> 'recorded_at' INTO the_instant
      FROM ONLY {schema}.{events} AS e WHERE e.notification_id = the_last;
  EXCEPTION WHEN data_exception THEN the_instant := NULL;
  END;
  IF coalesce(the_instant, '') !~ '^{instant}$' THEN
    IF the_last > 0 AND NOT $3 <@ ARRAY['event-set-aside.1'] THEN
      RAISE EXCEPTION 'the last event cannot be read' USING ERRCODE = 'data_exception';
    END IF;
    the_instant := '';
  END IF;
  the_end := greatest(the_instant COLLATE "C",
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') COLLATE "C");
  SELECT CASE
      WHEN NOT n.is_known THEN format('no event is known by the topic %L', n.topic)
      WHEN n.is_owners THEN format('%s is recorded by the owner alone', n.topic)
      WHEN NOT n.is_of_stream THEN format('%s is no event of %L', n.topic, n.stream)
      WHEN NOT n.is_whole THEN 'the state is no JSON object as states are written'
      WHEN n.recorded_at < n.before THEN format('%s is before the last instant', n.recorded_at)
      WHEN n.recorded_at > the_end THEN format('%s is beyond the clock', n.recorded_at)
      ELSE 'version' END
    INTO the_wrong
    FROM (
      SELECT j.place, j.stream, j.topic,
        k.topic IS NOT NULL AS is_known,
        coalesce(k.owners_alone AND NOT is_owner, false) AS is_owners,
        coalesce(CASE k.stream WHEN 'ledger' THEN j.stream = 'ledger' ELSE
          starts_with(j.stream, k.stream || ':') AND length(j.stream) > length(k.stream) + 1
          END, false) AS is_of_stream,
        coalesce(json_typeof(j.state) = 'object' AND json_typeof(j.state -> 'event') = 'object'
          AND json_typeof(j.state -> 'recorded_by') = 'string'
          AND j.state ->> 'recorded_at' ~ '^{instant}$'
          AND strpos(j.said, chr(10)) + strpos(j.said, chr(13)) = 0
          AND octet_length(j.written) <= {longest}, false) AS is_whole,
        (j.state ->> 'recorded_at') COLLATE "C" AS recorded_at,
        lag(j.state ->> 'recorded_at', 1, the_instant) OVER (ORDER BY j.place) COLLATE "C" AS before,
        j.version - row_number() OVER (PARTITION BY j.stream ORDER BY j.place) AS version_before
      FROM (SELECT given.*, convert_from(given.written, 'UTF8') AS said,
          convert_from(given.written, 'UTF8')::json AS state
        FROM ROWS FROM (unnest($1), unnest($2), unnest($3), unnest($4))
          WITH ORDINALITY AS given (stream, version, topic, written, place)) AS j
      LEFT JOIN ONLY {schema}.{topics} AS k ON k.topic = j.topic
    ) AS n
    WHERE NOT n.is_known OR n.is_owners OR NOT n.is_of_stream OR NOT n.is_whole
      OR n.recorded_at < n.before OR n.recorded_at > the_end
      OR n.version_before IS DISTINCT FROM coalesce((SELECT max(e.originator_version)
        FROM ONLY {schema}.{events} AS e WHERE e.originator_id = n.stream), 0)
    ORDER BY n.place LIMIT 1;
  IF the_wrong = 'version' THEN
    RAISE EXCEPTION 'a version that comes next is taken, or is left out'
      USING ERRCODE = 'unique_violation';
  ELSIF the_wrong IS NOT NULL THEN
    RAISE EXCEPTION '%', the_wrong USING ERRCODE = 'data_exception';
  END IF;
  RETURN QUERY {insertion} RETURNING notification_id;
END"""
INSERTION = (
    "INSERT INTO {schema}.{events} "
    "(originator_id, originator_version, topic, state, notification_id) "
    "SELECT given.stream, given.version, given.topic, given.state, {last} + given.place "
    "FROM ROWS FROM (pg_catalog.unnest({streams}), pg_catalog.unnest({versions}), "
    "pg_catalog.unnest({topics}), pg_catalog.unnest({states})) "
    "WITH ORDINALITY AS given (stream, version, topic, state, place) ORDER BY given.place"
)
"""How events are stored behind the last position, by the function and by the owner's own hand."""

_TEXTS_BODY = """
BEGIN
  PERFORM {schema}.rientro_turn();
  IF EXISTS (
    SELECT FROM ROWS FROM (unnest($1), unnest($2), unnest($3)) AS given (at, salt, said)
    LEFT JOIN ONLY {schema}.{events} AS e ON e.notification_id = given.at
    WHERE length(given.salt) IS DISTINCT FROM 16 OR
      encode(sha256(given.salt || convert_to(given.said, 'UTF8')), 'hex')
        IS DISTINCT FROM convert_from(e.state, 'UTF8')::json #>> '{event,text}'
      OR EXISTS (SELECT FROM ONLY {schema}.{events} AS erased
        WHERE erased.originator_id = 'ledger' AND erased.topic = 'text-erased.1'
        AND convert_from(erased.state, 'UTF8')::json #>> '{event,position}' = given.at::text))
  THEN RAISE EXCEPTION 'a note is not that of its event, or was erased'
    USING ERRCODE = 'data_exception';
  END IF;
  INSERT INTO {schema}.{texts} (position, salt, text)
    SELECT * FROM ROWS FROM (unnest($1), unnest($2), unnest($3)) AS given;
END"""


class GateFunction(NamedTuple):
    """A function through which a ledger is written to."""

    name: str
    takes: tuple[str, ...]
    gives: str
    body: str

    @property
    def signature(self) -> str:
        """Its name and the types that it takes, without the schema."""
        return f"{self.name}({', '.join(self.takes)})"


def of_events(schema: str) -> list[GateFunction]:
    """The functions that take the turn, events and notes, in a schema as it is written."""
    named = {
        "schema": schema,
        "schema_in_text": schema.replace("'", "''"),
        "turn": TURN_TABLE,
        "events": EVENTS_TABLE,
        "topics": TOPICS_TABLE,
        "texts": TEXTS_TABLE,
        "instant": _INSTANT,
        "longest": str(LONGEST_LINE - _AROUND_A_STATE),
    }
    insertion = INSERTION.format(
        last="the_last",
        streams="$1",
        versions="$2",
        topics="$3",
        states="$4",
        schema=schema,
        events=EVENTS_TABLE,
    )
    events = ("text[]", "bigint[]", "text[]", "bytea[]")
    return [
        GateFunction(TURN, (), "void", _filled(_TURN_BODY, named)),
        GateFunction(
            APPEND,
            events,
            "SETOF bigint",
            _filled(_APPEND_BODY.replace("{insertion}", insertion), named),
        ),
        GateFunction(
            ADD_TEXTS, ("bigint[]", "bytea[]", "text[]"), "void", _filled(_TEXTS_BODY, named)
        ),
    ]


def _filled(body: str, named: Mapping[str, str]) -> str:
    """The body with the names put in; what else stands in braces stays."""
    for name, value in named.items():
        body = body.replace(f"{{{name}}}", value)
    return body


@cache
def functions(schema: str) -> tuple[GateFunction, ...]:
    """All functions through which the ledger in a schema, as it is written, is written to."""
    from projections.projector import all_projections  # which a question does not need

    rows: Iterator[RowFunction] = row_functions_of(all_projections(None), schema)
    of_rows = [GateFunction(each.name, tuple(each.takes), "void", each.body) for each in rows]
    return (*of_events(schema), *of_rows)


def known_topics() -> dict[str, tuple[str, bool]]:
    """The topics that may be stored: their kind of stream, and whether the owner alone stores them."""
    from domain.subjects import EVENTS

    known = {topic: kind.stream for topic, kind in EVENTS.items()}
    for topic in UPCASTS:
        today = topic
        while today in UPCASTS:
            today = UPCASTS[today][0]
        known[topic] = EVENTS[today].stream
    return {topic: (stream, topic in _OWNERS_ALONE) for topic, stream in known.items()}


def insertion_by_hand(schema: str, last: int) -> str:
    """The statement by which the owner stores events without the gate, behind the last position."""
    given = {"streams": "%b::text[]", "versions": "%b::int8[]", "topics": "%b::text[]"}
    named = {"schema": schema, "events": EVENTS_TABLE, "last": last, "states": "%b::bytea[]"}
    return INSERTION.format(**given, **named) + " RETURNING notification_id"


def call_to_append(schema: str) -> str:
    """The statement that gives events to the gate: streams, versions, topics and states."""
    given = "%b::text[], %b::int8[], %b::text[], %b::bytea[]"
    return f"SELECT notification_id FROM {schema}.{APPEND}({given}) AS stored (notification_id)"  # noqa: S608


def call_to_add_texts(schema: str) -> str:
    """The statement that gives notes to the gate: positions, salts and texts."""
    return f"SELECT {schema}.{ADD_TEXTS}(%b::int8[], %b::bytea[], %b::text[])"
