"""Any file that is a table: CSV in its dialects, or the sheets of a workbook that are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.refusal import quoted
from ledger.exchange.sheets.forms import ZIPPED, must_be_a_table
from ledger.exchange.sheets.mapping import ALL, matches
from ledger.exchange.sheets.problems import safe
from ledger.exchange.sheets.table import HEADER_WITHIN, Found, Table, find_header
from ledger.exchange.sheets.text import TextSheet
from ledger.exchange.sheets.told import Told
from ledger.exchange.sheets.wrong import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.exchange.sheets.layout import Layout
    from ledger.exchange.sheets.lines import Sheet
    from ledger.exchange.sheets.mapping import FileMapping
    from ledger.exchange.sheets.problems import Problems
    from ledger.exchange.sheets.table import TableRow


class Reading:
    """One reading of a file for a kind of rows."""

    def __init__(
        self,
        content: bytes,
        layout: Layout,
        mapping: FileMapping,
        problems: Problems,
        sheet: str | None = None,
    ) -> None:
        """Find the tables; raises `UnreadableFile` where there is none.

        `sheet` is which one to read in the place of the mapping's.
        """
        self.told = Told()
        self._layout, self._mapping = layout, mapping
        sheets = sheets_of(content)
        asked = sheet if sheet is not None else mapping.sheet
        if sheet is None and asked not in (None, ALL) and not content.startswith(ZIPPED):
            # The mapping was written for a workbook, and this is one of its sheets, saved as text.
            self.told.sheet_passed_over, asked = safe(str(asked)), None
        found = self._chosen(sheets, asked)
        if len(sheets) > 1:
            self.told.sheets = tuple(safe(each.name) for each, _ in found)
        self.tables = [
            Table(
                each,
                at,
                layout,
                mapping,
                problems,
                self.told,
                is_one_of_several=len(found) > 1,
            )
            for each, at in found
        ]

    def rows(self) -> Iterator[TableRow]:
        """The rows of all tables, in their order."""
        for table in self.tables:
            yield from table.rows()

    def _chosen(
        self, sheets: Sequence[Sheet], asked: str | int | None
    ) -> list[tuple[Sheet, Found]]:
        fitting = [(each, find_header(each, self._layout, self._mapping)) for each in sheets]
        if asked is None or asked == ALL:
            chosen = self._by_header(fitting, several=asked == ALL)
        else:
            chosen = self._by_name(fitting, asked)
        read = {id(each) for each, _ in chosen}
        others = [each for each in sheets if id(each) not in read and any(each.heads(1)[0])]
        self.told.unread_sheets = tuple(safe(each.name) for each in others if each.is_shown)
        self.told.hidden_sheets = tuple(safe(each.name) for each in others if not each.is_shown)
        for each, at in chosen:
            above = [line for line in each.heads(HEADER_WITHIN)[at.head] if line.number < at.line]
            begun = [next(filter(None, line.cells), "") for line in above]
            self.told.above += sum(not text.startswith("#") for text in begun if text)
        return chosen

    def _by_header(
        self, fitting: Sequence[tuple[Sheet, Found | None]], *, several: bool
    ) -> list[tuple[Sheet, Found]]:
        fit = [(each, at) for each, at in fitting if at is not None and at.fits]
        shown = [(each, at) for each, at in fit if each.is_shown]
        if len(shown) == 1 or (shown and several):
            return shown
        if shown:
            names = _names([each for each, _ in shown])
            raise UnreadableFile("several-sheets-fit", about=names, number=len(shown))
        if fit:
            names = _names([each for each, _ in fit])
            raise UnreadableFile("hidden-sheet-fits", about=names)
        known = [(each, at) for each, at in fitting if at is not None and each.is_shown]
        if not known:
            raise self._no_header()
        return [max(known, key=lambda each: each[1].recognised)]

    def _by_name(
        self, fitting: Sequence[tuple[Sheet, Found | None]], asked: str | int
    ) -> list[tuple[Sheet, Found]]:
        named = [(each, at) for each, at in fitting if each.name == asked]
        named = named or [each for each in fitting if matches(each[0].name, str(asked))]
        if not named and str(asked).isdecimal() and 0 < int(asked) <= len(fitting):
            named = [fitting[int(asked) - 1]]
        if len(named) != 1:
            there = _names([each for each, _ in fitting])
            what = "several-sheets-called" if named else "no-sheet-called"
            raise UnreadableFile(
                what if there else "no-sheets", about=quoted(str(asked)), other=there
            )
        sheet, at = named[0]
        if at is None:
            raise self._no_header()
        return [(sheet, at)]

    def _no_header(self) -> UnreadableFile:
        if self._mapping.header is not None:
            return UnreadableFile("no-such-header", about=quoted(self._mapping.header))
        if self._mapping.is_given:
            return UnreadableFile("no-mapped-columns")
        return UnreadableFile("no-header", about=", ".join(self._layout.columns))


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets of a file; refuses one that is no table by what it is."""
    if not content.startswith(ZIPPED):
        must_be_a_table(content)
        return [TextSheet(content)]
    from ledger.exchange.sheets.workbook import Workbook
    from ledger.exchange.sheets.worksheet import Worksheet

    book = Workbook(content)
    return [Worksheet(book, entry) for entry in book.sheets]


def _names(sheets: Sequence[Sheet]) -> str:
    return ", ".join(safe(each.name) for each in sheets if each.name)
