"""Why a ledger cannot be used, and what to do about it. Nothing was recorded."""

from __future__ import annotations


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
            f"There is no ledger at {where}. Create it with: rientro --ledger {where} init, "
            "or name another with --ledger."
        )


class NotALedger(LedgerUnusable):
    """What is there is something else."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where} is not a ledger: {what}. Name a ledger with --ledger.")


class DamagedLedger(LedgerUnusable):
    """The file was cut or overwritten."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(
            f"The ledger {where} is damaged ({detail}). Restore it from a backup; "
            "do not write to it, so that nothing more is lost."
        )


class LockedLedger(LedgerUnusable):
    """Another program kept the ledger to itself for too long."""

    def __init__(self, where: str, seconds: float) -> None:
        super().__init__(
            f"The ledger {where} was in use by another program for {seconds:g} seconds. "
            "Nothing was recorded. Try again when it is done."
        )


class ReadOnlyLedger(LedgerUnusable):
    """The ledger may be read but not written."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The ledger {where} cannot be written. Nothing was recorded. "
            "Check the permissions of the file and its folder."
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


class NewerLedger(LedgerUnusable):
    """A newer program has been at work."""

    def __init__(self, where: str, found: int, known: int) -> None:
        super().__init__(
            f"The ledger {where} was written by a newer rientro (tables of version {found}, "
            f"this one knows {known}). Update rientro and try again."
        )
