"""Whom the server asks: whoever starts it answers, in the words of the commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol

from faces.refused import error_document

if TYPE_CHECKING:
    from answers.answer import Answer
    from answers.looking import EventAnswer, Outlook, Overview, Proving


NO_FACTS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, and what is told beside it."""

    answer: Answer[Any]
    told: Sequence[str]


@dataclass(frozen=True, slots=True)
class Field:
    """An option of a command, to be filled in on a page."""

    name: str
    help: str
    kind: Literal["text", "date", "choice", "flag"]
    choices: Sequence[str] = ()
    may_repeat: bool = False


class Refused(Exception):
    """A question that is not answered: why, and what a browser is told of it."""

    def __init__(
        self, status: int, name: str, message: str, facts: Mapping[str, Any] = NO_FACTS
    ) -> None:
        """`facts` are those of the rule that was broken."""
        super().__init__(message)
        self.status = status
        self.name = name
        self.message = message
        self.facts = facts

    @property
    def document(self) -> dict[str, Any]:
        """What a program is told of it."""
        return {**error_document(self.name, self.message), **self.facts}


class Asker(Protocol):
    """Answers questions of a ledger that is only looked at; each raises `Refused` if it does not."""

    version: str

    def knows(self, words: Sequence[str]) -> bool:
        """Whether there is such a command."""

    def fields(self, words: Sequence[str]) -> Sequence[Field]:
        """The options of a command, but for those that say how it is written."""

    def ask(self, words: Sequence[str]) -> Asked:
        """What a command answers."""

    def overview(self, words: Sequence[str]) -> Overview:
        """The plans that a command about progress asks about, each with its course."""

    def outlook(self, words: Sequence[str]) -> Outlook:
        """What a command about a forecast answers, with the course and the runs of it."""

    def event(self, position: str, known_at: str | None) -> EventAnswer:
        """The event at a position."""

    def proof(self, position: str) -> bytes:
        """The proof that it is in the log of the latest checkpoint."""

    def proving(self) -> Proving:
        """What proves the ledger as it is."""

    def report(self, words: Sequence[str], *, is_pdf: bool) -> bytes:
        """A report, whose options are those of the command."""
