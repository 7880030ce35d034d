"""How rientro says no to indicators, targets and reports that cannot be recorded."""

from __future__ import annotations

from datetime import datetime

from domain.refusal import InvalidValue, Refusal, facts


@facts
class InvalidAmount(InvalidValue):
    """A text that is no number of 0 or more with at most 4 decimals."""

    text: str
    what: str
    exact: str | None = None
    """The same as decimals, where a point or a comma stands before three digits."""
    grouped: str | None = None
    """The same as thousands."""


@facts
class OneOrTheOther(Refusal):
    """A report has its two sums, or a value that was given without them."""

    indicator: str


@facts
class UnknownIndicator(Refusal):
    """An indicator must have been defined."""

    indicator: str
    known_at: datetime | None = None
    known: tuple[str, ...] = ()


@facts
class IndicatorAlreadyDefined(Refusal):
    """An indicator is defined once; other words make another indicator."""

    indicator: str


@facts
class ContractOrClient(Refusal):
    """A target is for a contract, for a client, or for all."""

    indicator: str


@facts
class NoDenominator(Refusal):
    """What is counted above the line is a part of something that is counted below it."""

    indicator: str
    numerator: str


@facts
class PartExceedsWhole(Refusal):
    """A part is at most the whole, and a percentage at most 100."""

    indicator: str
    numerator: str
    denominator: str


@facts
class PeriodAlreadyReported(Refusal):
    """A report is changed for a reason."""

    contract: str
    indicator: str
    period: str
    stands: str
    """What was reported, as it is shown."""
    site: str | None = None


@facts
class PeriodsOverlap(Refusal):
    """Of one indicator, contract and site each month is in one report."""

    contract: str
    indicator: str
    period: str
    reported: str
    site: str | None = None


@facts
class QualityCountedTwice(Refusal):
    """A period is reported by site or as a whole, and not both."""

    contract: str
    indicator: str
    period: str
    reported: str
    """The period of the other report."""
    site: str | None = None
    """The site of the one that is reported by site."""

    @property
    def name(self) -> str:
        """What it is called: as other figures that would be counted twice are."""
        return "CountedTwice"
