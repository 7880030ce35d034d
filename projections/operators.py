"""Who was where: the operators on a day, and one operator's movements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from domain.values import natural_order
from projections.figures import Figure
from projections.movements import movements

if TYPE_CHECKING:
    from datetime import date

    from projections.view import View


@dataclass(frozen=True, slots=True)
class OperatorAt:
    """An operator and the placement on the day that was asked for."""

    operator: str
    site: str
    contract: str | None
    figure: Figure
    since: str
    """The first day of this placement."""


def operator_list(view: View, *, on: date, site: str | None = None) -> list[OperatorAt]:
    """The operators who are anywhere, or at one site, at the end of the day."""
    m = movements.c
    query = (
        select(
            m.operator,
            m.site,
            m.contract,
            func.sum(m.heads),
            func.sum(m.fte_units),
            func.max(m.effective_on),
        )
        .where(m.effective_on <= on.isoformat())
        .group_by(m.operator, m.site, m.contract)
        .having(func.sum(m.heads) == 1)
    )
    if site is not None:
        query = query.where(m.site == site)
    if view.known_up_to is not None:
        query = query.where(m.position <= view.known_up_to)
    found = [
        OperatorAt(operator, at, contract or None, Figure(int(heads), int(fte_units)), since)
        for operator, at, contract, heads, fte_units, since in view.connection.execute(query)
    ]
    return sorted(found, key=lambda row: natural_order(row.operator))
