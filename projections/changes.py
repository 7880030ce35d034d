"""The changes of headcount per day, month and year: sums that do not grow with the ledger.

A figure on a day is the sum of all changes up to that day: whole years before it, whole months of
its year, and the days of its month. So a question reads a few small rows, however long the
history is. Asked about the ledger's own past, the same sums come from the movements themselves.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Table, and_, select, union_all

from projections.movements import movements
from projections.tables import ExactText, SummedRows, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, FromClause, Select

    from projections.sides import Effect
    from projections.tables import Difference
    from projections.view import View

DAY, _MONTH, _YEAR = "D", "M", "Y"

changes = Table(
    "changes",
    metadata,
    Column("span", ExactText, primary_key=True),
    Column("starts_on", ExactText, primary_key=True),
    Column("kind", ExactText, primary_key=True),
    Column("site", ExactText, primary_key=True),
    Column("other_site", ExactText, primary_key=True),
    Column("contract", ExactText, primary_key=True),
    Column("other_contract", ExactText, primary_key=True),
    Column("heads", BigInteger, nullable=False),
    Column("fte_units", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

_CELL = ("kind", "site", "other_site", "contract", "other_contract", "heads", "fte_units")


class Changes:
    """Adds the effects of movements up, per day, month and year."""

    def __init__(self) -> None:
        self._rows = SummedRows(changes)
        self._times: Counter[Effect] = Counter()

    def add(self, effect: Effect) -> None:
        """A movement has taken effect."""
        self._times[effect] += 1

    def __len__(self) -> int:
        """How many sums are gathered."""
        return len(self._rows)

    def sum_up(self) -> None:
        """Add up what has come since the last time, a day at a time."""
        add = self._rows.add
        for effect, times in self._times.items():
            for kind, site, other_site, contract, other_contract, heads, fte_units in effect.sides:
                cell = DAY, effect.on, kind, site, other_site, contract, other_contract
                add(cell, times * heads, times * fte_units)
        self._times.clear()

    def write(self, connection: Connection) -> None:
        """Add what was gathered to the table."""
        self._roll_up()
        self._rows.write(connection)

    def differences(self, connection: Connection) -> Iterator[Difference]:
        """Where the table differs from what was gathered."""
        self._roll_up()
        return self._rows.differences(connection)

    def _roll_up(self) -> None:
        """Add the days up to months and years."""
        self.sum_up()
        for (_, on, *cell), (heads, fte_units) in self._rows.sums():
            self._rows.add((_MONTH, on[:7], *cell), heads, fte_units)
            self._rows.add((_YEAR, on[:4], *cell), heads, fte_units)


def changes_up_to(view: View, day: date) -> FromClause:
    """All changes up to the end of the day, with the columns of a movement's side."""
    on = day.isoformat()
    if view.known_at is not None:
        return _movements(view).where(movements.c.effective_on <= on).subquery("up_to")
    start = changes.c.starts_on
    spans = (
        and_(changes.c.span == _YEAR, start < on[:4]),
        and_(changes.c.span == _MONTH, start >= on[:4], start < on[:7]),
        and_(changes.c.span == DAY, start >= on[:7], start <= on),
    )
    cells = [changes.c[name] for name in _CELL]
    return union_all(*(select(*cells).where(span) for span in spans)).subquery("up_to")


def changes_per_day(view: View, after: date, up_to: date) -> FromClause:
    """The changes day by day, after one day and up to the end of another."""
    if view.known_at is not None:
        on = movements.c.effective_on
        days = _movements(view).add_columns(on.label("day"))
    else:
        on = changes.c.starts_on
        cells = [changes.c[name] for name in _CELL]
        days = select(*cells, on.label("day")).where(changes.c.span == DAY)
    return days.where(on > after.isoformat(), on <= up_to.isoformat()).subquery("per_day")


def _movements(view: View) -> Select[Any]:
    cells = [movements.c[name] for name in _CELL]
    return select(*cells).where(movements.c.position <= view.position)
