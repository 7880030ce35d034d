"""A ledger is opened once; texts are erased from it, and unreadable events set aside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from given import given

from domain.event import Event
from domain.logbook import (
    CanBeRead,
    EventSetAside,
    LedgerAlreadyOpened,
    LedgerEvent,
    LedgerOpened,
    Logbook,
    NoText,
    TextErased,
)
from domain.refusal import HistoryDiffers

Command = Callable[[Logbook], Event | None]
NEW = Logbook()
OPENED = NEW.after(LedgerOpened(name="Comdata", id="5e" * 16))
ERASED = TextErased(position=7, reason="asked for")
SET_ASIDE = EventSetAside(position=9, leaf_hash="5e" * 32, reason="another program's")


class Records:
    """A text at position 7, and bytes that nobody can read at position 9."""

    def text_at(self, position: int, /) -> str | None:
        return "9f" * 32 if position == 7 else None

    def unreadable_at(self, position: int, /) -> str | None:
        return "5e" * 32 if position == 9 else None


def erase(position: int) -> Command:
    return lambda logbook: logbook.erase(position, reason="asked for", records=Records())


def lay_aside(position: int) -> Command:
    return lambda logbook: logbook.lay_aside(
        position, reason="another program's", records=Records()
    )


def audited(event: LedgerEvent) -> Command:
    def asked(logbook: Logbook) -> Event:
        logbook.check(event, Records())
        return event

    return asked


def test_a_ledger_is_opened_once() -> None:
    opened = LedgerOpened(name="Comdata", id="5e" * 16)
    given(NEW).when(audited(opened)).then(opened)
    given(OPENED).when(audited(opened)).refused(LedgerAlreadyOpened)


def test_a_text_is_erased_where_there_is_one_and_once() -> None:
    given(OPENED).when(erase(7)).then(ERASED)
    given(OPENED).when(audited(ERASED)).then(ERASED)
    given(OPENED).when(erase(8)).refused(NoText, "position 8 has no text")
    given(OPENED.after(ERASED)).when(erase(7)).refused(NoText)


def test_an_event_that_cannot_be_read_is_set_aside_once() -> None:
    given(OPENED).when(lay_aside(9)).then(SET_ASIDE)
    given(OPENED).when(audited(SET_ASIDE)).then(SET_ASIDE)
    given(OPENED).when(lay_aside(7)).refused(CanBeRead, "rientro void --position 7")
    given(OPENED.after(SET_ASIDE)).when(lay_aside(9)).refused(CanBeRead)


def test_what_was_set_aside_was_what_stood_there() -> None:
    forged = SET_ASIDE.model_copy(update={"leaf_hash": "5f" * 32})
    given(OPENED).when(audited(forged)).refused(HistoryDiffers)


@pytest.mark.parametrize("event", [ERASED, SET_ASIDE])
def test_the_ledgers_own_events_are_counted(event: LedgerEvent) -> None:
    assert OPENED.after(event).version == OPENED.version + 1 == 2
