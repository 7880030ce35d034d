"""Rules that ask for notices before work goes abroad, and the unions of countries that they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import SPREAD
from domain.notices.laws import Member, Recipient
from projections.notices import rule_list as known_rules
from projections.notices import rule_named, union_named

if TYPE_CHECKING:
    from domain.notices.laws import Rule
    from projections.view import View


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """On which days a rule is in force, and what it asks for."""

    area: str
    in_force_from: date
    in_force_until: date | None
    days_before: int | None
    present_on: date | None
    due_on: date | None
    employees_from: int | None

    @classmethod
    def of(cls, rule: Rule) -> RuleTerms:
        """What is told of it wherever it is told."""
        return cls(*(getattr(rule, each.name) for each in fields(cls)))


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, on which days it is in force, and what it asks for."""

    rule: str
    title: str
    terms: Annotated[RuleTerms, SPREAD]
    recipients: Sequence[str]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleListAnswer(Answer[RuleRow]):
    """The rules that are adopted, or those of them that are in force on a day, in order of code."""

    schema: ClassVar[str] = "rule-list"


def rule_list(view: View, on: date | None) -> RuleListAnswer:
    """Every rule, or only those in force on the day."""
    rules = [rule for rule in known_rules(view) if on is None or rule.is_in_force_on(on)]
    rows = [
        RuleRow(
            rule.code,
            rule.title,
            RuleTerms.of(rule),
            [each.name for each in rule.recipients],
            rule.source,
        )
        for rule in rules
    ]
    return RuleListAnswer(head=Envelope.of(view, on), rows=rows)


@dataclass(frozen=True, slots=True)
class RuleShownRow:
    """A rule with its clause, word for word."""

    rule: str
    title: str
    text: str
    source: str
    terms: Annotated[RuleTerms, SPREAD]
    recipients: Sequence[Recipient]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShownAnswer(Answer[RuleShownRow]):
    """One rule."""

    schema: ClassVar[str] = "rule-show"


def rule_shown(view: View, code: str) -> RuleShownAnswer:
    """The rule; refuses one that nobody adopted."""
    rule = rule_named(view, code)
    row = RuleShownRow(
        rule.code, rule.title, rule.text, rule.source, RuleTerms.of(rule), rule.recipients
    )
    return RuleShownAnswer(head=Envelope.of(view), rows=[row])


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionShownAnswer(Answer[Member]):
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
        rows=members,
        union=union.code,
        title=union.title,
        source=union.source,
    )
