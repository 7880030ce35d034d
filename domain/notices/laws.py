"""Laws that ask for a notice before work goes abroad, and the unions of countries that they name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from domain import countries, values
from domain.commitments.commitment_refusals import (
    InvalidArea,
    OneDeadline,
    RuleEndsFirst,
    UnionSpellEndsFirst,
    UnionSpellsOverlap,
)
from domain.toml_tables import Table, once_each, read_toml
from domain.value_refusals import UnknownCountry

_MOST_DAYS = 3650
_MOST_EMPLOYEES = 1_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """One spell of a country in a union."""

    country: str
    since: date
    until: date | None = None
    """The first day no longer in it."""
    note: str | None = None
    """What a reader should know about the days of this spell."""

    def is_in_on(self, day: date) -> bool:
        """Whether the country is a member on the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Union:
    """A named set of countries, each with the days on which it was a member."""

    code: str
    title: str
    source: str
    members: tuple[Member, ...]
    _spells: dict[str, tuple[Member, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spells: dict[str, list[Member]] = {}
        for member in self.members:
            spells.setdefault(member.country, []).append(member)
        object.__setattr__(self, "_spells", {c: tuple(s) for c, s in spells.items()})

    def has_on(self, country: str, day: date) -> bool:
        """Whether the country is a member on the day. A country that is not named never is."""
        return any(spell.is_in_on(day) for spell in self._spells.get(country, ()))

    def note_on(self, country: str, day: date) -> str | None:
        """What is to be known about the country's spells that had begun by the day."""
        notes = [
            spell.note
            for spell in self._spells.get(country, ())
            if spell.note and spell.since <= day
        ]
        return " ".join(notes) or None


@dataclass(frozen=True, slots=True)
class Recipient:
    """With whom a notice is filed, and by whom."""

    name: str
    filed_by: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A law's duty to give notice before work goes outside its area."""

    code: str
    title: str
    text: str
    """The clause, word for word."""
    source: str
    area: str
    """`country:IT` or `union:EU`."""
    in_force_from: date
    recipients: tuple[Recipient, ...]
    in_force_until: date | None = None
    """The last day in force."""
    days_before: int | None = None
    """How many days before work arrives the notice is due."""
    employees_from: int | None = None
    """The least number of an employer's heads for which it holds."""
    present_on: date | None = None
    """Everybody who is there on this day is asked about, instead of who arrives."""
    due_on: date | None = None
    """When the notice about them is due."""

    @property
    def union(self) -> str | None:
        """The union that is its area, or none where that is a country."""
        kind, _, name = self.area.partition(":")
        return name if kind == "union" else None

    @property
    def country(self) -> str | None:
        """The country that is its area, or none where that is a union."""
        kind, _, name = self.area.partition(":")
        return name if kind == "country" else None

    def is_in_force_on(self, day: date) -> bool:
        """Whether it holds on the day."""
        return self.in_force_from <= day and (
            self.in_force_until is None or day <= self.in_force_until
        )

    def due_for(self, day: date) -> date:
        """The last day on which a notice is in time for work that arrives on the day."""
        if self.due_on is not None:
            return self.due_on
        return day - timedelta(days=self.days_before or 0)


@dataclass(frozen=True, slots=True)
class LawFile:
    """The unions and rules of one file."""

    unions: tuple[Union, ...] = ()
    rules: tuple[Rule, ...] = ()


def read_law(content: bytes) -> LawFile:
    """The unions and rules in a TOML file; refuses everything that is not known."""
    table = read_toml(content, "the file of law")
    has_unions, has_rules = table.has("union"), table.has("rule")
    unions = table.tables("union", "union") if has_unions or not has_rules else []
    rules = table.tables("rule", "rule") if has_rules else []
    law = LawFile(tuple(map(_union, unions)), tuple(map(_rule, rules)))
    table.done()
    once_each("The union", (union.code for union in law.unions))
    once_each("The rule", (rule.code for rule in law.rules))
    return law


def _union(table: Table) -> Union:
    code = table.code("code")
    table.named(f"union {code}")
    union = Union(
        code=code,
        title=table.line("title"),
        source=table.statement("source"),
        members=tuple(map(_member, table.tables("member", f"member of {code}"))),
    )
    table.done()
    _check_spells(union)
    return union


def _member(table: Table) -> Member:
    member = Member(
        country=_known_country(table),
        since=table.day("since"),
        until=table.maybe("until", table.day),
        note=table.maybe("note", table.line),
    )
    table.done()
    return member


def _known_country(table: Table) -> str:
    code = table.code("country")
    try:
        return countries.country(code)
    except UnknownCountry:
        if code in _NOT_ISO:
            raise UnknownCountry(f"{code} ({_NOT_ISO[code]} in ISO 3166-1)") from None
        raise


_NOT_ISO = {"EL": "GR", "UK": "GB"}
"""Codes that the Union's own texts use for countries that have another one."""


def _check_spells(union: Union) -> None:
    latest: dict[str, Member] = {}
    for member in sorted(union.members, key=lambda m: (m.country, m.since)):
        if member.until is not None and member.until <= member.since:
            raise UnionSpellEndsFirst(union.code, member.country, member.since, member.until)
        before = latest.get(member.country)
        if before is not None and (before.until is None or before.until > member.since):
            raise UnionSpellsOverlap(union.code, member.country, member.since)
        latest[member.country] = member


def _rule(table: Table) -> Rule:
    code = table.code("code")
    table.named(f"rule {code}")
    rule = Rule(
        code=code,
        title=table.line("title"),
        text=table.statement("text"),
        source=table.statement("source"),
        area=_area(table),
        in_force_from=table.day("in_force_from"),
        in_force_until=table.maybe("in_force_until", table.day),
        days_before=table.maybe("days_before", lambda key: table.number(key, 0, _MOST_DAYS)),
        employees_from=table.maybe(
            "employees_from", lambda key: table.number(key, 1, _MOST_EMPLOYEES)
        ),
        recipients=tuple(map(_recipient, table.tables("recipient", f"recipient of {code}"))),
        present_on=table.maybe("present_on", table.day),
        due_on=table.maybe("due_on", table.day),
    )
    table.done()
    once_each("The recipient", (recipient.name for recipient in rule.recipients))
    _check_rule(rule)
    return rule


def _recipient(table: Table) -> Recipient:
    recipient = Recipient(name=table.code("name"), filed_by=table.line("filed_by"))
    table.done()
    return recipient


def _area(table: Table) -> str:
    text = table.line("area")
    kind, _, name = text.partition(":")
    if kind == "country":
        return f"country:{countries.country(name)}"
    if kind == "union":
        return f"union:{values.code(name, 'a union')}"
    raise InvalidArea(table.where, text)


def _check_rule(rule: Rule) -> None:
    counts_days = rule.days_before is not None
    asks_who_is_there = rule.present_on is not None and rule.due_on is not None
    says_both = counts_days and (rule.present_on is not None or rule.due_on is not None)
    if says_both or not (counts_days or asks_who_is_there):
        raise OneDeadline(rule.code)
    if rule.in_force_until is not None and rule.in_force_until < rule.in_force_from:
        raise RuleEndsFirst(rule.code, rule.in_force_from, rule.in_force_until)
