"""How contracts look for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.contracts import ContractListAnswer, ContractShownAnswer
from faces.blocks import BLANK, Block, Table, table_or
from faces.columns import number, text
from faces.words import say

_FACTS = ("contract", "client", "supplier", "service", "signed_on", "ended_on")
_CHANGES = (text("since"), text("client"), text("supplier"))


def _contracts(answer: ContractListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing"), tuple(map(text, _FACTS)), answer.rows)


def _contract(answer: ContractShownAnswer) -> Iterable[Block]:
    facts = (text(name, f"contract.{name}") for name in (*_FACTS, "succeeds"))
    figure = number("heads", "figure.heads"), number("fte", "figure.fte")
    yield Table((*facts, text("succeeded_by"), *figure), answer.rows)
    for row in answer.rows:
        if row.changes:
            yield BLANK
            yield Table(_CHANGES, row.changes)


PAGES = {ContractListAnswer: _contracts, ContractShownAnswer: _contract}
