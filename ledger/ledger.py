"""The ledger: one way to ask, and one method for each command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import values
from domain.events import LedgerOpened
from domain.recorded import Recorded
from ledger import readmodel
from ledger.codec import Codec
from ledger.commands.contracts import ContractCommands
from ledger.commands.imports import ImportCommands
from ledger.commands.logbook import LogbookCommands
from ledger.commands.movements import MovementCommands
from ledger.commands.plans import PlanCommands
from ledger.commands.sites import SiteCommands
from ledger.commands.voids import VoidCommands

if TYPE_CHECKING:
    from ledger.commands.command import Clock
    from ledger.database import Database


class Ledger(
    SiteCommands,
    ContractCommands,
    MovementCommands,
    ImportCommands,
    VoidCommands,
    PlanCommands,
    LogbookCommands,
):
    """A ledger that exists, with all that can be asked and recorded."""

    @classmethod
    def create(
        cls, database: Database, *, name: str, ledger_id: str | None, by: str, clock: Clock
    ) -> Ledger:
        """Make a new ledger; refuses where there is one.

        The id tells it from every other ledger of its name. Without one it is as ledgers were
        before they had ids.
        """
        from ledger.creating import new_ledger

        ledger = cls(database, by=by, clock=clock)
        opened = LedgerOpened(name=values.ledger_name(name), id=ledger_id)
        with new_ledger(database) as connection:
            at = database.instant(connection, clock())
            first = Recorded(1, "ledger", 1, at, by, None, opened)
            database.append(connection, Codec(database.where).as_stored([first]))
            readmodel.catch_up(database, connection)
        return ledger
