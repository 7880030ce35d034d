"""The changes of headcount per cell and day, and their sums up to each day.

A figure on a day is the sum of all changes up to that day, and each cell has that sum in the row of
the last day on which it changed. So a question reads one small row a cell, however long the history
is, and there are never more rows than sides of movements. Where more was recorded since than an
answer may know, the same sums come from the movements themselves.

The sums are what the movements add up to: `differences` says where they are not.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
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

from projections.cells import TRANSFER, WHAT, cells
from projections.movements import movements
from projections.projection import Sums
from projections.tables import ExactText, metadata, upsert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import (
        CTE,
        ColumnElement,
        Connection,
        FromClause,
        Insert,
        Label,
        ScalarSelect,
        Select,
    )
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

_BEFORE = ""
"""Stands before every day."""
_KEY = (changes.c.cell, changes.c.effective_on)
_SUMS = (changes.c.heads, changes.c.heads_so_far, changes.c.fte_units_so_far)


def addition(dialect: str, after: ColumnElement[int]) -> Insert:
    """What adds the movements after a position to the sums.

    A day that is new gets a row. What came late is in the sums of all later days of its cell too.
    """
    m = movements.c
    given = select(m.cell, m.effective_on, m.heads, m.fte_units).where(m.position > after)
    both = union_all(given, _there_from_the_first_of(after)).subquery("both")
    days = select(both.c.cell, both.c.effective_on, *_summed(both.c))
    so_far = _so_far(days.group_by(both.c.cell, both.c.effective_on).cte("days")).subquery("so_far")
    rows = select(so_far).where(so_far.c.effective_on != _BEFORE)
    sums = upsert(changes, dialect).from_select([*_KEY, *_SUMS], rows)
    added = {column.name: sums.excluded[column.name] for column in _SUMS}
    return sums.on_conflict_do_update(index_elements=_KEY, set_=added)


def _there_from_the_first_of(after: ColumnElement[int]) -> Select[Any]:
    """The changes that are there already, in each cell from its first day after a position on.

    All that was before that day is one change, before every day.
    """
    m = movements.c
    first = select(m.cell, func.min(m.effective_on).label("effective_on"))
    first_day = first.where(m.position > after).group_by(m.cell).cte("first_day")
    each = changes.alias("each")
    last_before = (
        select(func.max(each.c.effective_on))
        .where(each.c.cell == first_day.c.cell, each.c.effective_on < first_day.c.effective_on)
        .scalar_subquery()
    )
    since = func.coalesce(last_before, first_day.c.effective_on)
    day = changes.c.effective_on
    change = (
        (
            sum_ - func.coalesce(func.lag(sum_).over(partition_by=changes.c.cell, order_by=day), 0)
        ).label(name)
        for name, sum_ in (
            ("heads", changes.c.heads_so_far),
            ("fte_units", changes.c.fte_units_so_far),
        )
    )
    on = case((day < first_day.c.effective_on, literal(_BEFORE)), else_=day).label("effective_on")
    there = and_(changes.c.cell == first_day.c.cell, day >= since)
    return select(changes.c.cell, on, *change).join_from(first_day, changes, there)


def differences(connection: Connection) -> Iterator[Difference]:
    """Pairs of what the movements add up to and the sums in use, where they differ."""
    m = movements.c
    days = select(m.cell, m.effective_on, *_summed(m)).group_by(m.cell, m.effective_on)
    given = _so_far(days.cte("days")).cte("so_far")
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


SUMS = Sums(changes, addition, differences)


def _pair(row: Row) -> Difference:
    """A row of two tables side by side; where there is no key on one side, there is no row."""
    given, in_use = row[: len(changes.c)], row[len(changes.c) :]
    return given if given[0] else None, in_use if in_use[0] else None


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
    if view.is_past and _is_nearer_to_now(view):
        return _now_less_what_came_later(view, on)
    if view.is_past:
        summed = _of_movements(_known(view), on).subquery("summed")
        query = select(*WHAT, summed.c.heads, summed.c.fte_units)
        return query.join_from(summed, cells, summed.c.cell == cells.c.cell).subquery("up_to")
    return _now(on)


@lru_cache
def _now(on: str) -> FromClause:
    """The sums as they are now, up to the end of a day."""
    # A number taken cell by cell is one look into the key, whatever else it is joined to.
    sums = (_so_far_on(cells.c.cell, on, column) for column in _SUMS[1:])
    heads, fte_units = sums
    query = select(*WHAT, heads.label("heads"), fte_units.label("fte_units"))
    return query.where(heads.is_not(None)).subquery("up_to")


def _of_movements(which: ColumnElement[bool], on: str) -> Select[Any]:
    """The sums of some movements up to the end of a day, a row for each cell."""
    m = movements.c
    return select(m.cell, *_summed(m)).where(which, m.effective_on <= on).group_by(m.cell)


def _is_nearer_to_now(view: View) -> bool:
    """Whether it is quicker to take away what was recorded after what the view knows.

    That may have to read what was recorded before as well, which takes half as long as adding it up.
    """
    last = view.connection.execute(select(func.max(movements.c.position))).scalar() or 0
    return 2 * (last - view.position) < view.position


def _now_less_what_came_later(view: View, on: str) -> FromClause:
    """The sums as they are now, less all that was recorded since.

    A cell of which nothing is left has its row all the same if anything of it was known. That is
    looked up only if there is such a cell.
    """
    later = _of_movements(movements.c.position > view.position, on).subquery("later")
    now = {column.name: _so_far_on(cells.c.cell, on, column) for column in _SUMS[1:]}
    heads, fte_units = (
        now[f"{name}_so_far"] - func.coalesce(later.c[name], 0) for name in ("heads", "fte_units")
    )
    known = select(movements.c.cell).where(_known(view), movements.c.effective_on <= on)
    is_known = or_(later.c.cell.is_(None), heads != 0, fte_units != 0, cells.c.cell.in_(known))
    query = select(*WHAT, heads.label("heads"), fte_units.label("fte_units"))
    query = query.join_from(cells, later, later.c.cell == cells.c.cell, isouter=True)
    return query.where(now["heads_so_far"].is_not(None), is_known).subquery("up_to")


def changes_between(view: View, since: date, on: date) -> FromClause:
    """The changes after the end of one day up to the end of another, a row for each cell and day."""
    after, up_to = since.isoformat(), on.isoformat()
    if view.is_past:
        m = movements.c
        within = m.effective_on > after, m.effective_on <= up_to
        days = select(m.cell, m.effective_on, *_summed(m)).where(_known(view), *within)
        each: FromClause = days.group_by(m.cell, m.effective_on).subquery("days")
    else:
        each = _days_between(after, up_to)
    query = select(*WHAT, each.c.effective_on, each.c.heads, each.c.fte_units)
    return query.join_from(each, cells, each.c.cell == cells.c.cell).subquery("between")


def _days_between(after: str, up_to: str) -> FromClause:
    """What each sum has more than the one before it; before the first one is that of `after`."""
    cell, day = _KEY
    units = changes.c.fte_units_so_far
    before = func.coalesce(
        func.lag(units).over(partition_by=cell, order_by=day), _so_far_on(cell, after, units), 0
    )
    query = select(cell, day, changes.c.heads, (units - before).label("fte_units"))
    return query.where(day > after, day <= up_to).subquery("days")


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
