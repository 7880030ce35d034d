"""A file of movements: its columns, its rows, and everything that can be wrong with one.

Columns: movement, operator, count, site, to_site, contract, fte, engagement, effective_on, reason.
`movement`
is hire, transfer, reassign or leave. A row names an operator or gives a count. `site` is where a
hire starts, or where counted operators come from; for a named operator it may be left out, and
where it is given it must agree. An empty contract, fte or engagement leaves it as it is; `-` as the
contract or the engagement means none. The columns that an export of movements adds may be there too: the second sides of its
movements, voids, and what was voided are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal, NamedTuple, cast, get_args

from domain import values
from domain.placement import UNCHANGED, Unchanged
from domain.refusals import InvalidDate, InvalidValue, quoted
from domain.words import (
    ENGAGEMENTS,
    LEAVING_REASONS,
    MOST_AT_ONCE,
    NO_CONTRACT,
    NOT_SAID,
    Engagement,
    LeavingReason,
)
from ledger.exchange.limits import UnreadableFile
from ledger.exchange.sheet import Line, lines

MovementName = Literal["hire", "transfer", "reassign", "leave"]
_MOVEMENTS: tuple[str, ...] = get_args(MovementName)
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
    "reason",
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
_DECIDING = frozenset({"side", "voided_by"})
"""The columns of an export that decide whether a row is passed over."""
_COUNT_DIGITS = len(str(MOST_AT_ONCE))
_MOST_PROBLEMS = 100
_MOST_REMEMBERED = 4_096

TEMPLATE = """\
# Movements to import. Lines that begin with # are left out, this one too.
# movement: hire, transfer, reassign or leave. Name an operator or give a count.
# Dates are 2018-06-01 or 01/06/2018. FTE are from 0 to 1, like 0.5.
# Engagement: permanent, fixed-term, agency, seconded or other.
# An empty contract, fte or engagement stays as it is; - as the contract or the engagement means none.
movement,operator,count,site,to_site,contract,fte,engagement,effective_on,reason
# hire,OP-1042,,IT-CAG,,FW-SOHO,1,permanent,2018-06-01,
# hire,,25,IT-LEC,,FW-SOHO,,,2018-06-01,
# transfer,OP-0007,,RO-IAS,IT-CAG,,,,2018-06-04,
# transfer,,10,RO-IAS,IT-LEC,,,,2018-06-04,
# reassign,OP-1042,,,,,0.5,,2018-07-01,
# leave,OP-0007,,,,,,,2018-09-01,resigned
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file: where, what is there, and what would be right."""

    line: int
    column: str
    value: str
    message: str


class Row(NamedTuple):
    """One row that can be tried: its values are valid, whether or not the rules allow it."""

    line: int
    movement: MovementName
    operator: str | None
    heads: int | None
    """How many operators, where none is named."""
    site: str | None
    to_site: str | None
    contract: str | Unchanged | None
    fte: Decimal | Unchanged
    engagement: Engagement | Unchanged | None
    effective_on: date
    reason: LeavingReason


class Problems:
    """What is wrong with a file, up to a hundred things."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.unread_sheets: list[str] = []
        """The sheets of a workbook that have something in them and are not read."""
        self.in_doubt: set[str] = set()
        """Operators of whom a row is wrong: what the rules say of their other rows is no help."""
        self.unmade_at: set[str] = set()
        """Sites at which a row that hires a number is wrong, so that codes that it makes are missing."""

    def add(self, line: int, column: str, value: str, message: str) -> None:
        """Note a problem, unless there are enough."""
        if not self.enough:
            self.found.append(Problem(line, column, _shown(value), message))

    def may_be_missing(self, operator: str) -> bool:
        """Whether it is a code that a wrong row would have made."""
        site, _, number = operator.rpartition("-")
        return site in self.unmade_at and number.isdecimal()

    def in_order(self, content: bytes) -> list[Problem]:
        """The problems in order of line, each with the value that stands in the file."""
        there = _cells_at(content, {problem.line for problem in self.found})
        for index, problem in enumerate(self.found):
            value = problem.value or there.get((problem.line, problem.column), "")
            self.found[index] = replace(problem, value=_shown(value))
        return sorted(self.found, key=lambda problem: problem.line)

    @property
    def enough(self) -> bool:
        """Whether no more problems are noted."""
        return len(self.found) >= _MOST_PROBLEMS


