"""How to check what a page says: the root, the latest checkpoint, and the commands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from faces.html import speech
from faces.html.blocks import Block, Command, Pairs, Prose, Section
from faces.html.speech import Typed, bdi, told
from faces.words import heading, say

if TYPE_CHECKING:
    from markupsafe import Markup

    from answers.answer import Envelope
    from answers.proving import CheckpointRow


def checking(head: Envelope, root: str | None, checkpoint: CheckpointRow | None) -> Section:
    """What the events of an answer hash to, and how somebody else finds the same."""
    return Section("checking", told("look.checking"), list(_blocks(head, root, checkpoint)))


def _blocks(head: Envelope, root: str | None, checkpoint: CheckpointRow | None) -> Iterator[Block]:
    yield Prose(told("look.checking.how"))
    yield Pairs(list(_facts(head, root, checkpoint)))
    yield Prose(told("look.checking.commands"))
    yield Command(
        "rientro audit replay\n"
        "rientro audit verify KEPT.checkpoint --public-key KEPT.key.pub\n"
        "rientro export events --to events.jsonl"
    )
    yield Prose(told("look.checking.not-proved"), "quiet")


def _facts(
    head: Envelope, root: str | None, checkpoint: CheckpointRow | None
) -> Iterator[tuple[str, Markup | str]]:
    yield heading("events"), speech.number(head.position)
    yield heading("root"), _code(root) if root else say("look.root-not-computed")
    if checkpoint is None:
        yield heading("checkpoint"), say("look.no-checkpoint")
        return
    yield (
        heading("checkpoint"),
        told(
            "look.checkpoint",
            number=speech.number(checkpoint.number),
            size=speech.number(checkpoint.size),
            instant=speech.instant(datetime.fromisoformat(checkpoint.signed_at)),
            by=Typed(checkpoint.signed_by),
        ),
    )
    yield heading("checkpoint_root"), _code(checkpoint.root)
    yield heading("key"), bdi(checkpoint.key)


def _code(text: str) -> Markup:
    from markupsafe import Markup

    return Markup('<span class="code">{}</span>').format(text)
