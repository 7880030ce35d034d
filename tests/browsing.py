"""A real Chromium, driven by Playwright, and axe-core, which looks for what keeps people out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
HAS_AXE = AXE.is_file()
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-renderer-accessibility",
    "--disable-back-forward-cache",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Rules = Literal["all", "colours", "words"]
"""What is looked for: all there is, or what may change with the shade alone, or with the language."""
_COLOURS = "color-contrast"
_WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "resultTypes": ["violations"],
    "preload": False,
}
_OF: dict[Rules, dict[str, Any]] = {
    "all": _WCAG,
    "colours": {**_WCAG, "runOnly": [_COLOURS]},
    "words": {**_WCAG, "rules": {_COLOURS: {"enabled": False}}},
}

_NOTE_WHAT_IS_REACHED = """() => {
  const named = each => each.querySelector('title').textContent;
  window.reached = [];
  document.addEventListener('focusin', event => {
    if (event.target.closest('svg')) window.reached.push(named(event.target));
  });
  const shown = [...document.querySelectorAll('svg a, svg g[role=img]')]
    .filter(each => each.getClientRects().length);
  const ahead = [...document.querySelectorAll('a, summary, select, input, button')]
    .filter(each => shown.length
      && each.compareDocumentPosition(shown.at(-1)) & Node.DOCUMENT_POSITION_FOLLOWING
      && each.checkVisibility());
  return [shown.map(named), new Set([...shown, ...ahead]).size];
}"""
"""Gives the names of the figures, and with how many keys one comes to the last of them."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window and with an empty profile; skipped where there is none."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="no browser is tried: Playwright is not installed"
    )
    if not Path(CHROMIUM).is_file():
        pytest.skip("no browser is tried: there is no Chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def unfold(page: Page) -> None:
    """Open all that can be opened on the page."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def faults(page: Page, rules: Rules = "all") -> list[str]:
    """What axe-core finds on the page against WCAG 2.1, A and AA."""
    if not HAS_AXE:
        pytest.skip("axe-core is not tried: make browsing installs it")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {json.dumps(_OF[rules])})")
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def width_of(page: Page) -> int:
    """How many pixels wide the page is: more than its window, if it has to be pushed to and fro."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def letters_of(page: Page) -> float:
    """How many pixels the smallest letters that are shown have, pictures' as they are scaled."""
    smallest: float = page.evaluate("""() => {
      let least = 99;
      for (const each of document.querySelectorAll('svg text, p, li, td, th, dt, dd, summary, a')) {
        const box = each.getBoundingClientRect();
        if (!box.width || !each.textContent.trim()) continue;
        let size = parseFloat(getComputedStyle(each).fontSize);
        const svg = each.closest('svg');
        if (svg) size *= svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        least = Math.min(least, size);
      }
      return least;
    }""")
    return smallest


def walked(page: Page) -> tuple[list[str], list[str]]:
    """The names of the figures of a page, and of those that one comes to from key to key."""
    figures, keys = page.evaluate(_NOTE_WHAT_IS_REACHED)
    for _ in range(keys):
        page.keyboard.press("Tab")
    return figures, page.evaluate("window.reached")
