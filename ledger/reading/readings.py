"""The ledger as it is read: consistent answers, and replays that believe nothing."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from domain.refusal import Refusal
from ledger.reading import catching_up
from ledger.reading.doubted import doubted
from ledger.store.codec import Malformed
from ledger.store.errors import (
    NOT_AS_GIVEN,
    DamagedFigures,
    DamagedLedger,
    NotPermitted,
    ReadOnlyLedger,
    UnreadableEvent,
)
from ledger.store.identity import name_of
from ledger.store.ledger_refusals import BeyondLedger
from ledger.store.stored_events import PAGE
from projections.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from ledger.audit.replay import Replay
    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database


class Readings:
    """A ledger that exists, and may be asked."""

    def __init__(
        self,
        database: Database,
        *,
        meter: Meter = catching_up.no_meter,
        behind: Callable[[int], None] = catching_up.not_told,
        anew: bool = False,
    ) -> None:
        """`behind` is told how many events an answer does not know, where they cannot be added.

        With `anew` the figures in use are not believed: every answer is folded of all events.
        """
        self.database = database
        self._meter = meter
        self._tell_behind = behind
        self._anew = anew

    @contextmanager
    def asking(self, known_at: datetime | None = None) -> Iterator[View]:
        """A reading of the ledger: of all that is recorded, or of what was known at an instant."""
        with self._level(known_at) as view:
            try:
                with catching_up.whole(self.database), doubted(self.database):
                    yield view
            except Refusal as refusal:
                from ledger.reading.nearest import with_nearest

                raise with_nearest(refusal, view) from None
            except Malformed as error:
                raise self._unreadable(error) from None

    @contextmanager
    def replaying(
        self, meter: Meter = catching_up.no_meter, *, until: int | datetime | None = None
    ) -> Iterator[Replay]:
        """A replay of a ledger of which nothing is believed, not even that it is whole.

        The read model is compared meanwhile, in a process beside this one where that is possible
        and there are so many events that it pays.
        With `until`, a position or an instant, the replay stops there and compares nothing.
        """
        from ledger.audit.beside import Beside
        from ledger.audit.comparison import compare
        from ledger.audit.findings import Findings
        from ledger.audit.remembered import signed_here
        from ledger.audit.replay import Replay

        are_many = False
        with suppress(DamagedFigures, DamagedLedger, NotPermitted, ReadOnlyLedger):
            with self.database.reading() as connection:
                name_of(self.database, connection)
                are_many = self.database.last_position(connection) > PAGE
                is_level = self._is_level(connection)
            if not is_level:
                self._catch_up()
        remembered = signed_here(self.database)
        comparison = Beside(partial(compare, self.database), worth_it=are_many)
        with (
            comparison if until is None else nullcontext(),
            self.database.reading() as connection,
        ):
            compared = comparison.result if until is None else Findings
            view = self._view(connection, name_of(self.database, connection), until)
            yield Replay(self.database, view, meter, remembered=remembered, compared=compared)

    @contextmanager
    def _level(self, known_at: datetime | None) -> Iterator[View]:
        """A reading of figures that know every event, wherever that can be."""
        with self.database.reading() as connection:
            name = name_of(self.database, connection)
            is_level = self._is_level(connection)
            if is_level and not self._anew:
                yield self._view(connection, name, known_at)
                return
        is_level = (is_level or self._catch_up()) and not self._anew
        reading = self.database.reading if is_level else self.database.reading_with_memory
        with reading() as connection:
            view = self._view(connection, name_of(self.database, connection), known_at)
            missing = catching_up.behind(self.database, connection)
            if (missing or self._anew) and not is_level:
                from ledger.reading.in_memory import level_in_memory

                if level_in_memory(self.database, connection, self._meter, anew=self._anew):
                    missing = 0
                elif self._anew:
                    raise DamagedFigures(self.database.where, NOT_AS_GIVEN)
                else:
                    self._tell_behind(missing)
            if missing:  # also where somebody recorded after this reader had caught up
                last = self.database.last_position(connection)
                view = replace(view, position=min(view.position, last - missing))
            yield view

    def _is_level(self, connection: Connection) -> bool:
        """Whether the read model knows every event; refuses a ledger in which others have a say."""
        self.database.must_be_its_own(connection)
        return catching_up.is_level(self.database, connection)

    def _catch_up(self) -> bool:
        """Bring the read model level with the events; returns whether it is.

        Where nothing may be written here, the read model stays as far behind as it is.
        """
        try:
            with self.database.writing() as connection:
                self.database.must_have_a_gate(connection)
                catching_up.catch_up(self.database, connection, self._meter)
        except (NotPermitted, ReadOnlyLedger):
            return False
        return True

    def _view(self, connection: Connection, name: str, until: int | datetime | None) -> View:
        """What was known at a position or an instant, or is known now."""
        last = self.database.last_position(connection)
        if until is None:
            return View(connection, name, last)
        try:
            if not isinstance(until, int):
                from ledger.reading.event_log import last_known

                position = last_known(self.database, connection, until)
                return View(connection, name, position, until, is_past=position < last)
            if not 1 <= until <= last:
                raise BeyondLedger(until, last)
            from ledger.store.passed_over import last_that_counts

            recorded = last_that_counts(self.database, connection, until)
            known_at = recorded.recorded_at if recorded else None
            return View(connection, name, until, known_at, is_past=until < last)
        except Malformed as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Malformed) -> DamagedLedger:
        return UnreadableEvent(self.database.where, error)
