"""The page of events: what each says, and an example of it as it is exported."""

from __future__ import annotations

import inspect
import json
import sys
from datetime import UTC, datetime

from examples_of_work import EXAMPLES, TYPES
from page import NOTE
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from domain.event import Event
from domain.recorded import Recorded
from domain.subjects import EVENTS
from ledger.store.codec import export_line, from_stored, to_stored

EVENTS_HEAD = """\
# Events

An event is a fact that is never changed once it is recorded. It is stored under a **topic**: a
name and the version of its shape. Topics are never used twice for different shapes, so that an
event stored today stays readable for ever.

What is stored of an event is its stream, its version in the stream, its topic and its state. The
state is the envelope with the event in it, as JSON in UTF-8:

| key | type | meaning |
|---|---|---|
| `recorded_at` | text | the UTC instant at which the ledger learnt it, to the microsecond |
| `recorded_by` | line of text | who recorded it |
| `batch` | code, or null | the batch that it is a part of |
| `event` | object | the event's own fields, as below |

All fields are always there; one that has no value is null. Events hold codes and no names of
operators, and no other personal data about them.

## Types

| type | what is allowed |
|---|---|
| code | 1 to 64 of the letters `A` to `Z` and `a` to `z`, digits and `. _ / -`, compared exactly |
| country | two capital letters, a code of ISO 3166-1 |
| region | a code of ISO 3166-2, such as `IT-88` |
| date | `YYYY-MM-DD`, from 1900-01-01 to 2200-12-31 |
| line of text | 1 to 500 characters |
| text | 1 to 10,000 characters, line breaks included |
| whole number | without decimals, in the range that is said |
| FTE | text: a decimal number from 0 to 1, with at most 4 decimals, such as `"0.75"` |
| placement | an object of `site` (code), `contract` (code, or null), `fte` (FTE; 0 keeps the post and works no hours) and `engagement` (one of `permanent`, `fixed-term`, `agency`, `seconded`, `other`, or null) |
| place | an object of either `country` (country) or `site` (code) |
| SHA-256 | 64 hexadecimal digits in small letters |

The facts of every event are described for programs in [events.schema.json](events.schema.json), a JSON
Schema by topic.
"""


def events_page() -> str:
    """Every event with its fields and an example line."""
    parts = [NOTE + EVENTS_HEAD]
    parts += [_event(topic, event) for topic, event in EVENTS.items()]
    return "\n".join(parts)


def events_schema() -> str:
    """A JSON Schema of the facts of every event, by topic, made by pydantic from the classes."""
    kinds: list[tuple[type[Event], JsonSchemaMode]] = [
        (event, "validation") for event in EVENTS.values()
    ]
    schemas, definitions = models_json_schema(kinds, ref_template="#/$defs/{model}")
    by_topic = {event.topic: schemas[event, "validation"] for event in EVENTS.values()}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The facts of rientro's events, by topic",
        "properties": by_topic,
        **definitions,
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _event(topic: str, event: type[Event]) -> str:
    told = inspect.cleandoc(event.__doc__ or "")
    kind = event.stream
    stream = "`ledger`" if kind == "ledger" else f"`{kind}:` and its code"
    fields = "\n".join(
        f"| `{event.model_fields[name].alias or name}` | {_type(topic, name, declared)} |"
        for name, declared in inspect.get_annotations(event).items()
        if name in event.model_fields
    )
    return (
        f"## {topic}\n\n{event.__name__}: {told}\n\nIts stream is {stream}.\n\n"
        f"| field | type |\n|---|---|\n{fields}\n\n```json\n{_example(topic)}\n```\n"
    )


def _type(topic: str, name: str, declared: str) -> str:
    whole, _, rest = declared.partition(" | ")
    if whole not in TYPES or rest not in {"", "None"}:
        sys.exit(f"docs/generate.py: say in TYPES what {declared} of {topic}, {name}, is.")
    return TYPES[whole] + (", or null" if rest else "")


def _example(topic: str) -> str:
    if topic not in EXAMPLES:
        sys.exit(f"docs/generate.py: give an example of {topic} in EXAMPLES.")
    stream, version, batch, event = EXAMPLES[topic]
    recorded_at = datetime(2018, 10, 1, 9, 30, tzinfo=UTC)
    recorded = Recorded(1, stream, version, recorded_at, "anna", batch, event)
    raw = to_stored(recorded)
    if from_stored(raw) != recorded or raw.topic != topic:
        sys.exit(f"docs/generate.py: the example of {topic} is not read as it was written.")
    return export_line(raw).decode()
