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

    from sqlalchemy import CTE, ColumnElement, Connection, FromClause, Label, ScalarSelect, Select
    from sqlalchemy.sql.base import ReadOnlyColumnCollection

    from projections.tables import Difference, Row
    from projections.view import View

changes = Table(
    "changes",
    metadata,
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("effective_on", ExactText, primary_key=True),
    Column("heads", Integer, nullable=False),
    Column("heads_so_far", Integer, nullable=False),
    Column("fte_units_so_far", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

_KEY = (changes.c.cell, changes.c.effective_on)
_SUMS = (changes.c.heads, changes.c.heads_so_far, changes.c.fte_units_so_far)


def add_up(connection: Connection, after: int) -> None:
    """Add the movements after a position to the sums.

    A day that is new gets a row. What came late is in the sums of all later days of its cell too.
    """
    given = _sums_of(after)
    first = select(given.c.cell, func.min(given.c.effective_on).label("effective_on"))
    first_day = first.group_by(given.c.cell).cte("first_day")
    is_later = and_(
        changes.c.cell == first_day.c.cell, changes.c.effective_on > first_day.c.effective_on
    )
    later = select(*_KEY, literal(0), literal(0)).join_from(first_day, changes, is_later)
    both = union_all(select(given), later).subquery("both")
    days = select(both.c.cell, both.c.effective_on, *_summed(both.c))
    more = _so_far(days.group_by(both.c.cell, both.c.effective_on).cte("days")).subquery("more")
    cell, day = more.c.cell, more.c.effective_on
    so_far = (
        more.c[column.name] + func.coalesce(_so_far_on(cell, day, column), 0)
        for column in _SUMS[1:]
    )
    # SQLite needs a WHERE between a selection and ON CONFLICT.
    rows = select(cell, day, more.c.heads, *so_far).where(true())
    sums = upsert(changes, connection.dialect.name).from_select([*_KEY, *_SUMS], rows)
    added = {
        "heads": changes.c.heads + sums.excluded.heads,
        **{column.name: sums.excluded[column.name] for column in _SUMS[1:]},
    }
    connection.execute(sums.on_conflict_do_update(index_elements=_KEY, set_=added))


def differences(connection: Connection) -> Iterator[Difference]:
    """Pairs of what the movements add up to and the sums in use, where they differ."""
    given = _so_far(_sums_of(0)).cte("so_far")
    same_key = and_(*(given.c[column.name] == column for column in _KEY))
    unequal = or_(*(given.c[column.name].is_distinct_from(column) for column in _SUMS))
    beside = given.outerjoin(changes, same_key)
    found = select(func.count(), func.count(case((unequal, 1)))).select_from(beside)
    in_use = select(func.count()).select_from(changes)
    if tuple(connection.execute(found).one()) == (connection.execute(in_use).scalar(), 0):
        return
    both = [*(given.c[column.name] for column in changes.c), *changes.c]
    for row in connection.execute(select(*both).select_from(beside).where(unequal)):
        yield _pair(tuple(row))
    needless = select(*both).select_from(changes.outerjoin(given, same_key))
    for row in connection.execute(needless.where(given.c.cell.is_(None))):
        yield _pair(tuple(row))


def _pair(row: Row) -> Difference:
    """A row of two tables side by side; where there is no key on one side, there is no row."""
    given, in_use = row[: len(changes.c)], row[len(changes.c) :]
    return given if given[0] else None, in_use if in_use[0] else None


def _sums_of(after: int) -> CTE:
    """What the movements after a position add up to, per cell and day."""
    m = movements.c
    days = select(m.cell, m.effective_on, *_summed(m)).where(m.position > after)
    return days.group_by(m.cell, m.effective_on).cte("given")


def _so_far(days: CTE) -> Select[Any]:
    """The heads of each day, and the sums from the first of these days up to each."""
    sums = (
        cast(
            func.sum(days.c[name]).over(partition_by=days.c.cell, order_by=days.c.effective_on),
            BigInteger,
        ).label(f"{name}_so_far")
        for name in ("heads", "fte_units")
    )
    return select(days.c.cell, days.c.effective_on, days.c.heads, *sums)


def _summed(columns: ReadOnlyColumnCollection[str, Any]) -> list[Label[int]]:
    return [
        cast(func.sum(columns[name]), BigInteger).label(name) for name in ("heads", "fte_units")
    ]


def _so_far_on(
    cell: ColumnElement[int], day: ColumnElement[str] | str, column: Column[int]
) -> ScalarSelect[int]:
    """A sum of a cell as it was at the end of a day; none where nothing had changed."""
    each = changes.alias()
    latest = select(each.c[column.name]).where(each.c.cell == cell, each.c.effective_on <= day)
    return latest.order_by(each.c.effective_on.desc()).limit(1).scalar_subquery()


def changes_up_to(view: View, day: date) -> FromClause:
    """The sum of all changes up to the end of the day, a row for each cell and what it stands for."""
    on = day.isoformat()
    if view.is_past:
        m = movements.c
        known = select(m.cell, *_summed(m)).where(_known(view), m.effective_on <= on)
        summed = known.group_by(m.cell).subquery("summed")
        query = select(*WHAT, summed.c.heads, summed.c.fte_units)
        return query.join_from(summed, cells, summed.c.cell == cells.c.cell).subquery("up_to")
    # A number taken cell by cell is one look into the key, whatever else it is joined to.
    sums = (_so_far_on(cells.c.cell, on, column) for column in _SUMS[1:])
    heads, fte_units = sums
    query = select(*WHAT, heads.label("heads"), fte_units.label("fte_units"))
    return query.where(heads.is_not(None)).subquery("up_to")


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
        table, known = movements, _known(view)
    else:
        table, known = changes, true()
    on = table.c.effective_on
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
