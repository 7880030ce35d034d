"""What can be asked to be recorded of laws and notices."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.command import Command
from domain.notices.laws import LawFile


@dataclass(frozen=True, slots=True)
class AdoptLaw(Command):
    """Describe the unions of a file and adopt its rules."""

    word: ClassVar[str] = "rule-adopt"
    counted_as: ClassVar[Literal["movement", "event"]] = "event"
    law: LawFile
    _: KW_ONLY
    reason: str | None = None
    """Why what was said before is said otherwise now."""

    @property
    def several(self) -> bool:
        """Whether the file has more than one of them."""
        return len(self.law.unions) + len(self.law.rules) > 1


@dataclass(frozen=True, slots=True)
class FileNotice(Command):
    """Record that a notice was filed with a recipient."""

    word: ClassVar[str] = "notice-file"
    counted_as: ClassVar[Literal["movement", "event"]] = "event"
    code: str
    _: KW_ONLY
    rule: str
    recipient: str
    country: str
    contracts: tuple[str, ...] = ()
    workers: int
    from_on: date
    filed_on: date
    number: str | None = None
    sha256: str | None = None
    source: str | None = None
