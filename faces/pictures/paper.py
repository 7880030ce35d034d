"""What pictures are drawn on: marks, letters and their widths, axes, and the SVG of it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from math import ceil, floor, log10
from re import match, sub
from textwrap import wrap
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import bidirectional, category, east_asian_width

from faces.pictures.palette import Role, colours

if TYPE_CHECKING:
    from markupsafe import Markup

    from faces.pictures.values import Named, Wording

Anchor = Literal["start", "middle", "end"]
Points = Sequence[tuple[float, float]]
LINE = 16
"""The height of a line of letters."""
_WIDTHS = {"ijl|'.,:;!ı·": 0.28, 'ftrI()[]{}/\\-"* ': 0.36, "mwMW@%—→": 0.96}
_EM = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_CAPITAL, _OTHER, _BOLD = 0.74, 0.58, 1.08
_SVG = 'xmlns="http://www.w3.org/2000/svg"'
_FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_TURNS = {"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}


class Box(NamedTuple):
    """The room that a text takes."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Mark:
    """One mark; or a figure, which has a title, may lead somewhere, and has marks for its parts."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    title: str = ""
    href: str | None = None
    parts: list[Mark] = field(default_factory=list)

    def written(self) -> str:
        """The mark as SVG. A figure is reached with the keyboard, be it by its link or by itself."""
        from markupsafe import escape

        if self.parts:
            opening = f'a href="{escape(self.href)}"' if self.href else 'g role="img" tabindex="0"'
            inside = "".join(part.written() for part in self.parts)
            return f"<{opening}><title>{escape(self.title)}</title>{inside}</{opening[0]}>"
        attributes = "".join(f' {name}="{escape(text)}"' for name, text in self.attributes.items())
        if self.tag == "text":
            return f"<text{attributes}>{escape(self.text)}</text>"
        return f"<{self.tag}{attributes}/>"


class Paper:
    """A drawing of one width: `wide` for a page, `narrow` for a phone. All lengths are pixels."""

    def __init__(self, name: Literal["wide", "narrow"], wording: Wording) -> None:
        self.name, self.wording = name, wording
        self.is_wide = name == "wide"
        self.width, self.letters = (720, 13) if self.is_wide else (312, 12)
        self.height = 0
        self.marks: list[Mark] = []
        self.boxes: list[Box] = []
        self._open = self.marks

    @contextmanager
    def figure(self, title: str, href: str | None = None) -> Iterator[None]:
        """Whatever is drawn meanwhile is one figure. It leads to a place of the same server."""
        if href is not None and not match(r"[?#.]|/(?![/\\])", href):
            raise ValueError(f"A figure leads to no other server: {href}")
        outside, self._open = self._open, []
        yield
        outside.append(Mark(title=clean(title), href=href and clean(href), parts=self._open))
        self._open = outside

    def line(self, points: Points, name: str) -> None:
        """A line through points, of the kind that has that name."""
        pairs = pairwise(points)
        path = (
            f"H{_n(x)}"
            if y == before[1]
            else f"V{_n(y)}"
            if x == before[0]
            else f"L{_n(x)} {_n(y)}"
            for before, (x, y) in pairs
        )
        if len(points) > 1:
            start = f"M{_n(points[0][0])} {_n(points[0][1])}"
            self._add("path", {"class": f"l-{name}", "d": start + "".join(path)})

    def area(self, path: str, role: Role, share: float = 1, *, edged: bool = False) -> None:
        """A filled area; one that covers in part is a tint, and perhaps has an edge to be seen by."""
        seen_by = {"class": f"s-{role} f-{role}" if edged else f"f-{role}"}
        self._add(
            "path", {**seen_by, **({} if share == 1 else {"fill-opacity": _n(share)}), "d": path}
        )

    def dot(
        self, x: float, y: float, radius: float, role: Role, *, hollow: bool = True, finger: int = 0
    ) -> None:
        """A ring or a disc, perhaps with room around it for a finger."""
        at = {"cx": _n(x), "cy": _n(y)}
        if finger:
            self._add("circle", {"class": "finger", **at, "r": str(finger)})
        kind = f"s-{role} f-{'paper' if hollow else role}"
        self._add("circle", {"class": kind, **at, "r": _n(radius), "stroke-width": "2"})

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: Role = "text",
        anchor: Anchor = "start",
        *,
        bold: bool = False,
    ) -> None:
        """Letters on a base line; nothing for no letters."""
        if not text:
            return
        width = self.room(text, bold=bold)
        left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
        self.boxes.append(Box(left, y - 0.78 * self.letters, left + width, y + 0.22 * self.letters))
        attributes = {"class": f"f-{role}", "x": _n(x), "y": _n(y)}
        if anchor != "start":
            attributes["text-anchor"] = anchor
        if bold:
            attributes["font-weight"] = "bold"
        self._add("text", attributes, clean(text))

    def key(
        self,
        x: float,
        y: float,
        samples: Sequence[tuple[str, str | Callable[[float, float], None]]],
    ) -> None:
        """What lines and marks are, in as many rows as it takes; the paper ends below."""
        at = x
        for label, draw in samples:
            room = 30 + self.room(label) + 14
            if at > x and at + room - 14 > self.width:
                at, y = x, y + LINE + 3
            if isinstance(draw, str):
                self.line([(at, y - 4.5), (at + 22, y - 4.5)], draw)
            else:
                draw(at + 11, y - 4.5)
            lines = self.fitted(label, self.width - x - 30, 3)
            for number, line in enumerate(lines):
                self.text(at + 30, y + LINE * number, line, "quiet")
            y += LINE * (len(lines) - 1)
            at += room
        self.height = round(y + 8)

    def room(self, text: str, *, bold: bool = False) -> float:
        """About how wide a text is; rather too wide than too narrow."""
        return sum(map(_em, text)) * self.letters * (_BOLD if bold else 1)

    def fitted(self, text: str, width: float, lines: int = 2) -> list[str]:
        """The text in so many lines of a width at most; what does not fit is left out, and said so."""
        text = seen(text)
        if text and self.room(text) <= width:
            return [text]
        letters = max(int(width / (self.room(text) / max(len(text), 1) * 1.1 or 1)), 3)
        return wrap(text, letters, max_lines=lines, placeholder="…")

    def _add(self, tag: str, attributes: dict[str, str], text: str = "") -> None:
        self._open.append(Mark(tag, attributes, text))


def render(given: Named, draw: Callable[[Paper], None], wording: Wording) -> Markup:
    """The picture as a part of a page: drawn wide and narrow, of which the style shows one."""
    papers = [Paper("wide", wording), Paper("narrow", wording)]
    if wording.stands_alone:
        papers = papers[:1]
    for paper in papers:
        draw(paper)
    from markupsafe import Markup

    key = sub("[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", given.key)
    style = f"<style>{colours()}</style>" if wording.stands_alone else ""
    drawings = "".join(_written(paper, given, f"{key}-{paper.name}", style) for paper in papers)
    return Markup(f'<div class="picture">{drawings}\n</div>')  # noqa: S704 (all of it is escaped)


def _written(paper: Paper, given: Named, key: str, style: str) -> str:
    """The drawing as SVG: a group with a title and a description, as a screen reader tells it."""
    from markupsafe import escape

    marks = "\n".join(mark.written() for mark in paper.marks)
    return f"""
