"""A ledger copied into another database, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.audit.merkle import Frontier
from ledger.creating import new_ledger
from ledger.mapper import export_line
from ledger.readmodel import catch_up, no_meter
from ledger.unusable import DamagedLedger

if TYPE_CHECKING:
    from ledger.database import Database
    from ledger.readmodel import Meter


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied."""

    events: int
    root: bytes
    """The root of the log, which is the same on both sides."""


def copy(source: Database, target: Database, meter: Meter = no_meter) -> Copied:
    """Copy the whole log into an empty place, in one transaction.

    The root is computed from what was read and again from what was stored. Where they differ, or
    where a position is missing, nothing is kept. Signed checkpoints stay valid for the copy, since
    they depend on the log alone.
    """
    with source.reading() as reading, new_ledger(target) as writing:
        last = source.last_position(reading)
        read = Frontier()
        for page in source.pages(reading):
            read.extend(map(export_line, page))
            positions = target.append(writing, page)
            if list(positions) != [raw.position for raw in page]:
                raise DamagedLedger(source.where, f"positions up to {page[-1].position} have gaps")
            meter(page[-1].position, last)
        kept = Frontier()
        for page in target.pages(writing):
            kept.extend(map(export_line, page))
        root = read.root()
        if kept.root() != root:
            raise DamagedLedger(target.where, "it does not hold what was written to it")
        catch_up(target, writing)
    return Copied(last, root)
