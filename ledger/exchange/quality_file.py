"""A file of quality: its rows, and everything that can be wrong with one."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.quality.quality_commands import ReportQuality
from domain.refusal import InvalidValue
from ledger.exchange.quality_columns import KINDS, LAYOUT, OF_AN_EXPORT, READERS
from ledger.exchange.sheets.cells import Held
from ledger.exchange.sheets.kinds import must_be_shown
from ledger.exchange.sheets.limits import UnreadableFile
from ledger.exchange.sheets.lookup import cells_at
from ledger.exchange.sheets.mapping import NO_MAPPING, FileMapping
from ledger.exchange.sheets.reading import Reading
from ledger.exchange.volume_file import CellNeeded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.commitments.shares import Period
    from ledger.exchange.sheets.problems import Place, Problems
    from ledger.exchange.sheets.table import TableRow, Told

_NEEDED = ("contract", "indicator", "period")


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


class QualityFile:
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
        self.rows: list[QualityRow] = []
        """By period, then by sheet and line."""
        try:
            self.rows = sorted(self._read(), key=attrgetter("period"))
        except UnreadableFile as error:
            problems.add(error.line, "", "", str(error))

    def cells_at(self, places: set[Place]) -> dict[Place, dict[str, str]]:
        """What stands in some lines, by column."""
        return cells_at(places, self._content, LAYOUT, self._mapping, self._sheet)

    def _read(self) -> Iterator[QualityRow]:
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

    def _row(self, row: TableRow) -> QualityRow | None:
        found: dict[str, Any] = {}
        is_right = True
        readers = OF_AN_EXPORT if row.cells.get("stands") else READERS
        for column, read in readers.items():
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
        if not is_right:
            return None
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


def _is_passed_over(cells: dict[str | None, str]) -> bool:
    """Whether an export has the row besides: what a report replaced, or what was replaced since."""
    replaced_by = cells.get("replaced_by", "")
    return cells.get("stands") == "-1" or (replaced_by.isascii() and replaced_by.isdigit())
