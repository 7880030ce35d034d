"""What happened to the ledger itself, in words."""

from __future__ import annotations

from typing import assert_never

from domain.logbook import EventSetAside, LedgerEvent, LedgerOpened, TextErased
from faces.words import say


def ledger_event(_code: str, event: LedgerEvent) -> str:
    """What happened to the ledger."""
    match event:
        case LedgerOpened(name=name):
            return say("ledger-opened", name=name)
        case TextErased(position=position, reason=reason):
            return say("text-erased", position=position, reason=reason)
        case EventSetAside(position=position, reason=reason):
            return say("event-set-aside", position=position, reason=reason)
    assert_never(event)
