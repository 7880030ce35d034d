"""A file of movements: its rows in the order in which they take effect."""

from __future__ import annotations

from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from ledger.exchange.movement_columns import LAYOUT
from ledger.exchange.movement_row import Row, RowReader
from ledger.exchange.sheets.lookup import cells_at
from ledger.exchange.sheets.mapping import NO_MAPPING, FileMapping
from ledger.exchange.sheets.reading import Reading
from ledger.exchange.sheets.wrong import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.exchange.sheets.problems import Place, Problems
    from ledger.exchange.sheets.told import Told

_FAR_AHEAD = timedelta(days=366)


class MovementFile:
    """The rows of a file, and where to look up what stands in it."""

    def __init__(
        self,
        content: bytes,
        problems: Problems,
        mapping: FileMapping = NO_MAPPING,
        *,
        sheet: str | None = None,
        today: date | None = None,
    ) -> None:
        """Read the file; what is wrong goes to `problems`."""
        self._content, self._mapping, self._sheet = content, mapping, sheet
        self._far = today + _FAR_AHEAD if today else date.max
        self.told: Told | None = None
        self.rows: list[Row] = []
        """The rows in order of date, then of sheet and line."""
        try:
            self.rows = sorted(self._read(problems), key=attrgetter("effective_on"))
        except UnreadableFile as error:
            problems.add(error.line, "", "", error.wrong)

    def cells_at(self, places: set[Place]) -> dict[Place, dict[str, str]]:
        """What stands in some lines, by column."""
        return cells_at(places, self._content, LAYOUT, self._mapping, self._sheet)

    def _read(self, problems: Problems) -> Iterator[Row]:
        reading = Reading(self._content, LAYOUT, self._mapping, problems, self._sheet)
        self.told = reading.told
        if problems.any:
            return
        for table in reading.tables:
            reader = RowReader(
                [name for name in table.columns if name], problems, reading.told, self._mapping
            )
            for each in table.rows():
                if problems.enough:
                    return
                row = reader.row(each)
                if row is not None:
                    if row.effective_on > self._far:
                        reading.told.far_ahead += 1
                    yield row
