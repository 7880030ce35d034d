"""How a ledger is: facts that help when something is wrong, and what is wrong already."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ledger.audit.comparison import compare
from ledger.reading import catching_up
from ledger.signing.listed_checkpoints import believed_checkpoints
from ledger.signing.signing_refusals import ListRewritten
from ledger.store.codec import Malformed, from_stored
from ledger.store.errors import A_DAY, DamagedFigures, LedgerUnusable, NotALedger, NotPermitted
from ledger.store.identity import must_be_a_ledger, name_of
from ledger.store.passed_over import PassedOver
from ledger.store.symptoms import (
    BeforeTheFirst,
    CheckpointsDamaged,
    ClockBehind,
    ClocksApart,
    FiguresBeyondEvents,
    FiguresDamaged,
    FiguresNewer,
    FiguresOlder,
    LastEventUnreadable,
    PositionsEmpty,
    Symptom,
    TableMissing,
    TriggerMissing,
)
from projections import reach

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.store.database import Database

_CLOCK_SECONDS = 5.0
_SHOWN = 10
_DAMAGES: dict[object, str] = {
    "hold-more": "they hold more than they say that they do",
    "columns-differ": "a table of theirs lacks a column, or has one of another type",
}


@dataclass(slots=True)
class Diagnosis:
    """The facts, and what is wrong."""

    ledger: str
    position: int
    facts: dict[str, Any] = field(default_factory=dict)
    findings: list[Symptom | str] = field(default_factory=list)


def diagnose(database: Database, now: datetime) -> Diagnosis:
    """Look at everything and change nothing; `now` is this machine's clock."""
    with database.reading() as connection:
        must_be_a_ledger(database, connection)
        diagnosis = Diagnosis(_name(database, connection), database.last_position(connection))
        strange = _database(diagnosis, database, connection, now)
    try:
        with database.reading() as connection:
            diagnosis.position = database.last_position(connection)
            _events(diagnosis, database, connection, now)
            _figures(diagnosis, database, connection)
        _checkpoints(diagnosis, database)
    except LedgerUnusable:
        if not strange:  # as may be where columns are of other types
            raise
    return diagnosis


def _name(database: Database, connection: Connection) -> str:
    """The ledger's name; empty where its first event does not tell it."""
    try:
        return name_of(database, connection)
    except NotALedger:
        return ""


def _database(
    diagnosis: Diagnosis, database: Database, connection: Connection, now: datetime
) -> Sequence[str]:
    """Look at the database; returns what stands on the ledger's tables and is not its own."""
    health = database.health(connection)
    missing = sorted(database.missing_guards(connection))
    diagnosis.facts |= {
        "where": database.where,
        "database": f"{health.kind} {health.version}",
        **{name.replace(" ", "_"): value for name, value in health.settings.items()},
        "bytes": health.size,
        "triggers": sorted(database.expected_guards.difference(missing)),
        "clock": now,
        "server_clock": health.now,
    }
    diagnosis.findings += health.wrong
    diagnosis.findings += map(TriggerMissing, missing)
    strange = database.not_its_own(connection)
    diagnosis.findings += [
        f"not as the ledger made it: {what}" for what in (*strange, *database.beside(connection))
    ]
    if health.now is not None and abs((health.now - now).total_seconds()) > _CLOCK_SECONDS:
        diagnosis.findings.append(ClocksApart(abs((health.now - now).total_seconds())))
    return strange


def _events(
    diagnosis: Diagnosis, database: Database, connection: Connection, now: datetime
) -> None:
    counted = database.counted(connection)
    last = database.after(connection, diagnosis.position - 1, 1)
    try:
        recorded_at = from_stored(last[0]).recorded_at if last else None
    except Malformed as error:
        recorded_at = None
        diagnosis.findings.append(LastEventUnreadable(str(error), diagnosis.position))
    gaps = diagnosis.position - sum(counted.streams.values())
    diagnosis.facts |= {
        "first_position": counted.first,
        "last_position": diagnosis.position,
        "gaps": gaps,
        "events_of": counted.streams,
        "last_recorded_at": recorded_at,
        "set_aside": [each.position for each in PassedOver(database, connection).all()],
    }
    if counted.first < 1:
        diagnosis.findings.append(BeforeTheFirst(counted.first))
    if gaps:
        diagnosis.findings.append(PositionsEmpty(gaps))
    if recorded_at is None:
        return
    for is_server, clock in ((False, now), (True, diagnosis.facts["server_clock"])):
        if clock is not None and (recorded_at - clock).total_seconds() > _CLOCK_SECONDS:
            by_a_day = recorded_at - clock > A_DAY
            diagnosis.findings.append(ClockBehind(is_server, recorded_at, by_a_day))


def _figures(diagnosis: Diagnosis, database: Database, connection: Connection) -> None:
    known = reach.SCHEMA_VERSION
    version = position = None
    tables = database.tables(connection)
    if catching_up.exists(tables):
        try:
            version, position, _ = catching_up.said_to_reach(connection, tables)
        except ValueError as error:
            diagnosis.findings.append(FiguresDamaged(str(error)))
    diagnosis.facts |= {
        "schema_version": version,
        "schema_version_known": known,
        "figures_position": position,
        "figures_behind": diagnosis.position - (position or 0),
    }
    if position is not None and position > diagnosis.position:
        diagnosis.findings.append(FiguresBeyondEvents(position - diagnosis.position))
    if version is not None and version < known:
        diagnosis.findings.append(FiguresOlder())
    if version is not None and version > known:
        diagnosis.findings.append(FiguresNewer())
    if version == known and position is not None:
        lost = catching_up.missing(tables)
        diagnosis.findings += map(TableMissing, lost)
        if not lost and position <= diagnosis.position:
            _compared(diagnosis, database)


def _checkpoints(diagnosis: Diagnosis, database: Database) -> None:
    """Look at the list of signed checkpoints, where it may be read."""
    try:
        with database.reading() as connection, suppress(NotALedger):
            believed_checkpoints(database, connection)
    except ListRewritten as error:
        diagnosis.findings.append(CheckpointsDamaged(error))
    except NotPermitted:
        return


def _compared(diagnosis: Diagnosis, database: Database) -> None:
    """Compare every row of the figures with what the events give, folded anew in memory."""
    found = compare(database)
    diagnosis.facts["figures_compared"] = found.left_out or "all rows"
    for finding in found.kept[:_SHOWN]:
        wrong = f"the figures are not what the events give: {finding.message}"
        if isinstance(finding.message, DamagedFigures):
            what = finding.message.what
            wrong = f"the figures are damaged: {_DAMAGES.get(what, what)}"
        diagnosis.findings.append(f"{wrong}; run rientro db rebuild")
    if found.count > _SHOWN:
        diagnosis.findings.append(f"the figures differ in {found.count - _SHOWN} more places")
