"""Indicators are defined and get targets, and quality is reported."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from domain.quality.quality_commands import DefineIndicators, ReportQuality, TargetIndicator

if TYPE_CHECKING:
    from ledger.recording.carrying_out import CarriesOut
    from ledger.recording.unit_of_work import Recording


def define_indicators(recording: Recording, command: DefineIndicators) -> None:
    """Let every indicator of the file decide on its definition."""
    register = recording.aggregates
    for indicator in command.indicators:
        defined = register.indicator(indicator.code).define(indicator, register)
        recording.decide(indicator.code, defined)


def target_indicator(recording: Recording, command: TargetIndicator) -> None:
    """Let the indicator decide on a target."""
    register = recording.aggregates
    indicator = register.indicator(command.indicator)
    recording.decide(command.indicator, indicator.target(command, register))


def report_quality(recording: Recording, command: ReportQuality) -> None:
    """Let the contract's quality decide on a report."""
    register = recording.aggregates
    told = register.quality(command.contract)
    recording.decide(command.contract, told.report(command, register))


CARRIES_OUT: CarriesOut = MappingProxyType(
    {
        DefineIndicators: define_indicators,
        TargetIndicator: target_indicator,
        ReportQuality: report_quality,
    }
)
"""What carries out each kind of command about them."""
