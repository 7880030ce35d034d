"""How a replay is told to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from answers.audit import ChapterRow, FindingRow, Found, ReplayAnswer
from faces.blocks import Block, Lines
from faces.words import happened, say
from faces.words.said import in_words


def replayed(chapters: Sequence[ChapterRow], found: Found) -> Iterator[Block]:
    """Chapter by chapter, and at the end what is wrong."""
    for chapter in chapters:
        yield Lines(list(_chapter(chapter)))
    yield Lines(list(_found(found)))


def _chapter(chapter: ChapterRow) -> Iterator[str]:
    yield say(
        "replay.chapter",
        at=f"{chapter.recorded_at:%Y-%m-%d %H:%M:%S}",
        first=chapter.first,
        last=chapter.last,
        title=(say("replay.batch", batch=chapter.batch) if chapter.batch else say("replay.singly")),
    )
    events = (happened(topic, count) for topic, count in chapter.events.items())
    yield say("replay.events", events=", ".join(events))
    heads = "  ".join(f"{country} {heads}" for country, heads in chapter.headcount.items())
    if heads:
        yield say("replay.headcount", heads=heads)


def _found(found: Found) -> Iterator[str]:
    if found.not_compared:
        yield say("replay.not-compared", why=found.not_compared)
    if found.texts_not_compared:
        yield say("replay.notes-not-compared", why=found.texts_not_compared)
    for aside in found.set_aside:
        yield say(
            "replay.set-aside",
            position=aside.position,
            stream=aside.stream,
            at=aside.at,
            reason=aside.reason,
        )
    for signed in found.signatures:
        if signed.good:
            yield say(
                "replay.signed",
                batch=signed.batch,
                key=signed.public_key[:16],
                by=signed.recorded_by,
                position=signed.position,
            )
    yield say("replay.end", events=found.events, findings=found.findings_count)
    yield from map(_finding, found.findings)
    more = found.findings_count - len(found.findings)
    if more:
        yield say("finding.more", number=more)


def _finding(finding: FindingRow) -> str:
    if not finding.position:
        return say("finding", kind=finding.kind, message=in_words(finding.message))
    return say(
        "finding.at",
        kind=finding.kind,
        position=finding.position,
        stream=finding.stream,
        message=in_words(finding.message),
    )


def _replay(answer: ReplayAnswer) -> Iterable[Block]:
    return replayed(answer.rows, answer.found)


PAGES = {ReplayAnswer: _replay}
