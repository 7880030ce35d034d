"""A ledger copied into another database, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.reading.catching_up import catch_up, no_meter
from ledger.store.codec import export_line
from ledger.store.database import NotStorable, VersionTaken
from ledger.store.errors import DamagedLedger
from ledger.store.identity import must_be_a_ledger
from ledger.store.passed_over import PassedOver
from ledger.store.texts import copy as copy_texts
from ledger.upkeep.creating import new_ledger
from proofs.merkle import Frontier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from ledger.reading.catching_up import Meter
    from ledger.store.codec import RawEvent
    from ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied."""

    events: int
    root: bytes
    """The root of the log, which is the same on both sides."""
    texts: int
    """How many notes were taken along, which stand beside the log."""


def copy(source: Database, target: Database, meter: Meter = no_meter) -> Copied:
    """Copy the whole log into an empty place, in one transaction.

    The root is computed from what was read and again from what was stored. Where they differ, or
    where a position is missing, nothing is kept. Signed checkpoints stay valid for the copy, since
    they depend on the log alone.
    """
    with source.reading() as reading:
        must_be_a_ledger(source, reading)
        if source.first_position(reading) != 1:
            raise DamagedLedger(source.where, "gaps-or-beginning")
        last = source.last_position(reading)
        aside = {each.position for each in PassedOver(source, reading).all()}
        for position in set(source.oddly_stored(reading, last)) - aside:
            raise DamagedLedger(source.where, f"position {position} is not stored as events are")
        with new_ledger(target) as writing:
            root = _copy_events(source, reading, target, writing, last, meter)
            texts = copy_texts(source, reading, target, writing)
            try:
                catch_up(target, writing)
            except DamagedLedger as error:
                raise DamagedLedger(source.where, error.detail) from None
    return Copied(last, root, texts)


def _copy_events(
    source: Database,
    reading: Connection,
    target: Database,
    writing: Connection,
    last: int,
    meter: Meter,
) -> bytes:
    """Copy every event; returns the root of the log, which is the same on both sides."""
    read = Frontier()
    for page in _pages(source, reading):
        read.extend(map(export_line, page))
        try:
            positions = target.append(writing, page)
        except (VersionTaken, NotStorable) as error:
            raise DamagedLedger(source.where, str(error) or "a version stands twice") from None
        if list(positions) != [raw.position for raw in page]:
            raise DamagedLedger(source.where, f"positions up to {page[-1].position} have gaps")
        meter(page[-1].position, last)
    kept = Frontier()
    for page in target.pages(writing):
        kept.extend(map(export_line, page))
    if kept.root() != read.root():
        raise DamagedLedger(target.where, "not-what-was-written")
    return read.root()


def _pages(source: Database, reading: Connection) -> Iterator[list[RawEvent]]:
    """The events of the source, whose failures are told as its own."""
    with source.usable():
        yield from source.pages(reading)
