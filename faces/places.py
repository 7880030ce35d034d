"""How sites look for people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.places import SiteListAnswer, SiteShownAnswer
from faces.blocks import BLANK, Block, Table, table_or
from faces.columns import number, text
from faces.words import say

_FACTS = ("site", "name", "country", "region", "city", "employer", "opened_on", "closed_on")
_COUNTED = (
    text("counted_on", "on"),
    number("counted", "heads"),
    number("in_the_ledger", "ledger_heads"),
    text("source"),
)

_CHANGES = (text("since"), text("name"), text("employer"))


def _sites(answer: SiteListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing"), tuple(map(text, _FACTS)), answer.rows)


def _site(answer: SiteShownAnswer) -> Iterable[Block]:
    facts = (text(name, f"site.{name}") for name in _FACTS)
    yield Table((*facts, number("heads", "figure.heads"), number("fte", "figure.fte")), answer.rows)
    for row in answer.rows:
        if row.attestations:
            yield BLANK
            yield Table(_COUNTED, row.attestations)
        if row.changes:
            yield BLANK
            yield Table(_CHANGES, row.changes)


PAGES = {SiteListAnswer: _sites, SiteShownAnswer: _site}
