"""What was recorded by mistake can be asked to be taken back, and a note to be erased."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, ClassVar

from domain.command import Command

if TYPE_CHECKING:
    from datetime import date

    from domain.event import Event
    from domain.values import BatchName, OperatorCode


@dataclass(frozen=True, slots=True)
class VoidLatest(Command):
    """Take back each operator's latest movement, or all from a date on, latest first."""

    word: ClassVar[str] = "void"
    operators: tuple[OperatorCode, ...]
    _: KW_ONLY
    reason: str
    back_to: date | None = None

    @property
    def several(self) -> bool:
        """Whether it may take back more than one movement."""
        return len(self.operators) > 1 or self.back_to is not None


@dataclass(frozen=True, slots=True)
class VoidBatch(Command):
    """Take back all that still stands of a batch, the latest first."""

    word: ClassVar[str] = "void"
    batch: BatchName
    _: KW_ONLY
    reason: str

    @property
    def several(self) -> bool:
        """Always: a batch is taken back as a batch."""
        return True


@dataclass(frozen=True, slots=True)
class VoidPosition(Command):
    """Take back what was recorded at a position, where it still stands."""

    word: ClassVar[str] = "void"
    position: int
    _: KW_ONLY
    reason: str


@dataclass(frozen=True, slots=True)
class VoidLast(Command):
    """Take back all that the last command of whoever records now recorded."""

    word: ClassVar[str] = "void"
    _: KW_ONLY
    reason: str


@dataclass(frozen=True, slots=True)
class EraseNote(Command):
    """Erase the note of an event for ever; the events stay, and so does every proof."""

    word: ClassVar[str] = "erase"
    position: int
    _: KW_ONLY
    reason: str


def takes_back(event: Event) -> bool:
    """Whether the event takes something back that was recorded by mistake."""
    return event.topic.partition(".")[0].endswith("-voided")
