"""A file as a table: which sheet, where its header is, which column is which, and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.exchange.sheets.cells import key, letters
from ledger.exchange.sheets.layout import Layout
from ledger.exchange.sheets.lines import Line, Sheet
from ledger.exchange.sheets.mapping import FileMapping
from ledger.exchange.sheets.problems import Problems, shown
from ledger.exchange.sheets.text import is_comment
from ledger.exchange.sheets.told import Told
from ledger.exchange.sheets.words import NUMBERS, TOTALS
from ledger.exchange.sheets.wrong import WrongInFile

HEADER_WITHIN = 100
_MOST_REMEMBERED = 4_096
"""So many lines are looked through for the header."""
_TOTAL_INITIALS = frozenset(word[0] for word in TOTALS)


class Found(NamedTuple):
    """Where a header may be: how well it fits, in which way of reading, and on which line."""

    fits: bool
    recognised: int
    head: int
    line: int


class TableRow(NamedTuple):
    """One row: where it stands, and what stands in our columns."""

    line: int
    sheet: str
    cells: dict[str | None, str]


def find_header(sheet: Sheet, layout: Layout, mapping: FileMapping) -> Found | None:
    """The first line that fits, or else the one with most columns that are known."""
    best: Found | None = None
    for number, lines in enumerate(sheet.heads(HEADER_WITHIN)):
        for line in lines:
            if is_comment(line.cells[0] if line.cells else "") and len(line.cells) < 2:
                continue
            found = _found(line, number, layout, mapping)
            if found is None:
                continue
            if best is None or (found.fits, found.recognised) > (best.fits, best.recognised):
                best = found
            if found.fits:
                break
    return best


def _found(line: Line, head: int, layout: Layout, mapping: FileMapping) -> Found | None:
    names = {ours for cell in line.cells if cell and (ours := _ours(cell, layout, mapping))}
    known = names | ({*mapping.columns} & {*map(key, line.cells)} if mapping.is_given else set())
    if mapping.header is not None:
        if key(mapping.header) not in map(key, line.cells):
            return None
        return Found(True, len(known), head, line.number)
    if not known:
        return None
    return Found(not layout.missing(names | {*mapping.defaults}), len(known), head, line.number)


def _ours(name: str, layout: Layout, mapping: FileMapping) -> str | None:
    """Our name of a column, none for one that is left out, as the mapping says or all files do."""
    if mapping.is_given and mapping.columns:
        return mapping.columns.get(key(name))
    return layout.column(name)


class Table:
    """The rows under a header."""

    def __init__(
        self,
        sheet: Sheet,
        at: Found,
        layout: Layout,
        mapping: FileMapping,
        problems: Problems,
        told: Told,
        *,
        is_one_of_several: bool,
    ) -> None:
        self._sheet, self._layout, self._mapping = sheet, layout, mapping
        self._problems, self._told = problems, told
        self._name = sheet.name if is_one_of_several else ""
        sheet.begin(at.head, at.line)
        self._lines = sheet.lines()
        self._header_line = next(self._lines, Line(at.line, []))
        self._names = _without_end(self._header_line.cells)
        self.columns: list[str | None] = []
        self._watched: dict[int, str] = {}
        self._meant: dict[str, dict[str, Mapping[str, str] | None]] = {
            column: {} for column in mapping.values
        }
        self._read_header()
        self._check_merged()

    @property
    def header(self) -> int:
        """The number of the header's line."""
        return self._header_line.number

    def _wrong(
        self, line: int, column: str, value: str, what: str, about: str = "", other: str = ""
    ) -> None:
        self._problems.add(line, column, value, WrongInFile(what, about, other), self._name)

    def _read_header(self) -> None:
        line, layout, mapping = self._header_line.number, self._layout, self._mapping
        for index, name in enumerate(self._names):
            ours = _ours(name, layout, mapping) if name else None
            is_left_out = mapping.is_given and mapping.columns.get(key(name)) == ""
            if ours and ours in self.columns:
                self._wrong(line, ours, name, "column-twice")
            elif not name:
                self._watched[index] = letters(index)
            elif key(name) in NUMBERS and not ours:
                self._told.columns.append(shown(name))
            elif not ours and not is_left_out:
                self._unknown(index, name)
            self.columns.append(ours or None)
        there = {name for name in self.columns if name} | {*mapping.defaults}
        for missing in layout.missing(there):
            column = missing.partition(" or ")[0]
            self._wrong(line, column, "", "column-missing", missing)

    def _unknown(self, index: int, name: str) -> None:
        """Refuse a column that nobody knows; under a mapping, only if there is something in it."""
        if self._mapping.is_given:
            self._watched[index] = name
            return
        columns = ", ".join(self._layout.columns)
        self._wrong(self._header_line.number, name, name, "column-unknown", columns)

    def _check_merged(self) -> None:
        """Refuse merged ranges that would give a row what is not its own."""
        crossing = {
            left: last for first, last, left, _ in self._sheet.merged if first <= self.header < last
        }
        named = {index for index, name in enumerate(self._names) if name}
        is_tall = named <= crossing.keys() and len(set(crossing.values())) == 1
        for first, last, left, _ in self._sheet.merged:
            if is_tall and first <= self.header:
                continue  # the header is as tall as that, and its lines repeat it
            column = self.columns[left] if left < len(self.columns) else None
            if column is None or last <= self.header:
                continue
            if first <= self.header:
                self._wrong(self.header, column, "", "merged-cells")
            elif last > first:
                if column in self._layout.alone:
                    self._wrong(first, column, "", "merged-cells")
                self._told.merged += 1

    def rows(self) -> Iterator[TableRow]:
        """The rows of the table; what is left out is counted."""
        told, sheet, columns = self._told, self._sheet, self.columns
        sheet_name, width, values = self._name, len(columns), self._mapping.values
        empty = sheet.empty
        told.comments += sheet.comments
        for line in self._lines:
            cells = line.cells
            first = cells[0] or next(filter(None, cells))
            if first[0] == "#" and self._is_comment(first, cells):
                told.comments += 1
                continue
            if first[0] == "-" and is_ruled(cells):
                told.ruled += 1
                continue
            if self._mapping.stop is not None and self._mapping.stops_at(first):
                told.stopped += 1 + sum(1 for _ in self._lines)
                break
            named = dict(zip(columns, cells, strict=False))
            if first[0].casefold() in _TOTAL_INITIALS and self._is_total(first, named):
                told.totals += 1
                continue
            if cells[0] == self._names[0] and _without_end(cells) == self._names:
                told.headers += 1
                continue
            if line.number in sheet.hidden_rows:
                told.hidden_rows += 1
            if len(cells) > width and any(cells[width:]):
                self._wrong(line.number, "", "", "too-many-cells")
            if self._watched:
                self._watch(line)
            if values:
                self._map(line.number, named)
            yield TableRow(line.number, sheet_name, named)
        told.empty += sheet.empty - empty
        told.hidden_columns += sheet.hidden_columns
        if self._mapping.is_given:
            told.columns += [shown(name) for name in self._watched.values() if name]

    @staticmethod
    def _is_comment(first: str, cells: Sequence[str]) -> bool:
        return is_comment(first) and sum(map(bool, cells)) == 1

    def _is_total(self, first: str, named: dict[str | None, str]) -> bool:
        """Whether a line adds up those before it: it says so, and has no date."""
        if any(named.get(column, first) not in ("", first) for column in self._layout.dates):
            return False
        words = key(first)
        return any(words == total or words.startswith(f"{total} ") for total in TOTALS)

    def _watch(self, line: Line) -> None:
        """Refuse a column that is not read, as soon as something stands in it."""
        for index in [each for each in self._watched if _at(line.cells, each)]:
            name, letter = self._watched.pop(index), letters(index)
            if self._names[index]:
                self._wrong(self.header, name, name, "column-not-mapped")
            else:
                self._wrong(line.number, letter, "", "column-without-name", letter)

    def _map(self, number: int, named: dict[str | None, str]) -> None:
        """Put our values in the place of theirs; one of theirs may fill several columns."""
        for column, meanings in self._mapping.values.items():
            there = named.get(column)
            if not there:
                continue
            known = self._meant[column]
            try:
                filled = known[there]
            except KeyError:
                filled = meanings.get(key(there))
                if len(known) < _MOST_REMEMBERED:
                    known[there] = filled
            if filled is not None:
                self._fill(number, column, named, filled)

    def _fill(
        self, number: int, column: str, named: dict[str | None, str], filled: Mapping[str, str]
    ) -> None:
        named[column] = ""
        for ours, value in filled.items():
            said = named.get(ours, "")
            if said and value and said != value:
                self._wrong(number, ours, said, "mapping-differs", shown(value), column)
            named[ours] = value or said


def is_ruled(cells: Sequence[str]) -> bool:
    """Whether a line has nothing but hyphens in it, three at least."""
    return len("".join(cells)) > 2 and not "".join(cells).strip("-")


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _without_end(cells: Sequence[str]) -> list[str]:
    """The cells without the empty ones at the end."""
    names = list(cells)
    while names and not names[-1]:
        names.pop()
    return names
