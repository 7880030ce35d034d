"""What was recorded together in words: the same that happened to several is one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.workforce.movement_events import (
    MovementVoided,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)
from faces.words import counted, say
from faces.words.events.workforce import placed, terms
from faces.words.said import in_words

if TYPE_CHECKING:
    from answers.chapters import Same


def happened(same: Same) -> str:
    """What happened to so many; of one it is told by name."""
    if same.number == 1:
        return in_words(same.words)
    event = same.words.about.event
    who = counted(same.number, "operator")
    match event:
        case OperatorHired(placement=placement, effective_on=on):
            return say("chapter.hired", operators=who, placement=placed(placement), on=on)
        case OperatorTransferred(origin=origin, destination=there, effective_on=on):
            return say(
                "chapter.transferred",
                operators=who,
                origin=origin.site,
                placement=placed(there),
                on=on,
            )
        case OperatorReassigned(before=before, after=after, effective_on=on):
            return say(
                "chapter.reassigned",
                operators=who,
                site=after.site,
                before=terms(before),
                after=terms(after),
                on=on,
            )
        case OperatorLeft(placement=placement, reason=reason, effective_on=on):
            return say("chapter.left", operators=who, site=placement.site, reason=reason, on=on)
        case MovementVoided(effective_on=on, reason=reason):
            return say("chapter.voided", operators=who, on=on, reason=reason)
        case _:
            return in_words(same.words)
