"""A file of movements: its columns, its rows, and everything that can be wrong with one.

Columns: movement, operator, count, site, to_site, contract, fte, effective_on, reason. `movement`
is hire, transfer, reassign or leave. A row names an operator or gives a count. `site` is where a
hire starts, or where counted operators come from; for a named operator it may be left out, and
where it is given it must agree. An empty contract or fte leaves it as it is; `-` as the contract
means none. The columns that an export of movements adds may be there too: the second sides of its
movements, voids, and what was voided are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, cast, get_args

from domain import values
from domain.placement import UNCHANGED, Unchanged
from domain.refusals import InvalidDate, InvalidValue, quoted
from domain.words import LEAVING_REASONS, LeavingReason
from ledger.exchange.sheet import Line, UnreadableFile, lines

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
_EMPTY = dict.fromkeys(COLUMNS + EXPORTED_COLUMNS, "")
NO_CONTRACT = "-"
_MOST_AT_ONCE = 1_000_000
_MOST_PROBLEMS = 100
_MOST_REMEMBERED = 4_096

TEMPLATE = """\
# Movements to import. Lines that begin with # are left out, this one too.
# movement: hire, transfer, reassign or leave. Name an operator or give a count.
# Dates are 2018-06-01 or 01/06/2018. FTE are above 0 and at most 1, like 0.5.
# An empty contract or fte stays as it is; - as the contract means none.
movement,operator,count,site,to_site,contract,fte,effective_on,reason
# hire,OP-1042,,IT-CAG,,FW-SOHO,1,2018-06-01,
# hire,,25,IT-LEC,,FW-SOHO,,2018-06-01,
# transfer,OP-0007,,RO-IAS,IT-CAG,,,2018-06-04,
# transfer,,10,RO-IAS,IT-LEC,,,2018-06-04,
# reassign,OP-1042,,,,,0.5,2018-07-01,
# leave,OP-0007,,,,,,2018-09-01,resigned
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file: where, what is there, and what would be right."""

    line: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be tried: its values are valid, whether or not the rules allow it."""

    line: int
    movement: MovementName
    operator: str | None
    count: int | None
    site: str | None
    to_site: str | None
    contract: str | Unchanged | None
    fte: Decimal | Unchanged
    effective_on: date
    reason: LeavingReason


