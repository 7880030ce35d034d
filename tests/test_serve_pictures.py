"""What pages draw and where their figures lead, and how one finds from one page to another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from conftest import Rientro
from serving import Site, serving

from faces.pages.questions import MENU

JULY = "/forecast/FW-2018?on=2018-07-31&past-only=&seed=644"


@pytest.fixture(scope="module")
def folder(signed_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Rientro:
    """A folder with the signed demonstration."""
    import shutil

    folder = tmp_path_factory.mktemp("drawn")
    shutil.copytree(signed_demo, folder, dirs_exist_ok=True)
    return Rientro(folder, {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(folder / "rientro.db")})


@pytest.fixture(scope="module")
def site(folder: Rientro) -> Iterator[Site]:
    with serving(folder) as site:
        yield site


def figures(page: str) -> list[str]:
    """The names of the figures of the pictures that are drawn wide."""
    [wide] = re.findall(r'<svg[^>]* class="wide".*?</svg>', page, re.DOTALL)
    return [unescape(name) for name in re.findall(r"<title>(.*?)</title>", wide)]


def test_a_forecast_is_drawn_with_the_days_that_its_command_names(site: Site) -> None:
    page = site.get(JULY).text
    (row,) = json.loads(site.get(JULY.replace("?", ".json?")).text)["rows"]
    assert [row["p50_on"], row["p85_on"]] == ["2018-09-25", "2018-12-11"]
    assert "50 %: 25 Sept 2018" in figures(page)
    assert "85 %: 11 Dec 2018" in figures(page)
    assert "57 of 100 runs reach the target of 220 posts by 30 September 2018" in page
    assert "At the end of 25 September 2018, 85 of 100 runs have at least" in page


def test_a_forecast_of_a_plan_that_is_met_says_when(site: Site) -> None:
    page = site.get("/forecast/FW-2018?on=2018-09-12").text
    assert "<svg" not in page
    assert "it was reached first on 2018-09-10" in page


def test_transfers_are_drawn_and_each_leads_to_what_happened(site: Site) -> None:
    page = site.get("/flows?since=2018-05-08&on=2018-09-30").text
    assert "Iași → Cagliari: 24" in figures(page)
    href = unescape(re.findall(r'<a href="(/log[^"]*)"><title>Iași → Cagliari', page)[0])
    assert site.get(href).text.count("transferred from RO-IAS to IT-CAG") == 24


@pytest.mark.parametrize(
    ("path", "figure", "leads_to"),
    [
        ("/headcount?by=site&on=2018-09-30", "IT-CAG: 120", "/operators?site=IT-CAG"),
        ("/bridge?since=2018-05-08&on=2018-09-30", "left: −166", "/log?country=RO"),
        ("/whereabouts?since=2018-05-08&on=2018-09-30", "Iași → left: 116", "/log?site=RO-IAS"),
    ],
)
def test_every_figure_of_a_picture_leads_to_what_is_behind_it(
    site: Site, path: str, figure: str, leads_to: str
) -> None:
    page = unescape(site.get(path).text)
    assert f'<a href="{leads_to}' in page
    assert re.search(rf'<a href="{re.escape(leads_to)}[^"]*"><title>{re.escape(figure)}', page)


def test_what_was_learnt_since_is_drawn_from_the_figures_then_to_those_now(
    demo: Rientro,
) -> None:
    assert demo.typed("hire OP-NEW --at IT-LEC --on 2018-09-03").exit_code == 0
    events = demo("export", "events").stdout.splitlines()
    before = json.loads(events[664])["state"]["recorded_at"]
    with serving(demo) as site:
        names = figures(site.get(f"/restatement?known-at={before}&on=2018-09-30").text)
    assert names == ["known then: 246", "IT: +1", "known later: 247"]


def test_a_plan_that_is_over_is_drawn_up_to_its_last_change(site: Site) -> None:
    page = site.get("/progress/FW-2018?on=2026-01-01").text
    assert "At the end of 1 January 2026, 220 of 220 posts were back" in page
    assert "nothing changed after it." in page
    assert "2025" not in re.findall(r'<svg[^>]* class="wide".*?</svg>', page, re.DOTALL)[0]


def test_every_page_is_in_the_menu_once_and_says_where_it_is(site: Site) -> None:
    page = site.get("/whereabouts?since=2018-05-08&on=2018-09-30").text
    menu = page[page.index('<nav class="menu"') : page.index("</nav>")]
    leads_to = re.findall(r'<a href="/([a-z-]*)', menu)
    named = [name for group, names in MENU.items() for name in names or (group,)]
    assert leads_to == ["" if name == "progress" else name for name in named]
    assert menu.count('aria-current="page"') == 1
    assert menu.count('class="here"') == 1
    assert "<script" not in page


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Plans"),
        (JULY, "Plan FW-2018: will the deadline be met?"),
        ("/review/PROT-2017?on=2018-09-30", "Review of protocol PROT-2017"),
        ("/site/IT-CAG", "Site: IT-CAG"),
        ("/event/301", "Event 301"),
    ],
)
def test_the_window_says_what_is_asked_and_of_which_ledger(
    site: Site, path: str, title: str
) -> None:
    assert f"<title>{title} – rientro-demo</title>" in site.get(path).text


def test_a_clause_says_its_language_where_the_page_has_another(site: Site) -> None:
    path = "/review/PROT-2017?on=2018-09-30"
    clause = "<bdi>il 95% delle attività"
    assert f'<span lang="it">{clause}' in site.get(path).text
    italian = site.get(f"{path}&lang=it").text
    assert clause in italian
    assert 'span lang="it"' not in italian
    promise = site.get("/progress/FW-2018?on=2018-07-31").text
    assert "<bdi>The work of about 220" in promise  # nobody said of which language it is


def test_an_event_says_which_command_shows_it(folder: Rientro, site: Site) -> None:
    said = re.findall(r"<pre><code>(.*?)</code></pre>", site.get("/event/301").text)[-1]
    command = re.sub("<[^>]*>", "", said).removeprefix("rientro ")
    told = folder.typed(command).stdout.splitlines()[-1]
    assert told.endswith("IT-CAG-0045 hired at IT-CAG on FW-SB on 2018-06-18")
    assert "IT-CAG-0045 hired at IT-CAG on FW-SB on 2018-06-18" in site.get("/event/301").text
