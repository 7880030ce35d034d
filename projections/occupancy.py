"""How the heads at one site, or on one contract, change from day to day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_

from projections.cells import cells
from projections.changes import heads_per_day
from projections.tables import NONE

if TYPE_CHECKING:
    from datetime import date

    from projections.view import View


def changes_at(view: View, site: str) -> list[tuple[date, int]]:
    """The net change of heads at the site for every day on which there was one."""
    return heads_per_day(view, cells.c.site == site)


def changes_of(view: View, site: str, contract: str | None) -> list[tuple[date, int]]:
    """The net change of heads at the site on the contract, or on none, for each of these days."""
    within = and_(cells.c.site == site, cells.c.contract == (contract or NONE))
    return heads_per_day(view, within)


def changes_on(view: View, contract: str) -> list[tuple[date, int]]:
    """The net change of heads on the contract for every day on which there was one."""
    return heads_per_day(view, cells.c.contract == contract)
