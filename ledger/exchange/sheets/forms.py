"""What a file is, told from its first bytes, and how to save what is no table as one."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from ledger.exchange.sheets.wrong import UnreadableFile
from ledger.store.file_kinds import beginning

if TYPE_CHECKING:
    from collections.abc import Collection

ZIPPED = b"PK\x03\x04"
_OLE2 = b"\xd0\xcf\x11\xe0"
_HEAD = 4_096
_MARKUP = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|table|meta|\?xml|!--|[a-z][\w:]*[\s>])", re.IGNORECASE
)
_SPREADSHEETML = b"urn:schemas-microsoft-com:office:spreadsheet"
_JSON = re.compile(rb'(\{\s*["}]|\[\s*[\[{\]"0-9])')
_STRICT = "http://purl.oclc.org/ooxml/"


def must_be_a_table(content: bytes) -> None:
    """Refuse a file that is neither text nor a zipped workbook, by the name of what it is."""
    head = content[:_HEAD]
    if head.startswith(_OLE2):
        raise UnreadableFile("old-or-locked-workbook")
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or _is_utf16(head):
        raise UnreadableFile("utf-16")
    text = head.removeprefix(BOM_UTF8).lstrip()
    if _SPREADSHEETML in head:
        raise UnreadableFile("spreadsheetml")
    if _MARKUP.match(text):
        is_xml = text.startswith(b"<?xml") and b"<html" not in text
        raise UnreadableFile("xml" if is_xml else "html")
    if _JSON.match(text):
        raise UnreadableFile("json")
    if head.startswith(b"ID;P"):
        raise UnreadableFile("sylk")
    what_else = beginning(head)
    if what_else is not None:
        raise UnreadableFile("no-table", about=what_else)
    if b"\0" in content:
        raise UnreadableFile("no-text")


def _is_utf16(head: bytes) -> bool:
    """Whether every other byte is a null, as in UTF-16 without its mark."""
    return len(head) >= 8 and (not any(head[1:64:2]) or not any(head[0:64:2]))


def must_be_a_workbook(names: Collection[str]) -> None:
    """Refuse an archive that is no XLSX workbook, by what its parts are called."""
    if "xl/workbook.bin" in names:
        raise UnreadableFile("xlsb")
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        raise UnreadableFile("ods")
    if "Index/Document.iwa" in names or "index.apxl" in names:
        raise UnreadableFile("numbers")
    if any(name.startswith("word/") for name in names):
        raise UnreadableFile("document")


def must_not_be_strict(namespace: str) -> None:
    """Refuse the form of Open XML that hardly any program reads."""
    if namespace.startswith(_STRICT):
        raise UnreadableFile("strict")
