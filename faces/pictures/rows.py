"""Bars in rows, one below the other, so that long names have room: figures, and a waterfall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from faces.pictures.palette import Role
from faces.pictures.paper import LINE, Paper, rectangle, render

if TYPE_CHECKING:
    from markupsafe import Markup

    from faces.pictures.values import Bar, Bars, Number, Waterfall, Wording

_GAP, _BAR = 10, 18


class _Row(NamedTuple):
    bar: Bar
    start: float
    end: float
    role: Role
    shown: str


def waterfall(given: Waterfall, wording: Wording) -> Markup:
    """How one figure became another: what was gained and lost between two totals."""
    rows, level = list[_Row](), 0.0
    for bar in given.bars:
        start = 0.0 if bar.is_total else level
        level = start + float(bar.value)
        role: Role = "text" if bar.is_total else "gain" if bar.value > 0 else "loss"
        shown = wording.number(bar.value) if bar.is_total else _signed(bar.value, wording)
        rows.append(_Row(bar, start, level, role if bar.value or bar.is_total else "quiet", shown))
    return render(given, lambda paper: _draw(paper, rows, joined=True), wording)


def bars(given: Bars, wording: Wording) -> Markup:
    """Figures beside one another."""
    sign = "\N{NO-BREAK SPACE}%" if given.in_percent else ""
    rows = [
        _Row(bar, 0.0, float(bar.value), "brought", wording.number(bar.value) + sign)
        for bar in given.bars
    ]
    most = 100.0 if given.in_percent else 0.0
    return render(given, lambda paper: _draw(paper, rows, joined=False, most=most), wording)


def _signed(value: Number, wording: Wording) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + wording.number(-value if value < 0 else value)


def _draw(paper: Paper, rows: Sequence[_Row], *, joined: bool, most: float = 0.0) -> None:
    widest = max((paper.room(row.bar.label) for row in rows), default=0)
    names = min(widest, paper.width * (0.3 if paper.is_wide else 0.36))
    left = names + 12
    right = paper.width - max((paper.room(row.shown, bold=True) for row in rows), default=0) - 8
    levels = [0.0, most, *(level for row in rows for level in (row.start, row.end))]
    low, high = min(levels), max(levels)
    scale = (right - left) / ((high - low) or 1)
    zero, y, before = left - low * scale, 4.0, 0.0
    for number, row in enumerate(rows):
        lines = paper.fitted(row.bar.label, names)
        height = max(_BAR, LINE * len(lines))
        middle = y + height / 2
        x, end = sorted((zero + row.start * scale, zero + row.end * scale))
        if joined and number:
            at = zero + row.start * scale if not row.bar.is_total else zero + row.end * scale
            paper.line([(at, before), (at, middle)], "join")
        with paper.figure(f"{row.bar.label}: {row.shown}", row.bar.href):
            paper.area(rectangle(0, y - 2, paper.width, height + 4), "paper", 0)
            for at, line in enumerate(lines):
                base = middle + 4.5 + LINE * (at - (len(lines) - 1) / 2)
                paper.text(names, base, line, "text", "end")
            width = max(end - x, 2)
            paper.area(rectangle(x, middle - _BAR / 2, width, _BAR), row.role)
            paper.text(x + width + 6, middle + 4.5, row.shown, row.role, bold=True)
        before = middle
        y += height + _GAP
    paper.line([(zero, 0), (zero, y - _GAP + 4)], "axis")
    paper.height = round(y - _GAP + 6)
