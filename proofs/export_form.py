"""What form a file has that should be an export of events: a bundle is one, and damage is named.

A file that another program has rewritten, or that is something else, says nothing about a history:
that is told apart from a history that was changed before anything is hashed.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from contextlib import contextmanager
from io import BufferedReader
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import RawIOBase

EVENTS, TEXTS = "events.jsonl", "texts.jsonl"
_HEAD, _AT_ONCE = 8_192, 1 << 20
_ZIP = b"PK\x03\x04"
_LOCKED = 0x1
_COMPRESSED = (ZIP_STORED, ZIP_DEFLATED)
"""How an entry of a bundle may be kept: with these, bytes that are damaged are told as such."""
_BEGINNINGS = (
    (b"\xef\xbb\xbf", "byte-order-mark"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ\x00", "compressed"),
    (b"\x28\xb5\x2f\xfd", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"SQLite format 3\x00", "ledger"),
    (b"PAR1", "parquet"),
)
_LINES: tuple[tuple[bytes, str | None], ...] = (
    (b'{"stream":"', None),
    (b'{"specversion":', "cloudevents"),
    (b'{"movement":', "movements"),
    (b"movement", "movements"),
    (b"; Movements of the ledger ", "movements"),
    (b'{"position":', "notes"),
    (b"c2sp.org/tlog-proof@", "proof"),
    (b"PRIVATE+KEY+", "private-key"),
)
"""How the first line of an export begins, and those of what is easily taken for one."""


_OF_TEXT = {"byte-order-mark", "line-ends", "written-anew", "other", *(form for _, form in _LINES)}


class WrongForm(ValueError):
    """The file is no export of events as it was written; nothing is said about its history."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.form = form
        """A word for what it is."""


def form_of(head: bytes) -> str | None:
    """What a file is that begins so; none for the beginning of an export, and for nothing."""
    for beginning, form in _BEGINNINGS:
        if head.startswith(beginning):
            return form
    line, newline, _ = head.partition(b"\n")
    if line.endswith(b"\r") or (not newline and b"\r" in head):
        return "line-ends"
    for beginning, known in _LINES:
        if line.startswith(beginning):
            return known
    if line.lstrip().startswith((b"{", b"[")) and b'"stream"' in head:
        return "written-anew"
    return "other" if head else None


@contextmanager
def opened_export(
    file: IO[bytes], entry: str = EVENTS, *, text_as_it_is: bool = False
) -> Iterator[IO[bytes] | None]:
    """The lines of an export, or of that entry of a bundle; refuses what is in a `WrongForm`.

    There may be no entry for notes, and none at all in an export. `text_as_it_is` is for who tells
    by the line what is wrong with a text.
    """
    buffered: Any = file if hasattr(file, "peek") else BufferedReader(cast("RawIOBase", file))
    head = buffered.peek(_HEAD)
    if not head.startswith(_ZIP):
        form = form_of(head[:_HEAD])
        if form is not None and not (text_as_it_is and form in _OF_TEXT):
            raise WrongForm(form)
        yield buffered if entry == EVENTS else None
        return
    with TemporaryFile() as copy:
        seekable: IO[bytes] = buffered
        if not buffered.seekable():
            shutil.copyfileobj(buffered, copy)
            seekable = copy
        yield from _in_bundle(seekable, entry)


def _in_bundle(file: IO[bytes], entry: str) -> Iterator[IO[bytes] | None]:
    with _seen_to_be_whole():
        bundle = ZipFile(file)
    with bundle:
        names = bundle.namelist()
        if names.count(EVENTS) != 1 or names.count(entry) > 1:
            raise WrongForm("archive" if EVENTS not in names else "two-of-a-name")
        if entry not in names:
            yield None
            return
        if bundle.getinfo(entry).flag_bits & _LOCKED:
            raise WrongForm("locked")
        if bundle.getinfo(entry).compress_type not in _COMPRESSED:
            raise WrongForm("damaged")
        with _seen_to_be_whole(), bundle.open(entry) as whole:
            while whole.read(_AT_ONCE):  # what is damaged is seen only at its end
                pass
        lines = cast("RawIOBase", bundle.open(entry))
        with BufferedReader(lines) as buffered:
            form = form_of(buffered.peek(_HEAD)) if entry == EVENTS else None
            if form is not None:
                raise WrongForm(form)
            yield buffered


@contextmanager
def _seen_to_be_whole() -> Iterator[None]:
    """Look at an archive, whose numbers may be anything; refuses one that cannot be read."""
    try:
        yield
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, struct.error):
        raise WrongForm("damaged") from None
