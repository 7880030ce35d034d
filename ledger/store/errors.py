"""Why a ledger cannot be used, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from domain.refusal import WithFacts, facts

if TYPE_CHECKING:
    from datetime import datetime

A_DAY = timedelta(days=1)
"""How far the last event may be ahead of the clock: more is no clock that goes a little wrong."""


class LedgerUnusable(WithFacts):
    """The ledger is missing, unreachable, damaged, locked, or not a ledger."""


@facts
class MissingLedger(LedgerUnusable):
    """There is nothing at the place that was named."""

    where: str


@facts
class NotALedger(LedgerUnusable):
    """What is there is something else."""

    where: str
    what: object = "another-program"


@facts
class DamagedLedger(LedgerUnusable):
    """What was recorded was cut or overwritten."""

    where: str
    detail: object


@facts
class UnreadableEvent(DamagedLedger):
    """An event that is stored cannot be read, and nobody has set it aside."""

    which: str = "event"


@facts
class NotAsWritten(DamagedLedger):
    """What was stored is not what was given to be stored; nothing of it is kept."""

    first: int
    last: int

    def variants(self) -> Iterator[str]:
        if self.first != self.last:
            yield "several"


@facts
class NotItsOwn(DamagedLedger):
    """Something stands on the ledger's tables that is not the ledger's, and may change what is kept."""


@facts
class GateDiffers(LedgerUnusable):
    """The functions of the owner's through which a ledger is written to are not as they should be."""

    where: str
    what: str


@facts
class WouldNotBeRead(LedgerUnusable):
    """An event that is to be recorded could not be read again."""

    where: str
    detail: object


@facts
class AheadOfTheClock(LedgerUnusable):
    """The last event says that it was recorded in what is the future by the clock."""

    where: str
    last: datetime
    clock: datetime


NOT_AS_GIVEN = "not-as-given"
"""What is wrong with figures that are not what the events give, so that whoever folds these can go on."""


@facts
class DamagedFigures(LedgerUnusable):
    """The tables of figures are not what they should be; the events are another matter."""

    where: str
    what: object


@facts
class LockedLedger(LedgerUnusable):
    """Another program kept the ledger to itself for too long."""

    where: str
    seconds: float
    prepared: str | None = None
    """The name of a transaction that was prepared and belongs to no process any more."""
    since: datetime | None = None
    by: str | None = None
    process: int | None = None


@facts
class ReadOnlyLedger(LedgerUnusable):
    """The ledger may be read but not written."""

    where: str
    why: str = "file"

    def variants(self) -> Iterator[str]:
        yield self.why


@facts
class TookTooLong(LedgerUnusable):
    """A question took longer than whoever answers it waits."""

    where: str
    seconds: float


@facts
class NotPermitted(LedgerUnusable):
    """The database lets this user do less than was asked."""

    where: str
    said: str


class OwnersAlone(NotPermitted):
    """What only the owner of the ledger's tables does."""


@facts
class StillBesideIt(LedgerUnusable):
    """What was erased may still stand in the log beside the file, which another program reads."""

    where: str
    log: str
    seconds: float


@facts
class OvertakenLedger(LedgerUnusable):
    """Another program wrote at the same time, past the order in which writers take turns."""

    where: str


@facts
class LostConnection(LedgerUnusable):
    """The server went away before anything was kept."""

    where: str
    said: str


@facts
class OutcomeUnknown(LedgerUnusable):
    """The server went away just when it was told to keep everything."""

    where: str
    stream: str | None = None
    position: int | None = None
    version: int | None = None

    def variants(self) -> Iterator[str]:
        if self.stream is not None:
            yield "stream"


@facts
class Interrupted(LedgerUnusable):
    """The server ended a statement before it was done."""

    where: str
    said: str


@facts
class NeededElsewhere(LedgerUnusable):
    """Something that is not the ledger's own depends on its tables of figures."""

    where: str
    said: str


@facts
class DiskFull(LedgerUnusable):
    """There is no room for what should be recorded."""

    where: str


@facts
class UnreachableLedger(LedgerUnusable):
    """The file or server cannot be opened."""

    where: str
    detail: object


@facts
class NoRoles(LedgerUnusable):
    """The database knows no roles."""

    where: str


@facts
class OldServer(LedgerUnusable):
    """The database's server is older than what is supported."""

    where: str
    version: int
    oldest: int


@facts
class OlderTables(LedgerUnusable):
    """An older program made the tables of figures."""

    where: str
    found: int
    known: int


@facts
class NewerLedger(LedgerUnusable):
    """A newer program has been at work."""

    where: str
    found: int
    known: int
