"""Examples of events of quality, laws and notices, for the page of events. Every value is an invention."""

from __future__ import annotations

from datetime import date
from typing import get_args

from domain.event import Event
from domain.notices.notice_events import (
    MemberSpell,
    NoticeFiled,
    NoticeVoided,
    RuleAdopted,
    RuleRecipient,
    RuleVoided,
    UnionDescribed,
    UnionVoided,
)
from domain.quality.indicators import Better, Kind, Unit
from domain.quality.quality_events import (
    IndicatorDefined,
    IndicatorTargeted,
    IndicatorVoided,
    Measured,
    QualityReported,
    Reported,
)


def _one_of(words: object) -> str:
    return "one of " + ", ".join(f"`{word}`" for word in get_args(words))


TYPES_OF_LAW = {
    "Amount": "number as a text: 0 or more, with at most 4 decimals and no needless zeros",
    "Area": "text: `country:` or `union:` and its code",
    "Better": _one_of(Better),
    "Code": "code",
    "DaysBefore": "whole number, 0 to 3,650",
    "IndicatorUnit": _one_of(Unit),
    "Kind": _one_of(Kind),
    "Measured": "object of `numerator` and `denominator`, numbers as texts",
    "PeriodText": "text: `2018-06`, `2018-Q2`, `2018-H1` or `2018`",
    "Reported": "object of `measured` and `given`, of which one is null",
    "SiteCode": "code",
    "Annotated[tuple[MemberSpell, ...], Field(min_length=1)]": (
        "list of objects of `country`, `since`, `until` (date, or null) and `note` (line of text, or "
        "null), 1 or more"
    ),
    "Annotated[tuple[RuleRecipient, ...], Field(min_length=1)]": (
        "list of objects of `name` (code) and `filed_by` (line of text), 1 or more"
    ),
}
_MAY = Measured(numerator="425000", denominator="5000")
_NEW_YEAR = date(2018, 1, 1)

EXAMPLES_OF_LAW: dict[str, tuple[str, int, str | None, Event]] = {
    "indicator-defined.1": (
        "indicator:answer-seconds",
        1,
        None,
        IndicatorDefined(
            title="Mean time of answer",
            numerator="waiting seconds of answered calls",
            denominator="answered calls",
            unit="seconds",
            better="less",
            kind="flow",
            source="AGCOM 79/09/CSP",
        ),
    ),
    "indicator-targeted.1": (
        "indicator:answer-seconds",
        2,
        None,
        IndicatorTargeted(
            client="Fastweb", target="70", source="Its own standard", effective_on=_NEW_YEAR
        ),
    ),
    "indicator-voided.1": (
        "indicator:answer-seconds",
        3,
        None,
        IndicatorVoided(version=2, reason="Of another client"),
    ),
    "quality-reported.1": (
        "quality:FW-SOHO",
        2,
        None,
        QualityReported(
            indicator="answer-seconds",
            site="IT-CAG",
            period="2018-05",
            measured=_MAY,
            was=Reported(measured=Measured(numerator="420000", denominator="5000"), given=None),
            source=None,
            reason="Dialler log",
        ),
    ),
    "union-described.1": (
        "union:EU",
        1,
        None,
        UnionDescribed(
            title="European Union",
            members=(
                MemberSpell(country="IT", since=date(1958, 1, 1), until=None, note=None),
                MemberSpell(
                    country="GB", since=date(1973, 1, 1), until=date(2020, 2, 1), note="Left it"
                ),
            ),
            source="Accession treaties",
        ),
    ),
    "union-voided.1": (
        "union:EU",
        2,
        None,
        UnionVoided(version=1, reason="Another table is used"),
    ),
    "rule-adopted.1": (
        "rule:IT-24BIS-2017",
        1,
        None,
        RuleAdopted(
            title="Notice before a call centre is located outside the European Union",
            text="The clause, word for word",
            source="Law 232/2016, art. 1 comma 243",
            area="union:EU",
            in_force_from=date(2017, 1, 1),
            days_before=30,
            recipients=(RuleRecipient(name="labour", filed_by="whoever runs the call centre"),),
        ),
    ),
    "rule-voided.1": (
        "rule:IT-24BIS-2017",
        2,
        None,
        RuleVoided(version=1, reason="Adopted from another file"),
    ),
    "notice-filed.1": (
        "notice:2018-AL-1",
        1,
        None,
        NoticeFiled(
            rule="IT-24BIS-2017",
            recipient="labour",
            country="AL",
            contracts=("FW-SB",),
            workers=10,
            from_on=date(2018, 2, 1),
            filed_on=date(2018, 1, 2),
            number="2018/77",
        ),
    ),
    "notice-voided.1": (
        "notice:2018-AL-1",
        2,
        None,
        NoticeVoided(version=1, reason="Filed with another office"),
    ),
}
"""By topic: a stream, a version there, a batch, and an event."""
