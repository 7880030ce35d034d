"""What may stand in a cell of each kind of column, where it is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from domain.commitments.commitment_refusals import InvalidMonth
from domain.refusal import InvalidValue

if TYPE_CHECKING:
    from ledger.exchange.sheets.cells import Held

ColumnKind = Literal["code", "number", "date", "month", "text"]
"""What a column holds: a code, a number, a day, a month by its first day, or words."""


class InvalidCell(InvalidValue):
    """A cell that cannot be what its column says."""


def must_be_shown(kind: ColumnKind, cell: Held) -> None:
    """Refuse a cell that holds another thing than it shows, or none that the column can have."""
    if cell.kind == "merged":
        raise InvalidCell(
            "This cell is merged with its neighbours. Undo that, and fill each of them."
        )
    if kind == "code":
        if not cell.is_code:
            raise InvalidCell(
                f"The cell holds {cell.holds}, and no code. Format the column as text, and write the "
                "code as it is."
            )
    elif kind == "number":
        if cell.kind in ("date", "truth") or not cell.is_shown:
            raise InvalidCell(
                f"The cell holds {cell.holds}. Write the number as it is meant, without a format."
            )
    elif kind == "date":
        if cell.kind == "date" and not cell.is_shown:
            raise InvalidCell(
                f"The cell holds {cell.holds}. Show the day, the month and the year, as in 30/09/2018."
            )
    elif kind == "month":
        if cell.kind != "date" and not cell.is_code:  # a year alone is a whole number
            raise InvalidMonth(str(cell))
    elif not cell.is_shown or cell.kind == "error":
        raise InvalidCell(f"The cell holds {cell.holds}. Write what is meant.")
