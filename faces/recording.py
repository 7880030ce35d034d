"""How it is told what a command recorded, or would record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from answers.recording import RecordedAnswer, StrandedRow
from faces.blocks import Block
from faces.event_rows import happened_table
from faces.files import how_it_was_read
from faces.foreseen import what_would_move
from faces.words import counted, said_of, say
from faces.words.said import in_words

if TYPE_CHECKING:
    from ledger.recording.outcome import UnknownClient

_MOST_NAMED = 5


def _would_record(answer: RecordedAnswer) -> Iterable[Block]:
    """What would be recorded; what was is told beside the data."""
    if answer.dry_run and answer.rows:
        yield happened_table(answer.rows)


def _told(answer: RecordedAnswer) -> list[str]:
    others = (_stranded(each) for each in answer.stranded)
    read = how_it_was_read(answer.file)
    unknown = map(_unknown, answer.unknown_clients)
    recorded = *_recorded(answer), *_already(answer)
    return [*read, *recorded, *chain(*others), *_of_the_file(answer), *unknown]


def _recorded(answer: RecordedAnswer) -> Iterator[str]:
    rows, who = answer.rows, answer.movements
    if answer.dry_run:
        yield say("recorded.dry-run", events=counted(len(rows), "event"))
    elif len(rows) == 1:
        yield say("recorded.event", what=in_words(rows[0].words), position=rows[0].position)
    elif rows and not who:
        yield from _recorded_besides(answer)
    elif rows:
        named = who[0]
        if who[0] != who[-1]:
            named = say("recorded.from-to", first=who[0], last=who[-1])
        yield say(
            "recorded.batch",
            movements=counted(len(who), "movement"),
            batch=rows[0].batch,
            first=rows[0].position,
            last=rows[-1].position,
            who=named,
        )


def _recorded_besides(answer: RecordedAnswer) -> Iterator[str]:
    """What was recorded together and moves nobody."""
    rows = answer.rows
    if rows[0].batch is None:
        for row in rows:
            yield say("recorded.event", what=in_words(row.words), position=row.position)
        return
    yield say(
        "recorded.batch-of-events",
        events=counted(len(rows) - 1, "report" if answer.kind == "volumes" else "event"),
        batch=rows[0].batch,
        first=rows[0].position,
        last=rows[-1].position,
    )


def _unknown(unknown: UnknownClient) -> str:
    """That no contract has such a client, and which may be meant."""
    if not unknown.near:
        return say("no-such-client", name=unknown.name)
    near = (say("quoted-name", name=each) for each in unknown.near)
    return say("no-such-client.near", name=unknown.name, near=", ".join(near))


def _already(answer: RecordedAnswer) -> Iterator[str]:
    number = answer.already_recorded
    if number == 1 and not answer.rows:
        yield say("already.it")
    elif number:
        is_of_reports = answer.kind in ("volumes", "quality")
        what = "report" if is_of_reports else answer.counted_as
        yield said_of(number, "already", movements=counted(number, what))
    if answer.taken_back:
        key = "changed-since" if answer.kind == "volumes" else "taken-back"
        yield said_of(answer.taken_back, key)


def _stranded(left: StrandedRow) -> Iterator[str]:
    number, who = len(left.operators), left.operators[0]
    said = said_of(number, f"stranded.{left.what}", who=who, place=left.place, over_on=left.over_on)
    if left.moved_later:
        later = left.moved_later
        said += f" {said_of(len(later), 'stranded.moved-later', who=later[0])}"
    yield said


def _of_the_file(answer: RecordedAnswer) -> Iterator[str]:
    if answer.voided_before:
        whose = ", ".join(answer.voided_before[:_MOST_NAMED])
        are_more = len(answer.voided_before) > _MOST_NAMED
        yield say("voided-before.more" if are_more else "voided-before", who=whose)
    yield from what_would_move(answer)
    if answer.is_of_a_file and not answer.rows and not answer.already_recorded:
        of_movements = answer.kind == "movements"
        yield say("recorded.empty-file" if of_movements else "recorded.empty-file.reports")


PAGES = {RecordedAnswer: _would_record}
REMARKS = {RecordedAnswer: _told}
