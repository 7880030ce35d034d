"""The same figure of several by month, side by side on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faces.pictures.palette import Role
from faces.pictures.paper import LINE, Paper, nice, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from faces.pictures.paper import Anchor
    from faces.pictures.values import Multiples, Number, Panel, Point, Wording

_ACROSS = {True: 3, False: 2}
_PLOT, _GAP = 84, 22


def multiples(given: Multiples, wording: Wording) -> Markup:
    """Panels of one figure by month; a point on the worse side of the threshold is full, any other a ring."""
    return render(given, lambda paper: _draw(paper, given), wording)


def _draw(paper: Paper, given: Multiples) -> None:
    values = [
        float(point.value)
        for panel in given.panels
        for point in panel.points
        if point.value is not None
    ]
    values += [float(panel.threshold) for panel in given.panels if panel.threshold is not None]
    ticks = nice(min(values, default=0), max(values, default=1), 4)
    across = min(_ACROSS[paper.is_wide], max(len(given.panels), 1))
    margin = max(paper.room(paper.wording.number(tick)) for tick in ticks) + 8
    wide = (paper.width - margin - _GAP * (across - 1)) / across
    y = 0.0
    for first in range(0, len(given.panels), across):
        row = given.panels[first : first + across]
        names = [paper.fitted(panel.label, wide) for panel in row]
        top = y + LINE * max(map(len, names)) + 8
        for tick in ticks:
            text = paper.wording.number(tick)
            at = _level(tick, ticks, top)
            paper.text(margin - 8, at + 4.5, text, "quiet", "end")
        for number, (panel, lines) in enumerate(zip(row, names, strict=True)):
            left = margin + number * (wide + _GAP)
            for at, line in enumerate(lines):
                paper.text(left, y + 13 + LINE * at, line, "text", bold=False)
            _panel(paper, panel, ticks, (left, top, wide), is_more=given.better == "more")
        y = top + _PLOT + 2 * LINE + 14
    if all(panel.threshold is None for panel in given.panels):
        paper.height = round(y)
        return
    words = paper.wording.words
    worse = words["below" if given.better == "more" else "above"]
    full = (worse, lambda x, y: paper.dot(x, y, 3.5, "loss", hollow=False))
    paper.key(0, y + 14, [(words["threshold"], "threshold"), full])


def _level(value: float, ticks: list[float], top: float) -> float:
    return top + _PLOT * (ticks[-1] - value) / (ticks[-1] - ticks[0] or 1)


def _panel(
    paper: Paper,
    panel: Panel,
    ticks: list[float],
    room: tuple[float, float, float],
    *,
    is_more: bool,
) -> None:
    say, (left, top, wide) = paper.wording, room
    for tick in ticks:
        at = _level(tick, ticks, top)
        paper.line([(left, at), (left + wide, at)], "grid")
    if panel.threshold is not None:
        at = _level(float(panel.threshold), ticks, top)
        with paper.figure(f"{say.words['threshold']}: {say.number(panel.threshold)}"):
            paper.line([(left, at), (left + wide, at)], "threshold")
    apart = (wide - 16) / max(len(panel.points) - 1, 1)
    run: list[tuple[float, float]] = []
    places: list[tuple[Point, Number, float, float]] = []
    for number, point in enumerate(panel.points):
        if point.value is None:
            paper.line(run, "months")
            run = []
        else:
            run.append((left + 8 + number * apart, _level(float(point.value), ticks, top)))
            places.append((point, point.value, *run[-1]))
    paper.line(run, "months")
    radius = 3.5 if apart >= 9 else 2.5
    for point, value, x, y in places:
        when = f"{say.month(point.month)} {say.year(point.month)}"
        is_worse = panel.threshold is not None and (
            value < panel.threshold if is_more else value > panel.threshold
        )
        with paper.figure(f"{panel.label}, {when}: {say.number(value)}", point.href):
            finger = 8 if apart >= 12 else 0
            role: Role = "loss" if is_worse else "brought"
            paper.dot(x, y, radius, role, hollow=not is_worse, finger=finger)
    for point, anchor, x in _ends(panel, left, left + wide):
        for line, text in enumerate((say.month(point.month), say.year(point.month))):
            paper.text(x, top + _PLOT + 18 + LINE * line, text, "quiet", anchor)


def _ends(panel: Panel, left: float, right: float) -> Iterator[tuple[Point, Anchor, float]]:
    if panel.points:
        yield panel.points[0], "start", left
    if len(panel.points) > 1:
        yield panel.points[-1], "end", right
