"""A plan from its baseline on: its target as it moved, what was brought back, and what may come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from faces.pictures.palette import Role
from faces.pictures.paper import LINE, Paper, nice, render, spread, time_ticks
from faces.pictures.values import Step

if TYPE_CHECKING:
    from markupsafe import Markup

    from faces.pictures.values import BurnUp, Ray, Wording

_AHEAD = 0.6
"""How much longer than the plan a forecast may make the picture."""
_HORIZON = timedelta(weeks=260)
_APART = 11
"""How near to one another marks may be before they become one."""
_ROLES: dict[str, Role] = {"target": "text", "brought_back": "brought", "at_origins": "origin"}


def burn_up(given: BurnUp, wording: Wording) -> Markup:
    """A plan up to a day, and its forecast where there is one."""
    return render(given, lambda paper: draw(paper, given), wording)


def draw(paper: Paper, given: BurnUp) -> None:
    """The plan on a paper: what lies behind first."""
    drawn = _BurnUp(paper, given)
    drawn.axes()
    drawn.deadlines()
    drawn.forecast()
    drawn.lines()
    drawn.marks()
    drawn.key()


class _BurnUp:
    def __init__(self, paper: Paper, given: BurnUp) -> None:
        self.paper, self.given, self.say = paper, given, paper.wording
        self.steps = {
            "at_origins": given.at_origins,
            "target": given.target,
            "brought_back": given.brought_back,
        }
        self.now = {word: steps[-1].value for word, steps in self.steps.items()}
        self.names = {
            word: f"{self.say.words[word]} {self.say.number(now)}" for word, now in self.now.items()
        }
        end = max(given.on, given.deadlines[-1])
        ahead = [ray.on for ray in given.forecast if ray.on]
        self.end = min(max([end, *ahead]), end + (end - given.since) * _AHEAD) + timedelta(days=7)
        drawn = [*self.steps.values(), *(ray.course for ray in given.forecast)]
        values = [step.value for steps in drawn for step in steps]
        self.low, self.high = min([0, *values]), max([1, *values])
        ticks = nice(self.low, self.high, 6 if paper.is_wide else 5)
        self.ticks = [tick for tick in ticks if self.low <= tick <= self.high]
        names = max(paper.room(name, bold=True) for name in self.names.values()) + 14
        self.left = max(paper.room(self.say.number(round(tick))) for tick in self.ticks) + 8
        self.right = paper.width - (names if paper.is_wide else 8)
        self.top = 68 if given.forecast else 22
        self.bottom = self.top + (270 if paper.is_wide else 200)

    def x(self, day: date) -> float:
        days = (self.end - self.given.since).days
        return self.left + (self.right - self.left) * (day - self.given.since).days / days

    def y(self, value: float) -> float:
        span = 1.06 * (self.high - self.low)
        return self.bottom - (self.bottom - self.top) * (value - self.low) / span

    def axes(self) -> None:
        paper = self.paper
        for tick in self.ticks:
            y = self.y(tick)
            paper.line([(self.left, y), (self.right, y)], "grid" if tick else "axis")
            paper.text(self.left - 6, y + 4.5, self.say.number(round(tick)), "quiet", "end")
        for day, name, year in time_ticks(
            paper, self.given.since, self.end, self.right - self.left
        ):
            x, half = self.x(day), paper.room(max(name, year, key=paper.room)) / 2
            at = min(max(x, half), paper.width - half)
            paper.line([(x, self.bottom), (x, self.bottom + 5)], "axis")
            paper.text(at, self.bottom + 18, name, "quiet", "middle")
            paper.text(at, self.bottom + 18 + LINE, year, "quiet", "middle")

    def deadlines(self) -> None:
        """The deadline in force with its name, those before it without, and the even pace to it."""
        *earlier, last = self.given.deadlines
        for day, word in [*((day, "deadline_before") for day in earlier), (last, "deadline")]:
            with self.paper.figure(f"{self.say.words[word]}: {self.say.day(day)}"):
                self.paper.line([(self.x(day), self.top - 4), (self.x(day), self.bottom)], word)
        text = f"{self.say.words['deadline']} {self._day(last)}"
        [x] = spread([self.x(last)], [self.paper.room(text)], self.left, self.right)
        self.paper.text(x, 12, text, "deadline", "middle")
        pace = [(self.left, self.y(0)), (self.x(last), self.y(self.now["target"]))]
        self.paper.line(pace, "pace")

    def forecast(self) -> None:
        """Rays from where the plan is to where it may reach its target, cut off at the edge."""
        paper, rays = self.paper, self.given.forecast
        aim = self.y(self.now["target"])
        far = [self.x(ray.on or self.given.on + _HORIZON) for ray in rays]
        lines = [self._ray(ray, end, aim) for ray, end in zip(rays, far, strict=True)]
        for one, other in pairwise(lines):
            corner = [(self.right, aim)] if one[-1][1] == aim != other[-1][1] else []
            around = "L".join(f"{x:.1f} {y:.1f}" for x, y in [*one, *corner, *reversed(other)])
            paper.area(f"M{around}z", "brought", 0.12)
        shares = [f"{ray.percent} %" for ray in rays]
        days = [
            self._day(ray.on) + (" →" if end > self.right else "")
            for ray, end in zip(rays, far, strict=True)
        ]
        sizes = [max(map(paper.room, both)) + 10 for both in zip(shares, days, strict=True)]
        if sum(sizes) > paper.width - self.left:
            days, sizes = [""] * len(rays), [paper.room(share, bold=True) + 10 for share in shares]
        middles = spread([line[-1][0] for line in lines], sizes, self.left, paper.width)
        for number, (ray, line) in enumerate(zip(rays, lines, strict=True)):
            on = self.say.day(ray.on) if ray.on else self.say.words["beyond"]
            end = line[-1]
            with paper.figure(f"{ray.percent} %: {on}"):
                paper.line(line, f"ray-{number % 3}")
                if far[number] <= self.right:
                    paper.line([end, (end[0], self.top - 2), (middles[number], 36 + LINE)], "lead")
                    paper.dot(*end, 3.5, "brought", hollow=False)
                paper.text(middles[number], 32, shares[number], "brought", "middle", bold=True)
                paper.text(middles[number], 32 + LINE, days[number], "brought", "middle")

    def _ray(self, ray: Ray, far: float, aim: float) -> list[tuple[float, float]]:
        """From where the plan is by what is known of the way, or straight, to the end or the edge."""
        x, y = self.x(self.given.on), self.y(self.now["brought_back"])
        way = [(self.x(step.on), self.y(step.value)) for step in ray.course]
        if not way:
            share = min((self.right - x) / max(far - x, 1), 1)
            way = [(min(far, self.right), y + (aim - y) * share)]
        return [(x, y), *(at for at in way if at[0] <= self.right)]

    def _day(self, day: date | None) -> str:
        """A day, with its year if it is another one; none is beyond the horizon."""
        if day is None:
            return self.say.words["beyond"]
        return (self.say.day_short if day.year == self.given.on.year else self.say.day)(day)

    def lines(self) -> None:
        """The lines in steps, of which on nearly the same place the last is drawn, and their names."""
        paper = self.paper
        for word, steps in self.steps.items():
            end = self.end if word == "target" else self.given.on
            points = [(self.left, self.y(steps[0].value))]
            for step, until in zip(steps, [*(step.on for step in steps[1:]), end], strict=True):
                x, y = self.x(until), self.y(step.value)
                if x - points[-1][0] >= 1.5 or until == end:
                    points += [(points[-1][0], y), (x, y)]
            paper.line(points, word)
        wanted = [self.y(now) for now in self.now.values()]
        middles = spread(wanted, [LINE] * len(wanted), self.top - 8, self.bottom + 8)
        for word, y, middle in zip(
            self.names if paper.is_wide else (), wanted, middles, strict=False
        ):
            begin = self.x(self.given.on) + 8
            if word != "target" and self.right - begin > 40:
                paper.line([(begin, y), (self.right, y), (self.right + 6, middle)], "lead")
            paper.text(self.right + 10, middle + 4.5, self.names[word], _ROLES[word], bold=True)

    def marks(self) -> None:
        """Every step as a figure; steps that are too near to one another are one."""
        for days, value in self._gathered(self.given.brought_back[1:], add=False):
            with self._figure(days, "brought_back", value):
                self.paper.dot(self.x(days[1]), self.y(value), 4.5, "brought", finger=11)
        for days, value in self._gathered(self.given.backfills, add=True):
            there = [step.value for step in self.given.at_origins if step.on <= days[1]][-1]
            with self._figure(days, "backfilled", value):
                self._triangle(self.x(days[1]), self.y(there) - 7)

    def _figure(
        self, days: tuple[date, date], word: str, value: int
    ) -> AbstractContextManager[None]:
        when = " – ".join(self.say.day(day) for day in dict.fromkeys(days))
        href = self.given.href(*days) if self.given.href else None
        return self.paper.figure(f"{when}: {self.say.words[word]} {self.say.number(value)}", href)

    def _gathered(self, steps: Sequence[Step], *, add: bool) -> list[tuple[tuple[date, date], int]]:
        found = list[tuple[tuple[date, date], int]]()
        for step in steps:
            (first, _), value = found[-1] if found else ((step.on, step.on), 0)
            if found and self.x(step.on) - self.x(first) < _APART:
                found[-1] = (first, step.on), value + step.value if add else step.value
            else:
                found.append(((step.on, step.on), step.value))
        return found

    def _triangle(self, x: float, y: float) -> None:
        self.paper.area(f"M{x - 6:.1f} {y + 5:.1f}h12l-6 -10z", "origin")

    def key(self) -> None:
        """What the lines are that no name stands beside."""
        given, words = self.given, self.say.words
        samples: list[tuple[str, str | Callable[[float, float], None]]] = []
        if not self.paper.is_wide:
            samples += [(self.names[word], word) for word in _ROLES]
        samples.append((words["even_pace"], "pace"))
        if given.forecast:
            samples.append((words["forecast"], "ray-0"))
        if given.backfills:
            total = self.say.number(sum(step.value for step in given.backfills))
            samples.append((f"{words['backfilled']} {total}", self._triangle))
        self.paper.key(self.left if self.paper.is_wide else 4, self.bottom + 54, samples)
