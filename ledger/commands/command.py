"""The transaction of a command: all that it records is kept, or nothing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from domain import values
from ledger import readmodel
from ledger.database import NotStorable, VersionTaken
from ledger.identity import name_of
from ledger.mapper import Malformed
from ledger.readings import Readings
from ledger.recording import UNNAMED, Recording
from ledger.unusable import DamagedLedger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.database import Database
    from ledger.readmodel import Meter
    from ledger.recording import BatchTerms

    Clock = Callable[[], datetime]

_NO_NEXT = 2**62


class Commands(Readings):
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
        meter: Meter = readmodel.no_meter,
        behind: Callable[[int], None] = readmodel.not_told,
    ) -> None:
        super().__init__(database, meter=meter, behind=behind)
        self._by = by
        self._clock = clock

    @contextmanager
    def _recording(self, command: str, *, dry_run: bool = False) -> Iterator[Recording]:
        by = values.line(self._by, "name of who records")
        with self.database.writing() as connection:
            name = name_of(self.database, connection)
            self._must_go_on_from(connection)
            if not readmodel.is_level(self.database, connection):
                readmodel.catch_up(self.database, connection, self._meter)
            recording = Recording(
                connection,
                self.database,
                ledger=name,
                now=self._clock(),
                by=by,
                command=command,
            )
            try:
                with readmodel.whole(self.database):
                    yield recording
                    recording.finish(dry_run=dry_run)
            except (VersionTaken, NotStorable) as error:
                said = str(error) or "a version that comes next is taken"
                raise self._damaged(said) from None
            except Malformed as error:
                raise self._unreadable(error) from None

    @contextmanager
    def _batch(
        self, command: str, several: bool, terms: BatchTerms, dry_run: bool
    ) -> Iterator[Recording]:
        with self._recording(command, dry_run=dry_run) as recording:
            if several or terms != UNNAMED:
                recording.together(terms)
            yield recording

    def _must_go_on_from(self, connection: Connection) -> None:
        """Refuse to add to a log that does not begin at 1, or has come to the end of all numbers."""
        first = self.database.first_position(connection)
        last = self.database.last_position(connection)
        if first != 1 or last >= _NO_NEXT:
            odd = first if first != 1 else last
            raise self._damaged(f"an event stands at position {odd}")

    def _damaged(self, what: str) -> DamagedLedger:
        """What to raise where nothing can be added to the log."""
        said = f"{what}; rientro audit replay finds what is wrong"
        return DamagedLedger(self.database.where, said)
