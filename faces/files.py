"""What is said of a file that was read: what of it was left out, and what was read all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faces.words import counted, said_of, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.exchange.sheets.problems import ProblemGroup
    from ledger.exchange.sheets.told import Told

_MOST_NAMED = 5


def how_it_was_read(told: Told | None) -> Iterator[str]:
    """What somebody should know of how a file was read."""
    if told is None:
        return
    if told.sheet_passed_over is not None:
        yield say("file.sheet-passed-over", named=told.sheet_passed_over)
    if told.unread_sheets or told.hidden_sheets or len(told.sheets) > 1:
        yield said_of(len(told.sheets), "file.sheets-read", named=_named(told.sheets))
    if left_out := list(_left_out(told)):
        yield say("file.not-read", what=", ".join(left_out))
    if read := list(_read_all_the_same(told)):
        yield say("file.read-as-well", what=", ".join(read))
    if told.merged:
        yield say("file.merged", ranges=counted(told.merged, "merged-range"))
    if told.far_ahead:
        yield said_of(told.far_ahead, "file.far-ahead")


def mistakes_made_often(groups: Sequence[ProblemGroup], rientro: str) -> Iterator[str]:
    """The mistakes that a file makes several times, each told once.

    What is advised to be typed begins as `rientro` says.
    """
    from faces.refused import problem_in_words

    for group in groups:
        key = "file.group" if not group.column else "file.group.column"
        if group.column and group.value:
            key = "file.group.value"
        yield say(
            key,
            column=group.column,
            value=group.value,
            rows=counted(group.rows, "row"),
            lines=lines_in_words(group),
            message=problem_in_words(group.message, rientro),
        )


def lines_in_words(group: ProblemGroup) -> str:
    """The lines in which a mistake is made: `2 to 4, 9`."""
    said = [
        say("file.lines", first=first, last=last) if last > first else f"{first}"
        for first, last in group.ranges
    ]
    return ", ".join([*said, *(["…"] if group.has_more else [])])


def _left_out(told: Told) -> Iterator[str]:
    if told.unread_sheets:
        yield said_of(len(told.unread_sheets), "file.sheets", named=_named(told.unread_sheets))
    if told.hidden_sheets:
        yield said_of(
            len(told.hidden_sheets), "file.sheets-hidden", named=_named(told.hidden_sheets)
        )
    for number, what in (
        (told.above, "line-above-header"),
        (told.comments, "comment"),
        (told.empty, "empty-line"),
        (told.totals, "total"),
        (told.ruled, "ruled-line"),
        (told.headers, "repeated-header"),
        (told.stopped, "line-from-stop"),
    ):
        if number:
            yield counted(number, what)
    if told.columns:
        yield said_of(len(told.columns), "file.columns", named=_named(told.columns))
    if told.leavers:
        yield say("file.leavers", leavers=counted(told.leavers, "leaver"))


def _read_all_the_same(told: Told) -> Iterator[str]:
    if told.hidden_rows:
        yield counted(told.hidden_rows, "hidden-row")
    if told.hidden_columns:
        yield counted(told.hidden_columns, "hidden-column")


def _named(names: Sequence[str]) -> str:
    named = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return say("file.and-more", named=named, more=more) if more > 0 else named
