"""What a replay of a part of the history found, and what was to be answered then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.audit import ChapterRow, Found, replay
from answers.progress import ProgressRow, progress_of
from answers.shape import SPREAD
from answers.workforce.heads import Heads
from projections.headcount import headcount

if TYPE_CHECKING:
    from ledger.audit.replay import Replay


@dataclass(frozen=True, slots=True)
class CountryRow:
    """The figure of a country."""

    country: str | None
    figure: Annotated[Heads, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayUntilAnswer(Answer[ChapterRow]):
    """A part of the history, and the answers as they then were."""

    schema: ClassVar[str] = "audit-replay"
    found: Annotated[Found, SPREAD]
    headcount: Sequence[CountryRow]
    progress: Sequence[ProgressRow]


def replay_until(replaying: Replay) -> ReplayUntilAnswer:
    """The history up to where the replay ends, with the headcount and the progress as known there."""
    told = replay(replaying)
    view = replaying.view
    day = view.known_at.date() if view.known_at else date.max
    return ReplayUntilAnswer(
        head=Envelope.of(view, day),
        rows=told.rows,
        found=told.found,
        headcount=[
            CountryRow(row.group, Heads.of(row.figure))
            for row in headcount(view, by="country", on=day)
        ],
        progress=progress_of(view, None, day).rows,
    )
