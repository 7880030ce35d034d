"""The ways in which a ledger can be exported, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, Protocol

from ledger.exchange.event_lines import write_cloudevents, write_events
from ledger.exchange.exported_quality import quality_sides
from ledger.exchange.exported_sides import side_rows
from ledger.exchange.exported_volumes import volume_sides
from ledger.exchange.journal import write_journal
from ledger.exchange.writers import QUALITY as QUALITY_ROWS
from ledger.exchange.writers import (
    SIDES,
    Form,
    write_csv,
    write_jsonl,
    write_parquet,
    write_raw_csv,
    write_xlsx,
)
from ledger.exchange.writers import VOLUMES as VOLUME_ROWS
from projections.only import ALL

if TYPE_CHECKING:
    from ledger.exchange.writers import Rows
    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database
    from projections.only import Only
    from projections.view import View

    Write = Callable[[Rows, BinaryIO, Form], int]
    Export = Callable[[Database, View, BinaryIO, Meter], int]
    """Writes what the view knows to a file, and returns how many events, rows or movements."""


class MovementExport(Protocol):
    """Writes the movements that begin or end where a filter holds."""

    def __call__(
        self, database: Database, view: View, file: BinaryIO, meter: Meter, only: Only = ...
    ) -> int:
        """Write them to the file, and return how many rows or movements they are."""


def _as_rows(write: Write) -> MovementExport:
    def export(
        database: Database, view: View, file: BinaryIO, meter: Meter, only: Only = ALL
    ) -> int:
        return write(side_rows(database, view, meter, only), file, SIDES)

    return export


def _volumes_as(write: Write) -> Export:
    def export(database: Database, view: View, file: BinaryIO, meter: Meter) -> int:
        return write(volume_sides(database, view, meter), file, VOLUME_ROWS)

    return export


def _quality_as(write: Write) -> Export:
    def export(database: Database, view: View, file: BinaryIO, meter: Meter) -> int:
        return write(quality_sides(database, view, meter), file, QUALITY_ROWS)

    return export


EVENTS: dict[str, Export] = {"jsonl": write_events, "cloudevents": write_cloudevents}
MOVEMENTS: dict[str, MovementExport] = {
    "csv": _as_rows(write_csv),
    "jsonl": _as_rows(write_jsonl),
    "xlsx": _as_rows(write_xlsx),
    "parquet": _as_rows(write_parquet),
    "hledger": write_journal,
    "ledger": write_journal,
}
VOLUMES: dict[str, Export] = {
    "csv": _volumes_as(write_csv),
    "jsonl": _volumes_as(write_jsonl),
    "xlsx": _volumes_as(write_xlsx),
    "parquet": _volumes_as(write_parquet),
}
QUALITY: dict[str, Export] = {
    "csv": _quality_as(write_csv),
    "jsonl": _quality_as(write_jsonl),
    "xlsx": _quality_as(write_xlsx),
    "parquet": _quality_as(write_parquet),
}
RAW_CSV = _as_rows(write_raw_csv)
"""The movements as CSV with every text as it is, whatever a spreadsheet makes of it."""
