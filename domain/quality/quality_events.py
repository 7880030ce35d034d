"""What happened to indicators and their targets, and what was reported of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, final

from pydantic import AfterValidator, model_validator

from domain.commitments.shares import Period
from domain.commitments.shares import period as read_period
from domain.event import Event, Stored, Version
from domain.quality.amounts import Amount, amount_units
from domain.quality.indicators import Better, Counted, Kind
from domain.quality.indicators import Unit as IndicatorUnit
from domain.refusal import InvalidValue
from domain.values import Code, ContractCode, Day, Line, SiteCode, Statement

if TYPE_CHECKING:
    from typing import Self


def _is_period(text: str) -> str:
    try:
        read_period(text)
    except InvalidValue:
        raise ValueError("no period of whole months") from None
    return text


PeriodText = Annotated[str, AfterValidator(_is_period)]
"""Whole months: `2018-06`, `2018-Q2`, `2018-H1` or `2018`."""


class Measured(Stored):
    """What was counted above and below the line."""

    numerator: Amount
    denominator: Amount

    @property
    def counted(self) -> Counted:
        """The same in ten-thousandths."""
        return Counted(amount_units(self.numerator), amount_units(self.denominator))


class Reported(Stored):
    """What stood of a period: its two sums, or a value that was given without them."""

    measured: Measured | None
    given: Amount | None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.measured is None) == (self.given is None):
            raise ValueError("either measured or given")
        return self


@final
class IndicatorDefined(Event, topic="indicator-defined.1", stream="indicator"):
    """What is counted above and below the line of a ratio, in words, and whether more is better.

    A flow adds up over months; of a stock the last month counts.
    """

    title: Line
    numerator: Line
    denominator: Line
    unit: IndicatorUnit
    better: Better
    kind: Kind
    source: Statement


@final
class IndicatorTargeted(Event, topic="indicator-targeted.1", stream="indicator"):
    """What an indicator should come to from a day on: for a contract, a client, or all."""

    client: Line | None = None
    contract: ContractCode | None = None
    target: Amount
    source: Line
    effective_on: Day


@final
class IndicatorVoided(Event, topic="indicator-voided.1", stream="indicator"):
    """A definition or a target was taken back: it had been recorded by mistake."""

    version: Version
    reason: Line


@final
class QualityReported(Event, topic="quality-reported.1", stream="quality"):
    """What an indicator came to in a period, at a site or under the whole contract.

    Either what was `measured`, or a value that was `given` without its two sums. `was` is what stood
    before; where there is nothing else, the report is taken back.
    """

    indicator: Code
    site: SiteCode | None = None
    period: PeriodText
    measured: Measured | None = None
    given: Amount | None = None
    was: Reported | None = None
    source: Line | None = None
    reason: Line | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.measured is not None and self.given is not None:
            raise ValueError("either measured or given")
        if self.now is None and self.was is None:
            raise ValueError("neither said nor taken back")
        return self

    @property
    def now(self) -> Reported | None:
        """What stands from now on; nothing where the report is taken back."""
        if self.measured is None and self.given is None:
            return None
        return Reported(measured=self.measured, given=self.given)

    @property
    def months(self) -> Period:
        """Its period."""
        return read_period(self.period)


IndicatorEvent = IndicatorDefined | IndicatorTargeted | IndicatorVoided
"""What an indicator's stream is made of."""
QualityEvent = QualityReported
"""What the stream of a contract's quality is made of."""
