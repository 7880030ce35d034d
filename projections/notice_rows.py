"""What was said of unions, rules and notices: the tables, and what writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Integer, SmallInteger, Table

from domain.notices.notice_events import (
    NoticeFiled,
    NoticeVoided,
    RuleAdopted,
    RuleVoided,
    UnionDescribed,
    UnionVoided,
)
from projections.projection import Projection
from projections.tables import NONE, AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from datetime import date

    from domain.recorded import Recorded


def _said(name: str, *facts: Column[Any]) -> Table:
    """A table of what was said of each code, by its version in the code's stream."""
    return Table(
        name,
        metadata,
        _position(),
        Column("code", ExactText, nullable=False),
        Column("version", BigInteger, nullable=False),
        *facts,
    )


def _named_in(name: str, *facts: Column[Any]) -> Table:
    """A table of what each of such statements names, in its order."""
    number = Column("number", SmallInteger, primary_key=True, autoincrement=False)
    return Table(name, metadata, _position(), number, *facts)


def _position() -> Column[Any]:
    return Column("position", BigInteger, primary_key=True, autoincrement=False)


unions = _said(
    "unions",
    Column("title", ExactText),
    Column("source", ExactText),
)
"""What was said of each union, by its version in the union's stream; no title where it was voided."""

union_members = _named_in(
    "union_members",
    Column("country", ExactText, nullable=False),
    Column("since", ExactText, nullable=False),
    Column("until", ExactText, nullable=False),
    Column("note", ExactText, nullable=False),
)
"""The members that a description names, in its order."""

rules = _said(
    "rules",
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

rule_recipients = _named_in(
    "rule_recipients",
    Column("name", ExactText, nullable=False),
    Column("filed_by", ExactText, nullable=False),
)
"""The recipients that a rule names, in its order."""

notices = _said(
    "notices",
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
