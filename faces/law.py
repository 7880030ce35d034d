"""How rules and unions of countries look for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from answers.law import RuleListAnswer, RuleShownAnswer, RuleShownRow, UnionShownAnswer
from faces.blocks import Block, Facts, Lines, table_or
from faces.columns import NONE, number, text
from faces.words import heading, say

_RULES = (
    text("rule"),
    text("area", "terms.area"),
    text("in_force_from", "terms.in_force_from"),
    text("in_force_until", "terms.in_force_until"),
    number("days_before", "terms.days_before"),
    text("recipients"),
)


def _rules(answer: RuleListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing.rules"), _RULES, answer.rows)


_NAMED = ("rule", "title", "text", "source")
_ALWAYS_TOLD = ("area", "in_force_from", "in_force_until")


def _rule(answer: RuleShownAnswer) -> Iterable[Block]:
    for row in answer.rows:
        yield Facts(list(_rule_facts(row)))


def _rule_facts(row: RuleShownRow) -> Iterator[tuple[str, str]]:
    for name in _NAMED:
        yield heading(name), str(getattr(row, name) or NONE)
    for name in (part.name for part in fields(row.terms)):
        value = getattr(row.terms, name)
        if value is not None or name in _ALWAYS_TOLD:
            yield heading(name), str(value or NONE)
    for each in row.recipients:
        yield heading("recipient"), say("rule.recipient", name=each.name, filed_by=each.filed_by)


_MEMBERS = (text("country"), text("since"), text("until"), text("note"))


def _union(answer: UnionShownAnswer) -> Iterable[Block]:
    yield Lines([say("union.is", union=answer.union, title=answer.title)])
    yield table_or(say("nothing.members"), _MEMBERS, answer.rows)


PAGES = {
    RuleListAnswer: _rules,
    RuleShownAnswer: _rule,
    UnionShownAnswer: _union,
}
