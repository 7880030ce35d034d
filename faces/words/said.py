"""Things in words: one sentence each, for tables, and for programs that show it to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from answers.shape import InWords


def in_words(thing: InWords) -> str:
    """The sentence about an event, a verdict, a finding or a symptom."""
    if thing.kind == "event":
        from faces.words.events import event_in_words

        return event_in_words(thing.about)
    if thing.kind == "finding":
        from faces.refused import finding_in_words

        return finding_in_words(thing.about)
    if thing.kind == "symptom":
        from faces.refused import message

        return thing.about if isinstance(thing.about, str) else message(thing.about)
    from faces.words.verdicts import verdict_in_words

    return verdict_in_words(thing.about)
