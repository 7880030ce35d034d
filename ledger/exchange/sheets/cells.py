"""What a cell holds, what it shows, and whether the two are one.

Text is a `str`. Everything else is a `Held`, which as a `str` is what the cell shows.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["number", "date", "truth", "error", "formula", "merged"]

MOST_DIGITS = 15
"""So many digits of a number a spreadsheet keeps."""
_FORMULA_LIKE = re.compile(r"'+[=+\-@\t\r]")
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_NO_DIGITS = re.compile(r"_.|\*.|\[(?!h|m|s)[^\]]*\]|\\ |\s|\u00a0", re.IGNORECASE)
_PLAIN = re.compile(r"(?P<whole>[#,]*0*)(?:\.(?P<decimals>[0#]+))?(?P<percent>%?)")
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Held(str):
    """A cell that is not text: a number, a date, a truth value, a failed or uncomputed formula."""

    __slots__ = ("holds", "is_code", "is_shown", "kind")

    kind: Kind
    holds: str
    """What is in it, for a person."""
    is_shown: bool
    """Whether its text is what the sheet shows."""
    is_code: bool
    """Whether it may stand for a code: a whole number, shown with all of its digits."""

    @classmethod
    def of(
        cls, text: str, kind: Kind, holds: str, *, is_shown: bool = True, is_code: bool = False
    ) -> Held:
        """A cell that shows the text, where it shows what it holds."""
        held = cls(text)
        held.kind, held.holds, held.is_shown, held.is_code = kind, holds, is_shown, is_code
        return held


def tidy(text: str) -> str:
    """The text with single blanks, and without the apostrophe that keeps it from being a formula."""
    text = " ".join(text.split())
    return text[1:] if text[:1] == "'" and _FORMULA_LIKE.match(text) else text


def key(text: str) -> str:
    """What tells a name from another: neither case, nor which blanks, hyphens or underscores."""
    return " ".join(re.sub(r"[_\-\u2010-\u2015]", " ", text).casefold().split())


def letters(index: int) -> str:
    """The name that a spreadsheet gives a column: A to Z, then AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class NumberFormat(NamedTuple):
    """What a number format makes of a number."""

    code: str
    is_plain: bool
    """Whether a number in it can be read: it shows digits, a point and a percent sign alone."""
    width: int
    """How many digits it shows at least."""
    decimals: int | None
    """How many decimals it shows at most; as many as there are where it says nothing."""
    percent: bool
    keeps_codes: bool
    """Whether a whole number in it is shown with all of its digits and nothing else."""


@lru_cache(4_096)
def number_format(code: str) -> NumberFormat:
    """The format of that code, as far as positive numbers go."""
    first = _SECTIONS.split(code)[0]
    if first.strip().casefold() in {"", "general", "standard", "@"}:
        return NumberFormat(code, True, 0, None, False, True)
    found = _PLAIN.fullmatch(_NO_DIGITS.sub("", first))
    if found is None or not (found["whole"] or found["decimals"]):
        return NumberFormat(code, False, 0, None, False, False)
    zeros = re.fullmatch("0+", first) is not None and ";" not in code
    return NumberFormat(
        code,
        not found["whole"].endswith(","),
        found["whole"].count("0"),
        len(found["decimals"] or ""),
        bool(found["percent"]),
        zeros,
    )


def number(value: float, format_: NumberFormat) -> Held:
    """The cell of a number in that format."""
    # Fifteen digits are what a spreadsheet shows; beyond them is only binary noise.
    exact = Decimal(f"{value:.{MOST_DIGITS}g}")
    whole = exact == exact.to_integral_value()
    digits = len(str(abs(int(exact)))) if whole else 0
    plain = f"{exact:f}" if not whole else str(int(exact))
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    shown, text = True, plain
    if not format_.is_plain:
        shown = False
    elif format_.percent:
        hundredfold = exact * 100
        shown = _fits(hundredfold, format_.decimals)
        text = f"{hundredfold.normalize():f}%"
    elif format_.decimals is not None:
        shown = _fits(exact, format_.decimals)
        if whole and format_.keeps_codes and exact >= 0:
            text = plain.zfill(format_.width)
    is_code = format_.keeps_codes and whole and digits <= MOST_DIGITS
    holds = f"the number {plain}"
    if digits > MOST_DIGITS:
        holds = f"a number of {digits} digits, of which a spreadsheet keeps {MOST_DIGITS}"
    elif not format_.keeps_codes or (not shown):
        holds += f", shown as {format_.code}"
    return Held.of(text, "number", holds, is_shown=shown, is_code=is_code)


def _fits(value: Decimal, decimals: int | None) -> bool:
    return decimals is None or value == round(value, decimals)


@lru_cache(4_096)
def shows_a_day(code: str) -> bool:
    """Whether a format of dates shows the day, the month and the year."""
    bare = _LITERALS.sub("", _SECTIONS.split(code)[0]).casefold()
    has_month = re.search(r"m", re.sub(r"h+[:.]?m+|m+[:.]?s+", "", bare)) is not None
    return has_month and ("d" in bare or "g" in bare) and ("y" in bare or "a" in bare)
