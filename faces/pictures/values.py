"""What pictures are made of: plain values, and how to say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Number = int | float | Decimal
Fate = Literal["moved", "stayed", "hired", "left"]
"""What became of the posts of a band."""

WORDS = (
    "above",
    "at_origins",
    "backfilled",
    "brought_back",
    "deadline",
    "deadline_before",
    "even_pace",
    "forecast",
    "below",
    "beyond",
    "hired_since",
    "left",
    "nobody",
    "target",
    "threshold",
)
"""What pictures say, by names that whoever asks for one gives words to."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a picture by their English names, and how numbers and dates are written."""

    words: Mapping[str, str]
    number: Callable[[Number], str]
    day: Callable[[date], str]
    """A day with its year."""
    day_short: Callable[[date], str]
    month: Callable[[date], str]
    year: Callable[[date], str]
    stands_alone: bool = False
    """Whether the picture is for paper: wide only, with its colours in itself."""


@dataclass(frozen=True, slots=True)
class Named:
    """What every picture says of itself; the key tells it from all others of its page."""

    key: str
    title: str
    description: str


class Step(NamedTuple):
    """A figure that holds from a day on."""

    on: date
    value: int


class Ray(NamedTuple):
    """The day by which so many of a hundred runs reach the target; none beyond the horizon."""

    percent: int
    on: date | None
    course: Sequence[Step] = ()
    """What so many runs have at least on the way there; straight on unless it is known."""


@dataclass(frozen=True, slots=True)
class BurnUp(Named):
    """A plan from its baseline to a day, and its forecast if there is one."""

    since: date
    on: date
    brought_back: Sequence[Step]
    at_origins: Sequence[Step]
    target: Sequence[Step]
    """As it moved; the last is in force."""
    deadlines: Sequence[date]
    """As they moved; the last is in force."""
    backfills: Sequence[Step] = ()
    """How many were hired at the origins, by day."""
    forecast: Sequence[Ray] = ()
    href: Callable[[date, date], str | None] | None = None
    """Where to read what happened from one day to another; nowhere if it is told nowhere."""


class Bar(NamedTuple):
    """A figure with its name. In a waterfall a total stands for itself, and all else adds to it."""

    label: str
    value: Number
    href: str | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Waterfall(Named):
    """How one figure became another, step by step."""

    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Bars(Named):
    """Figures beside one another."""

    bars: Sequence[Bar]
    in_percent: bool = False
    """Whether they are parts of a hundred, which is then the whole width."""


class Band(NamedTuple):
    """Posts by where they were and where they are; a place that is none is no place of the ledger."""

    origin: str | None
    destination: str | None
    heads: Number
    fate: Fate
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts(Named):
    """Where posts were at the end of one day, and where they are at the end of another."""

    since: date
    on: date
    places: Mapping[str, str]
    """The name of every place by its code, in the order in which they stand."""
    bands: Sequence[Band]
    above: tuple[str, str] | None = None
    """What stands above the two columns; the days unless given."""


class Point(NamedTuple):
    """The figure of a month; none where there is no record of it."""

    month: date
    value: Number | None
    href: str | None = None


class Panel(NamedTuple):
    """One figure by month, and the threshold that it is held against."""

    label: str
    points: Sequence[Point]
    threshold: Number | None = None


@dataclass(frozen=True, slots=True)
class Multiples(Named):
    """The same figure of several, side by side on one scale."""

    panels: Sequence[Panel]
    better: Literal["more", "less"] = "more"
    """On which side of a threshold a figure is better."""
