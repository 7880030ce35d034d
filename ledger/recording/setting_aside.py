"""An event that cannot be read is set aside: the one thing that is recorded without figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from domain import values
from domain.logbook import Logbook, UnknownPosition
from domain.recorded import Recorded
from ledger.reading import catching_up
from ledger.recording.recorder import Recorder
from ledger.recording.records import StoredRecords
from ledger.store import texts
from ledger.store.identity import name_of
from ledger.store.passed_over import History, one_further
from ledger.store.storable import Codec
from ledger.store.tail import last_readable, next_instant
from ledger.upkeep.rebuilding import build_anew, refuse_newer, version_in_use
from projections import projector

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from domain.logbook import EventSetAside, LedgerEvent
    from ledger.reading.catching_up import Meter


@dataclass(frozen=True, slots=True)
class LaidAside:
    """An event that was set aside."""

    ledger: str
    recorded: Recorded[EventSetAside]
    next_unreadable: int | None
    """The position of another event that cannot be read; the figures wait until none is left."""


class SettingAside(Recorder):
    """What is recorded of the ledger itself."""

    def set_aside(
        self, position: int, *, reason: str, meter: Meter = catching_up.no_meter
    ) -> LaidAside:
        """Set an event aside that cannot be read; it is the only thing that such a log takes.

        The figures are built anew without it, in the same transaction. Its note goes too, if it had
        one: nobody can tell any more whose it is.
        """
        by = values.line(self._by, "name of who records")
        database = self.database
        with database.writing() as connection:
            name = name_of(database, connection)
            database.must_be_owned(connection, "set an event aside")
            database.must_have_a_gate(connection)
            refuse_newer(database, version_in_use(database, connection))
            before, last = last_readable(database, connection), database.last_position(connection)
            if position > last:
                raise UnknownPosition(position, last)
            records = StoredRecords(database, connection)
            logbook = self._logbook(connection)
            event = logbook.lay_aside(position, reason=reason, records=records)
            at = next_instant(database, connection, before, self._clock())
            recorded = Recorded(last + 1, "ledger", logbook.version + 1, at, by, None, event)
            database.append(connection, Codec(database.where).as_stored([recorded]))
            texts.erase(database, connection, position)
            unreadable = records.first_unreadable()
            if unreadable is None:
                build_anew(database, connection, meter)
            elif catching_up.exists(database.tables(connection)):
                projector.doubt(connection)
        database.leave_no_trace()
        return LaidAside(name, recorded, unreadable)

    def _logbook(self, connection: Connection) -> Logbook:
        """What the ledger's own stream says; the read model may not be level with the events."""
        logbook, history = Logbook(), History(self.database, connection)
        for raw in self.database.of_streams(connection, ["ledger"]):
            recorded = history.read(raw)
            logbook = (
                one_further(logbook)
                if recorded is None
                else logbook.after(cast("LedgerEvent", recorded.event))
            )
        return logbook
