"""The ledger: one way to ask, and one way to record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import values
from domain.logbook import LedgerOpened
from domain.recorded import Recorded
from ledger.reading import catching_up
from ledger.recording.imports import Imports
from ledger.recording.report_imports import ReportImports
from ledger.recording.second_signatures import SecondSignatures
from ledger.recording.setting_aside import SettingAside
from ledger.store.storable import Codec

if TYPE_CHECKING:
    from ledger.recording.recorder import Clock
    from ledger.store.database import Database


class Ledger(Imports, ReportImports, SecondSignatures, SettingAside):
    """A ledger that exists, with all that can be asked and recorded."""

    @classmethod
    def create(
        cls, database: Database, *, name: str, ledger_id: str | None, by: str, clock: Clock
    ) -> Ledger:
        """Make a new ledger; refuses where there is one.

        The id tells it from every other ledger of its name. Without one it is as ledgers were
        before they had ids.
        """
        from ledger.upkeep.creating import new_ledger

        ledger = cls(database, by=by, clock=clock)
        opened = LedgerOpened(name=values.ledger_name(name), id=ledger_id)
        with new_ledger(database) as connection:
            at = database.instant(connection, clock())
            first = Recorded(1, "ledger", 1, at, by, None, opened)
            database.append(connection, Codec(database.where).as_stored([first]))
            catching_up.catch_up(database, connection)
        return ledger
