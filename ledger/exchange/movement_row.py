"""A row of a file of movements: what it asks for, and all that can be wrong with it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.placement import UNCHANGED, Placement, Unchanged
from domain.refusal import InvalidValue, facts
from domain.words import Engagement, LeavingReason
from domain.workforce.movement_commands import Chosen, Hire, Leave, Reassign, Transfer
from ledger.exchange.movement_columns import (
    MovementName,
    is_number,
    movement,
    must_be_shown,
    readers,
    reason_of,
)
from ledger.exchange.sheets.cells import Held
from ledger.exchange.sheets.wrong import WrongInFile

if TYPE_CHECKING:
    from domain.workforce.movement_commands import Move
    from ledger.exchange.sheets.mapping import FileMapping
    from ledger.exchange.sheets.problems import Problems
    from ledger.exchange.sheets.table import TableRow
    from ledger.exchange.sheets.told import Told

_DECIDING = frozenset({"side", "voided_by"})
"""The columns of an export that decide whether a row is passed over."""
_MOST_REMEMBERED = 4_096
_LAST_OF_ALL = date(2200, 12, 31)


@facts
class OtherReason(InvalidValue):
    """A leaver's movement says another reason than the column of reasons."""

    said: str
    """What the movement says."""


class Row(NamedTuple):
    """One row that can be tried: its values are valid, whether or not the rules allow it."""

    line: int
    sheet: str
    """Which sheet it is in, of several."""
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
    note: str | None = None

    @property
    def asks(self) -> Move:
        """What it asks for: the same value as a command that is typed."""
        named, on = self.operator, self.effective_on
        chosen = Chosen(count=self.heads) if named is None else Chosen((named,))
        if self.movement == "leave":
            return Leave(chosen, effective_on=on, reason=self.reason, from_site=self.site)
        terms: dict[str, Any] = {
            "contract": self.contract,
            "fte": self.fte,
            "engagement": self.engagement,
        }
        if self.movement == "hire":
            return Hire(chosen, effective_on=on, at=Placement(self.site or "").but(**terms))
        if self.movement == "transfer":
            to_site = self.to_site or ""
            return Transfer(chosen, effective_on=on, to_site=to_site, from_site=self.site, **terms)
        return Reassign(chosen, effective_on=on, at_site=self.site, **terms)

    @property
    def said(self) -> tuple[object, ...]:
        """What the row says, wherever it stands and whatever is noted beside it."""
        return self[2:-1]


_TO_SITE = {"to_site": "only-a-transfer"}
_REASON = {
    "reason": "only-a-leaver",
    "last_day": "only-a-leaver-s-day",
}
_OF_LEAVERS = ("contract", "fte", "engagement")
_NEEDLESS: dict[MovementName, dict[str, str]] = {
    "hire": _TO_SITE | _REASON,
    "transfer": _REASON,
    "reassign": {"count": "reassignment-of-a-count"} | _TO_SITE | _REASON,
    "leave": _TO_SITE | dict.fromkeys(_OF_LEAVERS, "leaver-unchanged"),
}
"""The columns that are empty for a movement, and what is said where they are not."""


@lru_cache(_MOST_REMEMBERED)
def _not_together(movement: MovementName, filled: tuple[str, ...]) -> list[tuple[str, str]]:
    """Which cells of a row do not go together, by the columns in which it has something."""
    wrong = []
    if "effective_on" not in filled and "last_day" not in filled:
        wrong.append(("effective_on", "date-needed"))
    if ("operator" in filled) == ("count" in filled):
        wrong.append(("operator", "operator-or-count"))
    wrong += [item for item in _NEEDLESS[movement].items() if item[0] in filled]
    if "site" not in filled and (movement == "hire" or "count" in filled):
        wrong.append(("site", "site-needed"))
    if movement == "transfer" and "to_site" not in filled:
        wrong.append(("to_site", "to-site-needed"))
    return wrong


