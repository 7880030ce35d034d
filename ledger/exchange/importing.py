"""Records the rows of a movement file: all of them, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from domain.contracts.contract_refusals import ContractNotRunning, UnknownContract
from domain.nearly_known import CodeNearlyKnown
from domain.places.site_refusals import SiteIsClosed, SiteNotYetOpen, UnknownSite
from domain.refusal import Refusal, facts
from domain.workforce.movement_refusals import (
    NotAtSite,
    NotEnoughOperators,
    NothingChanges,
    NotHired,
    OutOfOrder,
    SameSite,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from domain.values import OperatorCode
    from domain.workforce.movement_commands import Move
    from domain.workforce.operator import Operator
    from ledger.exchange.movement_row import Row
    from ledger.exchange.sheets.problems import Place, Problem, ProblemGroup, Problems
    from ledger.exchange.sheets.told import Told
    from ledger.reading.catching_up import Meter
    from ledger.recording.unit_of_work import Recording

_COLUMN_OF: dict[type[Refusal], str] = {
    OutOfOrder: "effective_on",
    SiteIsClosed: "effective_on",
    SiteNotYetOpen: "effective_on",
    ContractNotRunning: "contract",
    UnknownContract: "contract",
    NotAtSite: "site",
    NothingChanges: "fte",
    NotEnoughOperators: "count",
    SameSite: "to_site",
    UnknownSite: "site",
}
"""Where a refused row is most likely wrong; the operator where nothing else is said."""
_METER_STEP = 1_000
_MANY = 100


class NotHiredBefore(NotHired):
    """Rows of one day are taken in the order of the file, so that a hire stands before the rest."""


class FileOfRows(Protocol):
    """A file whose rows were read."""

    told: Told | None

    def cells_at(self, places: set[Place], /) -> dict[Place, dict[str, str]]:
        """What stands in some lines, by column."""


@facts
class BadRows(Refusal):
    """A file in which something is wrong. Nothing of it was recorded."""

    count: int
    many: bool

    problems: ClassVar[Sequence[Problem]] = ()
    groups: ClassVar[Sequence[ProblemGroup]] = ()
    told: ClassVar[Told | None] = None
    """What of the file was read otherwise than one would expect, or not at all."""

    @classmethod
    def of(
        cls, problems: Problems, file: FileOfRows, near: Callable[[str, str], Sequence[str]]
    ) -> BadRows:
        """The refusal of a file, with all that is wrong in it."""
        refusal = cls(problems.count, problems.count >= _MANY)
        said, groups = problems.told(file.cells_at(problems.places), near)
        vars(refusal).update(problems=said, groups=groups, told=file.told)
        return refusal

    def variants(self) -> Iterator[str]:
        if self.many:
            yield "many"


class Importing:
    """Decides the rows of one file, in their order, within one command's transaction."""

    def __init__(self, recording: Recording, problems: Problems, meter: Meter) -> None:
        self._recording = recording
        self._register = recording.aggregates
        self._problems = problems
        self._meter = meter
        self._recorded_version: dict[str, int] = {}
        self._hired_by_name: list[str] = []
        self._hired_on: set[tuple[str | None, date]] = set()
        self._lately_voided: list[str] = []

    def voided_before(self) -> tuple[str, ...]:
        """The operators of whom the last thing recorded was a void, and whom the file moved."""
        return tuple(
            code
            for code in self._lately_voided
            if self._register.operator(code).version > self._recorded_version[code]
        )

    def pass_over(self, rows: Sequence[Row], known: Sequence[tuple[OperatorCode, bool]]) -> None:
        """Count the rows of a file that was recorded; what was voided of them since stays so.

        `known` is whose movements were recorded with the file, and whether each stands.
        """
        self._look_up(rows)
        named = [(self._register.operator(row.operator), row) for row in rows if row.operator]
        voided = sum(not self._is_recorded(operator, row.asks) for operator, row in named)
        voided += sum(not stands for code, stands in known if code not in self._recorded_version)
        self._recording.pass_over(sum(row.heads or 1 for row in rows), taken_back=voided)

    def _look_up(self, rows: Sequence[Row]) -> None:
        """Read the operators whom the file names, all at once."""
        named = dict.fromkeys(row.operator for row in rows if row.operator is not None)
        for operator in self._register.operators(named):
            self._recorded_version[operator.code] = operator.version
            if operator.version > (operator.latest.version if operator.latest else 0):
                self._lately_voided.append(operator.code)

    def decide(self, rows: Sequence[Row]) -> None:
        """Decide every row; a refused one goes to the problems."""
        self._look_up(rows)
        first = {row.operator: row.movement for row in reversed(rows) if row.operator is not None}
        self._hired_by_name = [code for code, movement in first.items() if movement == "hire"]
        self._hired_on = {
            (row.operator, row.effective_on) for row in rows if row.movement == "hire"
        }
        self._refuse_twins(rows, first)
        for number, row in enumerate(rows, 1):
            if self._problems.enough:
                return
            try:
                if row.operator not in self._problems.in_doubt:
                    self._decide(row)
            except Refusal as refusal:
                self._note(row, refusal)
            if number % _METER_STEP == 0 or number == len(rows):
                self._meter(number, len(rows))

    def _refuse_twins(self, rows: Sequence[Row], first: Mapping[str, str]) -> None:
        """Note of the new codes of a file those that nearly are others."""
        named = dict.fromkeys(row.operator for row in rows if row.operator is not None)
        twins = self._recording.twins(code for code in named if first[code] == "hire")
        for row in rows if twins else ():
            if row.operator in twins and row.operator not in self._problems.in_doubt:
                self._problems.in_doubt.add(row.operator)
                nearly = CodeNearlyKnown("operator", row.operator, twins[row.operator])
                self._problems.add(row.line, "operator", "", nearly, row.sheet)

    def _note(self, row: Row, refusal: Refusal) -> None:
        """Note why a row is refused, unless that may be for want of another wrong row."""
        if isinstance(refusal, NotEnoughOperators) and self._problems.any:
            return
        if isinstance(refusal, NotHired) and self._problems.may_be_missing(row.operator or ""):
            return
        column = _COLUMN_OF.get(type(refusal), "operator" if row.operator else "count")
        if isinstance(refusal, UnknownSite) and refusal.site == row.to_site:
            column = "to_site"
        if row.operator is not None:
            self._problems.in_doubt.add(row.operator)
        elif row.movement == "hire":
            self._problems.unmade_at.add(row.site or "")
        if isinstance(refusal, NotHired) and (row.operator, row.effective_on) in self._hired_on:
            refusal = NotHiredBefore(refusal.operator)
        self._problems.add(row.line, column, "", refusal, row.sheet)

    def _decide(self, row: Row) -> None:
        recording, asked = self._recording, row.asks
        for operator in self._operators(row):
            if self._is_recorded(operator, asked):
                recording.decide(operator.code, None)
            else:
                decided = operator.decide(asked, self._register)
                recording.decide(operator.code, decided, row.note)

    def _operators(self, row: Row) -> Sequence[Operator]:
        if row.operator is not None:
            return (self._register.operator(row.operator),)
        count, site = row.heads or 0, row.site or ""
        if row.movement == "hire":
            self._register.site(site).must_be_open_on(row.effective_on)
            return self._recording.roster.new_operators(site, count, taken=self._hired_by_name)
        first = not self._problems.any  # others that follow are not told
        return self._recording.roster.pick(site, count, row.effective_on, explained=first)

    def _is_recorded(self, operator: Operator, asked: Move) -> bool:
        """Whether the operator's recorded history, before this file, already says so.

        What a row asks is tried on the operator as it was after each of that day's movements: where the
        domain has nothing to add, it was recorded. Once this file has moved the operator, only
        the latest movement counts, as it does for every command.
        """
        if operator.version != self._recorded_version.get(operator.code):
            return False
        for step in operator.standing:
            if step.effective_on < asked.effective_on:
                return False
            if step.effective_on == asked.effective_on:
                try:
                    if operator.as_after(step).decide(asked, self._register) is None:
                        return True
                except Refusal:
                    continue
        return False
