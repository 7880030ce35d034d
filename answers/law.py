"""Rules that ask for notices before work goes abroad, and the unions of countries that they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from projections.notices import rule_list as known_rules
from projections.notices import rule_named, union_named

if TYPE_CHECKING:
    from domain.notices.laws import Rule
    from projections.view import View


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
