"""Unions, rules and notices: small lists, of which what was said last and stands counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Integer, SmallInteger, Table, select

from domain.notices.laws import Member, Recipient, Rule, Union
from domain.notices.notice_events import (
    NoticeFiled,
    NoticeVoided,
    RuleAdopted,
    RuleVoided,
    UnionDescribed,
    UnionVoided,
)
from domain.notices.notice_refusals import UnionNotDescribed, UnknownRule
from projections.judging.notices import Notice
from projections.projection import Projection
from projections.tables import NONE, AppendedRows, ExactText, metadata, rows_known

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import RowMapping

    from domain.recorded import Recorded
    from projections.view import View

unions = Table(
    "unions",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("title", ExactText),
    Column("source", ExactText),
)
"""What was said of each union, by its version in the union's stream; no title where it was voided."""

union_members = Table(
    "union_members",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("country", ExactText, nullable=False),
    Column("since", ExactText, nullable=False),
    Column("until", ExactText, nullable=False),
    Column("note", ExactText, nullable=False),
)
"""The members that a description names, in its order."""

rules = Table(
    "rules",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("title", ExactText),
    Column("text", ExactText),
    Column("source", ExactText),
    Column("area", ExactText),
    Column("in_force_from", ExactText),
    Column("in_force_until", ExactText),
    Column("days_before", Integer),
    Column("employees_from", Integer),
    Column("present_on", ExactText),
    Column("due_on", ExactText),
)
"""What was adopted of each rule, by its version in the rule's stream; no title where it was voided."""

rule_recipients = Table(
    "rule_recipients",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("name", ExactText, nullable=False),
    Column("filed_by", ExactText, nullable=False),
)
"""The recipients that a rule names, in its order."""

notices = Table(
    "notices",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("rule", ExactText),
    Column("recipient", ExactText),
    Column("country", ExactText),
    Column("contracts", ExactText),
    Column("workers", Integer),
    Column("from_on", ExactText),
    Column("filed_on", ExactText),
    Column("number", ExactText),
    Column("sha256", ExactText),
    Column("source", ExactText),
)
"""Each notice, by its version in its code's stream; no rule where it was voided."""


class Notices(Projection):
    """Writes a row for everything that is said of a union, a rule or a notice, and its members."""

    def __init__(self) -> None:
        self.unions = AppendedRows(unions)
        self.members = AppendedRows(union_members)
        self.rules = AppendedRows(rules)
        self.recipients = AppendedRows(rule_recipients)
        self.notices = AppendedRows(notices)
        self.appended = (self.unions, self.members, self.rules, self.recipients, self.notices)
        self.handles = {
            UnionDescribed: self.on_union_described,
            UnionVoided: self.on_union_voided,
            RuleAdopted: self.on_rule_adopted,
            RuleVoided: self.on_rule_voided,
            NoticeFiled: self.on_notice_filed,
            NoticeVoided: self.on_notice_voided,
        }

    def on_union_described(self, recorded: Recorded[UnionDescribed]) -> None:
        """The members of a union were said."""
        position, event = recorded.position, recorded.event
        self.unions.add((position, recorded.code, recorded.version, event.title, event.source))
        for number, each in enumerate(event.members, 1):
            days = each.since.isoformat(), _text(each.until)
            self.members.add((position, number, each.country, *days, each.note or NONE))

    def on_union_voided(self, recorded: Recorded[UnionVoided]) -> None:
        """A description of a union was taken back."""
        self.unions.add((*_voided(recorded), None, None))

    def on_rule_adopted(self, recorded: Recorded[RuleAdopted]) -> None:
        """A rule was adopted."""
        position, event = recorded.position, recorded.event
        self.rules.add(
            (
                *(position, recorded.code, recorded.version),
                *(event.title, event.text, event.source, event.area),
                *(_text(event.in_force_from), _text(event.in_force_until)),
                *(event.days_before, event.employees_from),
                *(_text(event.present_on), _text(event.due_on)),
            )
        )
        for number, each in enumerate(event.recipients, 1):
            self.recipients.add((position, number, each.name, each.filed_by))

    def on_rule_voided(self, recorded: Recorded[RuleVoided]) -> None:
        """A text of a rule was taken back."""
        self.rules.add((*_voided(recorded), *(None,) * (len(rules.c) - 3)))

    def on_notice_filed(self, recorded: Recorded[NoticeFiled]) -> None:
        """A notice was filed."""
        event = recorded.event
        self.notices.add(
            (
                *(recorded.position, recorded.code, recorded.version),
                *(event.rule, event.recipient, event.country, " ".join(event.contracts)),
                *(event.workers, _text(event.from_on), _text(event.filed_on)),
                *(event.number or NONE, event.sha256 or NONE, event.source or NONE),
            )
        )

    def on_notice_voided(self, recorded: Recorded[NoticeVoided]) -> None:
        """A notice was taken back."""
        self.notices.add((*_voided(recorded), *(None,) * (len(notices.c) - 3)))


