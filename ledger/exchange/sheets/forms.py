"""What a file is, told from its first bytes, and how to save what is no table as one."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from ledger.exchange.sheets.limits import UnreadableFile
from ledger.store.file_kinds import beginning

if TYPE_CHECKING:
    from collections.abc import Collection

ZIPPED = b"PK\x03\x04"
_AS_CSV = "“CSV UTF-8 (comma delimited)”"
_AS_XLSX = "“Excel Workbook (.xlsx)”"
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
        raise UnreadableFile(
            "The file is an old Excel workbook (.xls), or one that is locked with a password. Open "
            f"it, take the password off, and save it as {_AS_XLSX}."
        )
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or _is_utf16(head):
        raise UnreadableFile(
            f"The file is text in UTF-16, which Excel calls Unicode text. Save it as {_AS_CSV}, or "
            f"as {_AS_XLSX}."
        )
    text = head.removeprefix(BOM_UTF8).lstrip()
    if _SPREADSHEETML in head:
        raise UnreadableFile(
            f"The file is an XML spreadsheet of Excel 2003. Open it in Excel and save it as {_AS_XLSX}."
        )
    if _MARKUP.match(text):
        what = (
            "an XML file" if text.startswith(b"<?xml") and b"<html" not in text else "an HTML page"
        )
        raise UnreadableFile(
            f"The file is {what}, whatever its name says. Open it in a spreadsheet program and save "
            f"it as {_AS_XLSX}."
        )
    if _JSON.match(text):
        raise UnreadableFile(
            "The file is JSON, and no table. Export it as CSV or XLSX from where it came."
        )
    if head.startswith(b"ID;P"):
        raise UnreadableFile(
            f"The file is in the SYLK format. Open it in Excel and save it as {_AS_XLSX}."
        )
    what_else = beginning(head)
    if what_else is not None:
        raise UnreadableFile(
            f"The file is {what_else}, and no table. Save it as CSV in UTF-8, or as XLSX."
        )
    if b"\0" in content:
        raise UnreadableFile("The file is not text. Save it as CSV in UTF-8, or as XLSX.")


def _is_utf16(head: bytes) -> bool:
    """Whether every other byte is a null, as in UTF-16 without its mark."""
    return len(head) >= 8 and (not any(head[1:64:2]) or not any(head[0:64:2]))


def must_be_a_workbook(names: Collection[str]) -> None:
    """Refuse an archive that is no XLSX workbook, by what its parts are called."""
    if "xl/workbook.bin" in names:
        raise UnreadableFile(f"The file is a binary workbook (.xlsb). Save it as {_AS_XLSX}.")
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        raise UnreadableFile(
            f"The file is an OpenDocument spreadsheet (.ods). Save it as {_AS_XLSX}, or as CSV."
        )
    if "Index/Document.iwa" in names or "index.apxl" in names:
        raise UnreadableFile("The file is a table of Apple Numbers. Export it as XLSX, or as CSV.")
    if any(name.startswith("word/") for name in names):
        raise UnreadableFile(
            "The file is a document of a word processor. Copy its table to a workbook."
        )


def must_not_be_strict(namespace: str) -> None:
    """Refuse the form of Open XML that hardly any program reads."""
    if namespace.startswith(_STRICT):
        raise UnreadableFile(
            "The workbook is saved as Strict Open XML, which is not read. Save it again as "
            f"{_AS_XLSX}, without the word Strict."
        )