class RowReader:
    """Reads the lines of one table, whose header names the columns."""

    def __init__(
        self, header: list[str], problems: Problems, told: Told, mapping: FileMapping
    ) -> None:
        self._told, self._defaults = told, mapping.defaults
        self._is_mapped = mapping.is_given
        filled = {*header, *mapping.defaults} | {
            column
            for meanings in mapping.values.values()
            for meaning in meanings.values()
            for column in meaning
        }
        known = readers(mapping.hours_full_time).items()
        self._readers = [(name, read) for name, read in known if name in filled]
        self._has_one_place = "to_site" not in filled
        self._is_an_export = not _DECIDING.isdisjoint(header)
        self._problems = problems
        self._row: TableRow
        self._cells: dict[str | None, str] = {}
        self._is_right = True

    def row(self, row: TableRow) -> Row | None:
        """The row; none where something is wrong with it, or an export has it for others."""
        cells = row.cells
        self._row, self._cells, self._is_right = row, cells, True
        if self._is_an_export and self._is_passed_over():
            return None
        said = cells.get("movement") or self._defaults.get("movement", "")
        what: MovementName | None = None
        try:
            if type(said) is Held:
                must_be_shown("movement", said)
            what = movement(str(said))
        except InvalidValue as error:
            self._wrong("movement", error)
        if what is not None:
            read = self._read(what, reason_of(str(said)))
            if self._is_right:
                return read
        if cells.get("operator"):
            self._problems.in_doubt.add(cells["operator"])
        elif what == "hire":
            self._problems.unmade_at.add(cells.get("site", ""))
        return None

    def _read(self, movement: MovementName, because: LeavingReason | None) -> Row:
        found: dict[str, Any] = {}
        needless = _NEEDLESS[movement]
        cells = self._cells
        if self._defaults:
            self._fill(needless)
        for column, read in self._readers:
            text = cells.get(column)
            if text:
                try:
                    if type(text) is Held:
                        must_be_shown(column, text)
                        text = str(text)
                    found[column] = read(text)
                except InvalidValue as error:
                    found[column] = None
                    if column not in needless:
                        self._wrong(column, error)
        self._settle(movement, found)
        if because is not None and found.setdefault("reason", because) not in (because, None):
            self._wrong("reason", OtherReason(because))
        for column, message in _not_together(movement, tuple(found)):
            self._wrong(column, message)
        if self._is_an_export:
            self._check_export()
        value = found.get
        return Row(
            self._row.line,
            self._row.sheet,
            movement,
            value("operator"),
            value("count"),
            value("site"),
            value("to_site"),
            value("contract", UNCHANGED),
            value("fte", UNCHANGED),
            value("engagement", UNCHANGED),
            self._effective_on(movement, found),
            value("reason", "other"),
            value("note"),
        )

    def _settle(self, movement: MovementName, found: dict[str, Any]) -> None:
        """Take out what says nothing of the movement, and put the one place where it belongs."""
        if self._is_mapped and movement == "leave":
            self._pass_over_of_leaver(found)
        if self._has_one_place and movement == "transfer" and "operator" in found:
            found["to_site"] = found.pop("site", None)
            if found["to_site"] is None:
                del found["to_site"]

    def _fill(self, needless: dict[str, str]) -> None:
        """Put the mapping's defaults where nothing stands and something may."""
        for column, text in self._defaults.items():
            if column not in needless and not self._cells.get(column):
                is_other = (column == "count" and self._cells.get("operator")) or (
                    column == "operator" and self._cells.get("count")
                )
                if not is_other:
                    self._cells[column] = text

    def _pass_over_of_leaver(self, found: dict[str, Any]) -> None:
        """A list may say of a leaver what it says of everybody; it changes nothing."""
        passed = [found.pop(column) for column in _OF_LEAVERS if column in found]
        self._told.leavers += bool(passed)

    def _effective_on(self, movement: MovementName, found: dict[str, Any]) -> date:
        """The day after a leaver's last one; a date that is given besides must be that day."""
        last_day: date | None = found.get("last_day")
        given: date = found.get("effective_on") or date.min
        if last_day is None or movement != "leave":
            return given
        effective_on = last_day + timedelta(days=1)
        if effective_on > _LAST_OF_ALL:
            self._wrong("last_day", "day-after-too-late")
        if found.get("effective_on") and given != effective_on:
            self._wrong("effective_on", WrongInFile("day-after-differs", f"{effective_on}"))
        return effective_on

    def _is_passed_over(self) -> bool:
        """Whether an export has the row besides: a second side, a void, or what was voided."""
        side, voided_by = self._cells.get("side"), self._cells.get("voided_by", "")
        is_void = side == "1" and self._cells.get("movement") == "void"
        return side == "2" or is_void or is_number(voided_by)

    def _check_export(self) -> None:
        """Whether the columns that decide what is passed over are as an export writes them."""
        if self._cells.get("side", "") not in {"", "1"}:
            self._wrong("side", "no-side")
        if self._cells.get("voided_by"):
            self._wrong("voided_by", "no-position")

    def _wrong(self, column: str, wrong: str | InvalidValue) -> None:
        message = WrongInFile(wrong) if isinstance(wrong, str) else wrong
        self._is_right = False
        cell = self._cells.get(column, "")
        self._problems.add(self._row.line, column, cell, message, self._row.sheet)
