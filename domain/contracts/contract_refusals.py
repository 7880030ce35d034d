"""What is refused of contracts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.refusal import Refusal, facts


@facts
class UnknownContract(Refusal):
    """A contract must have been signed before work is put on it."""

    contract: str
    known_at: datetime | None = None
    near: str | None = None


@facts
class ContractNotRunning(Refusal):
    """Work is put only on a contract that runs on that date."""

    contract: str
    on: date
    runs_from: date | None = None
    ended_on: date | None = None

    def variants(self) -> Iterator[str]:
        if self.runs_from is not None:
            yield "runs_from"


@facts
class ReservedCode(Refusal):
    """No contract is called like the sign that means none."""

    code: str


@facts
class ContractAlreadySigned(Refusal):
    """A contract is signed once; its facts are not rewritten."""

    contract: str
    signed_on: date


@facts
class ContractAlreadyEnded(Refusal):
    """A contract is ended once."""

    contract: str
    ended_on: date


@facts
class ContractEndsBeforeItStarts(Refusal):
    """A contract ends after it was signed."""

    contract: str
    signed_on: date
    on: date


@facts
class SucceedsItself(Refusal):
    """A contract does not succeed itself, not even through others."""

    contract: str
    through: str


@facts
class StartsAfterUse(Refusal):
    """A contract runs before anybody is put on it."""

    contract: str
    on: date
    used_on: date


@facts
class StartsAfterReports(Refusal):
    """A contract runs in every month that is reported of it."""

    contract: str
    on: date
    months: tuple[str, ...]
    """Those in which it would not run yet."""


@facts
class EndsBeforeReports(Refusal):
    """A contract runs in every month that is reported of it."""

    contract: str
    on: date
    months: tuple[str, ...]
    """Those in which it would run no more."""
