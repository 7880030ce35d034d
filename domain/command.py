"""What a command is: what somebody asks for, as a value. Nothing of it has happened yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody asks to be recorded."""

    word: ClassVar[str]
    """What it is called: a batch that is made for it has this in its name."""
    counted_as: ClassVar[Literal["movement", "event"]] = "movement"
    """What is counted of it where something was recorded already."""
    has_room_for_a_note: ClassVar[bool] = False
    """Whether an event of it can have a note; if not, a note needs a batch."""

    @property
    def several(self) -> bool:
        """Whether it is recorded as a batch, also if nobody asked for one."""
        return False
