"""Texts and codes that look the same, made the same.

A text that names a group (a city, an employer, a client) is one group however it was typed. A code
that differs from a known one only in case or in leading zeros is nearly always the same person.
"""

from __future__ import annotations

import re
import unicodedata

_zeros_before_digits = re.compile("(?<![0-9])0+(?=[0-9])").sub


def tidied(text: str) -> str:
    """The text in NFC, with single blanks, and without characters that cannot be seen.

    What is a blank and what cannot be seen is told by the Unicode properties White_Space,
    Default_Ignorable_Code_Point and General_Category=Format, so no list of ours grows old.
    """
    if not text.isascii():
        import regex  # knows Unicode's properties; a plain text needs none of them

        text = regex.sub(r"[\p{Default_Ignorable_Code_Point}\p{Format}]", "", text)
        text = unicodedata.normalize("NFC", regex.sub(r"\p{White_Space}", " ", text))
    return " ".join(text.split())


def twin_key(code: str) -> str:
    """What a code has in common with those that nearly are it: `op-7` for `OP-007` and `Op-07`.

    Zeros before any run of digits do not count, and neither does case. Codes are ASCII.
    """
    return _zeros_before_digits("", code.lower())
