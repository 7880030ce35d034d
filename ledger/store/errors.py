"""Why a ledger cannot be used, and what to do about it."""

from __future__ import annotations

from datetime import timedelta
from shlex import quote
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ledger.store.codec import RawEvent

A_DAY = timedelta(days=1)
"""How far the last event may be ahead of the clock: more is no clock that goes a little wrong."""
_INSTANT = "%Y-%m-%d %H:%M:%S UTC"


class LedgerUnusable(Exception):
    """The ledger is missing, unreachable, damaged, locked, or not a ledger."""

    @property
    def name(self) -> str:
        """What is wrong, as it is written in JSON errors."""
        return type(self).__name__


class MissingLedger(LedgerUnusable):
    """There is nothing at the place that was named."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"There is no ledger at {where}. Create it with: rientro --ledger {quote(where)} init, "
            "or name another with --ledger."
        )


class NotALedger(LedgerUnusable):
    """What is there is something else."""

    def __init__(self, where: str, what: str = "it is another program's database") -> None:
        super().__init__(f"{where} is not a ledger: {what}. Name a ledger with --ledger.")


class DamagedLedger(LedgerUnusable):
    """What was recorded was cut or overwritten."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(
            f"The ledger {where} is damaged ({detail}). Restore it from a backup; "
            "do not write to it, so that nothing more is lost."
        )
        self.detail = detail


class UnreadableEvent(DamagedLedger):
    """An event that is stored cannot be read, and nobody has set it aside."""

    def __init__(self, where: str, what: str, which: str = "an event") -> None:
        self.detail = f"{which} cannot be read: {what}"
        named = f"rientro --ledger {quote(where)}"
        LedgerUnusable.__init__(
            self,
            f"The ledger {where} is damaged ({self.detail}; rientro audit replay finds it). "
            "Restore a backup from before the damage; where there is none that has it, its owner "
            f"sets the event aside: {named} db set-aside --position N --reason TEXT",
        )


class NotAsWritten(DamagedLedger):
    """What was stored is not what was given to be stored; nothing of it is kept."""

    def __init__(self, where: str, first: int, last: int) -> None:
        where_it_stands = f"position {first}" if first == last else f"positions {first} to {last}"
        self.detail = f"what it holds at {where_it_stands} is not what was written there"
        LedgerUnusable.__init__(
            self,
            f"The ledger {where} would not keep what is recorded as it is: {self.detail}. Nothing "
            "was recorded. A trigger, a rule or a policy that is not the ledger's own changes it: "
            f"rientro --ledger {quote(where)} doctor looks for it; remove it and try again.",
        )


class WouldNotBeRead(LedgerUnusable):
    """An event that is to be recorded could not be read again."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(
            f"What should be recorded in the ledger {where} could not be read again ({detail}). "
            "Nothing was recorded. Check what was given, and this machine's clock."
        )


class AheadOfTheClock(LedgerUnusable):
    """The last event says that it was recorded in what is the future by the clock."""

    def __init__(self, where: str, last: datetime, clock: datetime) -> None:
        super().__init__(
            f"The last event of the ledger {where} says that it was recorded at {last:{_INSTANT}}, "
            f"more than a day ahead of the clock, which says {clock:{_INSTANT}}. Nothing was "
            "recorded. Put the clock right, of this machine or of the ledger's server. If it is "
            "right, the clock was wrong when that event was recorded: restore a backup from before "
            f"it, or record again from {last - A_DAY:{_INSTANT}} on."
        )


class DamagedFigures(LedgerUnusable):
    """The tables of figures are not what they should be; the events are another matter."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            f"The figures of the ledger {where} are damaged: {what}. "
            f"Build them anew from the events: rientro --ledger {quote(where)} db rebuild"
        )
        self.what = what


class LockedLedger(LedgerUnusable):
    """Another program kept the ledger to itself for too long."""

    def __init__(self, where: str, seconds: float) -> None:
        super().__init__(
            f"The ledger {where} was in use by another program for {seconds:g} seconds. "
            "Nothing was recorded. Try again when it is done."
        )


class ReadOnlyLedger(LedgerUnusable):
    """The ledger may be read but not written."""

    def __init__(
        self, where: str, why: str = "Check the permissions of the file and its folder."
    ) -> None:
        super().__init__(f"The ledger {where} cannot be written. Nothing was recorded. {why}")


