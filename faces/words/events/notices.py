"""What happened to unions, rules and notices, in words."""

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
from faces.words import said_of, say


def union_event(code: str, event: UnionEvent) -> str:
    """What was said of a union."""
    match event:
        case UnionDescribed(members=members, reason=reason):
            if reason is None:
                return said_of(len(members), "union-described", code=code)
            return said_of(len(members), "union-described.again", code=code, reason=reason)
        case UnionVoided(version=version, reason=reason):
            return say("union-voided", code=code, version=version, reason=reason)
    assert_never(event)


def rule_event(code: str, event: RuleEvent) -> str:
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


def notice_event(code: str, event: NoticeEvent) -> str:
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
