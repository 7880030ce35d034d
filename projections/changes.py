"""The changes of headcount per cell and day, and their sums up to each day.

A figure on a day is the sum of all changes up to that day, and each cell has that sum in the row of
the last day on which it changed. So a question reads one small row a cell, however long the history
is, and there are never more rows than sides of movements. Where more was recorded since than an
answer may know, the same sums come from the movements themselves.

The sums are what the movements add up to: `differences` says where they are not.

What is asked of them are a few statements that are made once. Of which days, and what is known, they
are told as parameters whenever they are executed.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    Table,
    and_,
    bindparam,
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
_AFTER: ColumnElement[str] = bindparam("after")
_UP_TO: ColumnElement[str] = bindparam("up_to")
_KNOWN = movements.c.position <= bindparam("position")


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
    cell: ColumnElement[int], day: ColumnElement[str], column: Column[int]
) -> ScalarSelect[int]:
    """A sum of a cell as it was at the end of a day; none where nothing had changed."""
    each = changes.alias()
    latest = select(each.c[column.name]).where(each.c.cell == cell, each.c.effective_on <= day)
    return latest.order_by(each.c.effective_on.desc()).limit(1).scalar_subquery()


def of_days(view: View, *, up_to: date, after: date = date.min) -> dict[str, Any]:
    """What a statement about changes is told: its days, and what may be known."""
    return {"after": after.isoformat(), "up_to": up_to.isoformat(), "position": view.position}


def changes_up_to(view: View) -> FromClause:
    """The sum of all changes up to the end of a day, a row for each cell and what it stands for."""
    if not view.is_past:
        return _now()
    return _now_less_what_came_later() if _is_nearer_to_now(view) else _as_known()


@cache
def _now() -> FromClause:
    """The sums as they are now, up to the end of a day."""
    # A number taken cell by cell is one look into the key, whatever else it is joined to.
    sums = (_so_far_on(cells.c.cell, _UP_TO, column) for column in _SUMS[1:])
    heads, fte_units = sums
    query = select(*WHAT, heads.label("heads"), fte_units.label("fte_units"))
    return query.where(heads.is_not(None)).subquery("up_to")


@cache
def _as_known() -> FromClause:
    """The sums of the movements that are known, up to the end of a day."""
    summed = _of_movements(_KNOWN).subquery("summed")
    query = select(*WHAT, summed.c.heads, summed.c.fte_units)
    return query.join_from(summed, cells, summed.c.cell == cells.c.cell).subquery("up_to")


def _of_movements(which: ColumnElement[bool]) -> Select[Any]:
    """The sums of some movements up to the end of a day, a row for each cell."""
    m = movements.c
    return select(m.cell, *_summed(m)).where(which, m.effective_on <= _UP_TO).group_by(m.cell)


def _is_nearer_to_now(view: View) -> bool:
    """Whether it is quicker to take away what was recorded after what the view knows.

    That may have to read what was recorded before as well, which takes half as long as adding it up.
    """
    last = view.connection.scalar(_last_movement()) or 0
    return 2 * (last - view.position) < view.position


@cache
def _last_movement() -> Select[Any]:
    return select(func.max(movements.c.position))


@cache
def _now_less_what_came_later() -> FromClause:
    """The sums as they are now, less all that was recorded since.

    A cell of which nothing is left has its row all the same if anything of it was known. That is
    looked up only if there is such a cell.
    """
    m = movements.c
    later = _of_movements(m.position > bindparam("position")).subquery("later")
    now = {column.name: _so_far_on(cells.c.cell, _UP_TO, column) for column in _SUMS[1:]}
    heads, fte_units = (
        now[f"{name}_so_far"] - func.coalesce(later.c[name], 0) for name in ("heads", "fte_units")
    )
    known = select(m.cell).where(_KNOWN, m.effective_on <= _UP_TO)
    is_known = or_(later.c.cell.is_(None), heads != 0, fte_units != 0, cells.c.cell.in_(known))
    query = select(*WHAT, heads.label("heads"), fte_units.label("fte_units"))
    query = query.join_from(cells, later, later.c.cell == cells.c.cell, isouter=True)
    return query.where(now["heads_so_far"].is_not(None), is_known).subquery("up_to")


def changes_between(view: View) -> FromClause:
    """The changes after the end of one day up to the end of another, a row for each cell and day."""
    return _between_as_known() if view.is_past else _between_now()


@cache
def _between_as_known() -> FromClause:
    m = movements.c
    within = m.effective_on > _AFTER, m.effective_on <= _UP_TO
    days = select(m.cell, m.effective_on, *_summed(m)).where(_KNOWN, *within)
    return _days_of_cells(days.group_by(m.cell, m.effective_on).subquery("days"))


@cache
def _between_now() -> FromClause:
    """What each sum has more than the one before it; before the first one is that of `after`."""
    cell, day = _KEY
    units = changes.c.fte_units_so_far
    before = func.coalesce(
        func.lag(units).over(partition_by=cell, order_by=day), _so_far_on(cell, _AFTER, units), 0
    )
    query = select(cell, day, changes.c.heads, (units - before).label("fte_units"))
    return _days_of_cells(query.where(day > _AFTER, day <= _UP_TO).subquery("days"))


def _days_of_cells(each: FromClause) -> FromClause:
    """The changes of each cell and day, and what the cell stands for."""
    query = select(*WHAT, each.c.effective_on, each.c.heads, each.c.fte_units)
    return query.join_from(each, cells, each.c.cell == cells.c.cell).subquery("between")


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
    table, known = (movements, _KNOWN) if view.is_past else (changes, true())
    on = table.c.effective_on
    query = select(on, func.sum(table.c.heads)).where(
        known,
        on > _AFTER,
        on <= _UP_TO,
        table.c.cell.in_(select(cells.c.cell).where(within)),
    )
    days = of_days(view, after=after, up_to=up_to)
    found = view.connection.execute(query.group_by(on).order_by(on), days)
    return [(date.fromisoformat(day), int(heads)) for day, heads in found]
