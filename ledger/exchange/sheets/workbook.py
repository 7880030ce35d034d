"""An XLSX workbook: its sheets, and how the cells of each look.

openpyxl reads workbooks too, but line by line it tells neither merged ranges nor hidden rows, and it
keeps in memory whatever a part holds, however large (docs/decisions/0019-reading-workbooks.md).
"""

from __future__ import annotations

import io
import posixpath
import re
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 (it is one)

from ledger.exchange.sheets.cells import NumberFormat, number_format, shows_a_day, tidy
from ledger.exchange.sheets.forms import must_be_a_workbook, must_not_be_strict
from ledger.exchange.sheets.limits import LONGEST_CELL, must_unpack, too_long
from ledger.exchange.sheets.markup import MAIN, RELATIONS, Damaged, Part
from ledger.exchange.sheets.wrong import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

_LONGEST_REASON = 120
_SHOWN = "visible"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MOST_STYLES = 100_000
_MOST_TEXTS = 4_000_000


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    is_shown: bool
    part: str


class Style(NamedTuple):
    """How cells of a style look."""

    number: NumberFormat
    is_date: bool
    is_day: bool
    """Whether a date in it is shown with day, month and year."""


class Workbook:
    """A workbook whose parts are read when they are asked for."""

    def __init__(self, content: bytes) -> None:
        with told():
            self._archive = ZipFile(io.BytesIO(content))
            parts = self._archive.infolist()
            must_unpack(parts)
            self._names = {
                each.filename.replace("\\", "/").lower(): each.filename for each in parts
            }
            must_be_a_workbook(self._archive.namelist())
            if any(each.flag_bits & 1 for each in parts):
                raise UnreadableFile("locked")
            self.counts_from_1904 = False
            self.sheets = self._listed()

    def open(self, part: str) -> IO[bytes]:
        """A part of the workbook."""
        name = self._names.get(part.lower())
        if name is None:
            raise Damaged(f"its part {part} is missing")
        return self._archive.open(name)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Of what kind is each part that a part names, and where it is, by the name it has there."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, at: dict[str, str]) -> None:
            if tag.endswith(" Relationship") and at.get("TargetMode") != "External":
                target = at.get("Target", "").replace("\\", "/")
                where = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                kind = at.get("Type", "").rpartition("/")[2]
                found[at.get("Id", "")] = kind, posixpath.normpath(where).lstrip("/")

        beside = posixpath.join(folder, "_rels", f"{name}.rels")
        if beside.lower() in self._names:
            with self.open(beside) as file:
                Part(start).read(file)
        return found

    def _listed(self) -> list[SheetEntry]:
        main = [where for kind, where in self._relations("").values() if kind == "officeDocument"]
        self._main = main[0] if main else "xl/workbook.xml"
        found: list[tuple[str, str, str]] = []

        def start(tag: str, at: dict[str, str]) -> None:
            must_not_be_strict(tag)
            if tag == f"{MAIN}sheet":
                found.append((at["name"], at.get("state", _SHOWN), at.get(f"{RELATIONS}id", "")))
            elif tag == f"{MAIN}workbookPr":
                self.counts_from_1904 = at.get("date1904", "0") in {"1", "true"}

        with self.open(self._main) as file:
            Part(start).read(file)
        relations = self._relations(self._main)
        self._beside = dict(relations.values())
        return [
            SheetEntry(name, state == _SHOWN, relations[number][1])
            for name, state, number in found
            if relations.get(number, ("", ""))[0] == "worksheet"
        ]

    @cached_property
    def texts(self) -> list[str]:
        """The texts that cells share, tidied."""
        texts = _Texts()
        if "sharedStrings" in self._beside:
            with self.open(self._beside["sharedStrings"]) as file:
                Part(texts.start, texts.end, texts.take).read(file)
        return texts.found

    @cached_property
    def styles(self) -> list[Style]:
        """How cells look, by the number of their style."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        codes, styles = dict(BUILTIN_FORMATS), list[Style]()
        is_of_cells = False

        def start(tag: str, at: dict[str, str]) -> None:
            nonlocal is_of_cells
            if tag == f"{MAIN}numFmt":
                codes[int(at["numFmtId"])] = at["formatCode"]
            elif tag == f"{MAIN}cellXfs":
                is_of_cells = True
            elif tag == f"{MAIN}xf" and is_of_cells:
                if len(styles) > _MOST_STYLES:
                    raise Damaged("it has more styles than a workbook may have")
                number = int(at.get("numFmtId", "0"))
                styles.append(_style(codes.get(number, "General"), number))

        def end(tag: str) -> None:
            nonlocal is_of_cells
            if tag == f"{MAIN}cellXfs":
                is_of_cells = False

        if "styles" in self._beside:
            with self.open(self._beside["styles"]) as file:
                Part(start, end).read(file)
        return styles or [_style("General", 0)]


class _Texts:
    """Gathers the texts that cells share; how a reading aloud would go is none of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._is_text = self._is_aside = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        """An element begins."""
        if tag == f"{MAIN}t":
            self._is_text = not self._is_aside
        elif tag == f"{MAIN}rPh":
            self._is_aside = True
        elif tag == f"{MAIN}si":
            self._pieces, self._length = [], 0

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == f"{MAIN}t":
            self._is_text = False
        elif tag == f"{MAIN}rPh":
            self._is_aside = False
        elif tag == f"{MAIN}si":
            if len(self.found) > _MOST_TEXTS:
                raise Damaged("it has more texts than a sheet has cells")
            self.found.append(tidy(unescaped("".join(self._pieces))))

    def take(self, characters: str) -> None:
        """There are characters."""
        if self._is_text:
            self._length += len(characters)
            if self._length > LONGEST_CELL:
                raise too_long(1)
            self._pieces.append(characters)


_DATES_BY_PLACE = {*range(27, 37), *range(50, 59)}
"""Formats whose look is that of the place; all of them are dates with a day."""


def _style(code: str, number: int) -> Style:
    from openpyxl.styles.numbers import is_date_format

    if number in _DATES_BY_PLACE:
        return Style(number_format("General"), True, True)
    is_date = bool(is_date_format(code))
    return Style(number_format(code), is_date, is_date and shows_a_day(code))


def unescaped(text: str) -> str:
    """The text with the characters that XML cannot write, which Excel writes as `_x000D_`."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


@contextmanager
def told() -> Iterator[None]:
    """Tell whatever is damaged in a workbook as an unreadable file."""
    try:
        yield
    except (
        *(Damaged, BadZipFile, ZlibError, EOFError, KeyError, ValueError, OverflowError),
        *(NotImplementedError, RuntimeError, OSError),
    ) as error:
        if isinstance(error, UnreadableFile):
            raise
        said = " ".join(str(error).split())[:_LONGEST_REASON]
        raise UnreadableFile("damaged-workbook", about=said) from None
