"""Whether notice was given before work went abroad, and by which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from projections.judging.notices import NoticeBecause, NoticeRow, NoticeVerdict
from projections.notices import notice_list as known_notices
from projections.notices import rule_list as known_rules
from projections.notices import rule_named, union_named
from projections.notices_due import notices_due

if TYPE_CHECKING:
    from domain.notices.laws import Rule
    from projections.view import View


@dataclass(frozen=True, slots=True)
class NoticeDueRow:
    """Whether one recipient had notice of one step, under one rule."""

    rule: str | None
    country: str
    contract: str | None
    moved_on: date
    heads: int
    hired: int
    transferred: int
    reassigned: int
    member: bool | None
    recipient: str | None
    due_on: date | None
    notice: str | None
    filed_on: date | None
    verdict: NoticeVerdict
    days_late: int
    workers: int | None
    more_than_stated: bool
    employees: int | None
    before_rule: bool
    because: NoticeBecause | None
    filed_by: str | None
    assumed: bool
    note: str | None

    @classmethod
    def of(cls, row: NoticeRow) -> NoticeDueRow:
        """What was judged, as it is told."""
        return cls(**{name: getattr(row, name) for name in cls.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesAnswer(Answer[NoticeDueRow]):
    """Every notice that is or was due, in the order of the days on which work arrives."""

    schema: ClassVar[str] = "notices"


def notices(
    view: View, on: date, *, since: date | None = None, not_needed: bool = False
) -> NoticesAnswer:
    """The notices as they stand on the day; those that are `not_needed` as well, if asked for."""
    judged = notices_due(view, on, since=since)
    rows = [NoticeDueRow.of(row) for row in judged if not_needed or row.verdict != "not-needed"]
    return NoticesAnswer(head=Envelope.of(view, on), rows=rows)


def notices_about(
    view: View, on: date, contracts: frozenset[str], *, since: date | None = None
) -> list[NoticeDueRow]:
    """The notices that are or were due of work on these contracts: a part of a review."""
    judged = notices_due(view, on, since=since)
    return [
        NoticeDueRow.of(row)
        for row in judged
        if row.contract in contracts and row.verdict != "not-needed"
    ]


# Notices that were filed --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FiledRow:
    """A notice that was filed with a recipient."""

    notice: str
    rule: str
    recipient: str
    country: str
    contracts: Sequence[str]
    workers: int
    from_on: date
    filed_on: date
    number: str | None
    sha256: str | None
    source: str | None
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeListAnswer(Answer[FiledRow]):
    """Every notice that stands, in the order of the days on which they were filed."""

    schema: ClassVar[str] = "notice-list"


def notice_list(view: View) -> NoticeListAnswer:
    """The notices that were filed."""
    rows = [
        FiledRow(
            notice=facts.notice.code,
            rule=facts.notice.rule,
            recipient=facts.notice.recipient,
            country=facts.notice.country,
            contracts=sorted(facts.notice.contracts),
            workers=facts.notice.workers,
            from_on=facts.notice.from_on,
            filed_on=facts.notice.filed_on,
            number=facts.number,
            sha256=facts.sha256,
            source=facts.source,
            position=facts.position,
        )
        for facts in known_notices(view)
    ]
    rows.sort(key=lambda row: (row.filed_on, row.notice, row.recipient))
    return NoticeListAnswer(head=Envelope.of(view), rows=rows)


# Rules and unions ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, on which days it is in force, and what it asks for."""

    rule: str
    title: str
    area: str
    in_force_from: date
    in_force_until: date | None
    days_before: int | None
    present_on: date | None
    due_on: date | None
    employees_from: int | None
    recipients: Sequence[str]
    source: str

    @classmethod
    def of(cls, rule: Rule) -> RuleRow:
        """A rule as it is told."""
        return cls(
            rule=rule.code,
            title=rule.title,
            area=rule.area,
            in_force_from=rule.in_force_from,
            in_force_until=rule.in_force_until,
            days_before=rule.days_before,
            present_on=rule.present_on,
            due_on=rule.due_on,
            employees_from=rule.employees_from,
            recipients=[each.name for each in rule.recipients],
            source=rule.source,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleListAnswer(Answer[RuleRow]):
    """The rules that are adopted, or those of them that are in force on a day, in order of code."""

    schema: ClassVar[str] = "rule-list"


def rule_list(view: View, on: date | None) -> RuleListAnswer:
    """Every rule, or only those in force on the day."""
    rules = [rule for rule in known_rules(view) if on is None or rule.is_in_force_on(on)]
    return RuleListAnswer(head=Envelope.of(view, on), rows=[RuleRow.of(rule) for rule in rules])


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """With whom a notice is filed, and by whom."""

    name: str
    filed_by: str


@dataclass(frozen=True, slots=True)
class RuleShownRow:
    """A rule with its clause, word for word."""

    rule: str
    title: str
    text: str
    source: str
    area: str
    in_force_from: date
    in_force_until: date | None
    days_before: int | None
    present_on: date | None
    due_on: date | None
    employees_from: int | None
    recipients: Sequence[RecipientRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShownAnswer(Answer[RuleShownRow]):
    """One rule."""

    schema: ClassVar[str] = "rule-show"


def rule_shown(view: View, code: str) -> RuleShownAnswer:
    """The rule; refuses one that nobody adopted."""
    rule = rule_named(view, code)
    row = RuleShownRow(
        rule=rule.code,
        title=rule.title,
        text=rule.text,
        source=rule.source,
        area=rule.area,
        in_force_from=rule.in_force_from,
        in_force_until=rule.in_force_until,
        days_before=rule.days_before,
        present_on=rule.present_on,
        due_on=rule.due_on,
        employees_from=rule.employees_from,
        recipients=[RecipientRow(each.name, each.filed_by) for each in rule.recipients],
    )
    return RuleShownAnswer(head=Envelope.of(view), rows=[row])


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A country in a union from a day on; `until` is the first day no longer in it."""

    country: str
    since: date
    until: date | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionShownAnswer(Answer[MemberRow]):
    """The members of a union, on a day or ever, by the days on which they joined."""

    schema: ClassVar[str] = "union-show"
    union: str
    title: str
    source: str


def union_shown(view: View, code: str, on: date | None) -> UnionShownAnswer:
    """The union; refuses one that nobody described."""
    union = union_named(view, code)
    members = [member for member in union.members if on is None or member.is_in_on(on)]
    members.sort(key=lambda member: (member.since, member.country))
    return UnionShownAnswer(
        head=Envelope.of(view, on),
        rows=[MemberRow(each.country, each.since, each.until, each.note) for each in members],
        union=union.code,
        title=union.title,
        source=union.source,
    )
