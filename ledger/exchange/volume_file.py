"""A file of volumes: its rows, and everything that can be wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from domain.refusal import InvalidValue, Refusal, facts
from ledger.exchange.sheets.cells import Held
from ledger.exchange.sheets.kinds import must_be_shown
from ledger.exchange.sheets.limits import UnreadableFile
from ledger.exchange.sheets.lookup import cells_at
from ledger.exchange.sheets.mapping import NO_MAPPING, FileMapping
from ledger.exchange.sheets.reading import Reading
from ledger.exchange.volume_columns import KINDS, LAYOUT, READERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.commitments.shares import Month
    from domain.values import ContractCode
    from domain.words import Unit
    from ledger.exchange.sheets.problems import Place, Problems
    from ledger.exchange.sheets.table import TableRow, Told

_NEEDED = ("contract", "month", "place", "volume")


@facts
class CellNeeded(Refusal):
    """A row of volumes says which contract, which month, which place and how much."""

    column: str


@facts
class OtherInReport(Refusal):
    """The rows of one report say the same of what is said of the whole."""

    column: str
    line: int


class VolumeRow(NamedTuple):
    """One row that can be tried: its values are valid, whether or not the rules allow it."""

    line: int
    sheet: str
    contract: ContractCode
    month: Month
    place: str
    volume: str
    unit: Unit | None
    reason: str | None
    source: str | None


class ReportInFile(NamedTuple):
    """The rows of one contract and month."""

    contract: ContractCode
    month: Month
    rows: tuple[VolumeRow, ...]

    @property
    def unit(self) -> Unit | None:
        """What one of its rows says."""
        return next((row.unit for row in self.rows if row.unit), None)

    @property
    def reason(self) -> str | None:
        """What one of its rows says."""
        return next((row.reason for row in self.rows if row.reason), None)

    @property
    def source(self) -> str | None:
        """What one of its rows says."""
        return next((row.source for row in self.rows if row.source), None)


class VolumeFile:
    """The reports of a file, and where to look up what stands in it."""

    def __init__(
        self,
        content: bytes,
        problems: Problems,
        mapping: FileMapping = NO_MAPPING,
        *,
        sheet: str | None = None,
    ) -> None:
        """Read the file; what is wrong goes to `problems`."""
        self._content, self._mapping, self._sheet = content, mapping, sheet
        self._problems = problems
        self.told: Told | None = None
        self._in_doubt: set[tuple[str, str]] = set()
        self.reports: list[ReportInFile] = []
        """By month and contract, those of which no row is wrong."""
        try:
            self.reports = self._together(list(self._read()))
        except UnreadableFile as error:
            problems.add(error.line, "", "", str(error))

    def cells_at(self, places: set[Place]) -> dict[Place, dict[str, str]]:
        """What stands in some lines, by column."""
        return cells_at(places, self._content, LAYOUT, self._mapping, self._sheet)

    def _read(self) -> Iterator[VolumeRow]:
        reading = Reading(self._content, LAYOUT, self._mapping, self._problems, self._sheet)
        self.told = reading.told
        if self._problems.any:
            return
        for row in reading.rows():
            if self._problems.enough:
                return
            if not _is_passed_over(row.cells):
                read = self._row(row)
                if read is not None:
                    yield read

    def _row(self, row: TableRow) -> VolumeRow | None:
        found: dict[str, Any] = {}
        is_right = True
        for column, read in READERS.items():
            text = row.cells.get(column) or self._mapping.defaults.get(column, "")
            if not text:
                continue
            try:
                if type(text) is Held:
                    must_be_shown(KINDS.get(column, "text"), text)
                found[column] = read(str(text))
            except InvalidValue as error:
                found[column] = None
                is_right = False
                self._problems.add(row.line, column, str(text), error, row.sheet)
        for column in _NEEDED:
            if column not in found:
                is_right = False
                self._problems.add(row.line, column, "", CellNeeded(column), row.sheet)
        contract, month = found.get("contract"), found.get("month")
        if not is_right:
            if contract is not None and month is not None:
                self._in_doubt.add((contract, str(month)))
            return None
        return VolumeRow(
            row.line,
            row.sheet,
            found["contract"],
            found["month"],
            found["place"],
            found["volume"],
            found.get("unit"),
            found.get("reason"),
            found.get("source"),
        )

    def _together(self, rows: list[VolumeRow]) -> list[ReportInFile]:
        """The rows of each contract and month together, but for those of which a row is wrong."""
        groups: dict[tuple[Month, str], list[VolumeRow]] = {}
        for row in rows:
            groups.setdefault((row.month, row.contract), []).append(row)
        reports = []
        for month, contract in sorted(groups):
            group = groups[month, contract]
            if (contract, str(month)) in self._in_doubt or not self._agree(group):
                continue
            reports.append(ReportInFile(contract, month, tuple(group)))
        return reports

    def _agree(self, group: list[VolumeRow]) -> bool:
        """Whether the rows say one unit, one reason and one source of the whole report."""
        agree = True
        for column in ("unit", "reason", "source"):
            first: VolumeRow | None = None
            for row in group:
                said = getattr(row, column)
                first = first or (row if said else None)
                if first is not None and said and said != getattr(first, column):
                    other = OtherInReport(column, first.line)
                    self._problems.add(row.line, column, str(said), other, row.sheet)
                    agree = False
        return agree


def _is_passed_over(cells: dict[str | None, str]) -> bool:
    """Whether an export has the row besides: what a report replaced, or what was replaced since."""
    replaced_by = cells.get("replaced_by", "")
    return cells.get("stands") == "-1" or (replaced_by.isascii() and replaced_by.isdigit())
