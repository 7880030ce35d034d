"""Whether a plan makes its date, if the weeks to come are like those that were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import SPREAD, UNTOLD
from projections import forecast
from projections.forecast import RUNS, Forecast
from projections.outlook import course_after
from projections.plan_course import PlanCourse
from projections.plans import PlanFacts, plan_named

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from datetime import date

    from projections.fan import Level
    from projections.view import View


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """When a plan is likely to reach its target."""

    forecast: Annotated[Forecast, SPREAD]
    facts: Annotated[PlanFacts, UNTOLD]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastAnswer(Answer[ForecastRow]):
    """When a plan is likely to reach its target, drawn from the weeks that it has behind it."""

    schema: ClassVar[str] = "forecast"


def forecast_of(
    view: View,
    plan: str,
    on: date,
    *,
    weeks: int | None = None,
    past_only: bool = False,
    runs: int = RUNS,
    seed: int | None = None,
) -> ForecastAnswer:
    """The forecast of the plan; the seed is the answer's position unless given.

    Refuses a plan that is not known or withdrawn, and a past that says too little.
    """
    known = PlanCourse(view, plan_named(view, plan), on)
    return drawn(view, known, weeks=weeks, past_only=past_only, runs=runs, seed=seed).answer


@dataclass(frozen=True, slots=True)
class Drawn:
    """A forecast, and how far its runs have come on the way."""

    answer: ForecastAnswer
    levels: Sequence[Level]

    @property
    def forecast(self) -> Forecast:
        """What was drawn."""
        return self.answer.rows[0].forecast


def drawn(
    view: View,
    known: PlanCourse,
    *,
    weeks: int | None = None,
    past_only: bool = False,
    runs: int = RUNS,
    seed: int | None = None,
    tested: bool = True,
    with_fan: bool = False,
) -> Drawn:
    """The forecast of a plan whose course is known, with its fan if that is asked for.

    Without `tested` it is not tried on earlier days, which takes most of the time.
    """
    told = course_after(view, known)
    courses: list[array[int]] | None = [] if with_fan else None
    found = forecast.forecast(
        told,
        seed=view.position if seed is None else seed,
        weeks=weeks,
        runs=runs,
        past_only=past_only,
        tested=tested,
        courses=courses,
    )
    levels: Sequence[Level] = ()
    if courses is not None:
        from projections.fan import fan

        levels = fan(told, found, courses, past_only=past_only)
    head = Envelope.of(view, known.on)
    answer = ForecastAnswer(head=head, rows=[ForecastRow(found, known.plan)])
    return Drawn(answer, levels)
