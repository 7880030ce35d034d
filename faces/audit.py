"""How a replay is told to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from answers.audit import ChapterRow, FindingRow, Found, ReplayAnswer, ReplayUntilAnswer
from faces.blocks import BLANK, Block, Lines, Table
from faces.columns import number, text
from faces.words import happened, say, word
from faces.words.said import in_words

_HEADCOUNT = (
    text("country"),
    number("heads", "figure.heads"),
    number("fte", "figure.fte"),
)


def _replay(answer: ReplayAnswer | ReplayUntilAnswer) -> Iterable[Block]:
    for chapter in answer.rows:
        yield Lines(list(_chapter(chapter)))
    yield Lines(list(_found(answer.found)))


def _replay_until(answer: ReplayUntilAnswer) -> Iterable[Block]:
    yield from _replay(answer)
    yield BLANK
    yield Lines([say("replay.then", position=answer.head.position, day=answer.head.on)])
    yield Table(_HEADCOUNT, answer.headcount)
    yield Lines(
        [
            say(
                "replay.plan",
                plan=row.plan,
                brought_back=row.brought_back,
                target=row.target,
                status=word("status", row.status),
            )
            for row in answer.progress
        ]
    )


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


PAGES = {ReplayAnswer: _replay, ReplayUntilAnswer: _replay_until}
