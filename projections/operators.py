"""Who was where: the operators on a day, and one operator's movements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from domain.values import natural_order
from projections.cells import cells
from projections.figures import Figure
from projections.groups import held
from projections.movements import movements, movements_in_cells
from projections.only import ALL

if TYPE_CHECKING:
    from datetime import date

    from projections.only import Only
    from projections.view import View


@dataclass(frozen=True, slots=True)
class OperatorAt:
    """An operator and the placement on the day that was asked for."""

    operator: str
    site: str
    contract: str | None
    figure: Figure
    engagement: str | None
    """On what terms the operator is engaged; none where nobody said."""
    since: str
    """The first day of this placement."""


_ENOUGH = 5_000
"""How many codes are compared with one that is not known."""


def is_operator(view: View, code: str) -> bool:
    """Whether anything was recorded of the operator."""
    m = movements.c
    query = select(m.position).where(m.operator == code, m.position <= view.position).limit(1)
    return view.connection.execute(query).first() is not None


def codes_beginning(view: View, beginning: str, most: int) -> list[str]:
    """The codes of operators that begin so, in order, and the first so many of them."""
    operator = movements.c.operator
    query = select(operator).where(movements.c.position <= view.position).distinct()
    if beginning:
        beyond = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        query = query.where(operator >= beginning, operator < beyond)
    return list(view.connection.execute(query.order_by(operator).limit(most)).scalars())


def codes_like(view: View, code: str) -> list[str]:
    """Codes of operators that begin as this one does, in any case; others if there are none."""
    operator = movements.c.operator
    query = select(operator).where(movements.c.position <= view.position).distinct()
    start = func.lower(operator).startswith(code[:2].lower(), autoescape=True)
    for asked in (query.where(start), query):
        found = list(view.connection.execute(asked.limit(_ENOUGH)).scalars())
        if found:
            return found
    return []


def operator_list(
    view: View, *, on: date, site: str | None = None, only: Only = ALL
) -> list[OperatorAt]:
    """The operators who are anywhere, or at one site, at the end of the day."""
    m, cell = movements.c, cells.c
    narrowed = held(view, only, cells, on)
    heads, fte_units = func.sum(m.heads).label("heads"), func.sum(m.fte_units).label("fte_units")
    # What was taken back cancels with what it took back: those days changed nothing.
    changed = or_(func.sum(m.heads) != 0, func.sum(m.fte_units) != 0)
    where = cell.site, cell.contract, cell.engagement
    days = (
        select(m.operator, *where, m.effective_on, heads, fte_units)
        .select_from(movements_in_cells)
        .where(m.effective_on <= on.isoformat(), m.position <= view.position, *narrowed)
        .group_by(m.operator, *where, m.effective_on)
        .having(changed)
    )
    if site is not None:
        days = days.where(cell.site == site)
    day = days.subquery("days").c
    query = (
        select(
            day.operator,
            day.site,
            day.contract,
            day.engagement,
            func.sum(day.fte_units),
            func.max(day.effective_on),
        )
        .group_by(day.operator, day.site, day.contract, day.engagement)
        .having(func.sum(day.heads) == 1)
    )
    found = [
        OperatorAt(operator, at, contract or None, Figure(1, int(units)), engagement or None, since)
        for operator, at, contract, engagement, units, since in view.connection.execute(query)
    ]
    return sorted(found, key=lambda row: natural_order(row.operator))
