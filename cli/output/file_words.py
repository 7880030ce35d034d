"""What is said of a file that was read: what of it was left out, and what was read all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.exchange.sheets.table import Told
    from ledger.recording import HeadsMoved

_MOST_NAMED = 5


def sentences(told: Told | None) -> list[str]:
    """What somebody should know of how a file was read."""
    if told is None:
        return []
    said = []
    if told.unread_sheets or told.hidden_sheets or len(told.sheets) > 1:
        which = "sheet" if len(told.sheets) == 1 else "sheets"
        said.append(f"Read the {which} {_named(told.sheets)}.")
    left_out = _left_out(told)
    if left_out:
        said.append(f"Not read: {', '.join(left_out)}.")
    read = _read_all_the_same(told)
    if read:
        said.append(f"Read as well: {', '.join(read)}.")
    if told.merged:
        said.append(
            f"{counted(told.merged, 'merged range')}: each of their rows has the range's value."
        )
    if told.far_ahead:
        said.append(
            f"{counted(told.far_ahead, 'row')} take{'s' if told.far_ahead == 1 else ''} effect more "
            "than a year ahead. Check the year."
        )
    return said


def _left_out(told: Told) -> list[str]:
    said = []
    if told.unread_sheets:
        which = "sheet" if len(told.unread_sheets) == 1 else "sheets"
        said.append(f"the {which} {_named(told.unread_sheets)}")
    if told.hidden_sheets:
        which = "sheet" if len(told.hidden_sheets) == 1 else "sheets"
        said.append(f"the hidden {which} {_named(told.hidden_sheets)}")
    for number, what in (
        (told.above, "line above the header"),
        (told.comments, "comment"),
        (told.empty, "empty line"),
        (told.totals, "total"),
        (told.headers, "repeated header"),
        (told.stopped, "line from the stop on"),
    ):
        if number:
            said.append(_several(number, what))
    if told.columns:
        which = "column" if len(told.columns) == 1 else "columns"
        said.append(f"the {which} {_named(told.columns)}")
    if told.leavers:
        said.append(f"the contract, hours or engagement of {counted(told.leavers, 'leaver')}")
    return said


def _several(number: int, what: str) -> str:
    if number == 1:
        return f"1 {what}"
    first, separator, rest = what.partition(" above ")
    first, other, end = (first, separator, rest) if separator else what.partition(" from ")
    return f"{number:,} {first}s{other}{end}"


def _read_all_the_same(told: Told) -> list[str]:
    said = []
    if told.hidden_rows:
        said.append(counted(told.hidden_rows, "hidden or filtered row"))
    if told.hidden_columns:
        said.append(counted(told.hidden_columns, "hidden column"))
    return said


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def heads(moved: Sequence[HeadsMoved]) -> str:
    """The heads at each site before and after."""
    said = (f"{each.site} {each.before:,} → {each.after:,}" for each in moved)
    return f"Heads on {moved[0].on}: {', '.join(said)}."
