"""What files of reports have in common: rows whose cells are read as their columns say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from domain.refusal import InvalidValue, Refusal, facts
from ledger.exchange.sheets.cells import Held
from ledger.exchange.sheets.kinds import must_be_shown
from ledger.exchange.sheets.lookup import cells_at
from ledger.exchange.sheets.mapping import NO_MAPPING, FileMapping
from ledger.exchange.sheets.reading import Reading
from ledger.exchange.sheets.wrong import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ledger.exchange.sheets.kinds import ColumnKind
    from ledger.exchange.sheets.layout import Layout
    from ledger.exchange.sheets.problems import Place, Problems
    from ledger.exchange.sheets.table import TableRow
    from ledger.exchange.sheets.told import Told

    Readers = Mapping[str, Callable[[str], Any]]
    Cells = Mapping[str | None, str]

R = TypeVar("R")
Found = dict[str, Any]
"""What the cells of a row say, by column; none where a cell cannot be read."""


@facts
class CellNeeded(Refusal):
    """A row of volumes says which contract, which month, which place and how much."""

    column: str


class ReportFile:
    """A file of reports, and where to look up what stands in it."""

    layout: ClassVar[Layout]
    kinds: ClassVar[Mapping[str, ColumnKind]]
    needed: ClassVar[tuple[str, ...]]
    """The columns that every row fills."""

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
        self.reports: Sequence[Any] = self.gathered()
        """Those of which no row is wrong."""

    def gathered(self) -> Sequence[Any]:
        """The reports of the file, in the order in which they are recorded."""
        raise NotImplementedError

    def cells_at(self, places: set[Place]) -> dict[Place, dict[str, str]]:
        """What stands in some lines, by column."""
        return cells_at(places, self._content, self.layout, self._mapping, self._sheet)

    def readers(self, cells: Cells) -> Readers:
        """What reads the cells of a row, by column."""
        raise NotImplementedError

    def doubt(self, found: Found) -> None:
        """Be told what could be read of a row in which something is wrong."""

    def read(self, typed: Callable[[TableRow, Found], R]) -> list[R]:
        """The rows that are right, in their order; none of a file that cannot be read."""
        try:
            return list(self._read(typed))
        except UnreadableFile as error:
            self._problems.add(error.line, "", "", error.wrong)
            return []

    def _read(self, typed: Callable[[TableRow, Found], R]) -> Iterator[R]:
        reading = Reading(self._content, self.layout, self._mapping, self._problems, self._sheet)
        self.told = reading.told
        if self._problems.any:
            return
        for row in reading.rows():
            if self._problems.enough:
                return
            if _is_passed_over(row.cells):
                continue
            found, is_right = self._found(row)
            if is_right:
                yield typed(row, found)
            else:
                self.doubt(found)

    def _found(self, row: TableRow) -> tuple[Found, bool]:
        """What its cells say, and whether all of them can be read and none is missing."""
        found: Found = {}
        is_right = True
        for column, read in self.readers(row.cells).items():
            text = row.cells.get(column) or self._mapping.defaults.get(column, "")
            if not text:
                continue
            try:
                if type(text) is Held:
                    must_be_shown(self.kinds.get(column, "text"), text)
                found[column] = read(str(text))
            except InvalidValue as error:
                found[column] = None
                is_right = False
                self._problems.add(row.line, column, str(text), error, row.sheet)
        for column in self.needed:
            if column not in found:
                is_right = False
                self._problems.add(row.line, column, "", CellNeeded(column), row.sheet)
        return found, is_right


def _is_passed_over(cells: Cells) -> bool:
    """Whether an export has the row besides: what a report replaced, or what was replaced since."""
    replaced_by = cells.get("replaced_by", "")
    return cells.get("stands") == "-1" or (replaced_by.isascii() and replaced_by.isdigit())
