"""Pictures of plans that are going well, badly and not at all, large and small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from urllib.parse import quote

from markupsafe import Markup

from faces.pictures.burnup import burn_up
from faces.pictures.multiples import multiples
from faces.pictures.rows import bars, waterfall
from faces.pictures.values import (
    WORDS,
    Band,
    Bar,
    Bars,
    BurnUp,
    Fate,
    Multiples,
    Number,
    Panel,
    Point,
    Ray,
    Step,
    Waterfall,
    Whereabouts,
    Wording,
)
from faces.pictures.whereabouts import whereabouts
from faces.words import say

MAY_8, SEPTEMBER_30 = date(2018, 5, 8), date(2018, 9, 30)
LONG = "Centro servizi di assistenza ai clienti business e piccole imprese di Cagliari Sud-Est"
HOSTILE = '"><img onerror=alert(1)> <script>x</script> \u202egnp.exe {{7*7}} \x00\x1b &amp;'


ENGLISH = {name: say(f"picture.{name}") for name in WORDS}


def number(value: Number) -> str:
    return f"{value:,}".replace("-", "−")


PLAIN = Wording(
    words=ENGLISH,
    number=number,
    day=lambda day: f"{day.day} {day:%b %Y}",
    day_short=lambda day: f"{day.day} {day:%b}",
    month=lambda day: f"{day:%b}",
    year=lambda day: str(day.year),
)

LONG_WORDS = replace(
    PLAIN,
    words={
        **ENGLISH,
        "brought_back": "posti rientrati dal Paese di origine",
        "forecast": "giorno entro cui tante simulazioni su 100 raggiungono l’obiettivo del piano",
        "deadline": "scadenza stabilita nel protocollo",
    },
)


def log(first: date, last: date) -> str:
    return f"/log?since={first}&on={last}"


def steps(*given: tuple[int, int, int]) -> list[Step]:
    return [Step(date(2018, month, day), value) for month, day, value in given]


DEMONSTRATION = BurnUp(
    key="burn-up",
    title="Posts brought back and posts left at the origins",
    description="At the end of 30 September 2018, 220 of 220 posts were back.",
    since=MAY_8,
    on=SEPTEMBER_30,
    brought_back=steps(
        (5, 8, 0),
        (6, 4, 24),
        (6, 18, 80),
        (7, 2, 130),
        (7, 16, 140),
        (8, 6, 180),
        (9, 3, 176),
        (9, 10, 220),
    ),
    at_origins=steps(
        (5, 8, 220), (6, 4, 196), (7, 2, 136), (7, 16, 126), (8, 6, 76), (8, 20, 82), (9, 10, 26)
    ),
    target=[Step(MAY_8, 220)],
    deadlines=[SEPTEMBER_30],
    backfills=[Step(date(2018, 8, 20), 6)],
    href=log,
)
IN_JULY = replace(
    DEMONSTRATION,
    key="burn-up-july",
    description="At the end of 31 July 2018, 140 of 220 posts were back.",
    on=date(2018, 7, 31),
    brought_back=DEMONSTRATION.brought_back[:5],
    at_origins=DEMONSTRATION.at_origins[:4],
    backfills=[],
    forecast=[
        Ray(50, date(2018, 9, 25)),
        Ray(85, date(2018, 12, 11)),
        Ray(95, date(2019, 4, 30)),
    ],
)
TROUBLE = BurnUp(
    key="trouble",
    title="A plan in trouble",
    description="",
    since=date(2021, 1, 31),
    on=date(2021, 11, 30),
    brought_back=[
        Step(date(2021, 1, 31), 0),
        Step(date(2021, 3, 1), 40),
        Step(date(2021, 4, 1), 65),
        Step(date(2021, 5, 10), 31),
        Step(date(2021, 7, 1), 12),
        Step(date(2021, 9, 1), -8),
        Step(date(2021, 11, 15), 22),
    ],
    at_origins=[
        Step(date(2021, 1, 31), 410),
        Step(date(2021, 3, 1), 380),
        Step(date(2021, 6, 1), 395),
        Step(date(2021, 8, 15), 431),
        Step(date(2021, 10, 4), 428),
    ],
    target=[
        Step(date(2021, 1, 31), 300),
        Step(date(2021, 6, 15), 240),
        Step(date(2021, 10, 1), 180),
    ],
    deadlines=[date(2021, 6, 30), date(2021, 9, 30), date(2022, 1, 31)],
    backfills=[Step(date(2021, 6, 1), 15), Step(date(2021, 8, 15), 36)],
    forecast=[Ray(50, date(2024, 3, 5)), Ray(85, None), Ray(95, None)],
    href=log,
)
NO_MOVEMENT = BurnUp(
    key="nothing",
    title="Nothing moved",
    description="",
    since=MAY_8,
    on=date(2018, 6, 10),
    brought_back=[Step(MAY_8, 0)],
    at_origins=[Step(MAY_8, 220)],
    target=[Step(MAY_8, 220)],
    deadlines=[SEPTEMBER_30],
)


def ten_years() -> BurnUp:
    random, start = Random(10), date(2012, 3, 5)  # noqa: S311 - a game of chance
    days = [start + timedelta(weeks=week) for week in range(520)]
    back, there = [Step(start, 0)], [Step(start, 12_400)]
    for day in days[1:]:
        back.append(Step(day, back[-1].value + random.choice((0, 10, 14, 30, 55, -12))))
        there.append(Step(day, max(there[-1].value - random.choice((0, 9, 30, 41, -25)), 0)))
    refilled = [Step(day, random.randint(1, 30)) for day in days[5::37]]
    return BurnUp(
        key="ten-years",
        title="Ten years",
        description="",
        since=start,
        on=days[-1],
        brought_back=back,
        at_origins=there,
        target=[Step(start, 9_000), Step(date(2016, 1, 1), 11_000)],
        deadlines=[date(2020, 12, 31), date(2023, 12, 31)],
        backfills=refilled,
        forecast=[Ray(50, date(2023, 6, 1)), Ray(85, date(2024, 1, 15)), Ray(95, date(2024, 5, 1))],
        href=log,
    )


def bridge(key: str, opening: int, *moves: int, labels: Sequence[str] = ()) -> Waterfall:
    names = labels or ("hired", "transferred in", "transferred out", "reassigned", "left")
    given = [
        Bar(name, move, f"#{key}-{number}")
        for number, (name, move) in enumerate(zip(names, moves, strict=True))
    ]
    ends = (
        Bar("opening", opening, is_total=True),
        Bar("closing", opening + sum(moves), is_total=True),
    )
    return Waterfall(key, f"From opening to closing: {key}", "", [ends[0], *given, ends[1]])


ROMANIA = bridge("romania", 220, 6, 0, -34, 0, -166)
ITALY = bridge("italy", 0, 190, 34, 0, 0, -4)
STILL = bridge("still", 0, 0, 0, 0, 0, 0)
LONG_NAMES = bridge(
    "long",
    120,
    30,
    -12,
    40,
    -8,
    -11,
    labels=[LONG, LONG[::-1], "左遷された従業員の数", HOSTILE, "x" * 90],
)
PLACES = {"RO-IAS": "Iași", "RO-BUC": "București", "IT-CAG": "Cagliari", "IT-LEC": "Lecce"}
DEMONSTRATED = Whereabouts(
    key="whereabouts",
    title="Where each post was and is",
    description="",
    since=MAY_8,
    on=SEPTEMBER_30,
    places=PLACES,
    bands=[
        Band("RO-IAS", "IT-CAG", 24, "moved", "/whereabouts?from=RO-IAS&to=IT-CAG"),
        Band("RO-IAS", None, 116, "left"),
        Band("RO-BUC", "IT-LEC", 10, "moved"),
        Band("RO-BUC", "RO-BUC", 20, "stayed"),
        Band("RO-BUC", None, 50, "left"),
        Band(None, "IT-CAG", 96, "hired"),
        Band(None, "IT-LEC", 90, "hired"),
        Band(None, "RO-BUC", 6, "hired"),
        Band(None, None, 4, "left"),
    ],
)
NOBODY = replace(DEMONSTRATED, key="nobody", bands=[])


def twelve_sites() -> Whereabouts:
    random = Random(12)  # noqa: S311 - a game of chance
    names = [
        LONG,
        "București Pipera",
        "Iași",
        "Cluj-Napoca",
        "Tirana",
        "Durrës",
        "Cagliari",
        HOSTILE,
        "Lecce",
        "Catania",
        "Sofia",
        "Valongo (Porto)",
    ]
    places = {f"S-{number}": name for number, name in enumerate(names)}
    bands = []
    for origin in [*list(places)[:7], None]:
        for destination in [*list(places)[3:], None]:
            if random.random() < 0.5:
                stays = origin == destination
                fate: Fate = (
                    "hired"
                    if origin is None
                    else "left"
                    if destination is None
                    else "stayed"
                    if stays
                    else "moved"
                )
                bands.append(Band(origin, destination, random.randint(1, 90), fate, "#x"))
    return Whereabouts("twelve", "Twelve sites", "", MAY_8, SEPTEMBER_30, places, bands)


def by_month(key: str, panels: int, months: int) -> Multiples:
    random = Random(panels)  # noqa: S311 - a game of chance
    firsts = [date(2017 + number // 12, number % 12 + 1, 1) for number in range(months)]
    found = []
    for each in range(panels):
        values = [round(80 + 8 * random.random() - each + 0.2 * at, 1) for at in range(months)]
        points = [
            Point(day, None if at == 5 else value, f"#{at}")
            for at, (day, value) in enumerate(zip(firsts, values, strict=True))
        ]
        found.append(Panel([*PLACES.values(), LONG, HOSTILE][each % 6], points, 80))
    return Multiples(key, "Calls answered within 20 seconds, in per cent, by month", "", found)


SITES = Bars(
    "sites",
    "Heads by site",
    "",
    [
        Bar(name, heads, f"/operator?at={quote(name)}")
        for name, heads in (
            ("Cagliari", 120),
            ("Lecce", 100),
            ("București", 26),
            (LONG, 3),
            ("Iași", 0),
        )
    ],
)

PICTURES: dict[str, Callable[[], Markup]] = {
    "demonstration": lambda: burn_up(DEMONSTRATION, PLAIN),
    "july": lambda: burn_up(IN_JULY, PLAIN),
    "long-words": lambda: burn_up(IN_JULY, LONG_WORDS),
    "trouble": lambda: burn_up(TROUBLE, PLAIN),
    "nothing": lambda: burn_up(NO_MOVEMENT, PLAIN),
    "ten-years": lambda: burn_up(ten_years(), PLAIN),
    "romania": lambda: waterfall(ROMANIA, PLAIN),
    "italy": lambda: waterfall(ITALY, PLAIN),
    "still": lambda: waterfall(STILL, PLAIN),
    "long": lambda: waterfall(LONG_NAMES, PLAIN),
    "whereabouts": lambda: whereabouts(DEMONSTRATED, PLAIN),
    "nobody": lambda: whereabouts(NOBODY, PLAIN),
    "twelve": lambda: whereabouts(twelve_sites(), PLAIN),
    "sites": lambda: bars(SITES, PLAIN),
    "months": lambda: multiples(by_month("months", 5, 14), PLAIN),
    "many-months": lambda: multiples(by_month("many-months", 12, 36), PLAIN),
    "no-months": lambda: multiples(Multiples("none", "", "", []), PLAIN),
}
