"""What a ledger refuses as a whole, whatever the rules of its events say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.refusal import InvalidValue, Refusal, quoted

if TYPE_CHECKING:
    from pathlib import Path


class BeyondLedger(InvalidValue):
    """A position that the ledger does not have."""

    def __init__(self, position: int, last: int) -> None:
        super().__init__(
            f"There is no position {position}: the ledger has the positions 1 to {last}."
        )


class LedgerExists(Refusal):
    """A ledger is created once and never overwritten."""

    def __init__(self, where: str, hint: str = "Use it as it is, or name another.") -> None:
        super().__init__(f"{where} already exists. {hint}")


class EventsRefused(Refusal):
    """A file of events that is not a whole and allowed history."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"The events do not make a ledger: {problem.rstrip('.')}. Nothing was recorded. "
            "Get the file anew from where it was exported."
        )


class FileExists(Refusal):
    """What is there already may be evidence, or somebody's work."""

    def __init__(self, path: Path, what: str, *, may_replace: bool) -> None:
        advice = "Name another file"
        if may_replace:
            advice += ", or give --replace to put the new one in its place"
        super().__init__(
            f"{quoted(str(path), 200)[1:-1]} exists and is not overwritten. It is {what}. {advice}."
        )


class TextsRefused(Refusal):
    """A file of notes of which a ledger cannot take the notes."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(
            f"The file of notes cannot be taken: line {line} {why}. Nothing was created."
        )
