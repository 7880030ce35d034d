"""How contracts look for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.contracts import ContractListAnswer
from faces.blocks import Block, table_or
from faces.columns import text
from faces.words import say

_FACTS = ("contract", "client", "supplier", "service", "signed_on", "ended_on")


def _contracts(answer: ContractListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing"), tuple(map(text, _FACTS)), answer.rows)


PAGES = {ContractListAnswer: _contracts}
