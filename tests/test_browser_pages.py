"""Pages in a real browser: followed from a figure to its proof, by everybody, whatever was typed."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from browsing import chromium, faults, letters_of, walked
from conftest import Rientro
from serving import MEASURED_AND_NOTIFIED, Site, serving

from faces.words import languages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = '<script>document.title="taken"</script>"><img src=x onerror=alert(1)>\u202e{{7*7}} &amp;'
PAGES = (
    "/",
    "/progress/FW-2018?on=2018-07-31",
    "/progress/FW-2018?on=2018-07-31&operators=",
    "/headcount?by=site&on=2018-09-30",
    "/bridge?since=2018-05-08&on=2018-09-30",
    "/whereabouts?since=2018-05-08&on=2018-09-30",
    "/forecast/FW-2018?on=2018-07-31&past-only=",
    "/flows?on=2018-09-30",
    "/site/IT-CAG",
    "/log?site=RO-BUC",
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def folder(signed_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Rientro:
    """A folder with the signed demonstration, in which nobody records any more."""
    folder = tmp_path_factory.mktemp("browsed")
    shutil.copytree(signed_demo, folder, dirs_exist_ok=True)
    run = Rientro(folder, {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(folder / "rientro.db")})
    for line in MEASURED_AND_NOTIFIED:
        assert run.typed(line).exit_code == 0
    return run


@pytest.fixture(scope="module")
def site(folder: Rientro) -> Iterator[Site]:
    with serving(folder) as site:
        yield site


@pytest.fixture
def own_site(signed: Rientro) -> Iterator[Site]:
    """A server of a ledger that a test changes."""
    with serving(signed) as site:
        yield site


class Visited(NamedTuple):
    """What there was of a page when it was opened, and walked through with the keyboard."""

    asked: list[str]
    figures: list[str]
    reached: list[str]


@pytest.fixture(scope="module")
def visited(browser: Browser, site: Site) -> dict[str, Visited]:
    """Every page, opened once."""
    found = {}
    page, asked = (
        browser.new_context(viewport={"width": 1000, "height": 400}).new_page(),
        list[str](),
    )
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(site.address + path)
        found[path] = Visited(asked.copy(), *walked(page))
        asked.clear()
    page.context.close()
    return found


def opened(
    browser: Browser, site: Site, path: str, width: int = 1000, shade: str = "light"
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if shade == "dark" else "light",
        accept_downloads=True,
    )
    page = context.new_page()
    page.goto(site.address + path)
    return page


def test_from_a_step_of_the_burn_up_one_comes_to_the_event_and_its_proof(
    browser: Browser, site: Site, folder: Rientro
) -> None:
    page = opened(browser, site, "/progress/FW-2018?on=2018-09-30")
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
    again = opened(browser, site, address.removeprefix(site.address))
    assert again.locator("h1").inner_text() == shown


@pytest.mark.parametrize("lang", languages())
def test_nobody_is_kept_out(browser: Browser, site: Site, lang: str) -> None:
    for path in PAGES:
        asked = f"{path}{'&' if '?' in path else '?'}lang={lang}"
        for width, shade in ((1000, "light"), (1000, "dark"), (360, "dark")):
            page = opened(browser, site, asked, width, shade)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert (path, faults(page)) == (path, [])
            assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)
            assert letters_of(page) >= 11
            page.emulate_media(media="print")
            assert width < 1000 or (path, faults(page)) == (path, [])
            page.context.close()


def test_every_figure_of_every_page_is_reached_with_the_keyboard_and_named(
    visited: dict[str, Visited],
) -> None:
    for path, page in visited.items():
        assert all(page.figures), path
        assert page.reached == page.figures, path
    assert sum(bool(page.figures) for page in visited.values()) > 10


def test_what_is_new_is_shown_on_reload(browser: Browser, own_site: Site, signed: Rientro) -> None:
    page = opened(browser, own_site, "/operators?site=IT-LEC&on=2018-10-01")
    before = page.locator("tbody tr").count()
    assert signed.typed("hire OP-NEW --at IT-LEC --on 2018-10-01").exit_code == 0
    page.reload()
    assert page.locator("tbody tr").count() == before + 1
    assert "OP-NEW" in page.inner_text("main")


def test_a_ledger_that_somebody_writes_to_can_be_looked_at(
    browser: Browser, site: Site, folder: Rientro
) -> None:
    writer = sqlite3.connect(folder.ledger, isolation_level=None)
    try:
        writer.execute("BEGIN IMMEDIATE")
        page = opened(browser, site, "/sites")
        assert "IT-CAG" in page.inner_text("main")
    finally:
        writer.close()


def test_a_ledger_that_nobody_else_may_read_is_told_and_comes_back(
    browser: Browser, own_site: Site, signed: Rientro
) -> None:
    path = signed.ledger
    away = path.with_name("away.db")
    page = opened(browser, own_site, "/sites")
    path.rename(away)
    path.write_bytes(b"this is no ledger" * 100)
    page.reload()
    told = page.inner_text("main")
    assert "cannot be used now" in told
    assert path.name not in told
    path.unlink()
    away.rename(path)
    page.reload()
    assert "IT-CAG" in page.inner_text("main")


def test_another_ledger_in_its_place_is_what_is_shown(
    browser: Browser, own_site: Site, signed: Rientro
) -> None:
    page = opened(browser, own_site, "/")
    assert signed("--ledger", "other.db", "init", "--name", "another").exit_code == 0
    signed.ledger.rename(signed.folder / "away.db")
    (signed.folder / "other.db").rename(signed.ledger)
    page.reload()
    assert "another" in page.title()
    assert "No plan was announced." in page.inner_text("main")


def test_an_address_of_a_million_characters_is_refused_and_the_next_is_answered(
    browser: Browser, site: Site
) -> None:
    page = opened(browser, site, "/sites")
    from playwright.sync_api import Error

    try:
        got = page.goto(f"{site.address}/sites?known-at={'1' * 1_000_000}")
    except Error:
        got = None  # the connection is closed before so long a line is read
    assert got is None or got.status in (400, 414, 431)
    assert site.get("/sites").status == 200


def test_a_page_asks_nobody_but_its_server(site: Site, visited: dict[str, Visited]) -> None:
    assert {path: page.asked for path, page in visited.items()} == {
        path: [site.address + path] for path in PAGES
    }


def test_a_form_asks_by_the_address(browser: Browser, site: Site) -> None:
    page = opened(browser, site, "/headcount?on=2018-09-30")
    page.locator(".ask summary").click()
    page.locator("select[name=by]").first.select_option("site")
    page.locator("button").click()
    page.wait_for_url("**/headcount?*by=site*")
    assert "IT-CAG" in page.inner_text("main")


def test_what_was_typed_stands_as_it_was_typed(browser: Browser, run: Rientro) -> None:
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
        page = opened(browser, site, "/")
        for path in ("/", "/progress/P", "/sites", "/site/IT-X", "/contracts", "/log", "/event/2"):
            page.goto(site.address + path)
            assert page.title() != "taken"
            assert page.locator("img").count() == 0
            assert page.locator("script").count() == 0
            assert "49" not in page.locator("h1").inner_text()
