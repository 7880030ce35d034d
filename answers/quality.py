"""How good the service was, beside where the work was done and who moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from domain.commitments.shares import Month, amount_text
from domain.law.home import home
from projections.judging.quality import By, Direction, QualityBecause, QualityRow, QualityVerdict
from projections.quality_asked import quality_asked

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class QualityShownRow:
    """One indicator of one group, or of one site in it, in one period."""

    contract: str | None
    site: str | None
    period: str
    indicator: str
    unit: str
    numerator: str | None
    denominator: str | None
    value: str | None
    given: bool
    target: str | None
    verdict: QualityVerdict
    months_met: int
    months_known: int
    before: str | None
    direction: Direction | None
    share: float | None
    moved_in: int
    hired: int
    left: int
    client: str | None
    country: str | None
    because: QualityBecause
    missing: Sequence[str]
    share_of_counted: float | None
    heads: int
    heads_elsewhere: int

    @classmethod
    def of(cls, row: QualityRow) -> QualityShownRow:
        """What was judged, as it is told."""
        return cls(**{name: getattr(row, name) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class HeadsDifferRow:
    """Operators abroad as they were reported, where the ledger has another number."""

    contract: str
    indicator: str
    period: str
    stated: str
    heads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAnswer(Answer[QualityShownRow]):
    """Each indicator by period, with its sites beside the whole."""

    schema: ClassVar[str] = "quality"
    by: By
    place: str
    """Whose share, heads and moves stand beside."""
    heads_differ: Sequence[HeadsDifferRow]


def quality(
    view: View,
    on: date,
    *,
    by: By,
    since: Month,
    contract: str | None = None,
    place: str | None = None,
) -> QualityAnswer:
    """Every period reported from a month to the last that is over on the day."""
    where = place or home()
    contracts = None if contract is None else (contract,)
    asked = quality_asked(view, by, since=since, on=on, place=where, contracts=contracts)
    return QualityAnswer(
        head=Envelope.of(view, on),
        rows=list(map(QualityShownRow.of, asked.rows)),
        by=by,
        place=where,
        heads_differ=[
            HeadsDifferRow(
                each.contract,
                each.indicator,
                each.period,
                amount_text(each.stated),
                each.ledger,
            )
            for each in asked.heads_differ
        ],
    )


def quality_of(
    view: View, on: date, *, contracts: Iterable[str], since: Month, place: str
) -> list[QualityShownRow]:
    """The quality of some contracts: a part of a review."""
    asked = quality_asked(view, "contract", since=since, on=on, place=place, contracts=contracts)
    return list(map(QualityShownRow.of, asked.rows))
