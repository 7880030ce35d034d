"""The cells of a file, whatever it is written in: CSV in its dialects, or XLSX."""

from __future__ import annotations

import csv
import io
import re
import warnings
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain, product
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZipFile

from ledger.exchange.limits import (
    LONGEST_CELL,
    LONGEST_LINE,
    Measure,
    UnreadableFile,
    line_too_long,
    must_have_lines,
    must_unpack,
    too_long,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

_XLSX_MAGIC = b"PK\x03\x04"
_COMMENT = "#"
_ERROR = re.compile(r'#(?:[^\sa-z,;"]+[!?]|N/A|N/D|NV)(?=[\s,;"]|$)')
"""What a spreadsheet shows, in its user's language, where a formula fails: no comment, but wrong."""
_SEPARATOR = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)
"""A line before the header by which a spreadsheet program tells itself the delimiter."""
_VISIBLE = "visible"
_LONGEST_REASON = 120
_PIECE = 65_536


class Line(NamedTuple):
    """One line of cells, and its number in the file, from 1."""

    number: int
    cells: list[str]


def lines(content: bytes, unread_sheets: list[str] | None = None) -> Iterator[Line]:
    """The lines that have something in them; comment lines, which begin with `#`, are left out.

    The names of a workbook's sheets that are shown and have something, beside the one that is read,
    are added to `unread_sheets`.
    """
    unread = [] if unread_sheets is None else unread_sheets
    read = _xlsx(content, unread) if content.startswith(_XLSX_MAGIC) else _csv(content)
    for line in read:
        if any(line.cells) and not _is_comment(line.cells[0]):
            yield line


def same_text(content: bytes) -> Iterator[bytes]:
    """The content, and what other programs would make of a CSV file that they save unchanged.

    They end lines in one way or the other, the last one or not, put an empty one there or not, and a
    byte order mark or not.
    """
    yield content
    if not content.startswith(_XLSX_MAGIC):
        body = content.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").rstrip(b"\n")
        for mark, end in product((b"", BOM_UTF8), (b"\n", b"\r\n")):
            text = mark + body.replace(b"\n", end)
            yield from (text, text + end, text + end + end)


def _is_comment(text: str) -> bool:
    """Whether a line that begins so is a comment, and not a formula that failed."""
    return text.startswith(_COMMENT) and not _ERROR.match(text)


def _csv(content: bytes) -> Iterator[Line]:
    if b"\0" in content:
        raise UnreadableFile("The file is not text. Save it as CSV in UTF-8, or as XLSX.")
    must_have_lines(content)
    source, measure = _Text(content), Measure()
    csv.field_size_limit(LONGEST_CELL)
    try:
        for cells in csv.reader(source, delimiter=_delimiter(content), strict=True):
            measure.take(source.began, cells)
            yield Line(source.began, [cell.strip() for cell in cells])
            source.is_inside = False
    except UnicodeDecodeError:
        raise UnreadableFile(
            "The line is not UTF-8 text. Save the file as CSV in UTF-8, or as XLSX.",
            _line_without_utf8(content),
        ) from None
    except csv.Error as error:
        if "field larger than" in str(error):
            raise too_long(source.began) from None
        raise UnreadableFile(
            f"The line is not CSV: {error}. Check its quotation marks.", source.began
        ) from None


def _text_lines(content: bytes, newline: str | None = "") -> Iterator[str]:
    """The lines of the text, of which none is so long that it is no line of a table."""
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline=newline)
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise line_too_long(number)
        yield line


def _line_without_utf8(content: bytes) -> int:
    """The number of the line in which something is not UTF-8."""
    decoder = getincrementaldecoder("utf-8")()
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        try:
            decoder.decode(piece, final=start + _PIECE >= len(content))
        except UnicodeDecodeError as error:
            # What is left of the piece before is the beginning of what could not be read.
            before = content[: start + len(piece) - len(error.object) + error.start]
            return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
    return 1


class _Text:
    """The lines of a text, as `csv` asks for them; what is a comment it never sees."""

    def __init__(self, content: bytes) -> None:
        self._lines = enumerate(_text_lines(content), 1)
        self.began = 1
        """The number of the line on which the record began."""
        self._is_first = True
        """Whether nothing but comments and empty lines came so far."""
        self.is_inside = False
        """Whether the record goes on, as it does between quotation marks."""

    def __iter__(self) -> Iterator[str]:
        for number, line in self._lines:
            if not self.is_inside:
                if _is_comment(line.lstrip(" ")):
                    continue
                if self._is_first and line.strip():
                    self._is_first = False
                    if _SEPARATOR.fullmatch(line):
                        continue
                self.began, self.is_inside = number, True
            yield line


def _delimiter(content: bytes) -> str:
    """The delimiter of the header, or told before it: the first line that is no comment."""
    for line in _text_lines(content, newline=None):
        begins = line.lstrip(' \t"')
        if begins.strip() and not _is_comment(begins):
            told = _SEPARATOR.fullmatch(line)
            return told[1] if told else max(",;\t", key=line.count)
    return ","


def _xlsx(content: bytes, unread: list[str]) -> Iterator[Line]:
    """The lines of the first sheet that is shown and has something in it."""
    with _opened(content, as_shown=False) as workbook:
        names = _sheets_with_something(workbook)
        rows = list(_rows(workbook, names[0])) if names else []
    unread += names[1:]
    if any(map(_is_formula, chain.from_iterable(rows))):
        with _opened(content, as_shown=True) as workbook:
            shown = list(_rows(workbook, names[0]))
        # A formula that was never computed has no value; what it says is told as a wrong one.
        rows = [list(map(_value, *pair)) for pair in zip(rows, shown, strict=True)]
    for number, cells in enumerate(rows, 1):
        yield Line(number, [_text(cell, number) for cell in cells])


@contextmanager
def _opened(content: bytes, *, as_shown: bool) -> Iterator[Workbook]:
    """The workbook, of formulas their value `as_shown` or what they say.

    Whatever is damaged in it is told as an unreadable file.
    """
    import openpyxl

    try:
        with ZipFile(io.BytesIO(content)) as archive:
            must_unpack(archive.infolist())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it passes over, and of dates that are none
            yield openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=as_shown, keep_links=False
            )
    except UnreadableFile:
        raise
    except Exception as error:  # noqa: BLE001 (of a damaged workbook, it raises whatever it meets)
        said = " ".join(str(error).split())[:_LONGEST_REASON]
        raise UnreadableFile(
            f"The file is not a readable XLSX workbook ({said}). Save it again, or as CSV."
        ) from None


def _sheets_with_something(workbook: Workbook) -> list[str]:
    """The names of the sheets that are shown and not empty, in their order."""
    return [
        sheet.title
        for sheet in workbook.worksheets
        if sheet.sheet_state == _VISIBLE
        and any(cell is not None for row in _rows(workbook, sheet.title) for cell in row)
    ]


def _rows(workbook: Workbook, name: str) -> Iterator[Sequence[Any]]:
    """The cells of each row of a sheet."""
    sheet: Any = workbook[name]
    sheet.reset_dimensions()  # so that a lonely cell far away makes no other line longer
    measure = Measure()
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        measure.take(number, row)
        yield row


def _is_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


def _value(written: Any, shown: Any) -> Any:
    return written if shown is None else shown


def _text(value: Any, number: int) -> str:
    """A cell as text: whole numbers without a point, dates in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        raise too_long(number)
    if isinstance(value, float):
        # Fifteen digits are what a spreadsheet shows; beyond them is only binary noise.
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value).strip()
