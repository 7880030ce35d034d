"""What later records changed of a day's figures, and which events did it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.event_rows import EventRow, event_rows
from answers.known import must_be_known
from answers.shape import UNTOLD, NamedBy
from answers.workforce.heads import Heads
from answers.workforce.steps import Steps
from ledger.reading.event_log import events_at
from projections import restatement
from projections.groups import Columns, NamedGroup
from projections.only import ALL

if TYPE_CHECKING:
    from ledger.reading.readings import Readings
    from projections.only import Only
    from projections.view import View


@dataclass(frozen=True, slots=True)
class RestatedRow:
    """A group's figure as known at one instant, at a later one, and the difference."""

    groups: Annotated[NamedGroup, NamedBy("by")]
    before: Heads
    after: Heads
    change: Heads


@dataclass(frozen=True, slots=True)
class RestatedBridgeRow:
    """A group's bridge as known at one instant, at a later one, and the difference."""

    groups: Annotated[NamedGroup, NamedBy("by")]
    before: Steps
    after: Steps
    change: Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatedAnswer(Answer[RestatedRow]):
    """What later records changed of a day's headcount, and which events did it."""

    schema: ClassVar[str] = "restatement"
    by: Annotated[Columns, UNTOLD]
    since: date | None
    against: datetime | None
    against_position: int
    events: Sequence[EventRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatedBridgesAnswer(Answer[RestatedBridgeRow]):
    """What later records changed of the bridge between two days, and which events did it."""

    schema: ClassVar[str] = "restatement"
    by: Annotated[Columns, UNTOLD]
    since: date | None
    against: datetime | None
    against_position: int
    events: Sequence[EventRow]


def restated(
    ledger: Readings,
    before: View,
    after: View,
    *,
    by: Columns,
    since: date | None,
    on: date,
    only: Only = ALL,
) -> RestatedAnswer | RestatedBridgesAnswer:
    """The headcount, or with `since` the bridge, as known in each of the two readings.

    Refuses what it is narrowed to and is not known in the later one.
    """
    must_be_known(after, only)
    positions = restatement.changing_positions(before, after, on=on, only=only)
    changing = event_rows(ledger, after, events_at(ledger.database, after, positions))
    head = Envelope.of(before, on)
    if since is None:
        return RestatedAnswer(
            head=head,
            rows=_restated_headcounts(before, after, by, on, only),
            by=by,
            since=None,
            against=after.known_at,
            against_position=after.position,
            events=changing,
        )
    return RestatedBridgesAnswer(
        head=head,
        rows=_restated_bridges(before, after, by, since, on, only),
        by=by,
        since=since,
        against=after.known_at,
        against_position=after.position,
        events=changing,
    )


def _restated_headcounts(
    before: View, after: View, by: Columns, on: date, only: Only
) -> list[RestatedRow]:
    return [
        RestatedRow(
            row.groups, Heads.of(row.before), Heads.of(row.after), Heads.of(row.after - row.before)
        )
        for row in restatement.restatement(before, after, by=by, on=on, only=only)
    ]


def _restated_bridges(
    before: View, after: View, by: Columns, since: date, on: date, only: Only
) -> list[RestatedBridgeRow]:
    return [
        RestatedBridgeRow(
            row.groups, Steps.of(row.before), Steps.of(row.after), Steps.of(row.change)
        )
        for row in restatement.restated_bridges(before, after, by=by, since=since, on=on, only=only)
    ]
