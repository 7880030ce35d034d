"""What is told of how a file was read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Told:
    """What of a file was read otherwise than one would expect, or not at all."""

    sheets: tuple[str, ...] = ()
    """The sheets that were read, of a workbook that has several."""
    unread_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    sheet_passed_over: str | None = None
    """The sheet that the mapping names, of a file that is no workbook and has no sheets."""
    above: int = 0
    """Lines above the header that are no comments."""
    comments: int = 0
    empty: int = 0
    totals: int = 0
    ruled: int = 0
    """Lines that are drawn of hyphens, as lists of SAP have them."""
    headers: int = 0
    """Lines that repeat the header."""
    stopped: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    merged: int = 0
    columns: list[str] = field(default_factory=list)
    """Columns that were passed over, safe to print."""
    leavers: int = 0
    """Leavers of whom a mapped file says a contract or hours besides."""
    far_ahead: int = 0
    """Rows that take effect more than a year ahead."""
