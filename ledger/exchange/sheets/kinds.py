"""What may stand in a cell of each kind of column, where it is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from domain.commitments.commitment_refusals import InvalidMonth
from ledger.exchange.sheets.wrong import InvalidCell

if TYPE_CHECKING:
    from ledger.exchange.sheets.cells import Held

ColumnKind = Literal["code", "number", "date", "month", "text"]
"""What a column holds: a code, a number, a day, a month by its first day, or words."""


def must_be_shown(kind: ColumnKind, cell: Held) -> None:
    """Refuse a cell that holds another thing than it shows, or none that the column can have."""
    if cell.kind == "merged":
        raise InvalidCell("merged")
    if kind == "code":
        if not cell.is_code:
            raise InvalidCell("no-code", cell.holds)
    elif kind == "number":
        if cell.kind in ("date", "truth") or not cell.is_shown:
            raise InvalidCell("no-number", cell.holds)
    elif kind == "date":
        if cell.kind == "date" and not cell.is_shown:
            raise InvalidCell("no-whole-date", cell.holds)
    elif kind == "month":
        if cell.kind != "date" and not cell.is_code:  # a year alone is a whole number
            raise InvalidMonth(str(cell))
    elif not cell.is_shown or cell.kind == "error":
        raise InvalidCell("not-shown", cell.holds)
