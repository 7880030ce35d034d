"""How volumes look for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.commitments.volumes import VolumeListAnswer
from faces.blocks import Block, table_or
from faces.columns import Column, text
from faces.words import say

_VOLUMES = (
    *map(text, ("contract", "month", "unit", "place")),
    Column("volume", lambda row: row.volume, right=True),
    *map(text, ("source", "reason")),
)


def _volumes(answer: VolumeListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing.volumes"), _VOLUMES, answer.rows)


PAGES = {VolumeListAnswer: _volumes}
