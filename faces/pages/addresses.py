"""Where the figures of a page lead: to what is behind them, on the same day and as known then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from answers.workforce.bridge import BridgeAnswer
from answers.workforce.flows import FlowsAnswer
from answers.workforce.headcount import HeadcountAnswer
from answers.workforce.whereabouts import WhereaboutsAnswer
from domain.values import instant_text
from projections.only import Only

if TYPE_CHECKING:
    from answers.answer import Answer, Envelope
    from faces.columns import Column
    from faces.html.links import Subject

_PAGES: Mapping[str, str] = {
    "operator": "operator",
    "site": "site",
    "contract": "contract",
    "succeeds": "contract",
    "succeeded_by": "contract",
    "plan": "progress",
    "batch": "batch",
    "position": "event",
    "event": "event",
    "protocol": "review",
    "rule": "rule",
}
"""The page of what a column names."""
_FILTERS = frozenset(each.name for each in fields(Only))
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of other pages that ask of the same moment of the ledger's own past."""

    lang: str | None = None
    """The language that was asked for by name."""
    known_at: str | None = None
    on: date | None = None
    own: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, head: Envelope, lang: str | None) -> Addresses:
        """The addresses of a page on that answer."""
        known_at = instant_text(head.known_at) if head.known_at else None
        return cls(lang, known_at, head.on)

    def to(self, *path: str, **parameters: object) -> str:
        """A page; what is none is left out, and what is several stands several times."""
        asked = {**parameters, "known-at": self.known_at, "lang": self.lang}
        pairs = [
            (name, str(each))
            for name, value in asked.items()
            if value is not None
            for each in (value if isinstance(value, list | tuple) else [value])
        ]
        address = "/" + "/".join(quote(part, safe="") for part in path)
        return f"{address}?{urlencode(pairs)}" if pairs else address

    # As the sections of a report ask for them

    def days(self, first: date, last: date) -> str:
        """What took effect from one day to the end of another."""
        return self.to("log", since=first - _DAY, on=last)

    def event(self, position: int) -> str:
        """The event at a position."""
        return self.to("event", str(position))

    def subject(self, kind: Subject, code: str) -> str:
        """Everything about one plan, site, contract, operator or batch."""
        return self.to(_PAGES[kind], code)

    # Of any table

    def cell(self, answer: Answer[Any], column: Column, row: Any) -> str | None:
        """Where the cell of a row leads; nowhere if nothing is behind it."""
        behind = self._behind(answer, column, row)
        if behind is not None:
            return behind
        page, value = _PAGES.get(column.name), column.cell(row)
        if page is None or value in (None, "", " ") or isinstance(value, list | tuple):
            return None
        return self.to(page, str(value))

    def _behind(self, answer: Answer[Any], column: Column, row: Any) -> str | None:
        """The operators or the events that a figure is the sum of."""
        if not column.right:
            return None
        if isinstance(answer, FlowsAnswer):
            return self.between(answer.by, row.origin, row.destination, answer.since)
        if isinstance(answer, WhereaboutsAnswer):
            return self.between(answer.by, row.was, row.now, answer.since)
        if not isinstance(answer, HeadcountAnswer | BridgeAnswer):
            return None
        return self.figure(answer, row, column.name)

    def figure(self, answer: HeadcountAnswer | BridgeAnswer, row: Any, name: str) -> str | None:
        """The operators or the events that a figure of that name is the sum of."""
        narrowed = _narrowed(answer.by, row.groups)
        if narrowed is None:
            return None
        if isinstance(answer, HeadcountAnswer):
            return self.to("operators", **narrowed, on=answer.head.on)
        if name in ("opening", "closing", "fte_closing"):
            on = answer.since if name == "opening" else answer.head.on
            return self.to("operators", **narrowed, on=on)
        return self.to("log", **narrowed, since=answer.since, on=answer.head.on)

    def between(self, by: str, was: str | None, now: str | None, since: date | None) -> str:
        """What happened up to the day where posts came to, or else where they left."""
        return self.to("log", **{by: now if now is not None else was}, since=since, on=self.on)


def _narrowed(by: Sequence[str], groups: Sequence[str | None]) -> dict[str, str] | None:
    """The filters that leave the group alone; none if there are no such."""
    pairs = dict(zip(by, groups, strict=True))
    if not _FILTERS.issuperset(pairs):
        return None
    narrowed = {name: value for name, value in pairs.items() if value and value != " "}
    return narrowed if len(narrowed) == len(pairs) else None
