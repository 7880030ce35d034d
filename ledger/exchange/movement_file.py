"""A file of movements: its columns, its rows, and everything that can be wrong with one.

Columns: movement, operator, count, site, to_site, contract, fte, effective_on, reason. `movement`
is hire, transfer, reassign or leave. A row names an operator or gives a count. `site` is where a
hire starts, or where counted operators come from; for a named operator it may be left out, and
where it is given it must agree. An empty contract or fte leaves it as it is; `-` as the contract
means none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast, get_args

from domain import values
from domain.placement import UNCHANGED, Unchanged
from domain.refusals import InvalidValue, quoted
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
NO_CONTRACT = "-"
_MOST_AT_ONCE = 1_000_000
_MOST_PROBLEMS = 100

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

    def add(self, line: int, column: str, value: str, message: str) -> None:
        """Note a problem, unless there are enough."""
        if not self.enough:
            self.found.append(Problem(line, column, _shown(value), message))

    @property
    def enough(self) -> bool:
        """Whether no more problems are noted."""
        return len(self.found) >= _MOST_PROBLEMS


def read(content: bytes, problems: Problems) -> list[Row]:
    """The rows of the file in order of date, then of line; what is wrong goes to `problems`."""
    try:
        return sorted(_rows(content, problems), key=lambda row: (row.effective_on, row.line))
    except UnreadableFile as error:
        problems.add(1, "", "", str(error))
        return []


def _rows(content: bytes, problems: Problems) -> Iterator[Row]:
    header: dict[str, int] | None = None
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


def _header(line: Line, problems: Problems) -> dict[str, int]:
    names = [cell.lower().replace(" ", "_") for cell in line.cells]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if name not in COLUMNS:
            right = f"This column is not known. The columns are: {', '.join(COLUMNS)}."
            problems.add(line.number, name, name, right)
        elif names.count(name) > 1:
            problems.add(line.number, name, name, "This column is there twice. Keep one of them.")
    for name in ("movement", "effective_on"):
        if name not in names:
            problems.add(line.number, name, "", "This column is missing.")
    if not {"operator", "count"} & set(names):
        problems.add(line.number, "operator", "", "A column operator or count is missing.")
    return {name: index for index, name in enumerate(names)}


class _Reader:
    """Reads the cells of one line."""

    def __init__(self, line: Line, header: dict[str, int], problems: Problems) -> None:
        self._line = line
        self._header = header
        self._problems = problems
        self._is_right = True

    def row(self) -> Row | None:
        """The row, or none where something is wrong with it."""
        if any(self._line.cells[len(self._header) :]):
            self._wrong("", "There are more cells than columns in the header.")
        movement = self._cell("movement").lower()
        if movement not in _MOVEMENTS:
            self._wrong("movement", "Write hire, transfer, reassign or leave.")
            return None
        operator = self._read("operator", values.operator_code)
        count = self._read("count", _count)
        contract: str | Unchanged | None = UNCHANGED
        if self._cell("contract") == NO_CONTRACT:
            contract = None
        elif self._cell("contract"):
            contract = self._read("contract", _code)
        fte = self._read("fte", values.fte)
        row = Row(
            line=self._line.number,
            movement=cast("MovementName", movement),
            operator=operator,
            count=count,
            site=self._read("site", _code),
            to_site=self._read("to_site", _code),
            contract=contract,
            fte=UNCHANGED if fte is None else fte,
            effective_on=self._read("effective_on", _day) or date.min,
            reason=self._read("reason", _reason) or "other",
        )
        self._check(row)
        return row if self._is_right else None

    def _check(self, row: Row) -> None:
        """Which cells go together."""
        if not self._cell("effective_on"):
            self._wrong("effective_on", "Give the date on which it takes effect.")
        if bool(self._cell("operator")) == bool(self._cell("count")):
            self._wrong("operator", "Name an operator or give a count: one of the two.")
        if row.movement == "reassign" and self._cell("count"):
            self._wrong("count", "A reassignment names its operator.")
        if not self._cell("site") and (row.movement == "hire" or self._cell("count")):
            self._wrong("site", "Name the site where it happens.")
        if row.movement == "transfer" and not self._cell("to_site"):
            self._wrong("to_site", "Name the site where the operator goes.")
        if row.movement != "transfer" and self._cell("to_site"):
            self._wrong("to_site", "Only a transfer goes to a site. Leave it empty.")
        if row.movement != "leave" and self._cell("reason"):
            self._wrong("reason", "Only a leaver has a reason. Leave it empty.")
        if row.movement == "leave":
            for column in ("contract", "fte"):
                if self._cell(column):
                    self._wrong(column, "A leaver goes as he is. Leave it empty.")

    def _read(self, column: str, reader: Callable[[str], Any]) -> Any:
        text = self._cell(column)
        if not text:
            return None
        try:
            return reader(text)
        except InvalidValue as error:
            self._wrong(column, str(error))
            return None

    def _cell(self, column: str) -> str:
        index = self._header.get(column)
        return "" if index is None or index >= len(self._line.cells) else self._line.cells[index]

    def _wrong(self, column: str, message: str) -> None:
        self._is_right = False
        self._problems.add(self._line.number, column, self._cell(column), message)


class _InvalidCell(InvalidValue):
    """A cell that cannot be what its column says."""


def _code(text: str) -> str:
    return values.code(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= _MOST_AT_ONCE:
        raise _InvalidCell(f"{quoted(text)} is not a count from 1 to {_MOST_AT_ONCE:,}.")
    return int(text)


def _day(text: str) -> date:
    """A date written `2018-06-01` or `01/06/2018`, day first."""
    parts = text.split("/")
    if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
        first, month, year = parts
        text = f"{year}-{month:0>2}-{first:0>2}"
    return values.day(text)


def _reason(text: str) -> LeavingReason:
    if text not in LEAVING_REASONS:
        raise _InvalidCell(f"Write one of: {', '.join(LEAVING_REASONS)}.")
    return text


def _shown(value: str, limit: int = 60) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"
