"""The changes of headcount per day, month and year: sums that do not grow with the ledger.

A figure on a day is the sum of all changes up to that day: whole years before it, whole months of
its year, and the days of its month. So a question reads a few small rows, however long the
history is. Where more was recorded since than an answer may know, the same sums come from the
movements themselves.

The sums are what the movements add up to, by one definition: it writes them, and it checks them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    Table,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from projections.cells import WHAT, cells
from projections.movements import movements
from projections.sides import TRANSFER
from projections.tables import ExactText, metadata, upsert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import CTE, ColumnElement, CompoundSelect, Connection, FromClause, Label, Select
    from sqlalchemy.sql.base import ReadOnlyColumnCollection

    from projections.tables import Difference, Row
    from projections.view import View

_DAY, _MONTH, _YEAR = "D", "M", "Y"

changes = Table(
    "changes",
    metadata,
    Column("span", ExactText, primary_key=True),
    Column("starts_on", ExactText, primary_key=True),
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("heads", BigInteger, nullable=False),
    Column("fte_units", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

_KEY = (changes.c.span, changes.c.starts_on, changes.c.cell)
_SUMS = (changes.c.heads, changes.c.fte_units)


def add_up(connection: Connection, after: int) -> None:
    """Add the movements after a position to the sums."""
    # SQLite needs a WHERE between a selection and ON CONFLICT.
    given = select(_sums_of(after).subquery("given")).where(true())
    sums = upsert(changes, connection.dialect.name).from_select(list(changes.c.keys()), given)
    added = {column.name: column + sums.excluded[column.name] for column in _SUMS}
    connection.execute(sums.on_conflict_do_update(index_elements=_KEY, set_=added))


def differences(connection: Connection) -> Iterator[Difference]:
    """Pairs of what the movements add up to and the sums in use, where they differ."""
    given = _sums_of(0).cte("given")
    same_key = and_(*(given.c[column.name] == column for column in _KEY))
    unequal = or_(*(given.c[column.name].is_distinct_from(column) for column in _SUMS))
    beside = given.outerjoin(changes, same_key)
    found = select(func.count(), func.count(case((unequal, 1)))).select_from(beside)
    in_use = select(func.count()).select_from(changes)
    if tuple(connection.execute(found).one()) == (connection.execute(in_use).scalar(), 0):
        return
    wrong = select(*given.c, *changes.c).select_from(beside).where(unequal)
    for row in connection.execute(wrong):
        yield _pair(tuple(row))
    needless = select(*given.c, *changes.c).select_from(changes.outerjoin(given, same_key))
    for row in connection.execute(needless.where(given.c.cell.is_(None))):
        yield _pair(tuple(row))


def _pair(row: Row) -> Difference:
    """A row of two tables side by side; where there is no key on one side, there is no row."""
    given, in_use = row[: len(changes.c)], row[len(changes.c) :]
    return given if given[0] else None, in_use if in_use[0] else None


def _sums_of(after: int) -> CompoundSelect[Any]:
    """What the movements after a position add up to, per day, month and year."""
    m = movements.c
    per_day = select(m.effective_on.label("starts_on"), m.cell, *_summed(m))
    days = per_day.where(m.position > after).group_by(m.effective_on, m.cell).cte("days")
    months = _per(days, len("2018-06")).cte("months")
    years = _per(months, len("2018")).cte("years")
    spans = ((_DAY, days), (_MONTH, months), (_YEAR, years))
    return union_all(*(select(literal(span).label("span"), *sums.c) for span, sums in spans))


def _per(sums: CTE, length: int) -> Select[Any]:
    """The sums added up for as much of their dates as is given."""
    start = func.substr(sums.c.starts_on, 1, length)
    per = select(start.label("starts_on"), sums.c.cell, *_summed(sums.c))
    return per.group_by(start, sums.c.cell)


def _summed(columns: ReadOnlyColumnCollection[str, Any]) -> list[Label[int]]:
    return [cast(func.sum(columns[column.name]), BigInteger).label(column.name) for column in _SUMS]


def changes_up_to(view: View, day: date) -> FromClause:
    """The sum of all changes up to the end of the day, a row for each cell and what it stands for."""
    on = day.isoformat()
    if view.is_past:
        known = _sums_in(movements).where(_known(view), movements.c.effective_on <= on)
        found = known.subquery("found")
    else:
        start = changes.c.starts_on
        spans = (
            and_(changes.c.span == _YEAR, start < on[:4]),
            and_(changes.c.span == _MONTH, start >= on[:4], start < on[:7]),
            and_(changes.c.span == _DAY, start >= on[:7], start <= on),
        )
        found = union_all(*(_sums_in(changes).where(span) for span in spans)).subquery("found")
    summed = select(found.c.cell, *_summed(found.c)).group_by(found.c.cell).subquery("summed")
    query = select(*WHAT, summed.c.heads, summed.c.fte_units)
    return query.join_from(summed, cells, summed.c.cell == cells.c.cell).subquery("up_to")


def kind_inside(change: FromClause, inside: ColumnElement[bool]) -> Label[str]:
    """The kind of a change; a transfer inside a group cancels there and counts as reassigned."""
    cancels = and_(change.c.kind.in_(TRANSFER), inside)
    return case((cancels, literal("reassigned")), else_=change.c.kind).label("kind")


def heads_per_day(
    view: View, within: ColumnElement[bool], *, after: date = date.min, up_to: date = date.max
) -> list[tuple[date, int]]:
    """The net change of heads in some of the cells, for every day on which there was a change.

    The day `after` is excluded, the day `up_to` included.
    """
    if view.is_past:
        table, on, known = movements, movements.c.effective_on, _known(view)
    else:
        table, on, known = changes, changes.c.starts_on, changes.c.span == _DAY
    query = select(on, func.sum(table.c.heads)).where(
        known,
        on > after.isoformat(),
        on <= up_to.isoformat(),
        table.c.cell.in_(select(cells.c.cell).where(within)),
    )
    found = view.connection.execute(query.group_by(on).order_by(on))
    return [(date.fromisoformat(day), int(heads)) for day, heads in found]


def _known(view: View) -> ColumnElement[bool]:
    return movements.c.position <= view.position


def _sums_in(table: Table) -> Select[Any]:
    return select(table.c.cell, table.c.heads, table.c.fte_units)
