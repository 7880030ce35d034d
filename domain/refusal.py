"""What a refusal is: a rule that a request would break. Nothing of the request was recorded."""

from __future__ import annotations

from datetime import datetime


class Refusal(Exception):
    """A request that rientro does not carry out. Nothing of it was recorded."""

    @property
    def name(self) -> str:
        """The rule that was broken, as it is written in JSON errors."""
        return type(self).__name__


class InvalidValue(Refusal):
    """A value that cannot be what it was given for."""


class HistoryDiffers(Refusal):
    """An event says something of the time before it that the history does not bear out."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"{code}: {what}, which the history before it contradicts.")


def unknown_said(what: str, advice: str, known_at: datetime | None) -> str:
    """That there is no such thing, or that there was none at an instant of the ledger's past."""
    if known_at is None:
        return f"No {what} is known. {advice}"
    return (
        f"No {what} was known at {known_at:%Y-%m-%d %H:%M:%S} UTC. "
        "Leave --known-at out to ask about what is known now."
    )


def operators_said(count: int) -> str:
    return counted_said(count, "operator")


def counted_said(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def quoted(text: str, limit: int = 40) -> str:
    """The text as typed, safe to print: shortened, and with control characters spelled out."""
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in shown) + '"'
