"""Every volume that was ever reported, signed, so that each figure is a sum, as known at any time.

A report writes what it replaces with the sign turned and what it says as it is. Where a site lies is not
kept here, since that may be put right. That nothing was done is another thing than that nothing is
reported, so each report says whether one more stands for its month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Index, SmallInteger, Table, func, select

from domain.commitments.amounts import units
from domain.commitments.volume_events import VolumesReported
from domain.plans.plan_events import AtSite, InCountry
from domain.plans.plan_places import place_text
from domain.values import instant_text
from projections.projection import Projection
from projections.tables import NONE, AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.base import ReadOnlyColumnCollection

    from domain.plans.plan_events import Place
    from domain.recorded import Recorded
    from projections.view import View

volumes = Table(
    "volumes",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("contract", ExactText, nullable=False),
    Column("month", ExactText, nullable=False),
    Column("unit", ExactText, nullable=False),
    Column("place_kind", ExactText, nullable=False),
    Column("place", ExactText, nullable=False),
    Column("stands", SmallInteger, nullable=False),
    Column("volume", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""What was done at each place, in ten-thousandths; what was replaced is below zero.

`stands` is 1 for what is said and -1 for what it replaces, so that 0 differs from nothing.
"""
Index(
    "volumes_of_month",
    *(volumes.c.month, volumes.c.contract, volumes.c.place_kind, volumes.c.place),
    *(volumes.c.position, volumes.c.volume, volumes.c.stands, volumes.c.unit),
)
"""All that sums are made of, so that they are read from it alone."""
Index("volumes_at_place", volumes.c.place_kind, volumes.c.place)

volume_reports = Table(
    "volume_reports",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("contract", ExactText, nullable=False),
    Column("month", ExactText, nullable=False),
    Column("unit", ExactText, nullable=False),
    Column("stands", SmallInteger, nullable=False),
    Column("whole", BigInteger, nullable=False),
    Column("source", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
    Column("recorded_at", ExactText, nullable=False),
    sqlite_with_rowid=False,
)
"""Every report of a month: 1 where one stands that did not, 0 for other figures, -1 where it is taken back.

`whole` is what all its places together are more than before, in ten-thousandths.
"""
Index(
    "volume_reports_of_month",
    *(volume_reports.c.month, volume_reports.c.contract, volume_reports.c.position),
    *(volume_reports.c.whole, volume_reports.c.stands),
)

COUNTRY, SITE = "country", "site"


class Volumes(Projection):
    """Writes a row for every place of a report, of what it replaces, and for the report."""

    def __init__(self) -> None:
        self.rows = AppendedRows(volumes)
        self.reports = AppendedRows(volume_reports)
        self.paged = (self.rows, self.reports)
        self.handles = {VolumesReported: self.on_reported}

    def on_reported(self, recorded: Recorded[VolumesReported]) -> None:
        """A month was reported, corrected or taken back."""
        event, position, code = recorded.event, recorded.position, recorded.code
        signed = [
            (sign, sign * units(each.volume), each.place)
            for sign, said in ((-1, event.was), (1, event.volumes))
            for each in said
        ]
        for number, (sign, amount, place) in enumerate(signed, 1):
            what = (code, event.month, event.unit, *place_key(place))
            self.rows.add((position, number, *what, sign, amount))
        self.reports.add(
            (
                position,
                code,
                event.month,
                event.unit,
                bool(event.volumes) - bool(event.was),
                sum(amount for _, amount, _ in signed),
                event.source or NONE,
                event.reason or NONE,
                instant_text(recorded.recorded_at),
            )
        )


def place_key(place: Place) -> tuple[str, str]:
    """The kind of a place and its code."""
    if isinstance(place, InCountry):
        return COUNTRY, place.country
    return SITE, place.site


def contracts_reported_at(view: View, site: str) -> list[str]:
    """The contracts of which a report names the site, and stands or stood, in order."""
    v = volumes.c
    query = select(v.contract).where(
        v.place_kind == SITE, v.place == site, v.position <= view.position
    )
    return sorted(view.connection.execute(query.distinct()).scalars())


def units_of_contracts(view: View) -> dict[str, str]:
    """What each contract is measured in, of those for which a report stands."""
    r = volume_reports.c
    query = (
        select(r.contract, func.min(r.unit))
        .where(r.position <= view.position)
        .group_by(r.contract, r.unit)
        .having(func.sum(r.stands) > 0)
    )
    return {row[0]: row[1] for row in view.connection.execute(query)}


@dataclass(frozen=True, slots=True)
class StandingVolume:
    """What is reported of a place in a month, and the report that says so."""

    contract: str
    month: str
    unit: str
    place: str
    volume: int
    """In ten-thousandths."""
    source: str | None
    reason: str | None
    position: int
    recorded_at: datetime


def standing_volumes(
    view: View,
    contract: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
) -> list[StandingVolume]:
    """All that is reported, by contract, month and place; a narrowed question reads no more."""
    v, r = volumes.c, volume_reports.c
    reports = (
        select(r.contract, r.month, r.source, r.reason, r.position, r.recorded_at)
        .where(r.position <= view.position, *narrowed(r, contract, since, until))
        .order_by(r.position)
    )
    latest: dict[tuple[str, str], tuple[str | None, str | None, int, datetime]] = {}
    for code, month, source, reason, position, at in view.connection.execute(reports).all():
        when = datetime.fromisoformat(at)
        latest[code, month] = source or None, reason or None, position, when
    sums = (
        select(v.month, v.contract, v.place_kind, v.place, v.unit, func.sum(v.volume))
        .where(v.position <= view.position, *narrowed(v, contract, since, until))
        .group_by(v.month, v.contract, v.place_kind, v.place, v.unit)
        .having(func.sum(v.stands) > 0)
    )
    named: dict[tuple[str, str], str] = {}
    found = []
    for month, code, kind, place, unit, volume in view.connection.execute(sums).all():
        where = named.get((kind, place))
        if where is None:
            where = named[kind, place] = place_text(place_of(kind, place))
        said = latest[code, month]
        found.append(StandingVolume(code, month, unit, where, int(volume), *said))
    return sorted(found, key=lambda each: (each.contract, each.month, each.place))


def place_of(kind: str, code: str) -> Place:
    """The place of a row."""
    return InCountry(country=code) if kind == COUNTRY else AtSite(site=code)


def narrowed(
    of: ReadOnlyColumnCollection[str, Any],
    contract: str | None,
    since: str | None,
    until: str | None,
) -> list[ColumnElement[bool]]:
    """The conditions of a question about one contract or all, from one month to another."""
    conditions = [of.contract == contract] if contract is not None else []
    conditions += [of.month >= since] if since is not None else []
    return conditions + ([of.month <= until] if until is not None else [])


def replaced_by(view: View) -> dict[int, int]:
    """By the position of a report that another came in place of, the position of that."""
    r = volume_reports.c
    query = (
        select(r.position, r.contract, r.month)
        .where(r.position <= view.position)
        .order_by(r.position)
    )
    found: dict[int, int] = {}
    latest: dict[tuple[str, str], int] = {}
    for position, contract, month in view.connection.execute(query):
        before = latest.get((contract, month))
        if before is not None:
            found[before] = position
        latest[contract, month] = position
    return found