<svg {_SVG} class="{paper.name}" role="group" aria-labelledby="{key}-title" \
aria-describedby="{key}-description" viewBox="0 0 {paper.width} {paper.height}" \
font-family="{_FONTS}" font-size="{paper.letters}">
<title id="{key}-title">{escape(clean(given.title))}</title>\
<desc id="{key}-description">{escape(clean(given.description))}</desc>{style}
{marks}
</svg>"""


def seen(text: str) -> str:
    """The text on one line, without what no document may hold."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join("\ufffd" if category(each) in {"Cc", "Cs", "Cn"} else each for each in line)


def clean(text: str) -> str:
    """The text as it is seen, closed up so that it turns no text beside it."""
    found = seen(text)
    if found.isascii():
        return found
    return f"\u2068{found}\u2069" if any(bidirectional(each) in _TURNS for each in found) else found


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """The path around a rectangle."""
    return f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z"


def nice(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers, at most so many, from one at or below the low to one at or above the high."""
    span = max(high - low, 1e-9)
    size = 10 ** floor(log10(span / most))
    for step in (size * times for times in (1, 2, 5, 10, 20, 50)):
        first, last = floor(low / step + 1e-9), max(ceil(high / step - 1e-9), 1 + floor(low / step))
        if last - first + 1 <= most:
            break
    return [round(number * step, 9) for number in range(first, last + 1)]


def time_ticks(paper: Paper, since: date, until: date, room: float) -> list[tuple[date, str, str]]:
    """Days for an axis of that length, each with its name and, if it begins a year, the year."""
    say, days = paper.wording, max((until - since).days, 1)
    numbers = range(since.year * 12 + since.month, until.year * 12 + until.month)
    found, name, apart = list[date](), say.month, 1
    for apart in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600):
        name = say.month if apart < 12 else say.year
        found = [date(each // 12, each % 12 + 1, 1) for each in numbers if each % apart == 0]
        widest = max((paper.room(name(day)) for day in found), default=0)
        if widest + 12 <= room * apart * 30 / days:
            break
    if len(found) < 2:
        return [(day, say.day_short(day), say.year(day)) for day in (since, until)]
    begins = [
        before is None or before.year < day.year
        for before, day in zip([None, *found], found, strict=False)
    ]
    return [
        (day, name(day), say.year(day) if apart < 12 and is_first else "")
        for day, is_first in zip(found, begins, strict=True)
    ]


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles as near as can be to those that are wanted, so that nothing overlaps, in their order."""
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    found = dict.fromkeys(order, 0.0)
    edge = low
    for number in order:
        found[number] = max(wanted[number], edge + sizes[number] / 2)
        edge = found[number] + sizes[number] / 2
    edge = high
    for number in reversed(order):
        found[number] = min(found[number], edge - sizes[number] / 2)
        edge = found[number] - sizes[number] / 2
    return [found[number] for number in range(len(wanted))]


@cache
def _em(letter: str) -> float:
    if category(letter) in {"Mn", "Cf"}:
        return 0
    if letter in _EM:
        return _EM[letter]
    if east_asian_width(letter) in {"W", "F"}:
        return 1
    return _CAPITAL if letter.isupper() else _OTHER


def _n(number: float) -> str:
    text = f"{number:.1f}" if abs(number) >= 1 else f"{number:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
