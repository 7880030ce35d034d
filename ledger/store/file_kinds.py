"""What a file is, told from what stands in it and never from its name.

It decides whether a file may be written over, and names what was given in the place of another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE_KEY = "a private key"
PUBLIC_KEY = "a public key"
CHECKPOINT = "a checkpoint"
LEDGER = "a ledger or another database"
PROOF = "a proof"
LAST_NOTES = "what a key signed last"
BUNDLE = "a bundle for an outsider"
EVENTS = "an export of events"
MOVEMENTS = "an export of movements"
VOLUMES = "an export of volumes"
QUALITY = "an export of quality"
TEXTS = "an export of notes"
REPORT = "a report"
EMPTY = "an empty file"

_HEAD, _TAIL = 8_192, 65_536
_SQLITE = (
    b"SQLite format 3\0",
    b"\x37\x7f\x06\x82",  # its write-ahead log, in either order of bytes
    b"\x37\x7f\x06\x83",
    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",  # its journal
    b"\x18\xe2\x2d\x00",  # the index of its write-ahead log
)
_BOM = b"\xef\xbb\xbf"
_SECRET = re.compile(
    rb"^\s*(PRIVATE\+KEY\+|-----BEGIN [A-Z0-9 ]*PRIVATE KEY|AGE-SECRET-KEY-|"
    rb"untrusted comment: [^\n]*secret key)",
    re.MULTILINE,
)
_PUBLIC = re.compile(rb"\s*[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}\s*")
_NOTE = re.compile(rb"[^\r\n]+\r?\n[0-9]{1,19}\r?\n[A-Za-z0-9+/]{43}=\r?\n")
_REMEMBERED = re.compile(rb'\s*\{\s*"schema"\s*:\s*"rientro\.last-notes\.v')
_PROVED = b"c2sp.org/tlog-proof@v"
_FIRST_EVENT = re.compile(
    rb'\{"stream":"ledger","version":1,"topic":"ledger-opened\.[0-9]+",'
    rb'|\{"specversion":"1\.0","id":"1","source":"rientro:'
)
_ANY_NOTE = re.compile(rb'\{"position":[0-9]+,"salt":"[0-9a-f]{32}","text":"')
_ANY_EVENT = re.compile(rb'\{"stream":"[^"]{1,80}","version":[0-9]+,"topic":"')
_EXPORTED = frozenset({b"movement", b"operator", b"site", b"position", b"side", b"recorded_at"})
"""Columns that an export of movements has had from the first, and a movement file has not."""
_EXPORTED_VOLUMES = frozenset({b"contract", b"month", b"place", b"volume", b"stands", b"position"})
"""Columns that an export of volumes has, and a volume file has not."""
_EXPORTED_QUALITY = frozenset({b"contract", b"indicator", b"period", b"stands", b"position"})
"""Columns that an export of quality has, and a quality file has not."""
_JOURNAL = b"; Movements of the ledger "
_REPORT = re.compile(
    rb'<!DOCTYPE html>\s*<html lang="[a-z]{2,3}">\s*<head>[^\0]{1,800}?'
    rb'<meta name="generator" content="rientro [0-9]'
)
_REPORT_ON_PAPER = b"/ID [(rientro) ("
_BUNDLED = frozenset({"events.jsonl", "README.md", "verify.py"})
_OF_THE_EXPORT = (
    b'<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
)
_BEGINNINGS = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a file compressed by gzip",
    b"7z\xbc\xaf": "a compressed archive",
    b"Rar!": "a compressed archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old or locked document of Microsoft Office",
    b"{\\rtf": "a document of a word processor",
    b"\x7fELF": "a program",
    b"MZ\x90\0": "a program",
}


def what_is(path: Path) -> str:
    """What a regular file holds, in a few words that follow "It is"."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
    if not head:
        return EMPTY
    if head.startswith(_SQLITE):
        return LEDGER
    text = head.removeprefix(_BOM)
    if _SECRET.search(text):
        return PRIVATE_KEY
    if size < _HEAD and _PUBLIC.fullmatch(text):
        return PUBLIC_KEY
    if _NOTE.match(text):
        return CHECKPOINT
    if _REMEMBERED.match(text):
        return LAST_NOTES
    if text.startswith(_PROVED):
        return PROOF
    return _output(path, text, tail) or _something(text)


def _output(path: Path, head: bytes, tail: bytes) -> str | None:
    """What rientro wrote for somebody else, just as it wrote it."""
    if _FIRST_EVENT.match(head) and tail.endswith(b"\n"):
        return EVENTS
    if _ANY_EVENT.match(head):
        return "the line of an event, or a part of an export of events"
    if _ANY_NOTE.match(head):
        return TEXTS
    rows = _rows(head)
    if rows is not None:
        return rows
    if _REPORT.match(head) or (head.startswith(b"%PDF-") and _REPORT_ON_PAPER in tail):
        return REPORT
    if head.startswith(b"PAR1"):
        if b"fte_change" in tail and b"voided_by" in tail:
            return MOVEMENTS
        if b"replaced_by" in tail and b"stands" in tail:
            return QUALITY if b"indicator" in tail else VOLUMES
        return "a table in Parquet"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    return None


def _rows(head: bytes) -> str | None:
    """Which rows of an export the text begins with, in CSV, as JSON or as a journal."""
    line = head.partition(b"\n")[0]
    columns = set(line.split(b","))
    if columns >= _EXPORTED or head.startswith(_JOURNAL):
        return MOVEMENTS
    if columns >= _EXPORTED_VOLUMES:
        return VOLUMES
    if columns >= _EXPORTED_QUALITY:
        return QUALITY
    if head.startswith(b'{"movement":"') and b'"position":' in line:
        return MOVEMENTS
    if head.startswith(b'{"contract":"') and b'"stands":' in line:
        return QUALITY if b'"indicator":' in line else VOLUMES
    return None


def _zipped(path: Path) -> str:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                has_one = "xl/worksheets/sheet2.xml" not in names
                return (_as_exported(archive) if has_one else None) or "a workbook"
    except (BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError):
        return "a damaged archive"
    if names >= _BUNDLED:
        return BUNDLE
    return "a document or an archive of files"


def _as_exported(workbook: ZipFile) -> str | None:
    """What was exported, if nobody saved the workbook again: other programs write when they did."""
    with workbook.open("docProps/core.xml") as core, workbook.open("docProps/app.xml") as app:
        created = core.read(_HEAD)
        if _OF_THE_EXPORT not in created or created.count(b"2000-01-01T00:00:00Z") != 2:
            return None
        sheet = app.read(_HEAD)
    kinds = {b"movements": MOVEMENTS, b"volumes": VOLUMES, b"quality": QUALITY}
    named = (kind for name, kind in kinds.items() if b"<vt:lpstr>%s</vt:lpstr>" % name in sheet)
    return next(named, None)


def _something(head: bytes) -> str:
    what = beginning(head)
    if what is not None:
        return what
    if b"\0" in head:
        return "a file that is not text"
    return "a text that is no such output"


def beginning(head: bytes) -> str | None:
    """What a file is that begins so, if its first bytes say it."""
    if head.startswith(_SQLITE):
        return LEDGER
    if head.startswith(b"PAR1"):
        return "a table in Parquet"
    return next((what for first, what in _BEGINNINGS.items() if head.startswith(first)), None)
