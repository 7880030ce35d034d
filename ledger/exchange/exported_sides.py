"""The movements of a ledger as rows for another tool: one row for each side of a movement.

The first columns are a movement file's, so that what is exported can be imported again. In
them, `contract`, `fte` and `engagement` are what the movement leads to, and `-` as the contract or
the engagement means none; the columns after them say what the movement does to one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, cast

from domain.values import FTE_UNITS_PER_HEAD
from domain.words import NO_CONTRACT, NOT_SAID
from domain.workforce.movement_events import (
    MovementVoided,
    OperatorEvent,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
    is_operator_event,
)
from ledger.reading.batch_members import voids
from ledger.reading.catching_up import no_meter
from ledger.store.passed_over import History
from projections.only import ALL
from projections.sides import sides
from projections.touching import movements_touching

if TYPE_CHECKING:
    from domain.recorded import Recorded
    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database
    from projections.only import Only
    from projections.view import View


_IMPORTED_AS: dict[type[OperatorEvent], str] = {
    OperatorHired: "hire",
    OperatorTransferred: "transfer",
    OperatorReassigned: "reassign",
    OperatorLeft: "leave",
    MovementVoided: "void",
}


class SideRow(NamedTuple):
    """One side of a movement, with the columns of an export in their order."""

    movement: str
    """hire, transfer, reassign or leave; void where one of them is taken back."""
    operator: str
    site: str
    to_site: str | None
    """Where a transfer goes; on its first side only."""
    contract: str | None
    fte: Decimal | None
    effective_on: date
    reason: str | None
    """Why somebody left, or why a movement was taken back."""
    position: int
    side: int
    """1, or 2 for the second side of a transfer or a reassignment."""
    kind: str
    heads: int
    fte_change: Decimal
    side_contract: str | None
    """The contract on which the heads and the FTE change; empty where it is none."""
    other_site: str | None
    other_contract: str | None
    recorded_at: datetime
    recorded_by: str
    batch: str | None
    voided_by: int | None
    """The position of the event that took the movement back."""
    engagement: str | None
    """How somebody is engaged where the movement leads; `-` where that is not said."""


def side_rows(
    database: Database, view: View, meter: Meter = no_meter, only: Only = ALL
) -> Iterator[SideRow]:
    """The rows of every movement that the view knows, in the order of recording.

    With a filter those of the movements that begin or end where it holds, each with all its sides.
    """
    taken_back = voids(database, view)
    wanted = frozenset(movements_touching(view, only)) if only else None
    for recorded in movements_in(database, view, meter):
        if wanted is not None and recorded.position not in wanted:
            continue
        yield from _rows(recorded, taken_back.get((recorded.stream, recorded.version)))


def movements_in(
    database: Database, view: View, meter: Meter = no_meter
) -> Iterator[Recorded[OperatorEvent]]:
    """The movements that the view knows, and their voids, in the order of recording."""
    history = History(database, view.connection)
    for page in database.pages(view.connection, upto=view.position):
        for recorded in history.all(page):
            if is_operator_event(recorded.event):
                yield cast("Recorded[OperatorEvent]", recorded)
        meter(page[-1].position, view.position)


def _rows(recorded: Recorded[OperatorEvent], voided_by: int | None) -> Iterator[SideRow]:
    event = recorded.event
    # A void restores, but no row that is imported says to what.
    after = None if isinstance(event, MovementVoided) else event.leads_to
    to_site = after.site if after and isinstance(event, OperatorTransferred) else None
    reason = event.reason if isinstance(event, OperatorLeft | MovementVoided) else None
    for number, (cell, heads, fte_units) in enumerate(sides(event), 1):
        kind, site, other_site, contract, other_contract, *_ = cell
        yield SideRow(
            movement=_IMPORTED_AS[type(event)],
            operator=recorded.code,
            site=site,
            to_site=to_site if number == 1 else None,
            contract=(after.contract or NO_CONTRACT) if after else None,
            fte=after.fte if after else None,
            effective_on=event.effective_on,
            reason=reason,
            position=recorded.position,
            side=number,
            kind=kind,
            heads=heads,
            fte_change=Decimal(fte_units) / FTE_UNITS_PER_HEAD,
            side_contract=contract or None,
            other_site=other_site or None,
            other_contract=other_contract or None,
            recorded_at=recorded.recorded_at,
            recorded_by=recorded.recorded_by,
            batch=recorded.batch,
            voided_by=voided_by,
            engagement=(after.engagement or NOT_SAID) if after else None,
        )
