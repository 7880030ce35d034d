"""What stands in some lines of a file, for what is told of them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ledger.exchange.sheets.problems import Problems
from ledger.exchange.sheets.reading import Reading
from ledger.exchange.sheets.wrong import UnreadableFile

if TYPE_CHECKING:
    from ledger.exchange.sheets.layout import Layout
    from ledger.exchange.sheets.mapping import FileMapping
    from ledger.exchange.sheets.problems import Place


def cells_at(
    places: set[Place], content: bytes, layout: Layout, mapping: FileMapping, sheet: str | None
) -> dict[Place, dict[str, str]]:
    """What stands in some lines of a file of a kind, by column."""
    found: dict[Place, dict[str, str]] = {}
    with suppress(UnreadableFile):
        for row in Reading(content, layout, mapping, Problems(), sheet).rows():
            if (row.sheet, row.line) in places:
                found[row.sheet, row.line] = {k: v for k, v in row.cells.items() if k}
    return found
