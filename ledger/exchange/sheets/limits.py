"""How large a spreadsheet may be. Whatever is larger is told at once, before all of it is read."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from domain.refusal import Refusal, facts
from ledger.exchange.sheets.wrong import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from zipfile import ZipInfo

MOST_BYTES = 64 * 1024**2
MOST_UNPACKED_BYTES = 512 * 1024**2
MOST_UNPACKED_TEXT = 64 * 1024**2
"""So long may the part of a workbook be that is kept in memory: the texts of its cells."""
MOST_ROWS = 1_048_576
MOST_COLUMNS = 1_000
LONGEST_CELL = 32_767
LONGEST_LINE = 1024**2
_WIDEST = 16_384
_CELLS_TO_BEGIN_WITH, _CELLS_OF_A_ROW = 500_000, 100
_MIB = 1024**2


@facts
class FileTooLarge(Refusal):
    """A file that is larger than any that people look through."""

    most: int = MOST_BYTES


def content_of(file: IO[bytes], most: int = MOST_BYTES) -> bytes:
    """All that is in the file; refuses more than so many bytes without reading them."""
    if file.seekable():
        at = file.tell()
        size = file.seek(0, 2) - at
        file.seek(at)
        if size > most:
            raise FileTooLarge(most)
    content = file.read(most + 1)
    if len(content) > most:
        raise FileTooLarge(most)
    return content


def must_unpack(parts: Iterable[ZipInfo]) -> None:
    """Refuse a workbook that is too large when it is unpacked, by what it says of its parts.

    Nothing more than that is ever unpacked.
    """
    whole = 0
    for part in parts:
        whole += part.file_size
        is_kept = not part.filename.lower().startswith("xl/worksheets/")
        if whole > MOST_UNPACKED_BYTES or (is_kept and part.file_size > MOST_UNPACKED_TEXT):
            raise UnreadableFile("unpacked-too-large")


class Measure:
    """What was read of a sheet so far, and whether that is still within limits."""

    def __init__(self) -> None:
        self._rows = 0
        self._cells = 0

    def take(self, number: int, cells: Sequence[str], there: int) -> None:
        """Take in the row of that number, with what stands there, empty cells too."""
        self._rows += 1
        self._cells += there
        if len(cells) > MOST_COLUMNS:
            filled = sum(map(bool, cells))
            if filled > MOST_COLUMNS or len(cells) > _WIDEST:
                raise UnreadableFile("too-many-columns", number, number=MOST_COLUMNS)
        if self._cells > _CELLS_TO_BEGIN_WITH + _CELLS_OF_A_ROW * self._rows:
            raise UnreadableFile("too-many-empty-cells", number, number=self._cells)
        if self._rows > MOST_ROWS:
            raise UnreadableFile("too-many-lines", number, number=MOST_ROWS)


def must_have_lines(content: bytes) -> None:
    """Refuse a text of more lines than a sheet has."""
    if max(content.count(b"\n"), content.count(b"\r")) > MOST_ROWS + 1:
        raise UnreadableFile("too-many-lines", number=MOST_ROWS)


def line_too_long(number: int) -> UnreadableFile:
    """What to raise for a line that no table has."""
    return UnreadableFile("line-too-long", number, number=LONGEST_LINE)


def too_long(number: int) -> UnreadableFile:
    """What to raise for a cell that no spreadsheet could hold."""
    return UnreadableFile("cell-too-long", number, number=LONGEST_CELL)