def _voided(recorded: Recorded[Any]) -> tuple[int, str, int]:
    """The beginning of a row that takes another one back."""
    return recorded.position, recorded.code, recorded.event.version


def _text(day: date | None) -> str:
    return day.isoformat() if day else NONE


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# Reading ------------------------------------------------------------------------------------


def standing(view: View, table: Table, said: str) -> list[RowMapping]:
    """The rows that were not taken back, in the order in which they were recorded.

    `said` is a column that has no value where a row takes back another one.
    """
    found: dict[tuple[str, int], RowMapping] = {}
    for row in rows_known(view, table):
        key = row["code"], row["version"]
        if row[said] is None:
            found.pop(key, None)
        else:
            found[key] = row
    return list(found.values())


def _parts_of(view: View, table: Table) -> dict[int, list[RowMapping]]:
    """The numbered rows that belong to each position."""
    query = select(table).where(table.c.position <= view.position)
    parts: dict[int, list[RowMapping]] = {}
    for row in view.connection.execute(query.order_by(table.c.position, table.c.number)).mappings():
        parts.setdefault(row["position"], []).append(row)
    return parts


def union_map(view: View) -> dict[str, Union]:
    """Every union that is described, as described last."""
    members = _parts_of(view, union_members)
    return {
        row["code"]: Union(
            code=row["code"],
            title=row["title"],
            source=row["source"],
            members=tuple(
                Member(
                    country=each["country"],
                    since=date.fromisoformat(each["since"]),
                    until=_day(each["until"]),
                    note=each["note"] or None,
                )
                for each in members[row["position"]]
            ),
        )
        for row in standing(view, unions, "title")
    }


def union_named(view: View, code: str) -> Union:
    """The union of that code; refuses one that nobody described."""
    found = union_map(view).get(code)
    if found is None:
        raise UnionNotDescribed(code, view.then)
    return found


def rule_list(view: View) -> list[Rule]:
    """Every rule that is adopted, as adopted last, in order of code."""
    recipients = _parts_of(view, rule_recipients)
    found = {
        row["code"]: Rule(
            code=row["code"],
            title=row["title"],
            text=row["text"],
            source=row["source"],
            area=row["area"],
            in_force_from=date.fromisoformat(row["in_force_from"]),
            in_force_until=_day(row["in_force_until"]),
            days_before=row["days_before"],
            employees_from=row["employees_from"],
            recipients=tuple(
                Recipient(each["name"], each["filed_by"]) for each in recipients[row["position"]]
            ),
            present_on=_day(row["present_on"]),
            due_on=_day(row["due_on"]),
        )
        for row in standing(view, rules, "title")
    }
    return [found[code] for code in sorted(found)]


def rule_named(view: View, code: str) -> Rule:
    """The rule of that code; refuses one that nobody adopted."""
    known = {rule.code: rule for rule in rule_list(view)}
    if code not in known:
        raise UnknownRule(code, view.then, tuple(known))
    return known[code]


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice that stands, with what proves it."""

    notice: Notice
    number: str | None
    sha256: str | None
    source: str | None
    position: int


def notice_list(view: View) -> list[NoticeFacts]:
    """Every notice that stands, in the order in which they were recorded."""
    return [
        NoticeFacts(
            notice=Notice(
                code=row["code"],
                rule=row["rule"],
                recipient=row["recipient"],
                country=row["country"],
                workers=row["workers"],
                from_on=date.fromisoformat(row["from_on"]),
                filed_on=date.fromisoformat(row["filed_on"]),
                contracts=frozenset(row["contracts"].split()),
            ),
            number=row["number"] or None,
            sha256=row["sha256"] or None,
            source=row["source"] or None,
            position=row["position"],
        )
        for row in standing(view, notices, "rule")
    ]


def first_filed_under(view: View, rule: str) -> str | None:
    """The first notice, by its code, that stands and was filed under the rule."""
    return min((n.notice.code for n in notice_list(view) if n.notice.rule == rule), default=None)


def naming_contract(view: View, contract: str) -> tuple[str, str] | None:
    """The word for it, and the first notice, by its code, that names the contract."""
    named = (n.notice.code for n in notice_list(view) if contract in n.notice.contracts)
    by = min(named, default=None)
    return ("named-by-notice", by) if by is not None else None
