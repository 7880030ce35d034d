"""Indicators, their targets, and every report of quality: sums, on any day and as known at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, SmallInteger, Table, func, select

from domain.commitments.shares import UNITS_PER_ONE, Period, month
from domain.quality.amounts import amount_units
from domain.quality.indicators import Counted, Indicator
from domain.quality.quality_events import (
    IndicatorDefined,
    IndicatorTargeted,
    IndicatorVoided,
    QualityReported,
    Reported,
)
from domain.quality.quality_refusals import UnknownIndicator
from domain.tidying import as_group
from projections.judging.taken import QualityReport
from projections.judging.targets import Target
from projections.projection import Projection
from projections.tables import NONE, AppendedRows, ExactText, metadata, rows_known

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from domain.recorded import Recorded
    from projections.view import View

indicators = Table(
    "indicators",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("kind", ExactText, nullable=False),
    Column("title", ExactText),
    Column("numerator", ExactText),
    Column("denominator", ExactText),
    Column("unit", ExactText),
    Column("better", ExactText),
    Column("adds_up", ExactText),
    Column("client", ExactText),
    Column("contract", ExactText),
    Column("target", BigInteger),
    Column("source", ExactText),
    Column("effective_on", ExactText),
)
"""What was said of each indicator, by its version: its definition, a target, or what takes one back.

`adds_up` is whether it is a flow or a stock, and `target` is in ten-thousandths. Of a target that is
not for a client or a contract these are empty.
"""

quality = Table(
    "quality",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("side", SmallInteger, primary_key=True, autoincrement=False),
    Column("contract", ExactText, nullable=False, index=True),
    Column("indicator", ExactText, nullable=False),
    Column("site", ExactText, nullable=False),
    Column("first_month", ExactText, nullable=False),
    Column("months", SmallInteger, nullable=False),
    Column("reports", SmallInteger, nullable=False),
    Column("numerator", BigInteger, nullable=False),
    Column("denominator", BigInteger, nullable=False),
    Column("givens", SmallInteger, nullable=False),
    Column("given", BigInteger, nullable=False),
    Column("source", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
)
"""Every report, and what it replaces with the sign turned, in ten-thousandths.