def read(content: bytes, problems: Problems) -> list[Row]:
    """The rows of the file in order of date, then of line; what is wrong goes to `problems`."""
    try:
        return sorted(_rows(content, problems), key=attrgetter("effective_on"))
    except UnreadableFile as error:
        problems.add(error.line, "", "", str(error))
        return []


def _cells_at(content: bytes, numbers: set[int]) -> dict[tuple[int, str], str]:
    """What stands in the cells of some lines, by the line's number and the column's name."""
    found: dict[tuple[int, str], str] = {}
    names: list[str] | None = None
    with suppress(UnreadableFile):
        for line in lines(content):
            names = _names(line.cells) if names is None else names
            if line.number in numbers:
                cells = zip(names, line.cells, strict=False)
                found |= {(line.number, name): cell for name, cell in cells}
    return found


def _rows(content: bytes, problems: Problems) -> Iterator[Row]:
    reader: _RowReader | None = None
    for line in lines(content, problems.unread_sheets):
        if reader is None:
            reader = _RowReader(_header(line, problems), problems)
            if problems.found:
                return
        elif problems.enough:
            return
        else:
            row = reader.row(line)
            if row is not None:
                yield row
    if reader is None:
        problems.add(1, "", "", f"The file has no header. Its columns are: {', '.join(COLUMNS)}.")


def _header(line: Line, problems: Problems) -> list[str]:
    names = _names(line.cells)
    for index, name in enumerate(names):
        if name not in COLUMNS + EXPORTED_COLUMNS:
            right = f"This column is not known. The columns are: {', '.join(COLUMNS)}."
            problems.add(line.number, name, name, right)
        elif name in names[:index]:
            problems.add(line.number, name, name, "This column is there twice. Keep one of them.")
    for name in ("movement", "effective_on"):
        if name not in names:
            problems.add(line.number, name, "", "This column is missing.")
    if not {"operator", "count"} & set(names):
        problems.add(line.number, "operator", "", "A column operator or count is missing.")
    return names


def _names(header: list[str]) -> list[str]:
    """The names of the columns; empty cells at the end are left out."""
    names = [cell.lower().replace(" ", "_") for cell in header]
    while names and not names[-1]:
        names.pop()
    return names


class _InvalidCell(InvalidValue):
    """A cell that cannot be what its column says."""


# What stands in many rows is read once.
_code = lru_cache(_MOST_REMEMBERED)(values.code)
_fte = lru_cache(_MOST_REMEMBERED)(values.fte)


def _contract(text: str) -> str | None:
    return None if text == NO_CONTRACT else _code(text)


def _count(text: str) -> int:
    digits = text.lstrip("0")
    if not _is_number(digits) or len(digits) > _COUNT_DIGITS or int(digits) > MOST_AT_ONCE:
        raise _InvalidCell(f"{quoted(text)} is not a count from 1 to {MOST_AT_ONCE:,}.")
    return int(digits)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


@lru_cache(_MOST_REMEMBERED)
def _day(text: str) -> date:
    """A date written `2018-06-01` or `01/06/2018`, day first."""
    parts = text.split("/")
    if len(parts) == 3 and all(map(_is_number, parts)):
        first, month, year = parts
        written = f"{year}-{month:0>2}-{first:0>2}"
    else:
        written = text
    try:
        return values.day(written)
    except InvalidDate:
        raise InvalidDate(text, "2018-09-30 or 30/09/2018") from None


def _engagement(text: str) -> Engagement | None:
    engagement = text.lower()
    if engagement == NOT_SAID:
        return None
    if engagement not in ENGAGEMENTS:
        raise _InvalidCell(f"Write one of: {', '.join(ENGAGEMENTS)}; or - where it is not said.")
    return engagement


def _reason(text: str) -> LeavingReason:
    reason = text.lower()
    if reason not in LEAVING_REASONS:
        raise _InvalidCell(f"Write one of: {', '.join(LEAVING_REASONS)}.")
    return reason


