"""The replay: every event from the first one, read, judged again, and added up anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from domain.events import STREAMS
from ledger.audit.batches import OpenBatch
from ledger.audit.findings import Findings, Kind
from ledger.audit.world import World
from ledger.mapper import Malformed, from_stored, topic_of
from ledger.readmodel import PAGE, is_level, no_meter
from projections.projector import Projector

if TYPE_CHECKING:
    from domain.events import Event
    from domain.recorded import Recorded
    from ledger.database import Database
    from ledger.mapper import RawEvent
    from ledger.readmodel import Meter
    from projections.tables import Difference
    from projections.view import View


@dataclass(slots=True)
class Chapter:
    """What was recorded together: one batch, or the single events of one day."""

    batch: str | None
    recorded_at: datetime
    recorded_by: set[str] = field(default_factory=set)
    first: int = 0
    last: int = 0
    events: Counter[str] = field(default_factory=Counter)
    """How many events of each topic."""
    headcount: dict[str, int] = field(default_factory=dict)
    """Heads per country after it, by all that was recorded so far."""


class Replay:
    """One replay of a ledger. Read `chapters` to the end; then `findings` is complete."""

    def __init__(self, database: Database, view: View, meter: Meter = no_meter) -> None:
        self.findings = Findings()
        self.events = 0
        self._database = database
        self._view = view
        self._meter = meter
        self._world = World()
        self._projector = Projector(watch=self._world.watch)
        self._batch = OpenBatch()
        self._last_recorded_at: datetime | None = None

    def chapters(self) -> Iterator[Chapter]:
        """What happened, chapter by chapter, in the order in which it was recorded."""
        self._check_guards()
        self._check_level()
        chapter: Chapter | None = None
        for recorded in self._events():
            if chapter is None or not _belongs(recorded, chapter):
                if chapter is not None:
                    yield self._end(chapter)
                chapter = Chapter(recorded.batch, recorded.recorded_at, first=recorded.position)
            chapter.last = recorded.position
            chapter.recorded_by.add(recorded.recorded_by)
            chapter.events[topic_of(recorded.event)] += 1
            self._judge(recorded)
        if chapter is not None:
            yield self._end(chapter)
        self._finish()

    def headcount(self) -> dict[str, int]:
        """Heads per country after all that was replayed."""
        return self._world.headcount()

    # Reading --------------------------------------------------------------------------------

    def _events(self) -> Iterator[Recorded[Event]]:
        position = 0
        while page := self._database.after(self._view.connection, position, PAGE):
            for raw in page:
                recorded = self._read(raw)
                if recorded is not None:
                    yield recorded
            before, position = position, page[-1].position
            self._compare_page(before, position)
            self._meter(position, self._view.position)

    def _read(self, raw: RawEvent) -> Recorded[Event] | None:
        self.events += 1
        if raw.position != self.events:
            missing = f"position {raw.position} follows {self.events - 1}"
            self._found(Kind.POSITION_GAP, missing, raw)
            self.events = raw.position
        try:
            return from_stored(raw)
        except Malformed as error:
            self._found(Kind(error.finding), str(error), raw)
            return None

    # Judging --------------------------------------------------------------------------------

    def _judge(self, recorded: Recorded[Event]) -> None:
        stream_kind = STREAMS[type(recorded.event)]
        if recorded.stream.partition(":")[0] != stream_kind:
            message = f"{topic_of(recorded.event)} is no event of {recorded.stream}"
            self._found(Kind.WRONG_STREAM, message, recorded)
            return
        if self._last_recorded_at is not None and recorded.recorded_at < self._last_recorded_at:
            message = f"recorded at {recorded.recorded_at}, after {self._last_recorded_at}"
            self._found(Kind.TIME_RUNS_BACKWARDS, message, recorded)
        self._last_recorded_at = recorded.recorded_at
        for wrong in self._batch.follow(recorded):
            self._found(Kind.BATCH_BROKEN, wrong, recorded)
        version, refusal = self._world.follow(recorded)
        if version != recorded.version:
            message = f"version {recorded.version} stands where {version} should"
            self._found(Kind.VERSION_GAP, message, recorded)
        if refusal is not None:
            self._found(Kind.NOT_ALLOWED, f"{refusal.name}: {refusal}", recorded)
        self._projector.fold((recorded,))

    def _finish(self) -> None:
        for wrong in self._batch.close():
            self.findings.add(Kind.BATCH_BROKEN, wrong)
        for attested, heads in self._world.contradicted_attestations():
            event = attested.event
            message = (
                f"{event.source} counted {event.heads} heads on {event.effective_on}, "
                f"the ledger {heads}"
            )
            self._found(Kind.ATTESTATION_DIFFERS, message, attested)
        if self._has_read_model:
            self._compare_page(self.events, None)
            for table, difference in self._projector.final_differences(self._view.connection):
                self._differs(table, difference)

    # The read model and the guards ------------------------------------------------------------

    def _check_guards(self) -> None:
        missing = self._database.expected_guards - self._database.guards(self._view.connection)
        for guard in sorted(missing):
            message = f"the trigger {guard}, which keeps events from being changed, is missing"
            self.findings.add(Kind.GUARD_MISSING, message)

    def _check_level(self) -> None:
        connection = self._view.connection
        self._has_read_model = "projected" in self._database.tables(connection)
        if not self._has_read_model or not is_level(self._database, connection):
            message = "the read model does not end where the events end"
            self.findings.add(Kind.READ_MODEL_DIFFERS, message)

    def _compare_page(self, after: int, upto: int | None) -> None:
        if self._has_read_model:
            connection = self._view.connection
            for table, difference in self._projector.page_differences(connection, after, upto):
                self._differs(table, difference)

    def _differs(self, table: str, difference: Difference) -> None:
        computed, stored = difference
        message = f"{table}: the events give {computed}, the table in use has {stored}"
        self.findings.add(Kind.READ_MODEL_DIFFERS, message)

    def _found(self, kind: Kind, message: str, where: Recorded[Event] | RawEvent) -> None:
        self.findings.add(kind, message, position=where.position, stream=where.stream)

    def _end(self, chapter: Chapter) -> Chapter:
        chapter.headcount = self._world.headcount()
        return chapter


def _belongs(recorded: Recorded[Event], chapter: Chapter) -> bool:
    if recorded.batch is not None or chapter.batch is not None:
        return recorded.batch == chapter.batch
    return recorded.recorded_at.date() == chapter.recorded_at.date()
