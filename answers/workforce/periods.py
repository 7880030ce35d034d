"""Figures period by period, and how many of the workforce left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.known import must_be_known
from answers.shape import SPREAD, UNTOLD, NamedBy
from answers.workforce.heads import Heads
from answers.workforce.steps import Steps
from domain.words import Every
from projections.groups import Columns, NamedGroup
from projections.headcount import bridges_of
from projections.only import ALL, Only
from projections.periods import Period, periods

if TYPE_CHECKING:
    from projections.figures import Bridge
    from projections.headcount import Bridges
    from projections.view import View

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class OfPeriod:
    """A period: it begins after the end of a day, and goes on to the end of another."""

    since: date
    on: date


@dataclass(frozen=True, slots=True)
class OfGroup(OfPeriod):
    """A group in a period."""

    groups: Annotated[NamedGroup, NamedBy("by")]


# headcount --every --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PeriodHeadcountRow(OfGroup):
    """The figure of one group at the end of a period."""

    figure: Annotated[Heads, SPREAD]


@dataclass(frozen=True, slots=True)
class PeriodHeads(OfPeriod):
    """The figure of all at the end of a period."""

    figure: Annotated[Heads, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodHeadcountAnswer(Answer[PeriodHeadcountRow]):
    """How many are where at the end of each period."""

    schema: ClassVar[str] = "headcount"
    by: Annotated[Columns, UNTOLD]
    since: date
    every: Every
    totals: Sequence[PeriodHeads]


def headcount_every(
    view: View, by: Columns, since: date, on: date, every: Every, only: Only = ALL
) -> PeriodHeadcountAnswer:
    """How many operators each group has at the end of each period."""
    found = _bridges(view, by, periods(every, since, on), only)
    return PeriodHeadcountAnswer(
        head=Envelope.of(view, on),
        rows=[
            PeriodHeadcountRow(*period, row.groups, Heads.of(row.bridge.closing))
            for period, bridges in found
            for row in bridges.groups
        ],
        by=by,
        since=since,
        every=every,
        totals=[PeriodHeads(*period, Heads.of(each.whole.closing)) for period, each in found],
    )


# bridge --every -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PeriodBridgeRow(OfGroup):
    """The bridge of one group through a period."""

    steps: Annotated[Steps, SPREAD]


@dataclass(frozen=True, slots=True)
class PeriodSteps(OfPeriod):
    """The bridge of all through a period."""

    steps: Annotated[Steps, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodBridgeAnswer(Answer[PeriodBridgeRow]):
    """What led from the headcount at the end of each period to that at the end of the next."""

    schema: ClassVar[str] = "bridge"
    by: Annotated[Columns, UNTOLD]
    since: date
    every: Every
    totals: Sequence[PeriodSteps]


def bridge_every(
    view: View, by: Columns, since: date, on: date, every: Every, only: Only = ALL
) -> PeriodBridgeAnswer:
    """The bridge of each group through each period."""
    found = _bridges(view, by, periods(every, since, on), only)
    return PeriodBridgeAnswer(
        head=Envelope.of(view, on),
        rows=[
            PeriodBridgeRow(*period, row.groups, Steps.of(row.bridge))
            for period, bridges in found
            for row in bridges.groups
        ],
        by=by,
        since=since,
        every=every,
        totals=[PeriodSteps(*period, Steps.of(each.whole)) for period, each in found],
    )


# turnover -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turnover:
    """Leavers beside the heads at the beginning and at the end."""

    opening: int
    closing: int
    left: int
    rate: float | None
    """Leavers per hundred of the mean of opening and closing heads; none if nobody was there."""

    @classmethod
    def of(cls, bridge: Bridge) -> Turnover:
        """The turnover in a bridge."""
        opening, closing, left = bridge.opening.heads, bridge.closing.heads, bridge.left.heads
        both = opening + closing
        rate = Decimal(200 * left) / both if both else None
        rounded = float(rate.quantize(_HUNDREDTH, ROUND_HALF_UP)) if rate is not None else None
        return cls(opening, closing, left, rounded)


@dataclass(frozen=True, slots=True)
class TurnoverRow(OfGroup):
    """The turnover of one group in a period."""

    turnover: Annotated[Turnover, SPREAD]


@dataclass(frozen=True, slots=True)
class PeriodTurnover(OfPeriod):
    """The turnover of all in a period."""

    turnover: Annotated[Turnover, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoverAnswer(Answer[TurnoverRow]):
    """How many left, in percent of the mean of opening and closing heads."""

    schema: ClassVar[str] = "turnover"
    by: Annotated[Columns, UNTOLD]
    since: date
    every: Every | None
    totals: Sequence[PeriodTurnover]


def turnover_by(
    view: View, by: Columns, since: date, on: date, every: Every | None, only: Only = ALL
) -> TurnoverAnswer:
    """The turnover of each group, from the end of one day to that of another or by period."""
    stretch = periods(every, since, on) if every else [Period(since, on)]
    found = _bridges(view, by, stretch, only)
    return TurnoverAnswer(
        head=Envelope.of(view, on),
        rows=[
            TurnoverRow(*period, row.groups, Turnover.of(row.bridge))
            for period, bridges in found
            for row in bridges.groups
        ],
        by=by,
        since=since,
        every=every,
        totals=[PeriodTurnover(*period, Turnover.of(each.whole)) for period, each in found],
    )


def _bridges(
    view: View, by: Columns, stretch: Sequence[Period], only: Only
) -> list[tuple[Period, Bridges]]:
    must_be_known(view, only)
    return list(zip(stretch, bridges_of(view, stretch, by=by, only=only), strict=True))
