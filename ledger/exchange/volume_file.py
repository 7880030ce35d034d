"""A file of volumes: its rows, and everything that can be wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from domain.refusal import Refusal, facts
from ledger.exchange.report_file import ReportFile
from ledger.exchange.volume_columns import KINDS, LAYOUT, READERS

if TYPE_CHECKING:
    from domain.commitments.shares import Month
    from domain.values import ContractCode
    from domain.words import Unit
    from ledger.exchange.report_file import Cells, Found, Readers
    from ledger.exchange.sheets.table import TableRow


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


class VolumeFile(ReportFile):
    """The reports of a file of volumes."""

    layout, kinds = LAYOUT, KINDS
    needed = ("contract", "month", "place", "volume")

    def gathered(self) -> list[ReportInFile]:
        """The rows of each contract and month together, by month and contract."""
        self._in_doubt: set[tuple[str, str]] = set()
        return self._together(self.read(_row))

    def readers(self, cells: Cells) -> Readers:  # noqa: ARG002 (the same for every row)
        """What reads the cells of a row, by column."""
        return READERS

    def doubt(self, found: Found) -> None:
        """Leave out the report of which a row is wrong."""
        contract, month = found.get("contract"), found.get("month")
        if contract is not None and month is not None:
            self._in_doubt.add((contract, str(month)))

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


def _row(row: TableRow, found: Found) -> VolumeRow:
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
