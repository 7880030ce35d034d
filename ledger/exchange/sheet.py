"""The cells of a file, whatever it is written in: CSV in its dialects, or XLSX."""

from __future__ import annotations

import csv
import io
import warnings
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
        if any(line.cells) and not _is_comment(line.cells[0]):
            yield line


def _is_comment(text: str) -> bool:
    """Whether a line that begins so is a comment, and not a formula that failed."""
    return text.startswith(_COMMENT) and not text.startswith(_ERRORS)


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
    source = _Text(text)
    try:
        for cells in csv.reader(source, delimiter=_delimiter(text), strict=True):
            yield Line(source.began, [cell.strip() for cell in cells])
            source.is_inside = False
    except csv.Error as error:
        raise UnreadableFile(
            f"The line is not CSV: {error}. Check its quotation marks.", source.began
        ) from None


class _Text:
    """The lines of a text, as `csv` asks for them; what is a comment it never sees."""

    def __init__(self, text: str) -> None:
        self._lines = enumerate(io.StringIO(text, newline=""), 1)
        self.began = 1
        """The number of the line on which the record began."""
        self.is_inside = False
        """Whether the record goes on, as it does between quotation marks."""

    def __iter__(self) -> Iterator[str]:
        for number, line in self._lines:
            if not self.is_inside:
                if _is_comment(line.lstrip()):
                    continue
                self.began, self.is_inside = number, True
            yield line


def _delimiter(text: str) -> str:
    """The delimiter of the header, the first line that is no comment."""
    for line in io.StringIO(text, newline=None):
        begins = line.lstrip(' \t"')
        if begins.strip() and not _is_comment(begins):
            return max(",;\t", key=line.count)
    return ","


def _xlsx(content: bytes) -> Iterator[Line]:
    import openpyxl

    warnings.filterwarnings("ignore", module="openpyxl")  # what it passes over is in no cell
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # so that a lonely cell far away makes no other line longer
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield Line(number, [_cell(cell) for cell in cells])
    except Exception as error:  # noqa: BLE001 (of a damaged workbook, it raises whatever it meets)
        raise UnreadableFile(
            f"The file is not a readable XLSX workbook ({error}). Save it again, or as CSV."
        ) from None


def _cell(value: Any) -> str:
    """A cell as text: whole numbers without a point, dates in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # Fifteen digits are what a spreadsheet shows; beyond them is only binary noise.
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value).strip()
