"""A ledger made again from the export of its events: the same log, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from sqlalchemy.exc import DataError

from domain.logbook import LedgerOpened
from ledger.audit.findings import Findings, Kind
from ledger.audit.remembered import Remembered
from ledger.audit.replay import Replay
from ledger.exchange.event_file import pages
from ledger.reading.catching_up import catch_up, no_meter
from ledger.store import texts
from ledger.store.codec import Malformed, from_stored
from ledger.store.database import NotStorable, VersionTaken
from ledger.store.errors import DamagedLedger
from ledger.store.ledger_refusals import EventsRefused, HistoryRefused
from ledger.store.stored_events import PAGE
from ledger.upkeep.creating import new_ledger
from projections.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from ledger.audit.findings import Finding
    from ledger.reading.catching_up import Meter
    from ledger.store.codec import RawEvent
    from ledger.store.database import Database

_NO_REASON_TO_REFUSE = {Kind.ATTESTATION_DIFFERS, Kind.TEXT_MISSING, Kind.SIGNATURE_DIFFERS}


@dataclass(frozen=True, slots=True)
class Restored:
    """A ledger that was made from a file of events."""

    name: str
    events: int


def restore(
    database: Database,
    file: IO[bytes],
    meter: Meter = no_meter,
    *,
    notes: IO[bytes] | None = None,
) -> Restored:
    """Make a new ledger of the events; refuses a history that the rules do not allow.

    All is one transaction: the events are stored, the read model is filled from them, and the whole
    history is replayed. An outside count that differs is no reason to refuse, since it is a part of
    the history; nor is a note that is missing, since notes are exported apart, nor a signature of a
    batch that does not fit, which the replay goes on finding.
    """
    with new_ledger(database) as connection:
        name, position = "", 0
        for page in pages(file, PAGE):
            name = name or _name(page[0])
            _append(database, connection, page)
            position = page[-1].position
        if notes is not None:
            texts.add(database, connection, texts.read_texts(notes))
        view = View(connection, name=name, position=position)
        try:
            with connection.begin_nested():
                catch_up(database, connection, meter)
        except DamagedLedger as error:
            # What no history can be made of breaks the read model first; the replay says why.
            _refuse_findings(database, view, meter)
            if isinstance(error.__cause__, OverflowError | DataError):
                raise EventsRefused("number-too-large") from None
            raise
        _refuse_findings(database, view, meter)
    return Restored(name, position)


def _name(first: RawEvent) -> str:
    try:
        opened = from_stored(first).event
    except Malformed as error:
        raise EventsRefused(f"line 1: {error}") from None
    if not isinstance(opened, LedgerOpened):
        raise EventsRefused("no-opening")
    return opened.name


def _append(database: Database, connection: Connection, page: Sequence[RawEvent]) -> None:
    try:
        with connection.begin_nested():
            database.append(connection, page)
    except NotStorable as error:
        where = f"lines {page[0].position} to {page[-1].position}"
        raise EventsRefused(f"one of the {where} cannot be stored: {error}") from None
    except VersionTaken:
        there = database.of_streams(connection, {raw.stream for raw in page})
        known = {(raw.stream, raw.version) for raw in there}
        for raw in page:
            if (raw.stream, raw.version) in known:
                raise EventsRefused(
                    f"line {raw.position} is version {raw.version} of {raw.stream}, as is a line "
                    "before it"
                ) from None
            known.add((raw.stream, raw.version))
        raise


def _refuse_findings(database: Database, view: View, meter: Meter) -> None:
    """Replay the history, and refuse it at the first thing that is wrong with it.

    The read model is not compared: it was filled in this very transaction, or could not be.
    """
    replay = Replay(database, view, meter, remembered=Remembered(), compared=Findings)
    for _ in replay.chapters():
        _refuse_first(replay.findings.kept)
    _refuse_first(replay.findings.kept)


def _refuse_first(findings: Sequence[Finding]) -> None:
    for finding in findings:
        if finding.kind not in _NO_REASON_TO_REFUSE:
            raise HistoryRefused(
                finding.message, finding.position or None, finding.stream, str(finding.kind)
            )
