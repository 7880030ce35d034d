"""What every page says first: which ledger answers, of which day, and what it knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from faces.html import speech
from faces.html.speech import Typed, told

if TYPE_CHECKING:
    from markupsafe import Markup

    from answers.answer import Envelope


def question(head: Envelope) -> Iterator[Markup]:
    """The parts of the line above a title."""
    yield told("look.ledger", ledger=Typed(head.ledger))
    if head.on is not None:
        yield told("look.on", day=speech.day(head.on))
    if head.known_at is None:
        yield told("look.known-now")
    else:
        yield told("look.known-at", instant=speech.instant(head.known_at))
    yield told("look.position", position=speech.number(head.position))