class NotPermitted(LedgerUnusable):
    """The database lets this user do less than was asked."""

    def __init__(self, where: str, said: str) -> None:
        super().__init__(
            f"The ledger {where} does not let you do that ({said}). Nothing was recorded. "
            "Ask its owner for a role that may; rientro db roles shows what each one may do."
        )
        self.said = said


class OwnersAlone(NotPermitted):
    """What only the owner of the ledger's tables does."""

    def __init__(self, where: str, what: str) -> None:
        self.said = f"only the owner of its tables may {what}"
        LedgerUnusable.__init__(
            self,
            f"The ledger {where} does not let you do that ({self.said}). Nothing was recorded. "
            "Ask whoever made the ledger on the server.",
        )


class StillBesideIt(LedgerUnusable):
    """What was erased may still stand in the log beside the file, which another program reads."""

    def __init__(self, where: str, log: str, seconds: float) -> None:
        super().__init__(
            f"It was recorded, and the ledger {where} has the text no more, but another program had "
            f"it open for {seconds:g} seconds, so that the text may still stand in {log} beside it. "
            "It is gone once every program that has the ledger open has ended."
        )


class OvertakenLedger(LedgerUnusable):
    """Another program wrote at the same time, past the order in which writers take turns."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"Another program changed the ledger {where} at the same time. Nothing was recorded. "
            "Try again."
        )


class LostConnection(LedgerUnusable):
    """The server went away before anything was kept."""

    def __init__(self, where: str, said: str) -> None:
        super().__init__(
            f"The connection to the ledger {where} was lost: {said}. Nothing was recorded. "
            "Try again when the server can be reached."
        )


class OutcomeUnknown(LedgerUnusable):
    """The server went away just when it was told to keep everything."""

    def __init__(self, where: str, last: RawEvent | None) -> None:
        look = (
            "Look there before you try again."
            if last is None
            else f"All of it was if `rientro log --stream {last.stream}` shows position "
            f"{last.position}, version {last.version}, and nothing was if it does not. "
            "Look there before you try again."
        )
        super().__init__(
            f"The connection to the ledger {where} was lost while it recorded, and the server could "
            f"not be asked again. It is not known whether anything was recorded. {look}"
        )


class Interrupted(LedgerUnusable):
    """The server ended a statement before it was done."""

    def __init__(self, where: str, said: str) -> None:
        super().__init__(
            f"The server of the ledger {where} ended the command ({said}). Nothing was recorded. "
            "Try again, or ask its owner for more time."
        )


class NeededElsewhere(LedgerUnusable):
    """Something that is not the ledger's own depends on its tables of figures."""

    def __init__(self, where: str, said: str) -> None:
        super().__init__(
            f"Something of your own depends on the figures of the ledger {where}: {said}. Drop it, "
            "run the command again, and make it anew."
        )


class DiskFull(LedgerUnusable):
    """There is no room for what should be recorded."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The disk of the ledger {where} is full. Nothing was recorded. "
            "Make room and try again."
        )


class UnreachableLedger(LedgerUnusable):
    """The file or server cannot be opened."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(
            f"The ledger {where} cannot be opened: {detail}. Check the name and that it can be "
            "reached from here."
        )


class NoRoles(LedgerUnusable):
    """The database knows no roles."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The ledger {where} is a file, and a file has no roles: who may write it may do all. "
            "Roles are for a ledger on a PostgreSQL server."
        )


class OldServer(LedgerUnusable):
    """The database's server is older than what is supported."""

    def __init__(self, where: str, version: int, oldest: int) -> None:
        super().__init__(
            f"The server of {where} is PostgreSQL {version}; version {oldest} or newer is needed."
        )


class OlderTables(LedgerUnusable):
    """An older program made the tables of figures."""

    def __init__(self, where: str, found: int, known: int) -> None:
        super().__init__(
            f"The figures of the ledger {where} are in tables of version {found}, and this rientro "
            f"needs version {known}. Run: rientro --ledger {quote(where)} db upgrade"
        )


class NewerLedger(LedgerUnusable):
    """A newer program has been at work."""

    def __init__(self, where: str, found: int, known: int) -> None:
        super().__init__(
            f"The ledger {where} was written by a newer rientro (tables of version {found}, "
            f"this one knows {known}). Update rientro and try again."
        )
