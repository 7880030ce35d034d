"""A page as a whole: its title, its sections, and the one template that writes it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from faces.columns import NONE
from faces.html import speech
from faces.html.blocks import Section, kind_of
from faces.pictures.palette import PALETTE
from faces.pictures.palette import style as pictures_style
from faces.words import say

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_HERE = Path(__file__).parent
GENERATOR = "rientro"
"""What a report says of itself, so that a later one may take its place."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of a question."""

    name: str
    """What stands in the title of a window, in plain text."""
    title: Markup
    question: Sequence[Markup]
    """Which ledger answers, of which day, and what it knows."""
    sections: Sequence[Section]
    command: str
    """The command that gives the same answer; none if there is none."""
    version: str
    for_paper: bool = False
    beside: Beside | None = None
    """What a page of a server has besides: where else to go, and how to ask otherwise."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go, and what is there."""

    said: Markup | str
    href: str
    is_here: bool = False

    @property
    def anchor(self) -> Markup:
        """The link within a sentence."""
        from markupsafe import Markup

        return Markup('<a href="{}">{}</a>').format(self.href, self.said)


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of a kind, which are shown when they are asked for."""

    said: str
    links: Sequence[Link]

    @property
    def is_here(self) -> bool:
        """Whether the page is one of them."""
        return any(link.is_here for link in self.links)


@dataclass(frozen=True, slots=True)
class Input:
    """A value to be filled in, or to be chosen."""

    name: str
    help: str
    kind: str
    value: str = ""
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The options of a question, to be asked again with others."""

    action: str
    inputs: Sequence[Input]
    hidden: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page of a server has besides its answer."""

    menu: Sequence[Link | Group]
    form: Form | None = None
    formats: Sequence[Link] = ()
    languages: Sequence[Link] = ()


def render(page: Page) -> str:
    """The page as HTML: no script, no request, and the style within."""
    style = stylesheet()
    return _template().render(
        page=page,
        lang=speech.tag(),
        say=say,
        as_typed=speech.as_typed,
        none_said=NONE,
        kind_of=kind_of,
        generator=f"{GENERATOR} {page.version}",
        style=style,
        policy=None if page.for_paper else policy(),
    )


def policy() -> str:
    """What a page may load: nothing but the style in it."""
    digest = b64encode(sha256(stylesheet().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'self'"


@cache
def stylesheet() -> str:
    """The style of every page, its pictures' included."""
    own = (_HERE / "page.css").read_text(encoding="utf-8")
    shades = ("light", ":root"), ("dark", "@media screen and (prefers-color-scheme:dark){:root")
    colours = ""
    for shade, opening in shades:
        each = ";".join(f"--{role}:{getattr(pair, shade)}" for role, pair in PALETTE.items())
        colours += f"{opening}{{{each}}}" + ("}" if opening.startswith("@") else "")
    return colours + " ".join(own.split()) + pictures_style()


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")
