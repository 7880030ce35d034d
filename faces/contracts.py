"""How contracts look for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from answers.contracts import ContractListAnswer, ContractRow, ContractShownAnswer
from faces.blocks import BLANK, Block, Table, table_or
from faces.columns import number, text
from faces.words import say

_PARTIES = ("contract", "client", "supplier", "service")
_LIFE = ("signed_on", "ended_on")
_CHANGES = (text("since"), text("client"), text("supplier"))


def _facts(rows: Sequence[ContractRow]) -> Sequence[str]:
    """What is shown of contracts; of most nobody says when they were agreed on."""
    agreed = ("agreed_on",) if any(row.agreed_on for row in rows) else ()
    return (*_PARTIES, *agreed, *_LIFE)


def _contracts(answer: ContractListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing"), tuple(map(text, _facts(answer.rows))), answer.rows)


def _contract(answer: ContractShownAnswer) -> Iterable[Block]:
    contracts = [row.contract for row in answer.rows]
    facts = (text(name, f"contract.{name}") for name in (*_facts(contracts), "succeeds"))
    figure = number("heads", "figure.heads"), number("fte", "figure.fte")
    yield Table((*facts, text("succeeded_by"), *figure), answer.rows)
    for row in answer.rows:
        if row.changes:
            yield BLANK
            yield Table(_CHANGES, row.changes)


PAGES = {ContractListAnswer: _contracts, ContractShownAnswer: _contract}
