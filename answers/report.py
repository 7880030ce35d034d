"""All that a report tells: the answers to the questions of whoever is asked to believe a promise.

What many reports have no use for is imported where it is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from answers.answer import Envelope
from answers.chapters import Chapters, chapters
from answers.kept import QualityPart, notices_part, quality_part, reviews
from answers.progress import (
    ProgressOnRow,
    ProgressRow,
    courses,
    history_rows,
    progress_row,
)
from answers.workforce.bridge import BridgeAnswer, bridge_by
from answers.workforce.whereabouts import WhereaboutsAnswer, whereabouts_by
from domain.refusal import Refusal
from ledger.signing.roots import latest_checkpoint, root_of
from ledger.store.passed_over import last_that_counts
from projections.progress import backfilled_per_day
from projections.sites import site_list

if TYPE_CHECKING:
    from answers.commitments.review import ReviewAnswer
    from answers.notices import NoticeDueRow
    from answers.proving import CheckpointRow
    from answers.workforce.restatement import RestatedAnswer, RestatedBridgesAnswer
    from ledger.reading.readings import Readings
    from ledger.signing.listed_checkpoints import ListedCheckpoint
    from projections.forecast import Forecast
    from projections.plan_course import PlanCourse
    from projections.sites import SiteFacts
    from projections.view import View
    from projections.whereabouts import WhereaboutsBy

_YEAR = timedelta(days=365)
_MOST_SITES = 24
"""With more sites than that, where posts were and are is told by country."""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A plan: where it stands, how it came there, and whether it makes the date."""

    row: ProgressRow
    history: Sequence[ProgressOnRow]
    backfilled: Sequence[tuple[date, int]]
    """How many were hired at the origins, by day."""
    forecast: Forecast | None
    no_forecast: Refusal | None
    """Why there is none; none also where nothing is asked of a plan that is met or over."""


@dataclass(frozen=True, slots=True)
class Report:
    """The answers of a report, all of one reading of the ledger."""

    head: Envelope
    plan: str | None
    """The plan that was asked about; none for all."""
    plans: Sequence[PlanPart]
    bridge: BridgeAnswer
    whereabouts: WhereaboutsAnswer
    sites: Sequence[SiteFacts]
    reviews: Sequence[ReviewAnswer]
    """Of the protocols that the plans' clients joined."""
    quality: QualityPart | None
    notices: Sequence[NoticeDueRow]
    changed: RestatedAnswer | RestatedBridgesAnswer | None
    """What was learnt since an instant; none if nobody asked."""
    chapters: Chapters
    root: str | None
    """Of all events, in Base64; none where it would take long to compute."""
    checkpoint: CheckpointRow | None
    """The latest that was signed of these events."""


def report(
    ledger: Readings, view: View, plan: str | None, on: date, *, before: View | None = None
) -> Report:
    """The report on a plan, or on all; `before` is an earlier reading to compare with.

    Refuses a plan that is not known.
    """
    head = Envelope.of(view, on)
    parts = [plan_part(view, course) for course in courses(view, plan, on)]
    since = min((part.row.baseline_on for part in parts), default=on - _YEAR)
    since = min(since, on)
    sites = [site.latest for site in site_list(view)]
    by: WhereaboutsBy = "site" if len(sites) <= _MOST_SITES else "country"
    checkpoint = latest_checkpoint(ledger.database, view.connection, view.position)
    clients = {part.row.facts.client for part in parts if part.row.facts.client is not None}
    changed = None
    if before is not None:
        from answers.workforce.restatement import restated

        changed = restated(ledger, before, view, by=("country",), since=None, on=on)
    return Report(
        head=head,
        plan=plan,
        plans=parts,
        bridge=bridge_by(view, ("country",), since, on),
        whereabouts=whereabouts_by(view, by, since, on),
        sites=sites,
        reviews=reviews(
            view,
            frozenset(clients if plan is not None else ()),
            on,
            {part.row.plan: part.row for part in parts},
        ),
        quality=quality_part(view, since, on),
        notices=notices_part(view, since, on),
        changed=changed,
        chapters=chapters(ledger, view),
        root=root_of(ledger.database, view.connection, view.position),
        checkpoint=_row(checkpoint) if checkpoint else None,
    )


def _row(checkpoint: ListedCheckpoint) -> CheckpointRow:
    from answers.proving import CheckpointRow

    return CheckpointRow.of(checkpoint)


def last_recorded_on(ledger: Readings, view: View) -> date:
    """The day, in UTC, on which the last event that the view knows was recorded."""
    last = last_that_counts(ledger.database, view.connection, view.position)
    return last.recorded_at.date() if last else date.min


def plan_part(view: View, course: PlanCourse) -> PlanPart:
    """A plan with its course up to a day, and its forecast or why there is none."""
    row = progress_row(course)
    return part_of(view, course, row, *_forecast(view, row, course))


def part_of(
    view: View,
    course: PlanCourse,
    row: ProgressRow,
    forecast: Forecast | None,
    refused: Refusal | None = None,
) -> PlanPart:
    """The same with a forecast that was drawn already."""
    return PlanPart(
        row=row,
        history=history_rows(course),
        backfilled=backfilled_per_day(view, course.plan, course.on),
        forecast=forecast,
        no_forecast=refused,
    )


def _forecast(
    view: View, row: ProgressRow, course: PlanCourse
) -> tuple[Forecast | None, Refusal | None]:
    if not row.remaining or row.status == "withdrawn":
        return None, None
    from answers.forecast import drawn

    try:
        return drawn(view, course, tested=False).forecast, None
    except Refusal as refused:
        return None, refused
