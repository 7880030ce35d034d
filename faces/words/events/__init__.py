"""Events in words: one sentence each, for the log, the replay and what a command says."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from faces.words.events.batches import batch_event
from faces.words.events.commitments import protocol_event, volumes_reported
from faces.words.events.contracts import contract_event
from faces.words.events.ledger import ledger_event
from faces.words.events.notices import notice_event, rule_event, union_event
from faces.words.events.places import site_event
from faces.words.events.plans import plan_event
from faces.words.events.quality import indicator_event, quality_reported
from faces.words.events.workforce import operator_event

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from domain.event import StreamKind
    from domain.recorded import Recorded


def event_in_words(recorded: Recorded[Any]) -> str:
    """What happened, without who recorded it."""
    return _SAID_OF[recorded.event.stream](recorded.code, recorded.event)


_SAID_OF: Mapping[StreamKind, Callable[[str, Any], str]] = MappingProxyType(
    {
        "ledger": ledger_event,
        "site": site_event,
        "contract": contract_event,
        "operator": operator_event,
        "plan": plan_event,
        "batch": batch_event,
        "volume": volumes_reported,
        "protocol": protocol_event,
        "indicator": indicator_event,
        "quality": quality_reported,
        "union": union_event,
        "rule": rule_event,
        "notice": notice_event,
    }
)
"""What is said of an event, by the kind of its stream."""
