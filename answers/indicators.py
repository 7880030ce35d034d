"""What indicators of quality count, and what was reported of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from domain.commitments.shares import amount_text, percent_text
from domain.quality.indicators import Better, Kind, Unit
from projections.quality import definitions, standing_reports

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that stands."""

    contract: str
    site: str | None
    indicator: str
    period: str
    numerator: str | None
    denominator: str | None
    given: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityListAnswer(Answer[ReportRow]):
    """Every report that stands, in order of contract, indicator, period and site."""

    schema: ClassVar[str] = "quality-list"


def quality_list(view: View) -> QualityListAnswer:
    """What was reported."""
    rows = [
        ReportRow(
            contract=each.contract,
            site=each.site,
            indicator=each.indicator,
            period=str(each.period),
            numerator=amount_text(each.measured.numerator) if each.measured else None,
            denominator=amount_text(each.measured.denominator) if each.measured else None,
            given=percent_text(each.given) if each.given is not None else None,
        )
        for each in standing_reports(view)
    ]
    return QualityListAnswer(head=Envelope.of(view), rows=rows)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What an indicator should come to from a day on; for all where nobody is named."""

    target: str
    effective_on: date
    client: str | None
    contract: str | None
    source: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator: what is counted above and below its line, and its targets."""

    indicator: str
    title: str
    numerator: str
    denominator: str
    unit: Unit
    better: Better
    kind: Kind
    source: str
    targets: Sequence[TargetRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorListAnswer(Answer[IndicatorRow]):
    """Every indicator that is defined, in order of code, with its targets as they were recorded."""

    schema: ClassVar[str] = "indicator-list"


def indicator_list(view: View) -> IndicatorListAnswer:
    """The indicators and their targets."""
    known = definitions(view)
    targets: dict[str, list[TargetRow]] = {}
    for target, source in zip(known.targets, known.sources, strict=True):
        row = TargetRow(
            target=percent_text(target.value),
            effective_on=target.effective_on,
            client=target.client,
            contract=target.contract,
            source=source,
        )
        targets.setdefault(target.indicator, []).append(row)
    rows = [
        IndicatorRow(
            indicator=each.code,
            title=each.title,
            numerator=each.numerator,
            denominator=each.denominator,
            unit=each.unit,
            better=each.better,
            kind=each.kind,
            source=each.source,
            targets=targets.get(each.code, []),
        )
        for each in known.indicators.values()
    ]
    return IndicatorListAnswer(head=Envelope.of(view), rows=rows)
