"""The log in words: what was recorded together, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from faces.html import speech
from faces.html.blocks import Block, Command, Entries, Entry, Prose, Section
from faces.html.links import entry_key
from faces.html.speech import Typed, bdi, told
from faces.words import say
from faces.words.chapters import happened

if TYPE_CHECKING:
    from markupsafe import Markup

    from answers.chapters import Chapter, Chapters
    from faces.html.links import Links

_MOST_ENTRIES = 400
_MOST_LINES = 12


def log(chapters: Chapters, links: Links) -> Section:
    """What was recorded, batch by batch; of a long log the latest."""
    return Section("log", told("look.log"), list(_blocks(chapters, links)))


def _blocks(chapters: Chapters, links: Links) -> Iterator[Block]:
    shown = chapters.rows[-_MOST_ENTRIES:]
    begins_at = shown[0].first if len(shown) < len(chapters.rows) else chapters.begins_at
    if begins_at > 1:
        yield Prose(told("look.log.later", position=speech.number(begins_at)), "quiet")
        yield Command(say("look.log.command"))
    yield Entries([_entry(chapter, links) for chapter in shown])


def _entry(chapter: Chapter, links: Links) -> Entry:
    from markupsafe import Markup, escape

    href = links.subject("batch", chapter.batch) if chapter.batch else links.event(chapter.first)
    lines = [bdi(happened(same)) for same in chapter.happened[:_MOST_LINES]]
    more = sum(same.number for same in chapter.happened[_MOST_LINES:])
    if more:
        lines.append(told("look.log.more", number=speech.number(more)))
    head = [_positions(chapter), escape(speech.instant(chapter.recorded_at))]
    head.append(told("look.log.by", by=Typed(", ".join(chapter.recorded_by))))
    if chapter.batch:
        head.append(told("look.log.batch", batch=Typed(chapter.batch)))
    if chapter.source:
        head.append(told("look.log.source", source=Typed(chapter.source)))
    return Entry(entry_key(chapter.first), Markup(" · ").join(head), lines, href)


def _positions(chapter: Chapter) -> Markup:
    first, last = speech.number(chapter.first), speech.number(chapter.last)
    if first == last:
        return told("look.log.position", position=first)
    return told("look.log.positions", first=first, last=last)
