"""Whether a plan makes its date, if the weeks to come are like those that were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import SPREAD, UNTOLD
from projections import forecast
from projections.forecast import RUNS, Forecast
from projections.outlook import course
from projections.plans import PlanFacts, plan_named
from projections.progress import PlanCourse

if TYPE_CHECKING:
    from datetime import date

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
    tested: bool = True,
) -> ForecastAnswer:
    """The forecast of the plan; the seed is the answer's position unless given.

    Refuses a plan that is not known or withdrawn, and a past that says too little.
    """
    known = PlanCourse(view, plan_named(view, plan), on)
    return forecast_by(
        view, known, weeks=weeks, past_only=past_only, runs=runs, seed=seed, tested=tested
    )


def forecast_by(
    view: View,
    known: PlanCourse,
    *,
    weeks: int | None = None,
    past_only: bool = False,
    runs: int = RUNS,
    seed: int | None = None,
    tested: bool = True,
) -> ForecastAnswer:
    """The same of a plan whose course up to the day is known."""
    found = forecast.forecast(
        course(view, known),
        seed=view.position if seed is None else seed,
        weeks=weeks,
        runs=runs,
        past_only=past_only,
        tested=tested,
    )
    return ForecastAnswer(head=Envelope.of(view, known.on), rows=[ForecastRow(found, known.plan)])
