"""What was put right, in words, of whatever it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.plans.plan_places import place_text
from faces.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.corrections import Correction
    from domain.plans.plan_events import Place


def corrected(event: Correction) -> str:
    """What was put right, for the whole past."""
    was, is_ = event.was.named, event.is_.named
    return "; ".join(
        say("corrected.fact", name=word("fact", name), now=_fact(value), before=_fact(was[name]))
        for name, value in is_.items()
    )


def _fact(value: object) -> str:
    if value is None or value == ():
        return say("corrected.none")
    return listed(value) if isinstance(value, tuple) else str(value)


def listed(named: Iterable[Place | str]) -> str:
    """Places or codes, one after the other."""
    return ", ".join(each if isinstance(each, str) else place_text(each) for each in named)
