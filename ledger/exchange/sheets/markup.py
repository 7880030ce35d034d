"""The parts of a workbook, read piece by piece: each is XML, and none is believed.

Nothing is kept of a part but what is asked for, so that a large one costs time and no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from ledger.exchange.sheets.wrong import UnreadableFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships "
_PIECE = 65_536
_LONGEST_SILENCE = 4 * 1024**2
"""So many bytes may come without anything that is read: a longer mark-up is none."""

Start = Callable[[str, dict[str, str]], None]


class Damaged(Exception):
    """Something in the workbook is not as it should be."""


class Part:
    """One part of a workbook, and what is done with what is in it."""

    def __init__(
        self,
        start: Start,
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = text

    def pieces(self, file: IO[bytes]) -> Iterator[None]:
        """Read the part, and stop after each piece of it."""
        parser, silent_since = self._parser, 0
        try:
            while piece := file.read(_PIECE):
                before = parser.CurrentByteIndex
                parser.Parse(piece, False)
                after = parser.CurrentByteIndex
                silent_since = 0 if after != before else silent_since + len(piece)
                if silent_since > _LONGEST_SILENCE:
                    raise UnreadableFile("too-long-to-be-a-cell")
                yield
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Damaged(str(error)) from None

    def read(self, file: IO[bytes]) -> None:
        """Read all of the part."""
        for _ in self.pieces(file):
            pass


def _refuse_doctype(*_: object) -> None:
    raise Damaged("it declares a document type, as no workbook does")
