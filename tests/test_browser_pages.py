"""The pages in a real browser: followed from a figure to its proof, by everybody, whatever was typed."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from browsing import HAS_AXE, Rules, chromium, faults, letters_of, unfold, walked, width_of
from conftest import Rientro
from serving import MEASURED_AND_NOTIFIED, Site, serving

from faces.words import languages

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

HOSTILE = '<script>document.title="taken"</script>"><img src=x onerror=alert(1)>\u202e{{7*7}} &amp;'
PAGES = (
    "/",
    "/progress/FW-2018?on=2018-07-31",
    "/progress/FW-2018?on=2018-06-05&operators=",
    "/headcount?by=site&on=2018-09-30",
    "/bridge?since=2018-05-08&on=2018-09-30",
    "/whereabouts?since=2018-05-08&on=2018-09-30",
    "/forecast/FW-2018?on=2018-07-31&past-only=",
    "/flows?on=2018-09-30",
    "/site/IT-CAG",
    "/log?site=RO-BUC&limit=20",
    "/event/301",
    "/?on=2018-09-30",
    "/shares?on=2018-09-30",
    "/commitments?on=2018-09-30",
    "/review/PROT-2017?on=2018-09-30",
    "/quality?since=2018-05&on=2018-09-30",
    "/notices?on=2018-09-30",
    "/rule/IT-24BIS-2017",
    "/audit",
    "/nope",
)


FIRST, *OTHERS = languages()
LOOKED_AT = (FIRST, *OTHERS) if HAS_AXE else (FIRST,)
"""The languages in which every page is opened."""


class View(NamedTuple):
    """How somebody looks at a page, and which faults are looked for then."""

    rules: Rules = "all"
    shade: Literal["light", "dark"] = "light"
    on: Literal["screen", "print"] = "screen"


VIEWS: dict[str, dict[int, tuple[View, ...]]] = {
    FIRST: {1000: (View(), View("colours", "dark"), View(on="print")), 360: (View(shade="dark"),)},
    **{other: {1000: (View("words"),), 360: (View("words"),)} for other in OTHERS},
}
"""By language and width: in another language words are others, and colours those of the first."""


@pytest.fixture(scope="module")
def window() -> Iterator[Page]:
    """A window of a browser, in which one page is opened after another."""
    with chromium() as browser:
        yield browser.new_page()


@pytest.fixture(scope="module")
def folder(signed_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Rientro:
    """A folder with the signed demonstration, in which nobody records any more."""
    folder = tmp_path_factory.mktemp("browsed")
    shutil.copytree(signed_demo, folder, dirs_exist_ok=True)
    run = Rientro(folder, {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(folder / "rientro.db")})
    return run.given(*MEASURED_AND_NOTIFIED)


@pytest.fixture(scope="module")
def site(folder: Rientro) -> Iterator[Site]:
    with serving(folder) as site:
        yield site


class Visited(NamedTuple):
    """What there was of a page when it was opened, walked through with the keyboard, and looked at."""

    asked: list[str]
    figures: list[str]
    reached: list[str]
    misfits: list[str]
    """Where it is wider than its window, or has letters that nobody can read."""
    faults: list[str]


@pytest.fixture(scope="module")
def visited(window: Page, site: Site) -> dict[str, dict[str, Visited]]:
    """Every page in each of these languages, opened once."""
    return {
        lang: {path: visit(window, site.address + in_language(path, lang), lang) for path in PAGES}
        for lang in LOOKED_AT
    }


def in_language(path: str, lang: str) -> str:
    return path if lang == FIRST else f"{path}{'&' if '?' in path else '?'}lang={lang}"


def visit(window: Page, address: str, lang: str) -> Visited:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    window.on("request", note)
    opened(window, address)
    seen = Visited(asked, *(walked(window) if lang == FIRST else ([], [])), [], [])
    unfold(window)
    for width, views in VIEWS[lang].items():
        window.set_viewport_size({"width": width, "height": 400})
        if (width_of(window), letters_of(window) >= 11) != (width, True):
            seen.misfits.append(f"{width_of(window)} for {width}, letters of {letters_of(window)}")
        for view in views if HAS_AXE else ():
            window.emulate_media(media=view.on, color_scheme=view.shade)
            seen.faults.extend(f"{width} {view}: {each}" for each in faults(window, view.rules))
        window.emulate_media(media="screen", color_scheme="light")
    window.remove_listener("request", note)
    return seen


def opened(window: Page, address: str) -> Page:
    """The page in a window that is wide and low."""
    window.set_viewport_size({"width": 1000, "height": 400})
    window.goto(address)
    return window


def test_from_a_step_of_the_burn_up_one_comes_to_the_event_and_its_proof(
    window: Page, site: Site, folder: Rientro
) -> None:
    page = opened(window, f"{site.address}/progress/FW-2018?on=2018-09-30")
    step = page.locator("svg a").first
    page.goto(site.address + str(step.get_attribute("href")))
    assert "/log?" in page.url
    page.locator("tbody a").first.click()
    page.wait_for_url("**/event/*")
    address, shown = page.url, page.locator("h1").inner_text()
    files: list[Path] = []
    for number in range(2):
        with page.expect_download() as download:
            page.locator("section[aria-labelledby=stored] a").nth(number).click()
        files.append(folder.folder / download.value.suggested_filename)
        download.value.save_as(files[-1])
    line, proof = files
    checked = folder(
        *("audit", "check-proof", str(proof), "--event", str(line)),
        *("--public-key", str(folder.folder / "demo.key.pub")),
    )
    assert checked.exit_code == 0, checked
    page.go_back()
    assert "/log?" in page.url
    assert opened(window, address).locator("h1").inner_text() == shown


@pytest.mark.skipif(not HAS_AXE, reason="axe-core is not tried: make browsing installs it")
@pytest.mark.parametrize("lang", LOOKED_AT)
def test_nobody_is_kept_out(visited: dict[str, dict[str, Visited]], lang: str) -> None:
    assert {path: page.faults for path, page in visited[lang].items() if page.faults} == {}


@pytest.mark.parametrize("lang", LOOKED_AT)
def test_every_page_fits_its_window_with_letters_that_can_be_read(
    visited: dict[str, dict[str, Visited]], lang: str
) -> None:
    assert {path: page.misfits for path, page in visited[lang].items() if page.misfits} == {}


def test_every_figure_of_every_page_is_reached_with_the_keyboard_and_named(
    visited: dict[str, dict[str, Visited]],
) -> None:
    for path, page in visited[FIRST].items():
        assert all(page.figures), path
        assert page.reached == page.figures, path
    assert sum(bool(page.figures) for page in visited[FIRST].values()) > 10


def test_what_is_new_is_shown_on_reload(window: Page, demo: Rientro) -> None:
    with serving(demo) as site:
        page = opened(window, f"{site.address}/operators?site=IT-LEC&on=2018-10-01")
        before = page.locator("tbody tr").count()
        assert demo.typed("hire OP-NEW --at IT-LEC --on 2018-10-01").exit_code == 0
        page.reload()
        assert page.locator("tbody tr").count() == before + 1
        assert "OP-NEW" in page.inner_text("main")


def test_a_page_asks_nobody_but_its_server(
    site: Site, visited: dict[str, dict[str, Visited]]
) -> None:
    for lang, pages in visited.items():
        assert {path: page.asked for path, page in pages.items()} == {
            path: [site.address + in_language(path, lang)] for path in PAGES
        }


def test_a_form_asks_by_the_address(window: Page, site: Site) -> None:
    page = opened(window, f"{site.address}/headcount?on=2018-09-30")
    page.locator(".ask summary").click()
    page.locator("select[name=by]").first.select_option("site")
    page.locator("button").click()
    page.wait_for_url("**/headcount?*by=site*")
    assert "IT-CAG" in page.inner_text("main")


def test_what_was_typed_stands_as_it_was_typed(window: Page, run: Rientro) -> None:
    hostile = shlex.quote(HOSTILE.replace("\u202e", ""))
    for line in (
        "init --name mixed",
        (
            f"site open IT-X --name {hostile} --country IT --city {hostile} --employer {hostile} "
            "--on 2018-01-01"
        ),
        (
            f"contract sign C --client {hostile} --supplier {hostile} --service {hostile} "
            "--on 2018-01-01"
        ),
        "hire OP-1 --at IT-X --contract C --on 2018-01-02",
        (
            f"plan announce P --statement {hostile} --source {hostile} --from RO --to IT --target 2 "
            "--baseline 2018-01-01 --deadline 2018-12-31 --on 2018-01-01"
        ),
    ):
        assert run.typed(line).exit_code == 0, run.typed(line)
    with serving(run) as site:
        for path in ("/", "/progress/P", "/sites", "/site/IT-X", "/contracts", "/log", "/event/2"):
            page = opened(window, site.address + path)
            assert page.title() != "taken"
            assert page.locator("img").count() == 0
            assert page.locator("script").count() == 0
            assert "49" not in page.locator("h1").inner_text()
