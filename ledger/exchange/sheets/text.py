"""CSV in its dialects: which of them, and the lines of cells in it."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8, getincrementaldecoder
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from ledger.exchange.sheets.cells import tidy
from ledger.exchange.sheets.forms import ZIPPED
from ledger.exchange.sheets.limits import (
    LONGEST_CELL,
    LONGEST_LINE,
    Measure,
    line_too_long,
    must_have_lines,
    too_long,
)
from ledger.exchange.sheets.lines import Line, Sheet
from ledger.exchange.sheets.wrong import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = "#"
_ERROR = re.compile(r'#(?:[^\sa-z,;"]+[!?]|N/A|N/D|NV)(?=[\s,;"]|$)')
"""What a spreadsheet shows, in its user's language, where a formula fails: no comment, but wrong."""
_SEPARATOR = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)
"""A line before the header by which a spreadsheet program tells itself the delimiter."""
_DELIMITERS = ",;\t|"
_PIECE = 65_536


def is_comment(text: str) -> bool:
    """Whether text that stands first is a comment, and not a formula that failed."""
    return text.startswith(_COMMENT) and not _ERROR.match(text)


def same_text(content: bytes) -> Iterator[bytes]:
    """The content, and what other programs would make of a CSV file that they save unchanged.

    They end lines in one way or the other, the last one or not, put an empty one there or not, and a
    byte order mark or not.
    """
    yield content
    if not content.startswith(ZIPPED):
        body = content.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").rstrip(b"\n")
        for mark, end in product((b"", BOM_UTF8), (b"\n", b"\r\n")):
            text = mark + body.replace(b"\n", end)
            yield from (text, text + end, text + end + end)


class TextSheet(Sheet):
    """The one sheet of a CSV file, once it is known how it is delimited and where it begins."""

    def __init__(self, content: bytes) -> None:
        super().__init__(name="")
        must_have_lines(content)
        csv.field_size_limit(LONGEST_CELL)
        self._content = content
        self._delimiter = ","
        self._first = 1

    def heads(self, most: int) -> list[list[Line]]:
        """The first lines in each delimiter; a line that begins as a comment is one, or a header."""
        begun = self._beginning(most)
        return [self._head(begun, each) for each in _delimiters(begun)]

    def begin(self, head: int, line: int) -> None:
        """Take the lines as the head of that number has them, from the line of that number on."""
        begun = self._beginning(line)
        self._delimiter, self._first = _delimiters(begun)[head], line
        before = [text for number, text in begun if number < line]
        self.comments = sum(is_comment(text.lstrip(' \t"')) for text in before)

    def _beginning(self, most: int) -> list[tuple[int, str]]:
        """The lines that have something in them, up to so many that are no comments."""
        found: list[tuple[int, str]] = []
        others = 0
        for number, line in enumerate(self._text(), 1):
            if line.strip():
                found.append((number, line))
                others += not is_comment(line.lstrip(' \t"'))
                if others >= most or len(found) > 10 * most:
                    break
        return found

    def _head(self, begun: list[tuple[int, str]], delimiter: str) -> list[Line]:
        """Each line as the beginning of a record, since those before it may be anything."""
        found, measure = [], Measure()
        texts = [text for _, text in begun]
        for index, (number, text) in enumerate(begun):
            if _SEPARATOR.fullmatch(text):
                continue
            several = text.count('"') % 2
            record = texts[index:] if several else [text]
            try:
                cells = next(csv.reader(islice(record, 20), delimiter=delimiter), [])
            except csv.Error:
                continue
            measure.take(number, cells, len(cells))
            found.append(Line(number, [tidy(cell) for cell in cells]))
        return found

    def _text(self) -> Iterator[str]:
        """The lines of the text, of which none is so long that it is no line of a table."""
        text = io.TextIOWrapper(io.BytesIO(self._content), "utf-8-sig", newline="")
        number = 0
        try:
            while line := text.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE:
                    raise line_too_long(number)
                yield line
        except UnicodeDecodeError:
            raise UnreadableFile("not-utf-8", _line_without_utf8(self._content)) from None

    def lines(self) -> Iterator[Line]:
        """Every record from the header on that has something in it."""
        source, measure, empty = _Records(self._text(), self._first), Measure(), 0
        self.empty = 0
        try:
            for cells in csv.reader(source, delimiter=self._delimiter, strict=True):
                measure.take(source.began, cells, len(cells))
                if source.is_plain:
                    cells = [cell.strip() for cell in cells]  # noqa: PLW2901 (the same, tidied)
                else:
                    cells = [tidy(cell) for cell in cells]  # noqa: PLW2901 (the same, tidied)
                if any(cells):
                    self.empty += empty
                    empty = 0
                    yield Line(source.began, cells)
                else:
                    empty += 1
                source.is_inside = False
        except csv.Error as error:
            if "field larger than" in str(error):
                raise too_long(source.began) from None
            raise UnreadableFile("not-csv", source.began, about=str(error)) from None


def _delimiters(begun: list[tuple[int, str]]) -> str:
    """What may stand between cells: what the first line tells, or any that is known."""
    texts = (text for _, text in begun if not is_comment(text.lstrip(' \t"')))
    told = _SEPARATOR.fullmatch(next(texts, ""))
    return told[1] if told else _DELIMITERS


class _Records:
    """The lines of a text, as `csv` asks for them; what is before the first it never sees."""

    def __init__(self, lines: Iterator[str], first: int) -> None:
        self._lines = chain(enumerate(islice(lines, first - 1, None), first))
        self.began = 1
        """The number of the line on which the record began."""
        self.is_inside = False
        """Whether the record goes on, as it does between quotation marks."""
        self.is_plain = True
        """Whether its cells have nothing but blanks around them to tidy."""

    def __iter__(self) -> Iterator[str]:
        for number, line in self._lines:
            plain = line.isascii() and not ("  " in line or '"' in line or "'" in line)
            if not self.is_inside:
                self.began, self.is_inside, self.is_plain = number, True, plain
            else:
                self.is_plain = False
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
