"""The report in a real browser: for everybody, on any screen and on paper, and asking nobody."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from browsing import chromium, faults, letters_of, walked
from conftest import Rientro

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Shade = Literal["light", "dark"]
HOSTILE = '<script>document.title="taken"</script>"><img src=x onerror=alert(1)>\u202e{{7*7}} &amp;'


class Looked(NamedTuple):
    """A page as it stands in the browser, and what it asked others for."""

    page: Page
    asked: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def report(demo: Rientro) -> Path:
    """The report of July, where something is missing, forecast and hired again."""
    assert demo("report", "FW-2018", "--on", "2018-08-31", "--to", "r.html").exit_code == 0
    return demo.folder / "r.html"


def look(browser: Browser, path: Path, *, width: int = 1000, shade: Shade = "light") -> Looked:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=shade)
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    return Looked(page, asked)


@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 360])
def test_nobody_is_kept_out(browser: Browser, report: Path, width: int, shade: Shade) -> None:
    looked = look(browser, report, width=width, shade=shade)
    looked.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert faults(looked.page) == []
    assert looked.asked == [report.as_uri()]


def test_nobody_is_kept_out_on_paper_and_every_table_is_printed(
    browser: Browser, report: Path
) -> None:
    page = look(browser, report).page
    page.emulate_media(media="print")
    assert faults(page) == []
    tables = page.locator("details table")
    assert tables.count() > 3
    for number in range(tables.count()):
        box = tables.nth(number).bounding_box()
        assert box is not None
        assert box["height"] > 40


def test_it_fits_a_phone_with_letters_that_can_be_read(browser: Browser, report: Path) -> None:
    page = look(browser, report, width=360).page
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    scrolled = page.evaluate(
        "[...document.querySelectorAll('.table')].filter(e => e.scrollWidth > e.clientWidth).length"
    )
    assert scrolled == 0
    assert letters_of(page) >= 11


def test_at_twice_its_size_it_still_fits(browser: Browser, report: Path) -> None:
    page = look(browser, report, width=500).page  # a window of 1,000 pixels at 200 %
    assert page.evaluate("document.documentElement.scrollWidth") == 500


def test_every_figure_is_reached_with_the_keyboard_and_named(
    browser: Browser, report: Path
) -> None:
    figures, reached = walked(look(browser, report).page)
    assert len(figures) > 20
    assert all(figures)
    assert reached == figures


def test_a_step_of_the_burn_up_leads_to_what_was_recorded_then(
    browser: Browser, report: Path
) -> None:
    page = look(browser, report).page
    page.locator("svg.wide a", has=page.locator("title", has_text="4 Jun 2018")).first.press(
        "Enter"
    )
    there = page.locator("li:target")
    assert "24 operators transferred from RO-IAS to IT-CAG" in there.inner_text()


def test_hostile_texts_stand_as_texts(browser: Browser, run: Rientro) -> None:
    hostile = shlex.quote(HOSTILE)
    for words in (
        "init --name hostile",
        f"contract sign C-1 --client {hostile} --supplier {hostile} --on 2019-01-01",
        f"site open IT-CAG --country IT --city {hostile} --name {hostile} --on 2019-01-01",
        f"site open RO-IAS --country RO --city {hostile} --name {hostile} --on 2019-01-01",
        f"hire --count 3 --at RO-IAS --on 2019-01-07 --batch b1 --source {hostile}",
        (
            "plan announce P-1 --target 5 --from RO --to IT --baseline 2019-01-31 "
            f"--deadline 2019-12-31 --on 2019-01-20 --statement {hostile} --source {hostile} "
            f"--client {hostile} --supplier {hostile}"
        ),
        f"plan revise P-1 --target 4 --reason {hostile} --on 2019-03-01",
        f"plan withdraw P-1 --reason {hostile} --on 2019-06-01",
    ):
        assert run.typed(words.replace("\u202e", "")).exit_code == 0, words
    assert run("report", "--on", "2019-12-31", "--to", "r.html").exit_code == 0
    looked = look(browser, run.folder / "r.html")
    shown = looked.page.inner_text("body")
    assert shown.count(HOSTILE.replace("\u202e", "")) > 8
    assert looked.page.title().startswith("Plan P-1")
    assert looked.page.locator("img, script").count() == 0
    assert looked.asked == [(run.folder / "r.html").as_uri()]
    assert faults(looked.page) == []
