"""The cells of a file, whatever it is written in: CSV in its dialects, or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

_XLSX_MAGIC = b"PK\x03\x04"
_COMMENT = "#"
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
"""What a spreadsheet shows where a formula fails. Such a line is no comment: it is wrong."""


class UnreadableFile(ValueError):
    """A file that is neither CSV in UTF-8 nor XLSX; the message says what to do."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


class Line(NamedTuple):
    """One line of cells, and its number in the file, from 1."""

    number: int
    cells: list[str]


def lines(content: bytes) -> Iterator[Line]:
    """The lines that have something in them; comment lines, which begin with `#`, are left out."""
    read = _xlsx(content) if content.startswith(_XLSX_MAGIC) else _csv(content)
    for line in read:
        first = line.cells[0] if line.cells else ""
        if (not first.startswith(_COMMENT) or first in _ERRORS) and any(line.cells):
            yield line


def _csv(content: bytes) -> Iterator[Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            "The line is not UTF-8 text. Save the file as CSV in UTF-8, or as XLSX.", line
        ) from None
    if "\0" in text:
        raise UnreadableFile("The file is not text. Save it as CSV in UTF-8, or as XLSX.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        before = 0
        for cells in reader:
            yield Line(before + 1, [cell.strip() for cell in cells])
            before = reader.line_num
    except csv.Error as error:
        raise UnreadableFile(
            f"The line is not CSV: {error}. Check its quotation marks.", reader.line_num
        ) from None


def _delimiter(text: str) -> str:
    """The delimiter of the header, the first line that is no comment."""
    for line in io.StringIO(text):
        if line.strip() and not line.startswith(_COMMENT):
            return max(",;\t", key=line.count)
    return ","


def _xlsx(content: bytes) -> Iterator[Line]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError, OSError, KeyError) as error:
        raise UnreadableFile(
            f"The file is not a readable XLSX workbook ({error}). Save it again, or as CSV."
        ) from None
    for number, cells in enumerate(rows, 1):
        yield Line(number, [_cell(cell) for cell in cells])


def _cell(value: Any) -> str:
    """A cell as text: whole numbers without a point, dates in ISO 8601."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # Fifteen digits are what a spreadsheet shows; beyond them is only binary noise.
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value).strip()
