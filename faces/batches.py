"""How batches look for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from answers.batches import BatchListAnswer, BatchShownAnswer, SignedRow
from faces.blocks import BLANK, Block, Table, table_or
from faces.columns import identifier, instant, text
from faces.event_rows import events_table
from faces.words import say
from faces.words.batches import holds


def _keys(signed: Sequence[SignedRow]) -> str | None:
    """The keys of signatures by their beginnings, and who recorded each."""
    told = (say("batch.signed", key=each.public_key[:16], by=each.recorded_by) for each in signed)
    return ", ".join(told) or None


def _batches(answer: BatchListAnswer) -> Iterable[Block]:
    columns = (
        identifier("position"),
        text("batch"),
        text("holds", lambda row: holds(row.kind, row.movements, row.records)),
        text("recorded_at", lambda row: instant(row.recorded_at)),
        text("by", "recorded_by"),
        text("source"),
        text("signed", lambda row: _keys(row.signed)),
    )
    yield table_or(say("nothing.batches"), columns, answer.rows)


def _batch(answer: BatchShownAnswer) -> Iterable[Block]:
    facts = (
        text("batch", "batch.batch"),
        text("holds", lambda row: holds(row.batch.kind, row.batch.movements, row.batch.records)),
        text("source", "batch.source"),
        text("sha256", "batch.sha256"),
        text("signed", lambda row: _keys(row.batch.signed)),
    )
    yield Table(facts, answer.rows)
    for row in answer.rows:
        yield BLANK
        yield events_table(row.events)


PAGES = {BatchListAnswer: _batches, BatchShownAnswer: _batch}
