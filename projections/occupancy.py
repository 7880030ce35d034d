"""How the heads at one site change from day to day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from projections.cells import cells
from projections.changes import DAY, changes

if TYPE_CHECKING:
    from sqlalchemy import Connection


def changes_at(connection: Connection, site: str) -> list[tuple[date, int]]:
    """The net change of heads at the site for every day on which there was one."""
    query = (
        select(changes.c.starts_on, func.sum(changes.c.heads))
        .join_from(changes, cells, changes.c.cell == cells.c.cell)
        .where(changes.c.span == DAY, cells.c.site == site)
        .group_by(changes.c.starts_on)
    )
    return [(date.fromisoformat(on), int(net)) for on, net in connection.execute(query)]
