"""Events about laws, notices and quality in words."""

from __future__ import annotations

from typing import assert_never

from domain.notices.notice_events import (
    NoticeEvent,
    NoticeFiled,
    NoticeVoided,
    RuleAdopted,
    RuleEvent,
    RuleVoided,
    UnionDescribed,
    UnionEvent,
    UnionVoided,
)
from domain.quality.quality_events import (
    IndicatorDefined,
    IndicatorEvent,
    IndicatorTargeted,
    IndicatorVoided,
    QualityReported,
    Reported,
)
from faces.words import said_of, say


def union_in_words(code: str, event: UnionEvent) -> str:
    """What was said of a union."""
    match event:
        case UnionDescribed(members=members, reason=reason):
            if reason is None:
                return said_of(len(members), "union-described", code=code)
            return said_of(len(members), "union-described.again", code=code, reason=reason)
        case UnionVoided(version=version, reason=reason):
            return say("union-voided", code=code, version=version, reason=reason)
    assert_never(event)


def rule_in_words(code: str, event: RuleEvent) -> str:
    """What was said of a rule."""
    match event:
        case RuleAdopted(reason=reason, in_force_until=until):
            key = "rule-adopted.again" if reason else "rule-adopted"
            key += ".until" if until else ""
            since = event.in_force_from
            return say(key, code=code, since=since, until=until, reason=reason)
        case RuleVoided(version=version, reason=reason):
            return say("rule-voided", code=code, version=version, reason=reason)
    assert_never(event)


def notice_in_words(code: str, event: NoticeEvent) -> str:
    """What was said of a notice."""
    match event:
        case NoticeFiled(contracts=contracts):
            return say(
                "notice-filed.contracts" if contracts else "notice-filed",
                code=code,
                recipient=event.recipient,
                filed_on=event.filed_on,
                rule=event.rule,
                workers=event.workers,
                country=event.country,
                contracts=", ".join(contracts),
                from_on=event.from_on,
            )
        case NoticeVoided(version=version, reason=reason):
            return say("notice-voided", code=code, version=version, reason=reason)
    assert_never(event)


def indicator_in_words(code: str, event: IndicatorEvent) -> str:
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


def quality_in_words(contract: str, event: QualityReported) -> str:
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