class Problems:
    """What is wrong with a file, up to a hundred things."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.in_doubt: set[str] = set()
        """Operators of whom a row is wrong: what the rules say of their other rows is no help."""

    def add(self, line: int, column: str, value: str, message: str) -> None:
        """Note a problem, unless there are enough."""
        if not self.enough:
            self.found.append(Problem(line, column, _shown(value), message))

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
        return sorted(_rows(content, problems), key=lambda row: (row.effective_on, row.line))
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
    header: list[str] | None = None
    for line in lines(content):
        if header is None:
            header = _header(line, problems)
            if problems.found:
                return
        elif problems.enough:
            return
        else:
            row = _Reader(line, header, problems).row()
            if row is not None:
                yield row
    if header is None:
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


class _Reader:
    """Reads the cells of one line."""

    def __init__(self, line: Line, header: list[str], problems: Problems) -> None:
        self._line = line
        self._header = header
        self._cell = _EMPTY | dict(zip(header, line.cells, strict=False))
        self._problems = problems
        self._is_right = True

    def row(self) -> Row | None:
        """The row; none where something is wrong with it, or an export has it for others."""
        if self._is_passed_over():
            return None
        if any(self._line.cells[len(self._header) :]):
            self._wrong("", "There are more cells than columns in the header.")
        movement = self._cell["movement"].lower()
        if movement not in _MOVEMENTS:
            self._wrong("movement", "Write hire, transfer, reassign or leave.")
            self._problems.in_doubt.add(self._cell["operator"])
            return None
        operator = self._read("operator", values.operator_code)
        count = self._read("count", _count)
        fte = self._read("fte", _fte)
        row = Row(
            line=self._line.number,
            movement=cast("MovementName", movement),
            operator=operator,
            count=count,
            site=self._read("site", _code),
            to_site=self._read("to_site", _code),
            contract=self._read("contract", _contract) if self._cell["contract"] else UNCHANGED,
            fte=UNCHANGED if fte is None else fte,
            effective_on=self._read("effective_on", _day) or date.min,
            reason=self._read("reason", _reason) or "other",
        )
        self._check(row)
        self._check_exported()
        if not self._is_right:
            self._problems.in_doubt.add(self._cell["operator"])
            return None
        return row

    def _is_passed_over(self) -> bool:
        """Whether an export has the row besides: a second side, a void, or what was voided."""
        return (
            self._cell["side"] == "2"
            or (self._cell["side"] == "1" and self._cell["movement"] == "void")
            or _is_number(self._cell["voided_by"])
        )

    def _check(self, row: Row) -> None:
        """Which cells go together."""
        if not self._cell["effective_on"]:
            self._wrong("effective_on", "Give the date on which it takes effect.")
        if bool(self._cell["operator"]) == bool(self._cell["count"]):
            self._wrong("operator", "Name an operator or give a count: one of the two.")
        if row.movement == "reassign" and self._cell["count"]:
            self._wrong("count", "A reassignment names its operator.")
        if not self._cell["site"] and (row.movement == "hire" or self._cell["count"]):
            self._wrong("site", "Name the site where it happens.")
        if row.movement == "transfer" and not self._cell["to_site"]:
            self._wrong("to_site", "Name the site where the operator goes.")
        if row.movement != "transfer" and self._cell["to_site"]:
            self._wrong("to_site", "Only a transfer goes to a site. Leave it empty.")
        if row.movement != "leave" and self._cell["reason"]:
            self._wrong("reason", "Only a leaver has a reason. Leave it empty.")
        for column in ("contract", "fte"):
            if row.movement == "leave" and self._cell[column]:
                self._wrong(column, "A leaver has nothing to change. Leave it empty.")

    def _check_exported(self) -> None:
        """Whether the columns that decide what is passed over are as an export writes them."""
        if self._cell["side"] not in {"", "1"}:
            self._wrong("side", "An export writes 1 or 2. Leave it empty elsewhere.")
        if self._cell["voided_by"]:
            self._wrong("voided_by", "An export writes a position. Leave it empty elsewhere.")

    def _read(self, column: str, reader: Callable[[str], Any]) -> Any:
        text = self._cell[column]
        if not text:
            return None
        try:
            return reader(text)
        except InvalidValue as error:
            self._wrong(column, str(error))
            return None

    def _wrong(self, column: str, message: str) -> None:
        self._is_right = False
        self._problems.add(self._line.number, column, self._cell.get(column, ""), message)


class _InvalidCell(InvalidValue):
    """A cell that cannot be what its column says."""


# What stands in many rows is read once.
_code = lru_cache(_MOST_REMEMBERED)(values.code)
_fte = lru_cache(_MOST_REMEMBERED)(values.fte)


def _contract(text: str) -> str | None:
    return None if text == NO_CONTRACT else _code(text)


def _count(text: str) -> int:
    if not _is_number(text) or not 1 <= int(text[:9]) <= _MOST_AT_ONCE:
        raise _InvalidCell(f"{quoted(text)} is not a count from 1 to {_MOST_AT_ONCE:,}.")
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


@lru_cache(_MOST_REMEMBERED)
def _day(text: str) -> date:
    """A date written `2018-06-01` or `01/06/2018`, day first."""
    parts = text.split("/")
    if len(parts) != 3 or not all(map(_is_number, parts)):
        return values.day(text)
    first, month, year = parts
    try:
        return values.day(f"{year}-{month:0>2}-{first:0>2}")
    except InvalidDate:
        raise InvalidDate(text) from None


def _reason(text: str) -> LeavingReason:
    if text not in LEAVING_REASONS:
        raise _InvalidCell(f"Write one of: {', '.join(LEAVING_REASONS)}.")
    return text


def _shown(value: str, limit: int = 60) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"
