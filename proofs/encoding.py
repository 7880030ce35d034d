"""Base64 and decimal numbers as the formats want them: exactly one way to write each value.

Text that decodes to the same bytes in two ways could be changed without anybody noticing.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode

LONGEST_LINE = 16 << 20
"""The bytes of the longest line of an export that is read: a file without lines fills no memory."""

_TOO_LARGE = 2**63
_NUMBER = re.compile(r"0|[1-9][0-9]{0,19}", re.ASCII)


def base64_text(data: bytes) -> str:
    """The bytes in standard Base64 (RFC 4648, section 4)."""
    return b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """The bytes of standard Base64; refuses every other way to write them with ValueError."""
    data = b64decode(text.encode("ascii"), validate=True)
    if base64_text(data) != text:
        raise ValueError("it is not standard Base64")
    return data


def from_decimal(text: str) -> int:
    """The number of ASCII digits without leading zeros; refuses all else with ValueError.

    A number of 2^63 or more counts no leaves of any log, and is refused as well.
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not a whole number without leading zeros")
    number = int(text)
    if number >= _TOO_LARGE:
        raise ValueError(f"{text} is larger than any log")
    return number
