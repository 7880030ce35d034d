"""What is refused of changes, corrections and the taking back of facts, whatever they are of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.refusal import Refusal, facts


@facts
class StillLeanedOn(Refusal):
    """What other records lean on is not taken back before them."""

    what: str
    code: str
    leaning: str
    on: date | None = None
    by: str | None = None
    """The plan or the contract that leans on it."""


@facts
class CorrectedOtherwise(Refusal):
    """A correction is not taken back: it is corrected again, which says what is right."""

    what: str
    code: str

    def variants(self) -> Iterator[str]:
        yield self.what


@facts
class NothingDiffers(Refusal):
    """A change says something else than what holds already."""

    what: str
    code: str
    since: date


@facts
class ChangeOutOfOrder(Refusal):
    """What changes is recorded in the order in which it takes effect, after the beginning."""

    what: str
    code: str
    on: date
    latest_on: date
