"""What is around every answer: the menu, the form to ask again, its data, its languages, its command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from faces.html.page import Beside, Form, Group, Input, Link
from faces.pages import views
from faces.pages.addresses import Addresses
from faces.pages.questions import MENU, QUESTIONS
from faces.pages.request import CSV, JSON, Pairs, Request
from faces.words import language, languages, say

if TYPE_CHECKING:
    from faces.pages.asker import Field

_OTHERWISE: Mapping[str, Sequence[str]] = {"audit": ("audit", "replay"), "event": ("log",)}
"""The words of a command that says the most of what is on a page apart."""
_LEADS_TO = {
    "forecast": "progress",
    "plan": "progress",
    "plans": "progress",
    "event": "log",
    "checkpoints": "audit",
    "site": "sites",
    "contract": "contracts",
    "operator": "operators",
    "batch": "batches",
    "protocol": "protocols",
    "review": "commitments",
    "rule": "rules",
    "union": "rules",
    "notices-filed": "notices",
    "quality-reports": "quality",
}
"""Where in the menu a page belongs that is not in it itself."""


def frame(asked: Request, to: Addresses, version: str, *behind: str) -> views.Frame:
    """What is around the answer to a request; `behind` stands at the end of its command."""
    path = [asked.name, *([asked.code] if asked.code is not None else [])]
    given = [(name, value) for name, value in asked.pairs if value or asked.name != "log"]
    form = None
    formats: list[Link] = []
    if asked.name in QUESTIONS:
        form = Form(
            Addresses().to(*path),
            list(_inputs(asked.fields, given)),
            [("lang", asked.lang)] if asked.lang else [],
        )
        *before, last = path
        formats = [
            Link(ending.upper(), _with(Addresses().to(*before, f"{last}.{ending}"), given))
            for ending in (JSON, CSV)
        ]
    here = Addresses().to(*path) if asked.name else "/"
    others = [
        Link(
            _named(each),
            _with(here, [*given, ("lang", each)]),
            is_here=each == language(),
        )
        for each in languages()
    ]
    beside = Beside(menu_links(asked.name, to), form, formats, others)
    question = QUESTIONS.get(asked.name)
    words = asked.words(question) if question else _OTHERWISE[asked.name]
    return views.Frame(beside, _typed([*words, *behind]), version)


def menu_links(here: str | None, to: Addresses) -> list[Link | Group]:
    """The menu, in which the page that one is on is marked."""
    to = replace(to, on=None, own={})
    here = _LEADS_TO.get(here or "", here)

    def link(name: str) -> Link:
        href = to.to() if name == "progress" else to.to(name)
        return Link(say(f"pages.menu.{name}"), href, is_here=name == here)

    return [
        Group(say(f"pages.menu.group.{name}"), list(map(link, names))) if names else link(name)
        for name, names in MENU.items()
    ]


def _inputs(fields: Sequence[Field], given: Pairs) -> Iterable[Input]:
    for each in fields:
        values = [value for name, value in given if name == each.name]
        if each.kind == "flag" and values:
            values = ["yes"]
        if each.kind == "choice" and each.may_repeat and len(values) == 1:
            values.append("")
        for value in values or [""]:
            yield Input(each.name, each.help, each.kind, value, each.choices)


def _with(address: str, pairs: Pairs) -> str:
    return f"{address}?{urlencode(pairs)}" if pairs else address


def _typed(words: Sequence[str]) -> str:
    from shlex import join

    return join(["rientro", *(word for word in words if word != "--")])


def _named(lang: str) -> str:
    from babel import Locale

    return (Locale.parse(lang).get_display_name() or lang).capitalize()
