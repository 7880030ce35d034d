"""The lines of one sheet of a workbook: each cell as it shows, merged ranges filled in."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ledger.exchange.sheets.cells import Held, number, tidy
from ledger.exchange.sheets.limits import LONGEST_CELL, Measure, too_long
from ledger.exchange.sheets.lines import Line, Sheet
from ledger.exchange.sheets.markup import MAIN, Damaged, Part
from ledger.exchange.sheets.workbook import SheetEntry, Workbook, told, unescaped
from ledger.exchange.sheets.wrong import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW, _CELL, _VALUE, _TEXT = f"{MAIN}row", f"{MAIN}c", f"{MAIN}v", f"{MAIN}t"
_FORMULA, _ASIDE, _MERGED, _COLUMN = f"{MAIN}f", f"{MAIN}rPh", f"{MAIN}mergeCell", f"{MAIN}col"
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_WIDEST, _LAST = 16_384, 1_048_576
_MOST_REMEMBERED = 65_536
_MOST_FILLED = 5_000_000
_HIDDEN = {"1", "true"}


class Range(NamedTuple):
    """A merged range: its first and last rows and columns; rows count from 1, columns from 0."""

    first: int
    last: int
    left: int
    right: int


class Worksheet(Sheet):
    """A sheet of a workbook."""

    def __init__(self, workbook: Workbook, entry: SheetEntry) -> None:
        super().__init__(name=entry.name, is_shown=entry.is_shown)
        self._workbook = workbook
        self._part = entry.part
        self._read: list[Line] | None = None
        self._first = 1

    def heads(self, most: int) -> list[list[Line]]:
        """The first lines; with merged ranges if these are all."""
        if self._read is None:
            found: list[Line] = []
            with told():
                reader = _Reader(self._workbook)
                with self._workbook.open(self._part) as file:
                    for _ in reader.pieces(file):
                        if len(reader.lines) > most:
                            return [reader.lines[:most]]
                found = self._keep(reader)
        else:
            found = self._read
        return [found[:most]]

    def begin(self, head: int, line: int) -> None:  # noqa: ARG002 (there is one way to read it)
        self._first = line

    def lines(self) -> Iterator[Line]:
        """Every line that has something in it."""
        if self._read is None:
            with told():
                reader = _Reader(self._workbook)
                with self._workbook.open(self._part) as file:
                    for _ in reader.pieces(file):
                        pass
                self._keep(reader)
        self.empty = last = 0
        for line in self._read or ():
            if line.number >= self._first:
                self.empty += line.number - last - 1 if last else 0
                last = line.number
                yield line

    def _keep(self, reader: _Reader) -> list[Line]:
        self.hidden_rows, self.hidden_columns = frozenset(reader.hidden), reader.hidden_columns
        self.merged = _fill(reader.lines, reader.merged)
        self._read = reader.lines
        return reader.lines


def _fill(lines: list[Line], merged: list[Range]) -> list[Range]:
    """Give every cell of a merged range the range's value; returns the ranges with one.

    Across columns it is nobody's to say which column the value is for: such a cell can be read as
    nothing. Lines with nothing else in them stay as they are.
    """
    numbers = [line.number for line in lines]
    filled, used = 0, []
    for each in sorted(merged):
        start = bisect_left(numbers, each.first)
        if start == len(lines) or numbers[start] != each.first:
            continue
        value = _at(lines[start].cells, each.left)
        if not value:
            continue
        used.append(each)
        for line in lines[start : bisect_left(numbers, each.last + 1)]:
            filled += each.right - each.left + 1
            if filled > _MOST_FILLED:
                raise UnreadableFile("too-many-merged-cells")
            for column in range(each.left, min(each.right, _WIDEST) + 1):
                if column == each.left and line.number == each.first:
                    continue
                _set(line.cells, column, value if column == each.left else _merged(value))
    return used


def _merged(value: str) -> Held:
    return Held.of(str(value), "merged", "a part of a merged range", is_shown=False)


def _at(cells: list[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _set(cells: list[str], column: int, value: str) -> None:
    cells += [""] * (column + 1 - len(cells))
    cells[column] = value


class _Reader:
    """Reads the part of a sheet."""

    def __init__(self, workbook: Workbook) -> None:
        self.lines: list[Line] = []
        self.merged: list[Range] = []
        self.hidden: list[int] = []
        self.hidden_columns = 0
        self._texts, self._styles = workbook.texts, workbook.styles
        self._counts_from_1904 = workbook.counts_from_1904
        self._measure = Measure()
        self._columns: dict[str, int] = {}
        self._known: dict[tuple[str, str, str], str] = {}
        self._number = 0
        self._cells: list[str] = []
        self._seen = 0
        self._column = -1
        self._kind = self._style = ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._length = 0
        self._into: list[str] | None = None
        self._is_aside = False

    def pieces(self, file: object) -> Iterator[None]:
        """Read the sheet, and stop after each piece of it."""
        return Part(self._start, self._end, self._take).pieces(file)  # type: ignore[arg-type]

    def _start(self, tag: str, at: dict[str, str]) -> None:
        if tag == _CELL:
            self._seen += 1
            where = at.get("r")
            self._column = self._column + 1 if where is None else self._column_of(where)
            self._kind, self._style = at.get("t", "n"), at.get("s", "0")
            self._value, self._formula, self._length = [], None, 0
        elif tag == _VALUE:
            self._into = self._value
        elif tag == _TEXT:
            self._into = None if self._is_aside else self._value
        elif tag == _FORMULA:
            self._into = self._formula = []
        elif tag == _ROW:
            number = int(at.get("r", self._number + 1))
            if not self._number < number <= _LAST:
                raise Damaged(f"its row {number} is out of order")
            self._number, self._column, self._seen = number, -1, 0
            self._cells = []
            if at.get("hidden") in _HIDDEN:
                self.hidden.append(number)
        elif tag == _ASIDE:
            self._is_aside = True
        elif tag == _MERGED:
            self._merge(at.get("ref", ""))
        elif tag == _COLUMN and at.get("hidden") in _HIDDEN:
            first, last = int(at.get("min", "1")), int(at.get("max", "1"))
            self.hidden_columns += max(0, min(last, _WIDEST) - first + 1)

    def _end(self, tag: str) -> None:
        if tag == _CELL:
            if self._value or self._formula is not None:
                self._cell()
        elif tag in (_VALUE, _TEXT, _FORMULA):
            self._into = None
        elif tag == _ASIDE:
            self._is_aside = False
        elif tag == _ROW:
            self._measure.take(self._number, self._cells, self._seen)
            if any(self._cells):
                self.lines.append(Line(self._number, self._cells))

    def _take(self, characters: str) -> None:
        if self._into is not None:
            self._length += len(characters)
            if self._length > LONGEST_CELL:
                raise too_long(self._number)
            self._into.append(characters)

    def _column_of(self, where: str) -> int:
        name = where.rstrip("0123456789")
        column = self._columns.get(name)
        if column is None:
            column = 0
            for letter in name:
                column = column * 26 + ord(letter) - ord("A") + 1
            column -= 1
            if not (name.isascii() and name.isalpha() and 0 <= column < _WIDEST):
                raise Damaged(f"it has a cell at {where[:20]}")
            self._columns[name] = column
        return column

    def _merge(self, reference: str) -> None:
        found = [_REFERENCE.fullmatch(corner) for corner in reference.replace("$", "").split(":")]
        if len(found) == 2 and found[0] and found[1]:
            left, right = (self._column_of(corner[1]) for corner in found if corner)
            self.merged.append(Range(int(found[0][2]), int(found[1][2]), left, right))
            if len(self.merged) > _MOST_FILLED // 10:
                raise UnreadableFile("too-many-merged-cells")

    def _cell(self) -> None:
        raw = "".join(self._value)
        known = (raw, self._kind, self._style)
        cell = self._known.get(known) if self._formula is None else None
        if cell is None:
            cell = self._read(raw)
            if len(self._known) < _MOST_REMEMBERED and self._formula is None:
                self._known[known] = cell
        if cell:
            if self._column > len(self._cells):
                self._cells += [""] * (self._column - len(self._cells))
            if self._column == len(self._cells):
                self._cells.append(cell)
            else:
                self._cells[self._column] = cell

    def _read(self, raw: str) -> str:
        kind = self._kind
        if kind == "s":
            return self._texts[_natural(raw)]
        if kind in ("str", "inlineStr"):
            return tidy(unescaped(raw))
        if kind == "e":
            return Held.of(raw, "error", "a formula that failed", is_shown=True)
        if not raw:
            written = f"={''.join(self._formula or ())}"
            said = "a formula that was never computed"
            return Held.of(written, "formula", said, is_shown=False)
        if kind == "b":
            truth = "FALSE" if raw in ("0", "false") else "TRUE"
            return Held.of(truth, "truth", f"the truth value {truth}")
        style = self._styles[_natural(self._style)]
        if kind == "d":
            return _date(datetime.fromisoformat(raw.removesuffix("Z")), is_day=True)
        value = float(raw)
        if style.is_date:
            return self._dated(value, is_day=style.is_day, shown=style.number.code)
        if not abs(value) < 1e300:
            raise Damaged(f"it holds the number {raw[:20]}")
        return number(value, style.number)

    def _dated(self, value: float, *, is_day: bool, shown: str) -> Held:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        epoch = CALENDAR_MAC_1904 if self._counts_from_1904 else CALENDAR_WINDOWS_1900
        try:
            at = from_excel(value, epoch)
        except (ValueError, OverflowError):
            return Held.of(f"{value:.15g}", "date", "a number that is no date", is_shown=False)
        if not isinstance(at, datetime):
            return Held.of(str(at), "date", f"the time {at}", is_shown=False)
        held = _date(at, is_day=is_day)
        if not is_day:
            held.holds += f", shown as {shown}"
        return held


def _natural(text: str) -> int:
    """A number that counts from 0; a negative one would be taken from the end."""
    found = int(text)
    if found < 0:
        raise Damaged(f"it refers to {text[:20]}")
    return found


def _date(at: datetime, *, is_day: bool) -> Held:
    # A day may be a moment short of midnight, as numbers come.
    if at.time() >= time(23, 59, 59, 999_000):
        at = datetime.combine(at.date() + timedelta(days=1), time.min)
    text = at.date().isoformat() if at.time() == time.min else at.isoformat(" ", "seconds")
    return Held.of(text, "date", f"the date {text}", is_shown=is_day)
