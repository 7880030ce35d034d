"""The report in a real browser: for everybody, on any screen and on paper, and asking nobody."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from browsing import Rules, chromium, faults, letters_of, unfold, walked, width_of
from conftest import Rientro

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

Shade = Literal["light", "dark"]
HOSTILE = '<script>document.title="taken"</script>"><img src=x onerror=alert(1)>\u202e{{7*7}} &amp;'


@pytest.fixture(scope="module")
def window() -> Iterator[Page]:
    """A window of a browser, in which one report is opened after another."""
    with chromium() as browser:
        yield browser.new_page()


@pytest.fixture(scope="module")
def report(recorded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of July, where something is missing, forecast and hired again."""
    file = tmp_path_factory.mktemp("report") / "r.html"
    run = Rientro(file.parent, {"RIENTRO_LEDGER": str(recorded_demo)})
    said = run("report", "FW-2018", "--on", "2018-08-31", "--to", str(file))
    assert said.exit_code == 0, said
    return file


def look(window: Page, path: Path, *, width: int = 1000, shade: Shade = "light") -> Page:
    """The report in the window, which is so wide, light or dark."""
    window.set_viewport_size({"width": width, "height": 800})
    window.emulate_media(media="screen", color_scheme=shade)
    window.goto(path.as_uri())
    return window


@pytest.fixture
def asked(window: Page) -> Iterator[list[str]]:
    """All addresses that the window asks for."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    window.on("request", note)
    yield asked
    window.remove_listener("request", note)


@pytest.mark.parametrize(
    ("width", "shade", "rules"),
    [
        (1000, "light", "all"),
        (1000, "dark", "colours"),
        (360, "light", "colours"),
        (360, "dark", "all"),
    ],
)
def test_nobody_is_kept_out(
    window: Page, report: Path, asked: list[str], width: int, shade: Shade, rules: Rules
) -> None:
    page = look(window, report, width=width, shade=shade)
    unfold(page)
    assert asked == [report.as_uri()]
    assert faults(page, rules) == []


def test_nobody_is_kept_out_on_paper_and_every_table_is_printed(window: Page, report: Path) -> None:
    page = look(window, report)
    page.emulate_media(media="print")
    tables = page.locator("details table")
    assert tables.count() > 3
    for number in range(tables.count()):
        box = tables.nth(number).bounding_box()
        assert box is not None
        assert box["height"] > 40
    assert faults(page) == []


def test_it_fits_a_phone_with_letters_that_can_be_read(window: Page, report: Path) -> None:
    page = look(window, report, width=360)
    unfold(page)
    assert width_of(page) == 360
    scrolled = page.evaluate(
        "[...document.querySelectorAll('.table')].filter(e => e.scrollWidth > e.clientWidth).length"
    )
    assert scrolled == 0
    assert letters_of(page) >= 11


def test_at_twice_its_size_it_still_fits(window: Page, report: Path) -> None:
    page = look(window, report, width=500)  # a window of 1,000 pixels at 200 %
    assert width_of(page) == 500


def test_every_figure_is_reached_with_the_keyboard_and_named(window: Page, report: Path) -> None:
    figures, reached = walked(look(window, report))
    assert len(figures) > 20
    assert all(figures)
    assert reached == figures


def test_a_step_of_the_burn_up_leads_to_what_was_recorded_then(window: Page, report: Path) -> None:
    page = look(window, report)
    page.locator("svg.wide a", has=page.locator("title", has_text="4 Jun 2018")).first.press(
        "Enter"
    )
    there = page.locator("li:target")
    assert "24 operators transferred from RO-IAS to IT-CAG" in there.inner_text()


def test_hostile_texts_stand_as_texts(window: Page, run: Rientro, asked: list[str]) -> None:
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
    page = look(window, run.folder / "r.html")
    shown = page.inner_text("body")
    assert shown.count(HOSTILE.replace("\u202e", "")) > 8
    assert page.title().startswith("Plan P-1")
    assert page.locator("img, script").count() == 0
    assert asked == [(run.folder / "r.html").as_uri()]
    assert faults(page) == []
