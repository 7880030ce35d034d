"""Where posts were and where they are: two columns of places, with bands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from faces.pictures.palette import TINT, Role
from faces.pictures.paper import LINE, Paper, rectangle, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from faces.pictures.values import Band, Fate, Whereabouts, Wording

_ROLES: dict[Fate, Role] = {
    "moved": "brought",
    "stayed": "stayed",
    "hired": "gain",
    "left": "loss",
}
_NODE, _GAP, _TOP, _HEIGHT = 9, 10, 28, 280
_FEW, _MORE = 12, 6
"""Of more bands than a few, each makes the picture so much higher."""


class _Place(NamedTuple):
    """Where a place stands in its column; its bands begin or end at the top of its bar."""

    name: str
    total: str
    lines: list[str]
    middle: float
    top: float
    size: float


_Column = dict[str | None, _Place]


def whereabouts(given: Whereabouts, wording: Wording) -> Markup:
    """Where posts were at the end of one day and where they are at the end of another."""
    return render(given, lambda paper: _draw(paper, given), wording)


def _draw(paper: Paper, given: Whereabouts) -> None:
    names = 170 if paper.is_wide else 86
    order = {code: number for number, code in enumerate(given.places)}
    whole = sum(float(band.heads) for band in given.bands) or 1
    height = min(_HEIGHT + _MORE * max(len(given.bands) - _FEW, 0), 2 * _HEIGHT)

    def thick(band: Band) -> float:
        return max(float(band.heads) / whole * height, 1)

    def rank(code: str | None) -> int:
        return len(order) if code is None else order[code]

    def column(of: Sequence[tuple[str | None, Band]], none: str) -> _Column:
        found, y = _Column(), float(_TOP)
        for code in sorted({code for code, _ in of}, key=rank):
            here = [band for at, band in of if at == code]
            name = paper.wording.words[none] if code is None else given.places[code]
            total = paper.wording.number(sum(band.heads for band in here))
            lines = paper.fitted(name, names)
            size = sum(map(thick, here))
            room = max(size, LINE * (len(lines) + 1))
            found[code] = _Place(name, total, lines, y + room / 2, y + (room - size) / 2, size)
            y += room + _GAP
        paper.height = max(paper.height, round(y))
        return found

    origins = column([(band.origin, band) for band in given.bands], "hired_since")
    destinations = column([(band.destination, band) for band in given.bands], "left")
    left, right = names + 8, paper.width - names - 8
    was, now = given.above or (paper.wording.day(given.since), paper.wording.day(given.on))
    paper.text(left + _NODE, 14, was, "quiet", "end")
    paper.text(right - _NODE, 14, now, "quiet")
    if not given.bands:
        paper.text(paper.width / 2, _TOP + 30, paper.wording.words["nobody"], "quiet", "middle")
        paper.height = _TOP + 50
    begins = {code: place.top for code, place in origins.items()}
    ends = {code: place.top for code, place in destinations.items()}
    bands = sorted(given.bands, key=lambda band: (rank(band.origin), rank(band.destination)))
    arriving = sorted(bands, key=lambda band: (rank(band.destination), rank(band.origin)))
    arrives = {}
    for band in arriving:
        arrives[id(band)] = ends[band.destination]
        ends[band.destination] += thick(band)
    for band in bands:
        said = f"{origins[band.origin].name} → {destinations[band.destination].name}"
        with paper.figure(f"{said}: {paper.wording.number(band.heads)}", band.href):
            across = (left + _NODE, begins[band.origin]), (right - _NODE, arrives[id(band)])
            _band(paper, across, thick(band), _ROLES[band.fate])
            if thick(band) >= paper.letters + 1:
                x, y = across[0]
                paper.text(x + 6, y + thick(band) / 2 + 4.5, paper.wording.number(band.heads))
        begins[band.origin] += thick(band)
    for place in origins.values():
        _name(paper, place, left, names, is_left=True)
    for place in destinations.values():
        _name(paper, place, right - _NODE, paper.width - names, is_left=False)


def _band(
    paper: Paper, across: tuple[tuple[float, float], tuple[float, float]], thick: float, role: Role
) -> None:
    (x, y), (x2, y2) = across
    middle, low, low2 = (x + x2) / 2, y + thick, y2 + thick
    there = f"M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    back = f"V{low2:.1f}C{middle:.1f} {low2:.1f} {middle:.1f} {low:.1f} {x:.1f} {low:.1f}z"
    paper.area(there + back, role, TINT, edged=True)


def _name(paper: Paper, place: _Place, x: float, at: float, *, is_left: bool) -> None:
    """The bar of a place, and beside it its name with the number below."""
    with paper.figure(f"{place.name}: {place.total}"):
        paper.area(rectangle(x, place.top, _NODE, place.size), "text")
        lines = [*place.lines, place.total]
        for number, line in enumerate(lines):
            y = place.middle + 4.5 + LINE * (number - (len(lines) - 1) / 2)
            bold = number == len(place.lines)
            paper.text(at, y, line, "text", "end" if is_left else "start", bold=bold)
