"""How a ledger is: facts that help when something is wrong, and what is wrong already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ledger.audit.comparison import compare
from ledger.reading import catching_up
from ledger.store.codec import Malformed, from_stored
from ledger.store.errors import A_DAY, NotALedger
from ledger.store.identity import must_be_a_ledger, name_of
from ledger.store.passed_over import PassedOver
from projections import projector

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.store.database import Database

_CLOCK_SECONDS = 5.0
_SHOWN = 10


@dataclass(slots=True)
class Diagnosis:
    """The facts, and the findings in sentences."""

    ledger: str
    position: int
    facts: dict[str, Any] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


def diagnose(database: Database, now: datetime) -> Diagnosis:
    """Look at everything and change nothing; `now` is this machine's clock."""
    with database.reading() as connection:
        must_be_a_ledger(database, connection)
        diagnosis = Diagnosis(_name(database, connection), database.last_position(connection))
        _database(diagnosis, database, connection, now)
        _events(diagnosis, database, connection, now)
        _figures(diagnosis, database, connection)
    return diagnosis


def _name(database: Database, connection: Connection) -> str:
    """The ledger's name; empty where its first event does not tell it."""
    try:
        return name_of(database, connection)
    except NotALedger:
        return ""


def _database(
    diagnosis: Diagnosis, database: Database, connection: Connection, now: datetime
) -> None:
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
    diagnosis.findings += [
        f"the trigger {name}, which keeps events from being changed, is missing" for name in missing
    ]
    diagnosis.findings += [
        f"not as the ledger made it: {what}"
        for what in (*database.not_its_own(connection), *database.beside(connection))
    ]
    if health.now is not None and abs((health.now - now).total_seconds()) > _CLOCK_SECONDS:
        apart = abs((health.now - now).total_seconds())
        diagnosis.findings.append(f"the server's clock and this one are {apart:.0f} seconds apart")


def _events(
    diagnosis: Diagnosis, database: Database, connection: Connection, now: datetime
) -> None:
    counted = database.counted(connection)
    last = database.after(connection, diagnosis.position - 1, 1)
    try:
        recorded_at = from_stored(last[0]).recorded_at if last else None
    except Malformed as error:
        recorded_at = None
        diagnosis.findings.append(
            f"the last event cannot be read: {error}; nothing is recorded until the ledger is "
            "restored from a backup, or its owner sets that event aside: "
            f"rientro db set-aside --position {diagnosis.position} --reason TEXT"
        )
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
        diagnosis.findings.append(
            f"an event stands at position {counted.first}, before the first; run rientro audit replay"
        )
    if gaps:
        diagnosis.findings.append(f"{gaps} positions have no event; run rientro audit replay")
    if recorded_at is None:
        return
    at = f"{recorded_at:%Y-%m-%d %H:%M:%S} UTC"
    for whose, clock in (
        ("this machine's", now),
        ("the server's", diagnosis.facts["server_clock"]),
    ):
        if clock is not None and (recorded_at - clock).total_seconds() > _CLOCK_SECONDS:
            said = f"{whose} clock is behind the last event, which was recorded at {at}"
            if recorded_at - clock > A_DAY:
                said += ": by more than a day, so nothing is recorded until that is put right"
            diagnosis.findings.append(said)


def _figures(diagnosis: Diagnosis, database: Database, connection: Connection) -> None:
    known = projector.SCHEMA_VERSION
    version = position = None
    if catching_up.exists(database, connection):
        try:
            version, position, _ = catching_up.said_to_reach(database, connection)
        except ValueError as error:
            diagnosis.findings.append(f"the figures are damaged: {error}; run rientro db rebuild")
    diagnosis.facts |= {
        "schema_version": version,
        "schema_version_known": known,
        "figures_position": position,
        "figures_behind": diagnosis.position - (position or 0),
    }
    if position is not None and position > diagnosis.position:
        missing = position - diagnosis.position
        diagnosis.findings.append(f"the figures know {missing} events that are not there")
    if version is not None and version < known:
        diagnosis.findings.append("the figures are in older tables; run rientro db upgrade")
    if version is not None and version > known:
        diagnosis.findings.append("a newer rientro made the tables of figures; update this one")
    if version == known and position is not None:
        lost = catching_up.missing_tables(database, connection)
        diagnosis.findings += [
            f"the table {name} of figures is missing; run rientro db rebuild" for name in lost
        ]
        if not lost and position <= diagnosis.position:
            _compared(diagnosis, database)


def _compared(diagnosis: Diagnosis, database: Database) -> None:
    """Compare every row of the figures with what the events give, folded anew in memory."""
    found = compare(database)
    diagnosis.facts["figures_compared"] = found.left_out or "all rows"
    for finding in found.kept[:_SHOWN]:
        what = getattr(finding.message, "what", finding.message)
        diagnosis.findings.append(
            f"the figures are not what the events give: {what}; run rientro db rebuild"
        )
    if found.count > _SHOWN:
        diagnosis.findings.append(f"the figures differ in {found.count - _SHOWN} more places")
