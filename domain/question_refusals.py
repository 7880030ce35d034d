"""What is refused of questions."""

from __future__ import annotations

from datetime import datetime

from domain.refusal import Refusal, quoted, unknown_said


class NotKnown(Refusal):
    """What a question is narrowed to must be known: a misspelt code is no empty answer."""

    def __init__(self, what: str, value: str, hint: str, known_at: datetime | None = None) -> None:
        advice = hint.strip() or "Check how it is written."
        super().__init__(unknown_said(f"{what} {quoted(value)}", advice, known_at))
