"""The quality of a ledger as rows for another tool: what each report says, and what it replaces.

The first columns are a quality file's, so that what is exported can be imported again. Added up to a
position, the rows are what was reported then.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, cast

from domain.quality.quality_events import QualityReported
from ledger.reading.catching_up import no_meter
from ledger.store.passed_over import History
from projections.quality import replaced_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.recorded import Recorded
    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database
    from projections.view import View


class QualitySide(NamedTuple):
    """A report, or what it replaces, with the columns of an export in their order."""

    contract: str
    site: str | None
    indicator: str
    period: str
    numerator: Decimal | None
    """Below zero where it is replaced, and so are the others."""
    denominator: Decimal | None
    given: Decimal | None
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


def quality_sides(database: Database, view: View, meter: Meter = no_meter) -> Iterator[QualitySide]:
    """The rows of every report that the view knows, in the order of recording."""
    replaced, history = replaced_by(view), History(database, view.connection)
    for page in database.pages(view.connection, upto=view.position):
        for recorded in history.all(page):
            if isinstance(recorded.event, QualityReported):
                report = cast("Recorded[QualityReported]", recorded)
                yield from _rows(report, replaced.get(recorded.position))
        meter(page[-1].position, view.position)


def _rows(recorded: Recorded[QualityReported], replaced: int | None) -> Iterator[QualitySide]:
    event = recorded.event
    for sign, said in ((-1, event.was), (1, event.now)):
        if said is not None:
            measured = said.measured
            yield QualitySide(
                contract=recorded.code,
                site=event.site,
                indicator=event.indicator,
                period=event.period,
                numerator=_signed(sign, measured.numerator if measured else None),
                denominator=_signed(sign, measured.denominator if measured else None),
                given=_signed(sign, said.given),
                reason=event.reason,
                source=event.source,
                position=recorded.position,
                stands=sign,
                recorded_at=recorded.recorded_at,
                recorded_by=recorded.recorded_by,
                batch=recorded.batch,
                replaced_by=replaced,
            )


def _signed(sign: int, amount: str | None) -> Decimal | None:
    if amount is None:
        return None
    return sign * Decimal(amount) if amount != "0" else Decimal(0)
