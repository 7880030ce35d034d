"""Stored events of old shapes, read as events of today's shape.

A stored event is never rewritten. When an event's shape changes, it gets a new topic, and a
function here that turns what was stored under the old topic into the new shape. What was stored
has to be of the old shape: a field that came later is refused there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Fields = dict[str, Any]
Upcast = tuple[str, Callable[[Fields], Fields]]
"""The next topic, and the function from the old fields to the new ones."""

_NOTED = {"text": None, "again": None}
"""What can be said of a movement since its second shape."""
_NEITHER: dict[str, list[str]] = {
    f"{how}_{what}": []
    for how in ("added", "dropped")
    for what in ("origins", "destinations", "contracts")
}
"""What a plan's revision adds and drops since its second shape."""


def _with(fields: Fields, **new: Any) -> Fields:
    """The fields and some that came later."""
    for name in new:
        if name in fields:
            raise ValueError(f"{name}: Extra inputs are not permitted")
    return {**fields, **new}


def _engaged(fields: Fields, *placements: str) -> Fields:
    """The fields, with nothing said of the engagement in those that are placements."""
    placed = {
        name: _with(fields[name], engagement=None)
        for name in placements
        if isinstance(fields.get(name), dict)
    }
    return {**fields, **placed}


def _counted(fields: Fields) -> Fields:
    """The fields of a batch; what stood in it besides movements was not counted."""
    plain = {"kind": "movements", "mapping": None, "replaces": None, "text": None}
    return _with(fields, records=fields.get("movements"), **plain)


UPCASTS: Mapping[str, Upcast] = {
    "ledger-opened.1": ("ledger-opened.2", lambda fields: _with(fields, id=None)),
    "site-opened.1": ("site-opened.2", lambda fields: _with(fields, employer_id=None)),
    "contract-signed.1": (
        "contract-signed.2",
        lambda fields: _with(
            fields, client_id=None, supplier_id=None, agreed_on=None, succeeds=None
        ),
    ),
    "plan-revised.1": ("plan-revised.2", lambda fields: _with(fields, **_NEITHER)),
    "batch-recorded.1": ("batch-recorded.2", _counted),
    "operator-hired.1": (
        "operator-hired.2",
        lambda fields: _with(_engaged(fields, "placement"), **_NOTED),
    ),
    "operator-transferred.1": (
        "operator-transferred.2",
        lambda fields: _with(_engaged(fields, "origin", "destination"), **_NOTED),
    ),
    "operator-reassigned.1": (
        "operator-reassigned.2",
        lambda fields: _with(_engaged(fields, "before", "after"), **_NOTED),
    ),
    "operator-left.1": (
        "operator-left.2",
        lambda fields: _with(_engaged(fields, "placement"), **_NOTED),
    ),
    "movement-voided.1": (
        "movement-voided.2",
        lambda fields: _engaged(fields, "was", "restored"),
    ),
}
"""By old topic."""


def upcast(topic: str, fields: Any, upcasts: Mapping[str, Upcast]) -> tuple[str, Fields]:
    """The topic and fields in today's shape, one step after another.

    Refuses with ValueError what is not of the old shape.
    """
    if not isinstance(fields, dict):
        raise ValueError("Input should be an object")  # noqa: TRY004 (as all that is malformed)
    while topic in upcasts:
        topic, change = upcasts[topic]
        fields = change(fields)
    return topic, fields
