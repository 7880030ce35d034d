"""The columns of a file of movements, and what reads a cell of each.

`movement` is hire, transfer, reassign or leave. A row names an operator or gives a count. `site` is
where a hire starts, or where counted operators come from; for a named operator it may be left out,
and where it is given it must agree. An empty contract, fte or engagement leaves it as it is; `-` as
the contract or the engagement means none. `last_day` is a leaver's last day at work. The columns that
an export of movements adds may be there too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, get_args

from domain import values
from domain.refusal import InvalidValue, facts, quoted
from domain.value_refusals import InvalidDate, InvalidFte
from domain.words import (
    ENGAGEMENTS,
    LEAVING_REASONS,
    MOST_AT_ONCE,
    NO_CONTRACT,
    NOT_SAID,
    Engagement,
    LeavingReason,
)
from ledger.exchange.sheets.cells import Held, key
from ledger.exchange.sheets.kinds import ColumnKind
from ledger.exchange.sheets.kinds import must_be_shown as must_be_shown_as
from ledger.exchange.sheets.layout import Layout
from ledger.exchange.sheets.words import HEADINGS, LEAVING, NAMES, VALUES
from ledger.exchange.sheets.wrong import InvalidCell

MovementName = Literal["hire", "transfer", "reassign", "leave"]
MOVEMENTS: tuple[MovementName, ...] = get_args(MovementName)
COLUMNS = (
    "movement",
    "operator",
    "count",
    "site",
    "to_site",
    "contract",
    "fte",
    "engagement",
    "effective_on",
    "last_day",
    "reason",
    "note",
)
EXPORTED_COLUMNS = (
    "position",
    "side",
    "kind",
    "heads",
    "fte_change",
    "side_contract",
    "other_site",
    "other_contract",
    "recorded_at",
    "recorded_by",
    "batch",
    "voided_by",
)
"""The columns that an export of movements has besides."""
_COUNT_DIGITS = len(str(MOST_AT_ONCE))
_MOST_REMEMBERED = 4_096
_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))?\s?%")
_HOURS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,4})?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_MIDNIGHT = re.compile(r"(.*[0-9])[T ]0?0[:.]00(?:[:.]00(?:[.,]0{1,6})?)?Z?")


# What stands in many rows is read once.
_code = lru_cache(_MOST_REMEMBERED)(values.code)
_operator = values.operator_code


def _contract(text: str) -> str | None:
    return None if text == NO_CONTRACT else _code(text)


def _count(text: str) -> int:
    digits = text.lstrip("0")
    if not is_number(digits) or len(digits) > _COUNT_DIGITS or int(digits) > MOST_AT_ONCE:
        raise InvalidCell("no-count", quoted(text), number=MOST_AT_ONCE)
    return int(digits)


def is_number(text: str) -> bool:
    """Whether the text is digits alone."""
    return text.isascii() and text.isdigit()


@lru_cache(_MOST_REMEMBERED)
def _fte(text: str) -> Decimal:
    """A share of full time: `0.75`, `0,75` or `75 %`."""
    percent = _PERCENT.fullmatch(text)
    if percent is None:
        return values.fte(text)
    share = Decimal(f"{percent[1]}.{percent[2] or 0}") / 100
    try:
        return values.fte(f"{share.normalize():f}")
    except InvalidValue:
        raise InvalidFte(text) from None


def _fte_of_hours(full_time: Decimal) -> Callable[[str], Decimal]:
    """What reads hours a week as a share of full time, to four decimals; a percentage is a share."""

    @lru_cache(_MOST_REMEMBERED)
    def read(text: str) -> Decimal:
        if _PERCENT.fullmatch(text):
            return _fte(text)
        hours = Decimal(text.replace(",", ".")) if _HOURS.fullmatch(text) else None
        if hours is None or hours > full_time:
            raise InvalidCell("no-hours", quoted(text), str(full_time))
        if 0 < hours <= 1:
            raise InvalidCell("hours-or-share", quoted(text))
        return round(hours / full_time, 4).normalize()

    return read


@lru_cache(_MOST_REMEMBERED)
def _day(text: str) -> date:
    """A date written `2018-06-01`, or day first: `01/06/2018`, `01.06.2018`, `01-06-2018`."""
    at_midnight = _MIDNIGHT.fullmatch(text)
    written = at_midnight[1] if at_midnight else text
    day_first = _DAY_FIRST.fullmatch(written)
    if day_first:
        day, _, month, year = day_first.groups()
        written = f"{year}-{month:0>2}-{day:0>2}"
    try:
        return values.day(written)
    except InvalidDate:
        raise InvalidDate(text, "2018-09-30 or 30/09/2018, the day first") from None


def _word(column: str, text: str) -> str:
    said = text.lower()
    return VALUES[column].get(key(text), said)


@facts
class InvalidMovement(InvalidValue):
    """A text that is no kind of movement."""

    text: str


@lru_cache(_MOST_REMEMBERED)
def movement(text: str) -> MovementName:
    """A kind of movement; a reason to leave is one, too."""
    word = _word("movement", text)
    if word in MOVEMENTS:
        return word
    if reason_of(text) is not None:
        return "leave"
    raise InvalidMovement(text)


@lru_cache(_MOST_REMEMBERED)
def reason_of(text: str) -> LeavingReason | None:
    """Why somebody leaves, where the kind of movement says that as well."""
    reason = LEAVING.get(key(text))
    return reason if reason in LEAVING_REASONS else None


@lru_cache(_MOST_REMEMBERED)
def _engagement(text: str) -> Engagement | None:
    engagement = _word("engagement", text)
    if engagement == NOT_SAID:
        return None
    if engagement not in ENGAGEMENTS:
        raise InvalidCell("no-engagement", ", ".join(ENGAGEMENTS))
    return engagement


@lru_cache(_MOST_REMEMBERED)
def _reason(text: str) -> LeavingReason:
    reason = _word("reason", text)
    if reason not in LEAVING_REASONS:
        raise InvalidCell("no-reason", ", ".join(LEAVING_REASONS))
    return reason


_READERS: dict[str, Callable[[str], Any]] = {
    "movement": movement,
    "operator": _operator,
    "count": _count,
    "fte": _fte,
    "engagement": _engagement,
    "site": _code,
    "to_site": _code,
    "contract": _contract,
    "effective_on": _day,
    "last_day": _day,
    "reason": _reason,
    "note": values.note,
}
"""What reads the text of a cell, by its column; nothing is read of an empty one."""
_KINDS: dict[str, ColumnKind] = {
    **dict.fromkeys(("operator", "site", "to_site", "contract"), "code"),
    **dict.fromkeys(("count", "fte"), "number"),
    **dict.fromkeys(("effective_on", "last_day"), "date"),
}
"""What the columns hold that are no words."""

LAYOUT = Layout(
    columns=COLUMNS,
    besides=EXPORTED_COLUMNS,
    needed=(("movement",), ("effective_on", "last_day"), ("operator", "count")),
    dates=("effective_on", "last_day"),
    alone=frozenset({"count"}),
    names=NAMES,
    values=VALUES,
    readers=_READERS,
    headings=HEADINGS,
    words={"movement": MOVEMENTS, "reason": LEAVING_REASONS, "engagement": ENGAGEMENTS},
    known=frozenset({"site", "to_site", "contract"}),
    implied={},
)
"""What a file of movements holds."""


def readers(hours_full_time: Decimal | None) -> dict[str, Callable[[str], Any]]:
    """What reads the cells of each column, those that are no text too."""
    found = dict(_READERS)
    del found["movement"]
    if hours_full_time is not None:
        found["fte"] = _fte_of_hours(hours_full_time)
    return found


def must_be_shown(column: str, cell: Held) -> None:
    """Refuse a cell that holds another thing than it shows, or none that the column can have."""
    must_be_shown_as(_KINDS.get(column, "text"), cell)