_READERS: dict[str, Callable[[str], Any]] = {
    "operator": values.operator_code,
    "count": _count,
    "fte": _fte,
    "engagement": _engagement,
    "site": _code,
    "to_site": _code,
    "contract": _contract,
    "effective_on": _day,
    "reason": _reason,
}
"""What reads a cell, by its column; nothing is read of an empty one."""
_TO_SITE = {"to_site": "Only a transfer goes to a site. Leave it empty."}
_REASON = {"reason": "Only a leaver has a reason. Leave it empty."}
_NOTHING_TO_CHANGE = "A leaver has nothing to change. Leave it empty."
_NEEDLESS: dict[MovementName, dict[str, str]] = {
    "hire": _TO_SITE | _REASON,
    "transfer": _REASON,
    "reassign": {"count": "A reassignment names its operator."} | _TO_SITE | _REASON,
    "leave": _TO_SITE | dict.fromkeys(("contract", "fte", "engagement"), _NOTHING_TO_CHANGE),
}
"""The columns that are empty for a movement, and what is said where they are not."""


@lru_cache(_MOST_REMEMBERED)
def _not_together(movement: MovementName, filled: tuple[str, ...]) -> list[tuple[str, str]]:
    """Which cells of a row do not go together, by the columns in which it has something."""
    wrong = []
    if "effective_on" not in filled:
        wrong.append(("effective_on", "Give the date on which it takes effect."))
    if ("operator" in filled) == ("count" in filled):
        wrong.append(("operator", "Name an operator or give a count: one of the two."))
    wrong += [item for item in _NEEDLESS[movement].items() if item[0] in filled]
    if "site" not in filled and (movement == "hire" or "count" in filled):
        wrong.append(("site", "Name the site where it happens."))
    if movement == "transfer" and "to_site" not in filled:
        wrong.append(("to_site", "Name the site where the operator goes."))
    return wrong


class _RowReader:
    """Reads the lines of one file, whose header names the columns."""

    def __init__(self, header: list[str], problems: Problems) -> None:
        self._header = header
        self._readers = [(name, read) for name, read in _READERS.items() if name in header]
        self._is_an_export = not _DECIDING.isdisjoint(header)
        self._problems = problems
        self._line = Line(0, [])
        self._cells: dict[str, str] = {}
        self._is_right = True

    def row(self, line: Line) -> Row | None:
        """The row; none where something is wrong with it, or an export has it for others."""
        cells = dict(zip(self._header, line.cells, strict=False))
        self._line, self._cells, self._is_right = line, cells, True
        if self._is_an_export and self._is_passed_over():
            return None
        if any(line.cells[len(self._header) :]):
            self._wrong("", "There are more cells than columns in the header.")
        movement = cells.get("movement", "").lower()
        if movement not in _MOVEMENTS:
            self._wrong("movement", "Write hire, transfer, reassign or leave.")
        else:
            row = self._read(cast("MovementName", movement))
            if self._is_right:
                return row
        if cells.get("operator"):
            self._problems.in_doubt.add(cells["operator"])
        elif movement == "hire":
            self._problems.unmade_at.add(cells.get("site", ""))
        return None

    def _read(self, movement: MovementName) -> Row:
        found: dict[str, Any] = {}
        for column, read in self._readers:
            text = self._cells.get(column)
            if text:
                try:
                    found[column] = read(text)
                except InvalidValue as error:
                    found[column] = None
                    if column not in _NEEDLESS[movement]:
                        self._wrong(column, str(error))
        for column, message in _not_together(movement, tuple(found)):
            self._wrong(column, message)
        if self._is_an_export:
            self._check_export()
        value = found.get
        return Row(
            self._line.number,
            movement,
            value("operator"),
            value("count"),
            value("site"),
            value("to_site"),
            value("contract", UNCHANGED),
            value("fte", UNCHANGED),
            value("engagement", UNCHANGED),
            value("effective_on", date.min),
            value("reason", "other"),
        )

    def _is_passed_over(self) -> bool:
        """Whether an export has the row besides: a second side, a void, or what was voided."""
        side, voided_by = self._cells.get("side"), self._cells.get("voided_by", "")
        is_void = side == "1" and self._cells.get("movement") == "void"
        return side == "2" or is_void or _is_number(voided_by)

    def _check_export(self) -> None:
        """Whether the columns that decide what is passed over are as an export writes them."""
        if self._cells.get("side", "") not in {"", "1"}:
            self._wrong("side", "An export writes 1 or 2. Leave it empty elsewhere.")
        if self._cells.get("voided_by"):
            self._wrong("voided_by", "An export writes a position. Leave it empty elsewhere.")

    def _wrong(self, column: str, message: str) -> None:
        self._is_right = False
        self._problems.add(self._line.number, column, self._cells.get(column, ""), message)


def _shown(value: str, limit: int = 60) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"
