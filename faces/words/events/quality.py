"""What happened to indicators, and what was reported of them, in words."""

from __future__ import annotations

from typing import assert_never

from domain.quality.quality_events import (
    IndicatorDefined,
    IndicatorEvent,
    IndicatorTargeted,
    IndicatorVoided,
    QualityReported,
    Reported,
)
from faces.words import say


def indicator_event(code: str, event: IndicatorEvent) -> str:
    """What was said of an indicator."""
    match event:
        case IndicatorDefined(numerator=above, denominator=below):
            return say("indicator-defined", code=code, above=above, below=below)
        case IndicatorTargeted(target=target, effective_on=on, source=source):
            key = "indicator-targeted"
            key += ".client" if event.client else ".contract" if event.contract else ""
            whose = event.client or event.contract
            return say(key, code=code, target=target, on=on, source=source, whose=whose)
        case IndicatorVoided(version=version, reason=reason):
            return say("indicator-voided", code=code, version=version, reason=reason)
    assert_never(event)


def quality_reported(contract: str, event: QualityReported) -> str:
    """What was reported of a contract's quality."""
    key = "quality-reported.site" if event.site else "quality-reported"
    what = say(
        key,
        contract=contract,
        site=event.site,
        indicator=event.indicator,
        period=event.period,
    )
    now, was = _reported(event.now), _reported(event.was)
    if event.was is None:
        return say("quality-reported.first", what=what, now=now)
    if event.now is None:
        return say("quality-reported.taken-back", what=what, was=was, reason=event.reason)
    return say("quality-reported.instead", what=what, now=now, was=was, reason=event.reason)


def _reported(reported: Reported | None) -> str | None:
    if reported is None:
        return None
    if reported.measured is None:
        return say("reported.given", value=reported.given)
    counted = reported.measured
    return say("reported.measured", above=counted.numerator, below=counted.denominator)
