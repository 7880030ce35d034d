"""Events in words: one sentence each, for the log, the replay and what a command says.

What says the events of a subject is loaded when one of them is told.
"""

from __future__ import annotations

from functools import cache
from pkgutil import resolve_name
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from domain.event import StreamKind
    from domain.recorded import Recorded


def event_in_words(recorded: Recorded[Any]) -> str:
    """What happened, without who recorded it."""
    return _says(recorded.event.stream)(recorded.code, recorded.event)


_SAID_BY: Mapping[StreamKind, str] = MappingProxyType(
    {
        "ledger": "ledger:ledger_event",
        "site": "places:site_event",
        "contract": "contracts:contract_event",
        "operator": "workforce:operator_event",
        "plan": "plans:plan_event",
        "batch": "batches:batch_event",
        "volume": "commitments:volumes_reported",
        "protocol": "commitments:protocol_event",
        "indicator": "quality:indicator_event",
        "quality": "quality:quality_reported",
        "union": "notices:union_event",
        "rule": "notices:rule_event",
        "notice": "notices:notice_event",
    }
)
"""What says an event, by the kind of its stream."""


@cache
def _says(kind: StreamKind) -> Callable[[str, Any], str]:
    return cast("Callable[[str, Any], str]", resolve_name(f"{__name__}.{_SAID_BY[kind]}"))
