"""The volumes of a ledger as rows for another tool: what each report says, and what it replaces.

The first columns are a volume file's, so that what is exported can be imported again. Added up to a
position, the rows are what was reported then.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, cast

from domain.commitments.volume_events import VolumesReported
from domain.plans.plan_places import place_text
from ledger.reading.catching_up import no_meter
from ledger.store.passed_over import History
from projections.commitments.volumes import replaced_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.recorded import Recorded
    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database
    from projections.view import View


class VolumeSide(NamedTuple):
    """A place of a report, or of what it replaces, with the columns of an export in their order."""

    contract: str
    month: str
    place: str
    volume: Decimal
    """Below zero where it is replaced."""
    unit: str
    reason: str | None
    source: str | None
    position: int
    stands: int
    """1 for what is said, -1 for what that replaces, so that 0 differs from nothing."""
    recorded_at: datetime
    recorded_by: str
    batch: str | None
    replaced_by: int | None
    """The position of the report that came in place of this one, or took it back."""


def volume_sides(database: Database, view: View, meter: Meter = no_meter) -> Iterator[VolumeSide]:
    """The rows of every report that the view knows, in the order of recording."""
    replaced, history = replaced_by(view), History(database, view.connection)
    for page in database.pages(view.connection, upto=view.position):
        for recorded in history.all(page):
            if isinstance(recorded.event, VolumesReported):
                report = cast("Recorded[VolumesReported]", recorded)
                yield from _rows(report, replaced.get(recorded.position))
        meter(page[-1].position, view.position)


def _rows(recorded: Recorded[VolumesReported], replaced: int | None) -> Iterator[VolumeSide]:
    event = recorded.event
    for sign, said in ((-1, event.was), (1, event.volumes)):
        for each in said:
            yield VolumeSide(
                contract=recorded.code,
                month=event.month,
                place=place_text(each.place),
                volume=sign * each.volume if each.volume else Decimal(0),
                unit=event.unit,
                reason=event.reason,
                source=event.source,
                position=recorded.position,
                stands=sign,
                recorded_at=recorded.recorded_at,
                recorded_by=recorded.recorded_by,
                batch=recorded.batch,
                replaced_by=replaced,
            )
