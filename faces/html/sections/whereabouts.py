"""Where each post was on one day, and is on another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from faces.columns import Column
from faces.html import speech
from faces.html.blocks import Block, Drawn, Grid, Prose, Section
from faces.html.links import nowhere
from faces.html.speech import country_name, told
from faces.pictures.values import Band, Fate, Whereabouts
from faces.pictures.whereabouts import whereabouts as picture
from faces.words import counted, say

if TYPE_CHECKING:
    from answers.workforce.whereabouts import WhereaboutsAnswer, WhereaboutsRow
    from faces.pictures.values import Wording


class Named(Protocol):
    """A site, as far as it is called something."""

    @property
    def site(self) -> str:
        """Its code."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def city(self) -> str | None:
        """The city that it is in, if that is known."""


def whereabouts(
    answer: WhereaboutsAnswer,
    sites: Sequence[Named],
    wording: Wording,
    href: Callable[[str | None, str | None], str | None] = nowhere,
) -> Section:
    """Where posts were at the end of one day, and are at the end of another.

    `href` says what is behind a way from a place to another.
    """
    on = answer.head.on or answer.since
    title = told("look.whereabouts", since=speech.day(answer.since), on=speech.day(on))
    blocks = list(_blocks(answer, sites, wording, href))
    return Section("whereabouts", title, blocks, told("look.whereabouts.short"))


def _blocks(
    answer: WhereaboutsAnswer,
    sites: Sequence[Named],
    wording: Wording,
    href: Callable[[str | None, str | None], str | None],
) -> Iterator[Block]:
    if not answer.rows:
        yield Prose(told("nothing.whereabouts"), "quiet")
        return
    on = answer.head.on or answer.since
    named = {code for row in answer.rows for code in (row.was, row.now) if code}
    names = place_names(sites) if answer.by == "site" else country_names(named)
    counts = Counter[Fate]()
    for row in answer.rows:
        counts[_fate(row)] += row.figure.heads
    caption = told(
        "look.whereabouts.caption",
        posts=counted(counts["stayed"] + counts["moved"] + counts["left"], "post"),
        since=speech.day(answer.since),
        stayed=speech.number(counts["stayed"]),
        moved=speech.number(counts["moved"]),
        left=speech.number(counts["left"]),
        hired=speech.number(counts["hired"]),
        on=speech.day(on),
    )
    given = Whereabouts(
        key="whereabouts",
        title=say("look.whereabouts.picture"),
        description=caption.striptags(),
        since=answer.since,
        on=on,
        places=names,
        bands=[
            Band(row.was, row.now, row.figure.heads, _fate(row), href(row.was, row.now))
            for row in answer.rows
        ],
    )
    columns = (
        Column("from", lambda row: names[row.was] if row.was else say("hired-since")),
        Column("to", lambda row: names[row.now] if row.now else say("left")),
        Column("heads", lambda row: row.figure.heads, right=True),
        Column("fte", lambda row: row.figure.fte, right=True),
    )
    yield Drawn(picture(given, wording), caption, Grid(columns, answer.rows, caption=given.title))


def _fate(row: WhereaboutsRow) -> Fate:
    if row.was is None:
        return "hired"
    if row.now is None:
        return "left"
    return "stayed" if row.was == row.now else "moved"


def place_names(sites: Sequence[Named]) -> dict[str, str]:
    """What sites are called: by their city if no other is there, else by their name."""
    cities = Counter(site.city for site in sites)
    called = Counter(site.name for site in sites)
    return {
        site.site: site.city
        if site.city and cities[site.city] == 1
        else site.name
        if called[site.name] == 1
        else f"{site.name} ({site.site})"
        for site in sites
    }


def country_names(codes: Iterable[str]) -> Mapping[str, str]:
    """What countries are called."""
    return {code: country_name(code) for code in sorted(codes)}
