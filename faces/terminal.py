"""The one way by which text reaches a terminal: what cannot be seen is shown escaped.

Texts of others, such as names in files, what a server said, or what somebody typed, may hold
control characters that would move the cursor, recolour the screen or turn text around.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from unicodedata import category

_BLANK = "Zs"
_LAST_OF_FOUR_DIGITS = 0xFFFF


def visible(text: str, *, but: str = "") -> str:
    r"""The text with all that takes no room, or works on a terminal, escaped as in JSON: `\u001b`."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each in but or category(each) == _BLANK else _escaped(each)
        for each in text
    )


def visible_lines(text: str) -> str:
    """The same, with line breaks and tabs as they are."""
    return visible(text, but="\n\t")


def _escaped(character: str) -> str:
    """The character as JSON writes it, so that an object stays one."""
    number = ord(character)
    if number > _LAST_OF_FOUR_DIGITS:
        number -= _LAST_OF_FOUR_DIGITS + 1
        return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
    return f"\\u{number:04x}"


def put(data: str) -> None:
    """Write data to stdout as they are; on a terminal, so that everything in them is seen."""
    sys.stdout.write(visible_lines(data) if sys.stdout.isatty() else data)


def put_line(text: str = "") -> None:
    """Write one line for people to stdout."""
    sys.stdout.write(f"{visible(text)}\n")


def tell(text: str) -> None:
    """Tell a person something beside the data; who cannot be told learns it from the exit code."""
    with suppress(OSError):
        sys.stderr.write(f"{visible_lines(text)}\n")
        sys.stderr.flush()
