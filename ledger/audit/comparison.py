"""The read model in use, compared row by row with what the events give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.audit.findings import Findings, Kind
from ledger.reading.catching_up import exists, is_level, whole
from ledger.store.codec import Malformed, Reader
from ledger.store.errors import DamagedFigures, NotPermitted
from projections.changes import changes
from projections.projector import Projector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.store.codec import RawEvent
    from ledger.store.database import Database
    from projections.tables import Difference


def compare(database: Database) -> Findings:
    """Fold all events anew, in memory, and find every row in use that is not what they give.

    Left out where the figures in use may not be read. Kept meanwhile: the latest placement of every
    operator, and the rows of one page of events.
    """
    findings = Findings()
    try:
        with database.reading() as connection, whole(database):
            _compare(database, connection, findings)
    except DamagedFigures as damage:
        # A column of another kind than it should be may let no row be compared at all.
        findings.add(Kind.READ_MODEL_DIFFERS, damage)
    except NotPermitted as error:
        findings = Findings()
        findings.left_out = error.said
    return findings


def _compare(database: Database, connection: Connection, findings: Findings) -> None:
    if not exists(database.tables(connection)):
        findings.add(Kind.READ_MODEL_DIFFERS, "there is no read model")
        return
    if not is_level(database, connection):
        message = "the read model does not end where the events end"
        findings.add(Kind.READ_MODEL_DIFFERS, message)
    reader, projector = Reader(), Projector()
    position = 0
    for page in database.pages(connection):
        projector.fold(list(_readable(reader, page)))
        _add(findings, projector.page_differences(connection, position, page[-1].position))
        position = page[-1].position
    _add(findings, projector.page_differences(connection, position))
    _add(findings, projector.final_differences(connection))


def _readable(reader: Reader, page: Iterable[RawEvent]) -> Iterator[Recorded[Event]]:
    """The events that can be read; those that cannot are findings of the replay."""
    for raw in page:
        try:
            yield reader.read(raw)
        except Malformed:
            continue


def _add(findings: Findings, differences: Iterable[tuple[str, Difference]]) -> None:
    for table, (computed, stored) in differences:
        says = "the movements in use add up to" if table == changes.name else "the events give"
        given, in_use = computed or "no such row", stored or "none"
        message = f"{table}: {says} {given}, the table in use has {in_use}"
        findings.add(Kind.READ_MODEL_DIFFERS, message)
