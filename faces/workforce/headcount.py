"""How a headcount looks for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.workforce.headcount import HeadcountAnswer, HeadcountRow
from faces.blocks import Block, table_or
from faces.words import say
from faces.workforce.groups import group_columns, in_all
from faces.workforce.heads import HEADS


def _headcount(answer: HeadcountAnswer) -> Iterable[Block]:
    columns = (*group_columns(answer.by), *HEADS)
    total = HeadcountRow(in_all(answer.by), answer.total)
    yield table_or(say("nothing"), columns, answer.rows, total)


PAGES = {HeadcountAnswer: _headcount}
