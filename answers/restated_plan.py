"""What later records changed of a plan's progress, and which events did it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from answers.event_rows import EventRow, event_rows
from domain.words import PlanStatus
from ledger.reading.event_log import events_at
from projections import restated_plan as question

if TYPE_CHECKING:
    from ledger.reading.readings import Readings
    from projections.progress import Progress
    from projections.view import View


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """Where a plan stood at the end of a day, as it was known at an instant."""

    target: int
    deadline_on: date
    status: PlanStatus
    held: bool
    brought_back: int
    remaining: int
    percent: float
    origin_change: int
    backfilled: int
    not_counted: int

    @classmethod
    def of(cls, at: Progress | None) -> PlanStanding | None:
        """The standing as it is told; none if the plan was not known."""
        if at is None:
            return None
        return cls(
            target=at.target,
            deadline_on=at.deadline_on,
            status=at.status,
            held=at.held,
            brought_back=at.brought_back,
            remaining=at.remaining,
            percent=at.percent,
            origin_change=at.origin_change,
            backfilled=at.backfilled,
            not_counted=at.not_counted,
        )


@dataclass(frozen=True, slots=True)
class RestatedPlanRow:
    """A plan as known at one instant and at a later one, and how many posts more came back."""

    plan: str
    before: PlanStanding | None
    after: PlanStanding | None
    change: int
    """Of the posts brought back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatedPlanAnswer(Answer[RestatedPlanRow]):
    """What later records changed of a plan's progress, and which events did it."""

    schema: ClassVar[str] = "restatement-plan"
    against: datetime | None
    against_position: int
    events: Sequence[EventRow]


def restated_plan(
    ledger: Readings, before: View, after: View, *, plan: str, on: date
) -> RestatedPlanAnswer:
    """The plan's progress as known in each of the two readings; refuses one known in neither."""
    found = question.restated_plan(before, after, plan, on)
    then, later = (at.brought_back if at else 0 for at in (found.before, found.after))
    row = RestatedPlanRow(
        plan, PlanStanding.of(found.before), PlanStanding.of(found.after), later - then
    )
    return RestatedPlanAnswer(
        head=Envelope.of(before, on),
        rows=[row],
        against=after.known_at,
        against_position=after.position,
        events=event_rows(ledger, after, events_at(ledger.database, after, found.positions)),
    )
