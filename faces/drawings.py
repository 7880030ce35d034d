"""Pictures for a terminal: a bar, a line of blocks, and a burn-up of dots; letters where it has no others.

They are shown on a terminal only, beside the same figures, and never where an answer is piped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Literal, NamedTuple, Self

Colour = Literal["green", "yellow", "red"]
_CODES: dict[Colour, int] = {"green": 32, "yellow": 33, "red": 31}
_EIGHTHS = " ▏▎▍▌▋▊▉"
_LEVELS = "▁▂▃▄▅▆▇█"
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a letter of braille, by row and column (Unicode, U+2800)."""
_BRAILLE = 0x2800


class Coloured(str):
    """A text with a colour, which a terminal shows and which says nothing that the text does not."""

    __slots__ = ("colour",)
    colour: Colour | None

    def __new__(cls, text: str, colour: Colour | None) -> Self:
        """The text with that colour, or with none."""
        made = super().__new__(cls, text)
        made.colour = colour
        return made


def has_blocks() -> bool:
    """Whether what stdout goes to has letters for pictures."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def coloured(text: str, colour: Colour) -> str:
    """The text with codes that colour it, if stdout is a terminal on which that is wanted."""
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    if is_plain or not sys.stdout.isatty():
        return text
    return f"\x1b[{_CODES[colour]}m{text}\x1b[0m"


def bar(share: float, width: int, *, framed: bool = False) -> str:
    """A bar of so many letters, filled by a share from 0 to 1; with its end shown if it is framed."""
    share = min(max(share, 0), 1)
    if not has_blocks():
        full = "#" * round(share * width)
        return f"[{full.ljust(width, '.')}]" if framed else full
    eighths = round(share * width * 8)
    full = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
    return full.ljust(width, "░") if framed else full


def blocks(values: Sequence[int], most: int, full: int) -> str:
    """A block for each value, as high as its share of the full; up to so many, each of a few values."""
    step = -(-len(values) // most) if values else 1
    shown = list(reversed(values[::-1][::step]))
    low, high = min(0, *shown), max(full, *shown)
    levels = _LEVELS if has_blocks() else "_.-=*#"
    return "".join(
        levels[round((value - low) / (high - low) * (len(levels) - 1))] for value in shown
    )


class Curve(NamedTuple):
    """Values at even distances, and the letter that draws them where there are no dots."""

    values: Sequence[int]
    letter: str


def curves(drawn: Sequence[Curve], width: int, height: int) -> list[str]:
    """Curves on one scale, in so many rows of letters; of those that meet, the last is seen."""
    low = min(0, *(min(curve.values) for curve in drawn))
    high = max(1, *(max(curve.values) for curve in drawn))
    across, down = (2, 4) if has_blocks() else (1, 1)
    rows = [[0] * width for _ in range(height)]
    letters = [[" "] * width for _ in range(height)]
    for curve in drawn:
        before = None
        for x in range(width * across):
            at = x * (len(curve.values) - 1) / max(width * across - 1, 1)
            value = curve.values[int(at)]
            y = round((high - value) / (high - low) * (height * down - 1))
            start = y if before is None else before
            for each in range(min(start, y), max(start, y) + 1):
                row, column = each // down, x // across
                letters[row][column] = curve.letter
                if down > 1:
                    rows[row][column] |= _DOTS[each % down][x % across]
            before = y
    if down > 1:
        lines = ["".join(chr(_BRAILLE + bits) if bits else " " for bits in row) for row in rows]
    else:
        lines = ["".join(row) for row in letters]
    labels = {0: f"{high:,}", height - 1: f"{low:,}"}
    room = max(map(len, labels.values()))
    edge = "│" if has_blocks() else "|"
    return [
        f"{labels.get(n, '').rjust(room)} {edge}{line}".rstrip() for n, line in enumerate(lines)
    ]
