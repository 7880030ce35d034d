"""A file of quality: its rows, and everything that can be wrong with one."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from domain.quality.quality_commands import ReportQuality
from ledger.exchange.quality_columns import KINDS, LAYOUT, OF_AN_EXPORT, READERS
from ledger.exchange.report_file import ReportFile

if TYPE_CHECKING:
    from domain.commitments.shares import Period
    from ledger.exchange.report_file import Cells, Found, Readers
    from ledger.exchange.sheets.table import TableRow


class QualityRow(NamedTuple):
    """One row that can be tried: its values are valid, whether or not the rules allow it."""

    line: int
    sheet: str
    contract: str
    site: str | None
    indicator: str
    period: Period
    numerator: str | None
    denominator: str | None
    given: str | None
    reason: str | None
    source: str | None

    def asks(self, source: str | None) -> ReportQuality:
        """What it asks for: the same value as a command that is typed."""
        return ReportQuality(
            self.contract,
            indicator=self.indicator,
            period=str(self.period),
            site=self.site,
            numerator=self.numerator,
            denominator=self.denominator,
            given=self.given,
            source=self.source or source,
            reason=self.reason,
        )


class QualityFile(ReportFile):
    """The reports of a file of quality."""

    layout, kinds = LAYOUT, KINDS
    needed = ("contract", "indicator", "period")

    def gathered(self) -> list[QualityRow]:
        """Each row, by period, then by sheet and line."""
        return sorted(self.read(_row), key=attrgetter("period"))

    def readers(self, cells: Cells) -> Readers:
        """What reads the cells of a row, by column."""
        return OF_AN_EXPORT if cells.get("stands") else READERS


def _row(row: TableRow, found: Found) -> QualityRow:
    value = found.get
    return QualityRow(
        line=row.line,
        sheet=row.sheet,
        contract=found["contract"],
        site=value("site"),
        indicator=found["indicator"],
        period=found["period"],
        numerator=value("numerator"),
        denominator=value("denominator"),
        given=value("given"),
        reason=value("reason"),
        source=value("source"),
    )