`reports` and `givens` count, so that what was taken back is another thing than a reported 0. Any sum
of the rows of a contract, indicator, site and period is what stood of it.
"""


class Quality(Projection):
    """Writes a row for each indicator and target, and the sides of each report."""

    def __init__(self) -> None:
        self.said = AppendedRows(indicators)
        self.reported = AppendedRows(quality)
        self.appended = (self.said,)
        self.paged = (self.reported,)
        self.handles = {
            IndicatorDefined: self.on_defined,
            IndicatorTargeted: self.on_targeted,
            IndicatorVoided: self.on_voided,
            QualityReported: self.on_reported,
        }

    def on_defined(self, recorded: Recorded[IndicatorDefined]) -> None:
        """An indicator was defined."""
        event = recorded.event
        words = event.title, event.numerator, event.denominator
        terms = event.unit, event.better, event.kind
        key = recorded.position, recorded.code, recorded.version
        rest = None, None, None, event.source, None
        self.said.add((*key, "defined", *words, *terms, *rest))

    def on_targeted(self, recorded: Recorded[IndicatorTargeted]) -> None:
        """An indicator has a target from a day on."""
        event = recorded.event
        key = recorded.position, recorded.code, recorded.version
        whose = as_group(event.client), event.contract or NONE
        rest = amount_units(event.target), event.source, event.effective_on.isoformat()
        self.said.add((*key, "targeted", *(None,) * 6, *whose, *rest))

    def on_voided(self, recorded: Recorded[IndicatorVoided]) -> None:
        """A definition or a target was taken back."""
        key = recorded.position, recorded.code, recorded.event.version
        self.said.add((*key, "voided", *(None,) * 11))

    def on_reported(self, recorded: Recorded[QualityReported]) -> None:
        """A period was reported, corrected or taken back."""
        event = recorded.event
        for side, said, sign in ((0, event.was, -1), (1, event.now, 1)):
            if said is not None:
                self._add(recorded, side, said, sign)

    def _add(
        self, recorded: Recorded[QualityReported], side: int, said: Reported, sign: int
    ) -> None:
        event, period = recorded.event, recorded.event.months
        counted = said.measured.counted if said.measured else Counted()
        given = amount_units(said.given) if said.given is not None else 0
        self.reported.add(
            (
                *(recorded.position, side, recorded.code, event.indicator, event.site or NONE),
                *(str(period.first), period.months, sign),
                *(sign * counted.numerator, sign * counted.denominator),
                *(sign * (said.given is not None), sign * given),
                *(event.source or NONE, event.reason or NONE),
            )
        )


# Reading ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Definitions:
    """Every indicator that is defined, and the targets that stand, in the order of recording."""

    indicators: dict[str, Indicator]
    targets: tuple[Target, ...]
    sources: tuple[str, ...]
    """Where each of the targets is from."""


def definitions(view: View) -> Definitions:
    """What is known of indicators and targets."""
    said: dict[tuple[str, int], RowMapping] = {}
    for row in rows_known(view, indicators):
        key = row["code"], row["version"]
        if row["kind"] == "voided":
            said.pop(key, None)
        else:
            said[key] = row
    defined = [row for row in said.values() if row["kind"] == "defined"]
    targeted = [row for row in said.values() if row["kind"] == "targeted"]
    return Definitions(
        indicators={row["code"]: _indicator(row) for row in sorted(defined, key=_code)},
        targets=tuple(
            Target(
                indicator=row["code"],
                value=Fraction(row["target"], UNITS_PER_ONE),
                effective_on=date.fromisoformat(row["effective_on"]),
                client=row["client"] or None,
                contract=row["contract"] or None,
            )
            for row in targeted
        ),
        sources=tuple(row["source"] for row in targeted),
    )


def _code(row: RowMapping) -> str:
    return str(row["code"])


def _indicator(row: RowMapping) -> Indicator:
    return Indicator(
        code=row["code"],
        title=row["title"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        unit=row["unit"],
        better=row["better"],
        kind=row["adds_up"],
        source=row["source"],
    )


def must_be_defined(view: View, indicator: str) -> Indicator:
    """The indicator of that code; refuses one that nobody defined."""
    known = definitions(view).indicators
    if indicator not in known:
        raise UnknownIndicator(indicator, view.then, tuple(known))
    return known[indicator]


def standing_reports(view: View, contract: str | None = None) -> list[QualityReport]:
    """Every report that stands, of one contract or all, in order of contract, indicator and period."""
    q = quality.c
    key = q.contract, q.indicator, q.first_month, q.months, q.site
    sums = [func.sum(column) for column in (q.numerator, q.denominator, q.givens, q.given)]
    query = select(*key, *sums).where(q.position <= view.position)
    if contract is not None:
        query = query.where(q.contract == contract)
    query = query.group_by(*key).having(func.sum(q.reports) > 0).order_by(*key)
    return [_report(*row) for row in view.connection.execute(query)]


def _report(
    contract: str,
    indicator: str,
    first: str,
    months: int,
    site: str,
    numerator: int,
    denominator: int,
    givens: int,
    given: int,
) -> QualityReport:
    return QualityReport(
        contract=contract,
        site=site or None,
        indicator=indicator,
        period=Period(month(first), months),
        measured=None if givens else Counted(int(numerator), int(denominator)),
        given=Fraction(int(given), UNITS_PER_ONE) if givens else None,
    )


def replaced_by(view: View) -> dict[int, int]:
    """By the position of a report that another came in place of, the position of that."""
    q = quality.c
    key = q.contract, q.indicator, q.site, q.first_month, q.months
    query = select(q.position, *key).where(q.position <= view.position).distinct()
    found: dict[int, int] = {}
    latest: dict[tuple[str, ...], int] = {}
    for position, *what in view.connection.execute(query.order_by(q.position)):
        before = latest.get(tuple(what))
        if before is not None:
            found[before] = position
        latest[tuple(what)] = position
    return found


def contracts_reported_at(view: View, site: str) -> list[str]:
    """The contracts of which a report of quality names the site, and stands or stood, in order."""
    q = quality.c
    query = select(q.contract).where(q.site == site, q.position <= view.position)
    return sorted(view.connection.execute(query.distinct()).scalars())


def naming_site(view: View, site: str) -> tuple[str, str] | None:
    """The word for it, and the first contract, by its code, of which a report names the site."""
    by = min((each.contract for each in standing_reports(view) if each.site == site), default=None)
    return ("named-by-report", by) if by is not None else None


def naming_contract(view: View, contract: str) -> tuple[str, str] | None:
    """The word for it, and what is said of the contract: a report, or a target for it alone."""
    if standing_reports(view, contract):
        return "reported", contract
    targets = definitions(view).targets
    by = min((each.indicator for each in targets if each.contract == contract), default=None)
    return ("named-by-target", by) if by is not None else None


def first_reporting(view: View, indicator: str) -> str | None:
    """The first contract, by its code, of which a report of the indicator stands."""
    found = (each.contract for each in standing_reports(view) if each.indicator == indicator)
    return min(found, default=None)
