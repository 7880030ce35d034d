"""What the audit's commands refuse, and what they find instead of doing what was asked."""

from __future__ import annotations

from domain.refusal import InvalidValue, Refusal, quoted

_REPLAY = "Look with: rientro audit replay, and compare with a checkpoint that was kept elsewhere."


class HistoryFinding(Exception):
    """The history is not what it was, so that nothing is signed or proved. A finding, exit code 1."""

    @property
    def name(self) -> str:
        """What was found, as it is written in JSON errors."""
        return type(self).__name__


class LogShorter(HistoryFinding):
    """There are fewer events than a checkpoint says."""

    def __init__(self, size: int, events: int) -> None:
        super().__init__(
            f"The ledger has {events} events, and a checkpoint is of {size}: "
            f"events are missing at its end. Nothing is signed or proved. {_REPLAY}"
        )


class LogRewritten(HistoryFinding):
    """The events that are here are not those that a checkpoint was taken of."""

    def __init__(self, size: int, intact: int = 0) -> None:
        where = f"from position {intact + 1} on" if intact else f"among the first {size}"
        super().__init__(
            f"The first {size} events are not those of a checkpoint that was taken of them: "
            f"an event {where} was changed. Nothing is signed or proved. {_REPLAY}"
        )


class LogBroken(HistoryFinding):
    """The events do not stand one after another, or one cannot be read."""

    def __init__(self, message: str) -> None:
        super().__init__(f"The log is not whole: {message}. Nothing is signed or proved. {_REPLAY}")


class GuardsMissing(HistoryFinding):
    """Triggers are missing that keep events from being changed."""

    def __init__(self, missing: frozenset[str]) -> None:
        super().__init__(
            f"The triggers that keep events from being changed are not as they should be: "
            f"{', '.join(sorted(missing))}. Nothing is signed. Find out why, then put them back "
            "with: rientro audit guard"
        )


class ListRewritten(HistoryFinding):
    """The list of signed checkpoints was changed."""

    def __init__(self, number: int, message: str) -> None:
        self.what = f"checkpoint {number} in the ledger's list was changed: {message}"
        """What was found, in a few words."""
        super().__init__(
            f"{self.what[0].upper()}{self.what[1:]}. Nothing is signed or proved. {_REPLAY}"
        )


# Refusals ---------------------------------------------------------------------------------------


class UnknownCheckpoint(Refusal):
    """There is no checkpoint of that number in the list."""

    def __init__(self, number: int, listed: int) -> None:
        super().__init__(
            f"There is no checkpoint {number}: {listed} were signed here. "
            "See them with: rientro audit checkpoints"
        )


class NotCovered(Refusal):
    """No signed checkpoint is as long as that."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"No signed checkpoint covers position {position}. "
            "Take one with: rientro audit checkpoint --key FILE"
        )


class TooFewInCheckpoint(Refusal):
    """The checkpoint that was named is older than the event."""

    def __init__(self, position: int, size: int) -> None:
        super().__init__(
            f"The checkpoint is of {size} events, before position {position} was recorded. "
            "Name a later one with --checkpoint, or leave it out."
        )


class NothingSigned(Refusal):
    """There is nothing that a recipient could verify."""

    def __init__(self) -> None:
        super().__init__(
            "No checkpoint was signed in this ledger, so that there is nothing to verify it with. "
            "Give --key FILE to sign one; make a key with: rientro audit keygen --to FILE"
        )


class NotAKey(InvalidValue):
    """The file does not hold the key that it should."""

    def __init__(self, path: str, what: str, why: str) -> None:
        super().__init__(f"{path} is not a {what} key: {why}.")


class NotACheckpointFile(InvalidValue):
    """The file does not hold a checkpoint that a proof can be made for."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} is not a checkpoint to prove something with: {why}.")


class OfAnotherLedger(Refusal):
    """The checkpoint was taken of a ledger with another name."""

    def __init__(self, path: str, origin: str, name: str) -> None:
        super().__init__(
            f"{path} is a checkpoint of the ledger {quoted(origin)}, and this is {quoted(name)}. "
            "Name the right one with --checkpoint or --ledger."
        )
