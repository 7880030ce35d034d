"""Where the figures of a page lead: in a file to other parts of it, on a server to other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from datetime import date

    from answers.chapters import Chapters

Subject = Literal["plan", "site", "contract", "operator", "batch", "protocol"]


class Links(Protocol):
    """The addresses that a page may lead to; none where there is no such place."""

    def days(self, first: date, last: date) -> str | None:
        """What happened from one day to the end of another."""

    def event(self, position: int) -> str | None:
        """The event at a position."""

    def subject(self, kind: Subject, code: str) -> str | None:
        """Everything about one plan, site, contract, operator or batch."""


def nowhere(*_: object) -> None:
    """Where a figure leads of which nothing more is told."""


class WithinFile:
    """The links of a file: to the entries of its own log."""

    def __init__(self, chapters: Chapters) -> None:
        self._days = {day: each for each in reversed(chapters.rows) for day in each.days}

    def days(self, first: date, last: date) -> str | None:
        """The entry of the first of the days on which anything took effect."""
        there = sorted(day for day in self._days if first <= day <= last)
        return f"#{entry_key(self._days[there[0]].first)}" if there else None

    def event(self, position: int) -> str | None:  # noqa: ARG002 (a file has no page of an event)
        """Nowhere: a file shows what was recorded together."""
        return None

    def subject(self, kind: Subject, code: str) -> str | None:  # noqa: ARG002 (the same)
        """Nowhere."""
        return None


def entry_key(position: int) -> str:
    """The key of what was recorded together from a position on."""
    return f"at-{position}"
