"""How protocols look for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from answers.commitments.protocols import (
    ProtocolListAnswer,
    ProtocolShownAnswer,
    ProtocolShownRow,
    TextRow,
)
from faces.blocks import BLANK, Block, Facts, Lines, Table, table_or
from faces.columns import NONE, Column, number, text
from faces.words import heading, say

_PROTOCOLS = (
    text("protocol"),
    text("title"),
    text("in_force_from", "signed_on"),
    text("ends_on"),
    text("renews"),
    text("protocol_ended_on", "ended_on"),
    text("signatories"),
)
_CLAUSES = (
    *map(text, ("commitment", "work")),
    text("contracts_judged", "contracts"),
    *map(text, ("successors", "judged", "place", "measure")),
    Column("floor", lambda row: row.floor, right=True),
    Column("hold_above", lambda row: row.hold_above, right=True),
    number("due"),
    number("months"),
)
_STAYS = tuple(map(text, ("signatory", "joined_on", "left_on", "source", "left_because")))
_TURNOVER = (
    text("signatory", lambda row: row.signatory or say("all-together")),
    Column("share", lambda row: row.share, right=True),
    Column("year", lambda row: row.year, right=True, grouped=False),
    text("source"),
)


def _protocols(answer: ProtocolListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing.protocol"), _PROTOCOLS, answer.rows)


def _protocol(answer: ProtocolShownAnswer) -> Iterable[Block]:
    for row in answer.rows:
        yield Facts(list(_facts(row)))
        for each in row.terms:
            yield BLANK
            yield Lines([_text(each)])
            yield Facts([(one.commitment, one.text) for one in each.commitments])
            yield Table(_CLAUSES, each.commitments)
        if row.stays:
            yield BLANK
            yield Table(_STAYS, row.stays)
        if row.turnover:
            yield BLANK
            yield Table(_TURNOVER, row.turnover)


def _facts(row: ProtocolShownRow) -> Iterator[tuple[str, str]]:
    protocol = row.protocol
    yield heading("protocol"), protocol.protocol
    yield heading("title"), protocol.title
    yield heading("source"), protocol.source or NONE
    for name, day in (
        ("in_force_from", protocol.signed_on),
        ("review_on", protocol.review_on),
        ("ends_on", protocol.ends_on),
    ):
        yield heading(name), str(day) if day else NONE
    yield heading("renews"), say("yes") if protocol.renews else say("no")
    if protocol.ended_on is not None:
        yield heading("protocol_ended_on"), str(protocol.ended_on)
        yield heading("ended_because"), protocol.ended_because or NONE


def _text(row: TextRow) -> str:
    key = "protocol.drafted-text" if row.drafted else "protocol.signed-text"
    key += ".because" if row.reason else ""
    return say(key, on=row.effective_on, reason=row.reason)


PAGES = {ProtocolListAnswer: _protocols, ProtocolShownAnswer: _protocol}
