"""Counted rows that were recorded before: nobody can tell whether they mean the same people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from domain.placement import UNCHANGED
from domain.values import FULL_TIME
from domain.workforce.movement_events import OperatorHired, OperatorLeft, OperatorTransferred
from ledger.exchange.sheets.wrong import WrongInFile
from projections.movements import positions_of_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.event import Event
    from domain.placement import Placement
    from domain.recorded import Recorded
    from domain.workforce.movement_events import Movement
    from ledger.exchange.movement_row import Row
    from ledger.exchange.sheets.problems import Problems
    from ledger.store.database import Database
    from projections.view import View

_MOST_COMPARED = 200_000


def refuse_repeated(
    database: Database, view: View, rows: Sequence[Row], problems: Problems
) -> None:
    """Note the counted rows that stand in the file twice, or in an earlier batch just so."""
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        if row.heads is not None:
            earlier = first.setdefault(row.said, row)
            if earlier is not row:
                said = WrongInFile("same-row", number=earlier.line)
                problems.add(row.line, "count", str(row.heads), said, row.sheet)
    if first:
        _refuse_recorded(database, view, list(first.values()), problems)


def _refuse_recorded(
    database: Database, view: View, rows: Sequence[Row], problems: Problems
) -> None:
    from ledger.reading.batch_members import voids
    from ledger.reading.event_log import events_at

    days = {row.effective_on for row in rows}
    sites = {row.site or "" for row in rows}
    positions = positions_of_days(view, days, sites, most=_MOST_COMPARED)
    if not positions:
        return
    taken_back = voids(database, view)
    standing = [
        recorded
        for recorded in events_at(database, view, positions)
        if recorded.batch is not None and (recorded.stream, recorded.version) not in taken_back
    ]
    for row in rows:
        found = Counter(recorded.batch for recorded in standing if _is_of(row, recorded.event))
        batches = [batch for batch, heads in found.items() if heads == row.heads]
        if batches:
            said = WrongInFile("same-in-batch", str(batches[0]))
            problems.add(row.line, "count", str(row.heads), said, row.sheet)


def are_of(rows: Sequence[Row], events: Sequence[Recorded[Movement]]) -> bool:
    """Whether the rows may be those by which a batch was recorded: they say nothing that it has not."""
    moved = {each.code for each in events}
    return all(
        row.operator in moved
        if row.operator is not None
        else sum(_is_of(row, each.event) for each in events) >= (row.heads or 0)
        for row in rows
    )


def _is_of(row: Row, event: Event) -> bool:
    """Whether a movement is one of those that the row would record."""
    match event:
        case OperatorHired(placement=after, effective_on=on):
            is_one = row.movement == "hire" and after.site == row.site and _is_hired_so(row, after)
        case OperatorTransferred(origin=before, destination=after, effective_on=on):
            is_there = (before.site, after.site) == (row.site, row.to_site)
            is_one = row.movement == "transfer" and is_there and _is_changed_so(row, after)
        case OperatorLeft(placement=before, reason=reason, effective_on=on):
            is_one = row.movement == "leave" and (before.site, reason) == (row.site, row.reason)
        case _:
            return False
    return is_one and on == row.effective_on


def _is_hired_so(row: Row, after: Placement) -> bool:
    return (
        after.contract == (None if row.contract is UNCHANGED else row.contract)
        and after.fte == (FULL_TIME if row.fte is UNCHANGED else row.fte)
        and after.engagement == (None if row.engagement is UNCHANGED else row.engagement)
    )


def _is_changed_so(row: Row, after: Placement) -> bool:
    return (
        (row.contract is UNCHANGED or after.contract == row.contract)
        and (row.fte is UNCHANGED or after.fte == row.fte)
        and (row.engagement is UNCHANGED or after.engagement == row.engagement)
    )
