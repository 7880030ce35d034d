"""What says how good a service is: a ratio of two counts, each defined in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol, get_args

from domain.commitments.shares import UNITS_PER_ONE, rounded_half_up, rounded_up
from domain.toml_tables import Table, once_each, read_toml

Unit = Literal["percent", "seconds", "ratio"]
Better = Literal["more", "less"]
Kind = Literal["flow", "stock"]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted above and below the line, both in ten-thousandths."""

    numerator: int = 0
    denominator: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.numerator + other.numerator, self.denominator + other.denominator)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A ratio, what stands above and below its line, and whether more or less is better."""

    code: str
    title: str
    numerator: str
    denominator: str
    """In words: of what is counted. Others divide by other things under the same name."""
    unit: Unit
    better: Better
    kind: Kind
    """A flow adds up over months; of a stock the last month counts."""
    source: str

    def value(self, counted: Counted) -> Fraction | None:
        """The ratio in the indicator's unit, exactly; none where nothing was counted."""
        if not counted.denominator:
            return None
        times = 100 if self.unit == "percent" else 1
        return Fraction(times * counted.numerator, counted.denominator)

    def meets(self, value: Fraction, target: Fraction) -> bool:
        """Whether the value is as good as the target, before any rounding."""
        return value >= target if self.better == "more" else value <= target

    def is_better(self, value: Fraction, other: Fraction) -> bool:
        """Whether the value is better than the other one."""
        return value > other if self.better == "more" else value < other

    def rounded(self, value: Fraction, target: Fraction | None) -> int:
        """The value in ten-thousandths, half up, but never onto a target that is missed."""
        exact = value * UNITS_PER_ONE
        nearest = rounded_half_up(exact)
        if target is None or self.meets(value, target):
            return nearest
        if not self.meets(Fraction(nearest, UNITS_PER_ONE), target):
            return nearest
        return exact.numerator // exact.denominator if self.better == "more" else rounded_up(exact)


_OPERATORS_ABROAD = "operators abroad"
"""What a stock divides by, in the words of its definition, where the ledger can count the same."""


class Defined(Protocol):
    """What is said of an indicator, wherever it stands."""

    @property
    def denominator(self) -> str:
        """Of what is counted, in words."""

    @property
    def kind(self) -> Kind:
        """Whether it adds up."""


def counts_heads_abroad(indicator: Defined) -> bool:
    """Whether it divides by operators abroad at the end of a month, which the ledger counts too."""
    return indicator.kind == "stock" and indicator.denominator == _OPERATORS_ABROAD


def read_indicators(content: bytes) -> tuple[Indicator, ...]:
    """The indicators in a TOML file; refuses everything that is not known."""
    table = read_toml(content, "the file of indicators")
    indicators = tuple(map(_indicator, table.tables("indicator", "indicator")))
    table.done()
    once_each("The indicator", (indicator.code for indicator in indicators))
    return indicators


def _indicator(table: Table) -> Indicator:
    code = table.code("code")
    table.named(f"indicator {code}")
    indicator = Indicator(
        code=code,
        title=table.line("title"),
        numerator=table.line("numerator"),
        denominator=table.line("denominator"),
        unit=table.choice("unit", get_args(Unit)),
        better=table.choice("better", get_args(Better)),
        kind=table.choice("kind", get_args(Kind)),
        source=table.statement("source"),
    )
    table.done()
    return indicator
