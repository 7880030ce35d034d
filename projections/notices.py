"""Unions, rules and notices: small lists, of which what was said last and stands counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Table, select

from domain.notices.laws import Member, Recipient, Rule, Union
from domain.notices.notice_refusals import UnionNotDescribed, UnknownRule
from projections.judging.notices import Notice
from projections.notice_rows import notices, rule_recipients, rules, union_members, unions
from projections.tables import rows_known

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from projections.view import View


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


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
