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

    def variants(self) -> Iterator[str]:
        if self.hint:
            yield "hint"
        if self.known_at is not None:
            yield "known_at"
