"""Whether notice was given before work went abroad, and by which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from projections.judging.notices import NoticeBecause, NoticeRow, NoticeVerdict
from projections.notices import notice_list as known_notices
from projections.notices_due import notices_due

if TYPE_CHECKING:
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
