"""How far plans are from their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import SPREAD, UNTOLD, Key
from answers.workforce.steps import FteSteps, HeadSteps, Steps, fte_steps
from domain.words import PlanStatus
from projections import plans, progress
from projections.plan_course import PlanCourse
from projections.plan_operators import Came, plan_operators
from projections.plans import PlanFacts, plan_named
from projections.progress import rounded_percent

if TYPE_CHECKING:
    from projections.view import View

_MET = ("met", "met-late")
_MISSED = ("missed", "met-late")
"""The statuses that say themselves that the deadline in force was missed."""


@dataclass(frozen=True, slots=True)
class DestinationFte:
    """The steps of the destinations in FTE, and what of them came from elsewhere."""

    steps: Annotated[FteSteps, SPREAD]
    elsewhere: Decimal


@dataclass(frozen=True, slots=True)
class DestinationSteps:
    """The bridge of the destinations; what came from elsewhere is in it and does not count."""

    heads: Annotated[HeadSteps, SPREAD]
    fte: DestinationFte
    elsewhere: int


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """Where a plan stands at the end of a day."""

    plan: str
    target: int
    original_target: int
    baseline_on: date
    deadline_on: date
    status: PlanStatus
    held: bool
    brought_back: int
    remaining: int
    percent: float
    met_on: date | None
    days_left: int
    needed_per_week: float | None
    pace_per_week: float
    origin_change: int
    backfilled: int
    not_counted: int
    destination: DestinationSteps
    origin: Steps
    missed_deadlines: Sequence[date]
    facts: Annotated[PlanFacts, UNTOLD]
    by_week: Annotated[Sequence[int], UNTOLD]

    @classmethod
    def of(cls, facts: PlanFacts, at: progress.Progress) -> ProgressRow:
        """A plan's progress as it is told."""
        fte = DestinationFte(fte_steps(at.destination), at.elsewhere.fte)
        heads = HeadSteps.of(at.destination)
        return cls(
            plan=at.plan,
            target=at.target,
            original_target=at.original_target,
            baseline_on=at.baseline_on,
            deadline_on=at.deadline_on,
            status=at.status,
            held=at.held,
            brought_back=at.brought_back,
            remaining=at.remaining,
            percent=at.percent,
            met_on=at.met_on,
            days_left=at.days_left,
            needed_per_week=at.needed_per_week,
            pace_per_week=at.pace_per_week,
            origin_change=at.origin_change,
            backfilled=at.backfilled,
            not_counted=at.not_counted,
            destination=DestinationSteps(heads, fte, at.elsewhere.heads),
            origin=Steps.of(at.origin),
            missed_deadlines=at.missed_deadlines,
            facts=facts,
            by_week=at.by_week,
        )

    @property
    def is_revised(self) -> bool:
        """Whether the terms in force are others than those announced."""
        original = self.facts.original
        return (self.target, self.deadline_on) != (original.target, original.deadline_on)

    @property
    def is_lost(self) -> bool:
        """Whether the target was reached, and is not reached any more, where the status says met."""
        return self.met_on is not None and not self.held and self.status in _MET

    @property
    def put_off(self) -> Sequence[date]:
        """The missed deadlines that the status does not tell: those that were put off."""
        in_force = self.deadline_on if self.status in _MISSED else None
        return [day for day in self.missed_deadlines if day != in_force]

    @property
    def rounded_percent(self) -> float:
        """The percentage with one decimal; 100 only where the target is reached."""
        return rounded_percent(self.percent, 1, reached=self.held)

    @property
    def has_pace(self) -> bool:
        """Whether there are posts to bring back and days to do it in."""
        return self.status != "withdrawn" and bool(self.remaining and self.days_left)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressAnswer(Answer[ProgressRow]):
    """How far a plan, or every plan, is from its target at the end of a day."""

    schema: ClassVar[str] = "progress"


def progress_of(view: View, plan: str | None, on: date) -> ProgressAnswer:
    """The progress of the plan, or of every one; refuses one that is not known."""
    rows = [progress_row(course) for course in courses(view, plan, on)]
    return ProgressAnswer(head=Envelope.of(view, on), rows=rows)


def courses(view: View, plan: str | None, on: date) -> list[PlanCourse]:
    """The course of the plan up to the day, or of every one; refuses one that is not known."""
    return [PlanCourse(view, facts, on) for facts in _wanted(view, plan)]


def progress_row(course: PlanCourse) -> ProgressRow:
    """Where a plan stands at the end of its course."""
    return ProgressRow.of(course.plan, progress.standing(course))


@dataclass(frozen=True, slots=True)
class ProgressOnRow:
    """One day of a plan's history."""

    plan: str
    on: date
    target: int
    deadline_on: date
    brought_back: int
    remaining: int
    origin: int
    destination: int
    scope_changed: bool
    """Whether other places or contracts are in force than the day before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressHistoryAnswer(Answer[ProgressOnRow]):
    """Plans day by day from their baselines."""

    schema: ClassVar[str] = "progress-history"


def progress_history(view: View, plan: str | None, on: date) -> ProgressHistoryAnswer:
    """Each day of the plan, or of every one, up to the end of the day."""
    rows = [row for course in courses(view, plan, on) for row in history_rows(course)]
    return ProgressHistoryAnswer(head=Envelope.of(view, on), rows=rows)


def history_rows(course: PlanCourse) -> list[ProgressOnRow]:
    """Each day of a plan's course."""
    return [
        ProgressOnRow(
            plan=course.plan.plan,
            on=at.day,
            target=at.target,
            deadline_on=at.deadline_on,
            brought_back=at.brought_back,
            remaining=at.remaining,
            origin=at.origin,
            destination=at.destination,
            scope_changed=at.scope_changed,
        )
        for at in progress.day_by_day(course)
    ]


@dataclass(frozen=True, slots=True)
class BehindRow:
    """An operator behind a plan's figure: from where, and where now."""

    operator: str
    came: Came
    was: Annotated[str | None, Key("from")]
    now: str | None
    event: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressOperatorsAnswer(Answer[BehindRow]):
    """The operators behind the figure of a plan."""

    schema: ClassVar[str] = "progress-operators"
    plan: str


def behind(view: View, plan: str, on: date) -> ProgressOperatorsAnswer:
    """Everybody behind the plan's figure; refuses one that is not known."""
    rows = [
        BehindRow(each.operator, each.came, each.was, each.now, each.event)
        for each in plan_operators(view, plan_named(view, plan), on)
    ]
    return ProgressOperatorsAnswer(head=Envelope.of(view, on), rows=rows, plan=plan)


def _wanted(view: View, plan: str | None) -> Sequence[PlanFacts]:
    return [plan_named(view, plan)] if plan is not None else plans.plan_list(view)
