"""Stored events of old shapes, read as events of today's shape.

A stored event is never rewritten. When an event's shape changes, it gets a new topic, and a
function here that turns what was stored under the old topic into the new shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Fields = dict[str, Any]
Upcast = tuple[str, Callable[[Fields], Fields]]
"""The next topic, and the function from the old fields to the new ones."""

UPCASTS: Mapping[str, Upcast] = {}
"""By old topic. Empty as long as every topic is at its first shape."""


def upcast(topic: str, fields: Fields, upcasts: Mapping[str, Upcast]) -> tuple[str, Fields]:
    """The topic and fields in today's shape, one step after another."""
    while topic in upcasts:
        topic, change = upcasts[topic]
        fields = change(fields)
    return topic, fields
