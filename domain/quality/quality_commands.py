"""What can be asked to be recorded of indicators, targets and reports."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.command import Command
from domain.quality.indicators import Indicator


@dataclass(frozen=True, slots=True)
class DefineIndicators(Command):
    """Define the indicators of a file."""

    word: ClassVar[str] = "quality-define"
    counted_as: ClassVar[Literal["movement", "event"]] = "event"
    indicators: tuple[Indicator, ...]

    @property
    def several(self) -> bool:
        """Whether the file has more than one."""
        return len(self.indicators) > 1


@dataclass(frozen=True, slots=True)
class TargetIndicator(Command):
    """Say what an indicator should come to from a day on."""

    word: ClassVar[str] = "quality-target"
    counted_as: ClassVar[Literal["movement", "event"]] = "event"
    indicator: str
    _: KW_ONLY
    target: str
    client: str | None = None
    contract: str | None = None
    source: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class ReportQuality(Command):
    """Report what an indicator came to in a period: its two sums, or a value without them."""

    word: ClassVar[str] = "quality-report"
    counted_as: ClassVar[Literal["movement", "event"]] = "event"
    contract: str
    _: KW_ONLY
    indicator: str
    period: str
    site: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    given: str | None = None
    source: str | None = None
    reason: str | None = None
