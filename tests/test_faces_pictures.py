"""What pictures show, to whoever looks, listens, uses a keyboard or a phone, or means harm."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from drawn import (
    DEMONSTRATED,
    DEMONSTRATION,
    HOSTILE,
    IN_JULY,
    LONG,
    PICTURES,
    PLAIN,
    ROMANIA,
    TROUBLE,
    log,
    ten_years,
)
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from faces.pictures import paper as papers
from faces.pictures.burnup import burn_up, draw
from faces.pictures.palette import PALETTE, TINT, contrast, style, tinted
from faces.pictures.paper import Box, Paper, clean, nice, spread, time_ticks
from faces.pictures.rows import bars, waterfall
from faces.pictures.values import Bar, Bars, BurnUp, Ray, Step
from faces.pictures.whereabouts import whereabouts

SVG = "{http://www.w3.org/2000/svg}"
FOLDER = Path(papers.__file__).parent
each_picture = pytest.mark.parametrize("name", PICTURES)


def drawings(markup: Markup) -> list[ET.Element]:
    """The wide and the narrow drawing, read as strictly as XML is read."""
    return list(ET.fromstring(markup))  # noqa: S314 - our own


def texts(drawing: ET.Element) -> list[str]:
    return [each.text or "" for each in drawing.iter(f"{SVG}text")]


def figures(drawing: ET.Element) -> dict[str, str | None]:
    """Where every figure of a drawing leads, by its title."""
    named = [each for each in drawing.iter() if each.tag in {f"{SVG}a", f"{SVG}g"}]
    return {each.findtext(f"{SVG}title") or "": each.get("href") for each in named}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """Every paper that is drawn on meanwhile."""
    found: list[Paper] = []
    begin = Paper.__init__

    def kept(self: Paper, *arguments: object) -> None:
        begin(self, *arguments)  # type: ignore[arg-type]
        found.append(self)

    monkeypatch.setattr(Paper, "__init__", kept)
    return found


# For everybody who looks ----------------------------------------------------------------------


@each_picture
def test_letters_stand_apart_from_one_another_and_inside(name: str, drawn: list[Paper]) -> None:
    PICTURES[name]()
    assert [paper.name for paper in drawn] == ["wide", "narrow"]
    for paper in drawn:
        stand_apart(paper)


def stand_apart(paper: Paper) -> None:
    for box in paper.boxes:
        assert box.left >= -1, box
        assert box.right <= paper.width + 1, (paper.name, box)
        assert box.top >= -1, box
        assert box.bottom <= paper.height + 1, (paper.name, box)
    for one, other in combinations(paper.boxes, 2):
        assert not overlap(one, other), (paper.name, one, other)


def overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.5 and down > 0.5


@st.composite
def plans(drawn: st.DrawFn) -> BurnUp:
    """Plans of any length, size and luck."""
    since, lasted = date(2018, 1, 31), drawn(st.integers(0, 4_000))
    on = since + timedelta(days=lasted)
    size = drawn(st.sampled_from((3, 220, 90_000)))

    def steps(low: int) -> list[Step]:
        days = drawn(st.lists(st.integers(1, max(lasted, 1)), max_size=6, unique=True).map(sorted))
        values = [drawn(st.integers(low, size)) for _ in range(len(days) + 1)]
        after = [since + timedelta(days=min(day, lasted)) for day in days]
        return [Step(day, value) for day, value in zip([since, *after], values, strict=True)]

    ahead = sorted(drawn(st.lists(st.integers(1, 1_820), min_size=3, max_size=3)))
    rays = [
        Ray(each, on + timedelta(weeks=1, days=day))
        for each, day in zip((50, 85, 95), ahead, strict=True)
    ]
    deadline = since + timedelta(days=drawn(st.integers(1, 4_000)))
    return replace(
        DEMONSTRATION,
        since=since,
        on=on,
        brought_back=steps(-size // 9),
        at_origins=steps(0),
        target=[Step(since, size)],
        deadlines=[deadline],
        backfills=[],
        forecast=rays if drawn(st.booleans()) else (),
    )


@examples(10, soaked=25)
@given(plan=plans())
def test_no_plan_makes_letters_collide(plan: BurnUp) -> None:
    for paper in (Paper("wide", PLAIN), Paper("narrow", PLAIN)):
        draw(paper, plan)
        stand_apart(paper)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_colours_can_be_told_from_the_page(shade: str) -> None:
    colours = {role: getattr(each, shade) for role, each in PALETTE.items()}
    paper, text = colours.pop("paper"), colours.pop("text")
    del colours["grid"]  # lines that only help the eye along; the ticks have numbers
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast(text, paper) >= 7
    for role, colour in colours.items():
        assert contrast(colour, paper) >= 4.5, role
        once = tinted(colour, paper)
        assert contrast(text, once) >= 4.5, role
        for other in colours.values():
            assert contrast(text, tinted(other, once)) >= 4.5, (role, other)
    assert TINT < 0.5


def test_what_a_colour_says_is_said_without_it_too() -> None:
    wide, _ = drawings(waterfall(ROMANIA, PLAIN))
    assert {"+6", "−34", "−166"} <= set(texts(wide))
    wide, narrow = drawings(burn_up(DEMONSTRATION, PLAIN))
    lines = {"target 220", "brought back 220", "at origins 26", "hired at the origins 6"}
    assert lines <= set(texts(wide))
    assert lines <= set(texts(narrow))
    low = drawings(PICTURES["months"]())[0]
    assert len(low.findall(f".//{SVG}circle[@class='s-loss f-loss']")) > 1
    assert not low.findall(f".//{SVG}circle[@class='s-loss f-paper']")


def test_letters_are_large_enough_on_a_phone_and_on_a_page() -> None:
    """At 360 pixels a page has 312 for a picture; the wide one is shown from 622 on."""
    narrowest, shown_from = 312, 38.9 * 16
    assert Paper("narrow", PLAIN).letters * narrowest / Paper("narrow", PLAIN).width >= 11
    assert Paper("wide", PLAIN).letters * shown_from / Paper("wide", PLAIN).width >= 11
    assert "max-width:38.9rem" in style()


# For whoever listens, or has no mouse ---------------------------------------------------------


@each_picture
def test_a_picture_says_what_it_is_and_every_figure_its_name(name: str) -> None:
    ids = set()
    for drawing in drawings(PICTURES[name]()):
        assert drawing.get("role") == "group"
        title, description = drawing[0], drawing[1]
        assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
        assert drawing.get("aria-labelledby") == title.get("id")
        assert drawing.get("aria-describedby") == description.get("id")
        ids |= {title.get("id"), description.get("id")}
        for figure in (each for each in drawing.iter() if each.tag in {f"{SVG}a", f"{SVG}g"}):
            assert figure.get("role") == (None if figure.get("href") else "img")
            assert figure[0].tag == f"{SVG}title"
            assert figure[0].text
            assert len(figure) > 1
    assert len(ids) == 4


def test_every_step_of_a_plan_leads_to_what_happened_then() -> None:
    for drawing in drawings(burn_up(DEMONSTRATION, PLAIN)):
        found = figures(drawing)
        assert found["4 Jun 2018: brought back 24"] == log(date(2018, 6, 4), date(2018, 6, 4))
        assert found["20 Aug 2018: hired at the origins 6"] == log(
            date(2018, 8, 20), date(2018, 8, 20)
        )
        assert sum("brought back" in title for title in found) == 7


def test_steps_too_near_to_one_another_lead_to_all_that_happened_between() -> None:
    plan = ten_years()
    for drawing in drawings(burn_up(plan, PLAIN)):
        hrefs = [href for title, href in figures(drawing).items() if "brought back" in title]
        spans = [re.findall(r"\d{4}-\d\d-\d\d", href or "") for href in hrefs]
        assert 10 < len(spans) < 50
        assert spans[0][0] == plan.brought_back[1].on.isoformat()
        assert spans[-1][1] == plan.brought_back[-1].on.isoformat()
        for before, after in pairwise(spans):
            weeks = date.fromisoformat(after[0]) - date.fromisoformat(before[1])
            assert weeks == timedelta(weeks=1)


def test_a_forecast_is_told_by_its_days_and_one_beyond_the_horizon_as_later() -> None:
    found = figures(drawings(burn_up(IN_JULY, PLAIN))[0])
    assert {"50 %: 25 Sep 2018", "85 %: 11 Dec 2018", "95 %: 30 Apr 2019"} <= set(found)
    found = figures(drawings(burn_up(TROUBLE, PLAIN))[0])
    assert {"50 %: 5 Mar 2024", "85 %: later", "95 %: later"} <= set(found)
    assert not any("%" in title for title in figures(drawings(burn_up(DEMONSTRATION, PLAIN))[0]))


def test_a_deadline_that_moved_is_still_shown() -> None:
    found = figures(drawings(burn_up(TROUBLE, PLAIN))[0])
    assert "deadline before: 30 Jun 2021" in found
    assert "deadline before: 30 Sep 2021" in found
    assert "deadline: 31 Jan 2022" in found


def test_whereabouts_tell_each_place_and_each_way() -> None:
    for drawing in drawings(whereabouts(DEMONSTRATED, PLAIN)):
        found = figures(drawing)
        assert found["Iași → Cagliari: 24"] == "/whereabouts?from=RO-IAS&to=IT-CAG"
        assert {"hired since → Cagliari: 96", "hired since → left: 4"} <= set(found)
        assert {"Iași: 140", "hired since: 196", "left: 170", "București: 26"} <= set(found)


def test_every_step_of_a_waterfall_begins_where_the_one_before_ended() -> None:
    for drawing in drawings(waterfall(ROMANIA, PLAIN)):
        rows = [each for each in drawing if each.tag in {f"{SVG}a", f"{SVG}g"}]
        paths = [row.findall(f"{SVG}path")[-1].get("d") or "" for row in rows]
        spans = [
            tuple(map(float, re.findall(r"M([\d.]+) .*?h([\d.]+)", path)[0])) for path in paths
        ]
        zero, size = spans[0]
        levels = [(start - zero) / size * 220 for start, _ in spans]
        ends = [(start + width - zero) / size * 220 for start, width in spans]
        for number, (low, high) in {
            0: (0, 220),
            1: (220, 226),
            3: (192, 226),
            5: (26, 192),
            6: (0, 26),
        }.items():
            assert levels[number] == pytest.approx(low, abs=0.3)
            assert ends[number] == pytest.approx(high, abs=0.3)


# For whoever means harm -----------------------------------------------------------------------


@each_picture
def test_a_picture_has_no_script_and_asks_nobody_for_anything(name: str) -> None:
    markup = PICTURES[name]()
    assert markup == PICTURES[name]()
    for drawing in drawings(markup):
        for each in drawing.iter():
            assert each.tag.removeprefix(SVG) in {
                *("svg", "title", "desc", "path", "circle", "text", "a", "g"),
            }
            for attribute, value in each.attrib.items():
                assert attribute != "style"
                assert not attribute.startswith("on")
                assert "url(" not in value
                assert attribute == "href" or "//" not in value


def test_hostile_texts_stand_as_texts() -> None:
    given_ = Bars(HOSTILE, HOSTILE, HOSTILE, [Bar(HOSTILE, 3, "/log?site=" + HOSTILE)])
    markup = bars(given_, PLAIN)
    shown = '"><img onerror=alert(1)> <script>x</script> \u202egnp.exe {{7*7}} \ufffd\ufffd &amp;'
    for drawing in drawings(markup):
        assert drawing[0].text == drawing[1].text == f"\u2068{shown}\u2069"
        assert f"{shown}: 3" in (drawing.findtext(f".//{SVG}a/{SVG}title") or "")
        assert all(text.count("\u2068") == text.count("\u2069") for text in texts(drawing))
    assert "<img" not in markup
    assert "49" not in unescape(markup)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//elsewhere.example", "/\\x.example", "x"]
)
def test_no_figure_leads_to_another_server(href: str) -> None:
    with pytest.raises(ValueError, match="no other server"):
        bars(Bars("x", "x", "x", [Bar("x", 3, href)]), PLAIN)


def test_a_text_turns_nothing_beside_it() -> None:
    assert clean("Iași\n Copou") == "Iași Copou"
    assert clean("\u05d0") == "\u2068\u05d0\u2069"
    assert clean("a\x00b\ud800") == "a\ufffdb\ufffd"


# Parts ----------------------------------------------------------------------------------------


@examples(20, soaked=60)
@given(low=st.integers(-9_999, 0), high=st.integers(1, 10**7), most=st.integers(3, 8))
def test_an_axis_has_few_round_numbers_that_hold_all_values(low: int, high: int, most: int) -> None:
    ticks = nice(low, high, most)
    assert 2 <= len(ticks) <= most
    assert ticks[0] <= low
    assert ticks[-1] >= high
    step = ticks[1] - ticks[0]
    assert f"{step:e}"[0] in "125"
    assert all(tick / step == pytest.approx(round(tick / step)) for tick in ticks)


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (20, [("8 May", "2018")], [("28 May", "2018")]),
        (145, [("Jun", "2018"), ("Jul", "")], [("Sep", "")]),
        (400, [("Jun", "2018")], [("Jun", "")]),
        (9_000, [("2020", "")], [("2042", "")]),
    ],
)
def test_days_on_an_axis_are_named_as_finely_as_there_is_room(
    days: int, first: Sequence[tuple[str, str]], last: Sequence[tuple[str, str]]
) -> None:
    since = date(2018, 5, 8)
    ticks = time_ticks(Paper("wide", PLAIN), since, since + timedelta(days=days), 600)
    named = [tick[1:] for tick in ticks]
    assert named[: len(first)] == list(first)
    assert named[len(named) - len(last) :] == list(last)


@given(st.lists(st.floats(0, 100), max_size=5))
def test_what_is_spread_keeps_its_order_and_its_distance(wanted: list[float]) -> None:
    found = spread(wanted, [16] * len(wanted), 0, 100)
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    placed = [found[number] for number in order]
    assert all(after - before >= 16 - 1e-6 for before, after in pairwise(placed))
    assert all(8 - 1e-6 <= each <= 92 + 1e-6 for each in placed)


def test_a_long_name_is_broken_at_blanks_and_says_where_it_was_cut() -> None:
    paper = Paper("narrow", PLAIN)
    assert paper.fitted(LONG, 112) == ["Centro servizi di", "assistenza ai…"]
    assert paper.fitted("Iași", 112) == ["Iași"]
    assert paper.fitted("", 112) == []
    assert all(paper.room(line) <= 60 for line in paper.fitted("x" * 90, 60))


def test_a_picture_for_paper_is_wide_and_brings_its_colours_along() -> None:
    markup = burn_up(DEMONSTRATION, replace(PLAIN, stands_alone=True))
    [drawing] = drawings(markup)
    assert f".f-brought{{fill:{PALETTE['brought'].light}}}" in (
        drawing.findtext(f"{SVG}style") or ""
    )


def test_drawing_stays_small() -> None:
    drawing = [file for file in FOLDER.glob("*.py") if file.name not in {"values.py", "palette.py"}]
    assert sum(len(file.read_text().splitlines()) for file in drawing) <= 860


def test_nothing_is_loaded_until_something_is_drawn() -> None:
    check = "import sys, faces.pictures.burnup; assert 'jinja2' not in sys.modules"
    subprocess.run([sys.executable, "-c", check], check=True)
