"""What is refused of questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.refusal import Refusal, facts


@facts
class NotKnown(Refusal):
    """What a question is narrowed to must be known: a misspelt code is no empty answer."""

    what: str
    value: str
    hint: str
    known_at: datetime | None = None
    near: tuple[str, ...] = ()
    """What may have been meant."""
    known: tuple[str, ...] = ()
    """All that there is, if it is little and nothing is near."""

    def variants(self) -> Iterator[str]:
        if self.near:
            yield "near"
        if self.known:
            yield "known"
        if self.known_at is not None:
            yield "known_at"
