"""Records what is asked for: one transaction for each command, all of it or nothing."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from domain import values
from domain.refusal import Refusal
from ledger.reading import catching_up
from ledger.reading.doubted import doubted
from ledger.reading.readings import Readings
from ledger.recording.batch_terms import UNNAMED
from ledger.recording.carrying_out import carry_out
from ledger.recording.unit_of_work import Recording, no_salt
from ledger.store.codec import Malformed
from ledger.store.database import NotStorable, VersionTaken
from ledger.store.identity import name_of
from ledger.store.tail import damaged, last_event, next_instant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from domain.command import Command
    from ledger.reading.catching_up import Meter
    from ledger.recording.batch_terms import BatchTerms
    from ledger.recording.outcome import Outcome
    from ledger.store.database import Database

    Clock = Callable[[], datetime]


class Recorder(Readings):
    """A ledger that exists, and may be added to.

    Every command is one transaction. It reads what it needs, lets the domain decide, and keeps all
    the events or none.
    """

    def __init__(
        self,
        database: Database,
        *,
        by: str,
        clock: Clock,
        meter: Meter = catching_up.no_meter,
        behind: Callable[[int], None] = catching_up.not_told,
        new_salt: Callable[[], bytes] = no_salt,
    ) -> None:
        """`new_salt` gives 16 random bytes for each note."""
        super().__init__(database, meter=meter, behind=behind)
        self._by = by
        self._clock = clock
        self._new_salt = new_salt

    def record(
        self, command: Command, *, batch: BatchTerms = UNNAMED, dry_run: bool = False
    ) -> Outcome:
        """Record what somebody asks for, or say what would be recorded."""
        needs_a_batch = batch.note is not None and not command.has_room_for_a_note
        with self._batch(
            command.word, command.several or needs_a_batch, batch, dry_run
        ) as recording:
            carry_out(recording, command)
        if recording.erases and not dry_run:
            self.database.leave_no_trace()
        return replace(recording.outcome, counted_as=command.counted_as)

    @contextmanager
    def _recording(
        self, command: str, *, dry_run: bool = False, new_code: bool = False
    ) -> Iterator[Recording]:
        by = values.line(self._by, "name of who records")
        with self.database.writing() as connection:
            name = name_of(self.database, connection)
            self.database.must_be_its_own(connection)
            self.database.must_have_a_gate(connection)
            last = last_event(self.database, connection)
            if not catching_up.is_level(self.database, connection):
                catching_up.catch_up(self.database, connection, self._meter)
            recording = Recording(
                connection,
                self.database,
                ledger=name,
                at=next_instant(self.database, connection, last, self._clock()),
                by=by,
                command=command,
                new_salt=self._new_salt,
            )
            recording.new_codes_are_meant = new_code
            try:
                with catching_up.whole(self.database), doubted(self.database):
                    yield recording
                    recording.finish(dry_run=dry_run)
            except Refusal as refusal:
                from ledger.reading.nearest import with_nearest

                raise with_nearest(refusal, recording.view) from None
            except (VersionTaken, NotStorable) as error:
                said = str(error) or "a version that comes next is taken"
                raise damaged(self.database, said) from None
            except Malformed as error:
                raise self._unreadable(error) from None

    @contextmanager
    def _batch(
        self, command: str, several: bool, terms: BatchTerms, dry_run: bool
    ) -> Iterator[Recording]:
        with self._recording(command, dry_run=dry_run, new_code=terms.new_code) as recording:
            if several or terms.ask_for_a_batch:
                recording.together(terms)
            else:
                recording.note(terms.note)
            yield recording
