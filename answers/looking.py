"""What pages show beside the questions of the command line: all plans, one event, what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from answers.event_rows import EventRow, event_rows
from answers.kept import verdicts
from answers.progress import courses, progress_row
from answers.proving import CheckpointRow
from answers.report import PlanPart, part_of, plan_part
from answers.workforce.bridge import BridgeAnswer, bridge_by
from answers.workforce.whereabouts import WhereaboutsAnswer, whereabouts_by
from domain.logbook import UnknownPosition
from ledger.reading.event_log import event_at
from ledger.signing.roots import latest_checkpoint, root_of
from ledger.signing.stored_leaves import leaf_at
from projections.sites import site_list
from proofs.encoding import base64_text
from proofs.merkle import leaf_hash

if TYPE_CHECKING:
    from datetime import date

    from answers.commitments.verdicts import VerdictRow
    from answers.forecast import ForecastAnswer
    from ledger.reading.readings import Readings
    from projections.fan import Level
    from projections.sites import SiteFacts
    from projections.view import View


@dataclass(frozen=True, slots=True)
class Overview:
    """Plans with their course; of a single one also the bridge and the whereabouts since then."""

    head: Envelope
    parts: Sequence[PlanPart]
    bridge: BridgeAnswer | None = None
    whereabouts: WhereaboutsAnswer | None = None
    sites: Sequence[SiteFacts] = ()
    verdicts: Sequence[VerdictRow] = ()
    """Of all plans: who keeps what was signed."""


def overview(view: View, plan: str | None, on: date) -> Overview:
    """The plans on a day, or one of them; refuses one that is not known."""
    parts = [plan_part(view, course) for course in courses(view, plan, on)]
    head = Envelope.of(view, on)
    if plan is None or not parts:
        return Overview(head, parts, verdicts=verdicts(view, on))
    since = min(parts[0].row.baseline_on, on)
    return Overview(
        head,
        parts,
        bridge_by(view, ("country",), since, on),
        whereabouts_by(view, "site", since, on),
        [site.latest for site in site_list(view)],
    )


_SOON_TESTED = timedelta(weeks=156)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast with the course that it goes on from, and how far its runs come on the way."""

    answer: ForecastAnswer
    part: PlanPart
    levels: Sequence[Level]
    is_tested: bool
    """Whether it was asked again on earlier days."""


def outlook(
    view: View,
    plan: str,
    on: date,
    *,
    weeks: int | None,
    past_only: bool,
    runs: int,
    seed: int | None,
) -> Outlook:
    """The forecast of a plan as it is drawn on a page; refuses what the forecast refuses.

    It is not tested on the days of a long history, for which nobody waits before a page.
    """
    from answers.forecast import drawn

    (course,) = courses(view, plan, on)
    is_tested = on - course.plan.baseline_on <= _SOON_TESTED
    found = drawn(
        view,
        course,
        weeks=weeks,
        past_only=past_only,
        runs=runs,
        seed=seed,
        tested=is_tested,
        with_fan=True,
    )
    part = part_of(view, course, progress_row(course), found.forecast)
    return Outlook(found.answer, part, found.levels, is_tested)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAnswer(Answer[EventRow]):
    """One event, as it is stored and as it is hashed."""

    schema: ClassVar[str] = "event"
    line: str
    """The event's line in the log, without its newline."""
    leaf_hash: str
    """Its hash in the tree, in Base64."""
    covered_by: int | None
    """How many events the latest checkpoint has that covers it; none if no one does."""


def event(ledger: Readings, view: View, position: int) -> EventAnswer:
    """The event at a position; refuses one that is not there."""
    if not 1 <= position <= view.position:
        raise UnknownPosition(position, view.position)
    recorded = event_at(ledger.database, view.connection, position)
    line = leaf_at(ledger.database, view.connection, position)
    signed = latest_checkpoint(ledger.database, view.connection, view.position)
    return EventAnswer(
        head=Envelope.of(view),
        rows=event_rows(ledger, view, [recorded]),
        line=line.decode(),
        leaf_hash=base64_text(leaf_hash(line)),
        covered_by=signed.size if signed is not None and signed.size >= position else None,
    )


@dataclass(frozen=True, slots=True)
class Proving:
    """What a page says of how to check it."""

    head: Envelope
    root: str | None
    """Of all events, in Base64; none where it would take long to compute."""
    checkpoint: CheckpointRow | None


def proving(ledger: Readings, view: View) -> Proving:
    """The root of all events, and the latest checkpoint of them."""
    signed = latest_checkpoint(ledger.database, view.connection, view.position)
    return Proving(
        Envelope.of(view),
        root_of(ledger.database, view.connection, view.position),
        CheckpointRow.of(signed) if signed else None,
    )
